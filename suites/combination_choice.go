package suites

import (
	"slices"
	"time"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// parameters are the documented ones, in the order of the document.
var parameters = []string{"changes-since", "server", "name", "status", "marker", "limit", "type"}

// inOrder is a query of names and values, its names in the usual order.
func inOrder(namesAndValues ...string) string {
	var sorted []string
	for _, name := range parameters {
		for pair := range slices.Chunk(namesAndValues, 2) {
			if pair[0] == name {
				sorted = append(sorted, pair...)
			}
		}
	}
	return oracle.Query(sorted...)
}

// choices are values of the five filters, all of which other specs ask alone.
// Among them are some that select nothing: where the images are all alike,
// only these tell a filter that is ignored.
type choices struct{ since, server, name, status, kind []oracle.Choice }

func choicesOf(v oracle.View) choices {
	var c choices
	for _, t := range sinceTimes(v) {
		c.since = append(c.since, oracle.Choice{Name: "changes-since", Value: t.Format(zulu), Selects: func(im schemas.Image) bool {
			at, ok := oracle.Updated(im)
			return !ok || !at.Before(t)
		}})
	}
	nothing := func(schemas.Image) bool { return false }
	if server, ok := askedServer(v); ok {
		c.server = append(c.server, oracle.Choice{Name: "server", Value: server.ID, Selects: func(im schemas.Image) bool {
			return serverOf(im) == server.ID
		}})
	}
	c.server = append(c.server, oracle.Choice{Name: "server", Value: unknown(v), Selects: nothing})
	naming := v.Naming()
	for _, name := range append(askedNames(v), unknown(v)) {
		if name != "" {
			c.name = append(c.name, oracle.Choice{Name: "name", Value: name, Selects: func(im schemas.Image) bool { return naming.Of(im) == name }})
		}
	}
	for _, word := range []string{"ACTIVE", "ERROR", "SAVING", "UNKNOWN"} {
		c.status = append(c.status, oracle.Choice{Name: "status", Value: word, Selects: ofStatus(word)})
	}
	c.kind = []oracle.Choice{{Name: "type", Value: "SERVER", Selects: fromServer}, {Name: "type", Value: "BASE", Selects: isBase}}
	return c
}

// pairs are the values of every two filters that tell the most. In XML each
// filter meets two others, and the other two in JSON.
func (c choices) pairs(v oracle.View) [][2]oracle.Choice {
	five := [][]oracle.Choice{c.since, c.server, c.name, c.status, c.kind}
	var all [][2]oracle.Choice
	for i := range five {
		for k := i + 1; k < len(five); k++ {
			neighbours := k-i == 1 || k-i == len(five)-1
			if neighbours == (v.Format == requirement.XML) || !v.InXML.Readable || !v.InJSON.Readable {
				all = append(all, v.Baseline().Telling(five[i], five[k])...)
			}
		}
	}
	return all
}

// alone asks for a choice by itself.
func alone(v oracle.View, c oracle.Choice) target.Script {
	return target.Walk(v.Detail(oracle.Query(c.Name, c.Value)))
}

// five are the values of all filters of which the most are needed to single
// out some image; ok is false when no image has a server. Beside the usual
// values there are names of the server's images, and a time before all. The
// time comes last, because it takes the longest to compare.
func (c choices) five(v oracle.View) (chosen []oracle.Choice, ok bool) {
	l := v.Baseline()
	if len(c.since) == 0 || len(c.server) < 2 {
		return nil, false
	}
	naming := v.Naming()
	names := c.name
	for _, im := range l.Both(c.server[0]) {
		name := naming.Of(im)
		if slices.Contains(naming.All, name) && len(names) < len(c.name)+3 {
			names = append(slices.Clone(names), oracle.Choice{Name: "name", Value: name, Selects: func(im schemas.Image) bool { return naming.Of(im) == name }})
		}
	}
	ever := oracle.Choice{Name: "changes-since", Value: longAgo, Selects: func(im schemas.Image) bool { return oracle.UpdatedAfter(im, time.Time{}) }}
	best := -1
	for _, since := range append(slices.Clone(c.since), ever) {
		for _, name := range names {
			for _, status := range c.status {
				candidate := []oracle.Choice{c.server[0], name, status, c.kind[0], since}
				if n := needed(l, candidate); n > best {
					chosen, best = candidate, n
				}
			}
		}
	}
	return chosen, best >= 0
}

// needed counts the choices without which more images would be selected, -1
// when all together select none.
func needed(l oracle.Listing, chosen []oracle.Choice) int {
	together := len(l.Both(chosen...))
	if together == 0 {
		return -1
	}
	n := 0
	for i := range chosen {
		if len(l.Both(slices.Delete(slices.Clone(chosen), i, i+1)...)) > together {
			n++
		}
	}
	return n
}
