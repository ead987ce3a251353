package suites

import (
	"fmt"
	"slices"

	"github.com/imageconform/imageconform/suites/oracle"
)

// mostReducing bounds the requests by which failures are made smaller, for each
// generated query. Few failures take more than a dozen, and many have one cause.
const mostReducing = 8

// reduction makes failing queries smaller by asking parts of them.
type reduction struct {
	view oracle.View
	ask  asker
	// most is how many queries it may ask, fail which of them failed.
	most int
	fail map[string]bool
	// causes are the queries that were left of earlier ones.
	causes []cause
}

// cause is a query that was left of a failing one, and in how many it was met.
type cause struct {
	generated
	met []generated
}

// explains reports whether a failing query fails for a known cause: it has the
// same value of a parameter that fails alone, or the same parameters together.
func (c cause) explains(g generated) bool {
	for _, mine := range c.Filters {
		if !slices.ContainsFunc(g.Filters, func(its oracle.Choice) bool {
			return its.Name == mine.Name && (its.Value == mine.Value || c.size() > 1)
		}) {
			return false
		}
	}
	alike := c.size() > 1
	return (c.Marker == "" || c.Marker == g.Marker || alike && g.Marker != "") &&
		(c.Limit == 0 || c.Limit == g.Limit || alike && g.Limit > 0)
}

// fate says what became of a failing query.
type fate int

const (
	// caused is a failure of which the cause is known.
	caused fate = iota
	// passing is one that did not happen a second time.
	passing
	// unpursued is one that came when no more could be asked.
	unpursued
)

// pursue finds the cause of a failure: the smallest query that still fails. That
// is one parameter if some fails alone, else what is left when none can be
// dropped, with values as simple as they can be.
func (r *reduction) pursue(g generated) fate {
	for i, c := range r.causes {
		if c.explains(g) {
			r.causes[i].met = append(r.causes[i].met, g)
			return caused
		}
	}
	parts := g.parts()
	switch {
	case len(r.fail)+len(parts) >= r.most:
		return unpursued
	case !r.failsAgain(g):
		return passing
	}
	var small generated
	if at := slices.IndexFunc(parts, r.fails); at >= 0 {
		small = parts[at]
	} else {
		small = r.simplify(r.drop(g))
	}
	r.causes = append(r.causes, cause{small, []generated{g}})
	return caused
}

// drop leaves out parameters as long as the rest fails.
func (r *reduction) drop(g generated) generated {
	for dropped := true; dropped; {
		dropped = false
		for _, less := range g.without() {
			if less.size() > 1 && r.fails(less) {
				g, dropped = less, true
				break
			}
		}
	}
	return g
}

// simplify replaces values by simpler ones as long as the query fails, and its
// parameters do not fail alone.
func (r *reduction) simplify(g generated) generated {
	for _, simpler := range []func(generated) generated{
		r.inOrder, r.plainTime, r.plainServer, r.plainName, r.firstMarker, r.leastLimit,
	} {
		candidate := simpler(g)
		if candidate.query() != g.query() && r.fails(candidate) && !slices.ContainsFunc(candidate.parts(), r.fails) {
			g = candidate
		}
	}
	return g
}

// fails asks a query. Without an answer, and beyond the bound, nothing fails.
func (r *reduction) fails(g generated) bool {
	query := g.query()
	known, asked := r.fail[query]
	if asked || len(r.fail) >= r.most {
		return known
	}
	a, ok := r.ask(g.script(r.view))
	r.fail[query] = ok && len(judgePage(r.view, g, a).Findings) > 0
	return r.fail[query]
}

// failsAgain asks a query anew that failed. What does not happen twice may have
// come of a change in between.
func (r *reduction) failsAgain(g generated) bool {
	a, ok := r.ask(g.script(r.view).Again("to see whether it fails"))
	return ok && len(judgePage(r.view, g, a).Findings) > 0
}

// findings are those of the causes that are no single parameters, with the
// queries that they were met in.
func (r *reduction) findings() []oracle.Finding {
	var all []oracle.Finding
	for _, c := range r.causes {
		a, ok := r.ask(c.script(r.view))
		if c.size() < 2 || !ok {
			continue
		}
		found := judgePage(r.view, c.generated, a).Findings
		for i := range found {
			if c.query() != c.met[0].query() {
				found[i].Got += "; it is what was left of ?" + c.met[0].query()
			}
			if more := len(c.met) - 1; more > 0 {
				found[i].Got += fmt.Sprintf("; %d more generated queries with these parameters fail", more)
			}
		}
		all = append(all, found...)
	}
	return all
}

// parts are the parameters of the query, each alone.
func (g generated) parts() []generated {
	var parts []generated
	for _, c := range g.Filters {
		parts = append(parts, g.asking(oracle.Question{Filters: []oracle.Choice{c}}))
	}
	if g.Marker != "" {
		parts = append(parts, g.asking(oracle.Question{Marker: g.Marker}))
	}
	if g.Limit > 0 {
		parts = append(parts, g.asking(oracle.Question{Limit: g.Limit}))
	}
	return parts
}

// without are the queries with one parameter less.
func (g generated) without() []generated {
	var all []generated
	for i := range g.Filters {
		less := g.Question
		less.Filters = slices.Delete(slices.Clone(g.Filters), i, i+1)
		all = append(all, g.asking(less))
	}
	if g.Marker != "" {
		less := g.Question
		less.Marker = ""
		all = append(all, g.asking(less))
	}
	if g.Limit > 0 {
		less := g.Question
		less.Limit = 0
		all = append(all, g.asking(less))
	}
	return all
}

// asking is the query with another question.
func (g generated) asking(q oracle.Question) generated {
	g.Question = q
	return g
}
