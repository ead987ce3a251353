package schemas

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
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

// linkSet are the links of images. Those of many differ in nothing but the id,
// and share one set then.
type linkSet struct {
	links []Link
	// named says that a mark stands in the targets for the id of the image.
	named bool
}

// setOf are the links of an image that is alone, nil if it has none.
func setOf(links []Link) *linkSet {
	if len(links) == 0 {
		return nil
	}
	return &linkSet{links: links}
}

// mark is no character of a link.
const mark = "\x00"

// Links are those of the image, in the order of the document.
func (c *Content) Links() []Link {
	if c == nil || c.links == nil {
		return nil
	}
	if !c.links.named {
		return c.links.links
	}
	links := slices.Clone(c.links.links)
	for i := range links {
		links[i].Href.Text = strings.ReplaceAll(links[i].Href.Text, mark, c.Scalars.texts[0])
	}
	return links
}

// shared is what the images of a library have in common.
type shared struct {
	twins    map[string]*Content
	links    map[string]*linkSet
	findings map[string]*findings
	metadata map[string]map[string]Scalar
	servers  map[string]*Server
}

// share lets an image use the memory of others for what they say, too: of one
// with the same id in the other format, or of any.
func (s *shared) share(c *Content) {
	if s.twins == nil {
		s.twins, s.links, s.findings = map[string]*Content{}, map[string]*linkSet{}, map[string]*findings{}
		s.metadata, s.servers = map[string]map[string]Scalar{}, map[string]*Server{}
	}
	for _, name := range fewValued {
		value := c.Scalars.Get(name)
		value.Text = *few.one(value.Text)
		c.Scalars.Set(name, value)
	}
	id := c.Scalars.texts[0]
	if twin := s.twins[id]; twin != nil {
		for i, text := range twin.Scalars.texts {
			if c.Scalars.texts[i] == text {
				c.Scalars.texts[i] = text
			}
		}
	} else {
		s.twins[id] = c
	}
	if len(c.Metadata) > 0 {
		c.Metadata = oneOf(s.metadata, keyOf(c.Metadata), c.Metadata)
	}
	if c.Server != nil {
		key := c.Server.ID + mark + strconv.FormatBool(c.Server.Named) + keyOfLinks(c.Server.Links)
		c.Server = oneOf(s.servers, key, c.Server)
	}
	c.links = s.linksOf(c)
	if f := c.checked; f != nil && len(f.broken)+len(f.strict) == 0 {
		c.checked = oneOf(s.findings, fmt.Sprint(f.ranged), f)
	}
}

// oneOf is the value that is known by a key.
func oneOf[T any](known map[string]T, key string, value T) T {
	if before, ok := known[key]; ok {
		return before
	}
	if len(known) < mostCommon {
		known[key] = value
	}
	return value
}

// linksOf are the links of an image in terms of its id, where others have them.
func (s *shared) linksOf(c *Content) *linkSet {
	id := c.Scalars.texts[0]
	if c.links == nil || len(id) < len("a long id, such as a UUID") {
		return c.links
	}
	set := &linkSet{links: slices.Clone(c.links.links), named: true}
	for i := range set.links {
		href := &set.links[i].Href
		if strings.Contains(href.Text, mark) {
			return c.links
		}
		href.Text = strings.ReplaceAll(href.Text, id, mark)
	}
	key := keyOfLinks(set.links)
	if _, known := s.links[key]; !known && len(s.links) == mostCommon {
		return c.links
	}
	return oneOf(s.links, key, set)
}

func keyOf(metadata map[string]Scalar) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(metadata)) {
		fmt.Fprintf(&b, "%q %d %q", name, metadata[name].Kind, metadata[name].Text)
	}
	return b.String()
}

func keyOfLinks(links []Link) string {
	var b strings.Builder
	for _, l := range links {
		fmt.Fprintf(&b, "%p %d %q", l.Relation, l.Href.Kind, l.Href.Text)
	}
	return b.String()
}
