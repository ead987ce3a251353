package schemas

import (
	"maps"
	"sync"
)

// What is in this file keeps the images of long lists small: what many have in
// common is in memory once.

// mostCommon bounds each table of what images have in common, so that a hostile
// listing does not fill them.
const mostCommon = 4096

// table holds one of each value.
type table[T comparable] struct {
	sync.Mutex
	known map[T]*T
}

// one is the known value that is equal to this one.
func (t *table[T]) one(value T) *T {
	t.Lock()
	defer t.Unlock()
	if known := t.known[value]; known != nil {
		return known
	}
	if t.known == nil {
		t.known = map[T]*T{}
	}
	if len(t.known) < mostCommon {
		t.known[value] = &value
	}
	return &value
}

var relations table[Relation]

// common is the relation that links have in common.
func common(r Relation) *Relation { return relations.one(r) }

// places are those of the images of a page, by number.
type places struct {
	sync.Mutex
	known []string
}

var placesInJSON, placesInXML places

// at is the place of a number, which is made where it is new.
func (p *places) at(n int, made func(int) string) string {
	if n >= mostCommon {
		return made(n)
	}
	p.Lock()
	defer p.Unlock()
	for len(p.known) <= n {
		p.known = append(p.known, made(len(p.known)))
	}
	return p.known[n]
}

// few are texts that many images share: those of statuses and numbers.
var few table[string]

// fewValued are the members that have such texts.
var fewValued = []string{"status", "progress", "minDisk", "minRam"}

// share lets an image use the memory of its twin for what both say. A twin is
// what another answer says of the image, in the one format or the other.
func (c *Content) share(twin *Content) {
	for _, name := range fewValued {
		value := c.Scalars.Get(name)
		value.Text = *few.one(value.Text)
		c.Scalars.Set(name, value)
	}
	if twin == nil {
		return
	}
	for i, text := range twin.Scalars.texts {
		if c.Scalars.texts[i] == text {
			c.Scalars.texts[i] = text
		}
	}
	if maps.Equal(c.Metadata, twin.Metadata) {
		c.Metadata = twin.Metadata
	}
	shareTargets(c.Links, twin.Links)
	if c.Server != nil && twin.Server != nil && c.Server.ID == twin.Server.ID {
		c.Server.ID = twin.Server.ID
		shareTargets(c.Server.Links, twin.Server.Links)
	}
}

func shareTargets(links, twins []Link) {
	for i := range min(len(links), len(twins)) {
		if links[i].Href == twins[i].Href {
			links[i].Href = twins[i].Href
		}
	}
}
