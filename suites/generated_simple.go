package suites

import (
	"slices"
	"strings"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
)

// Each of these gives a query with one value simpler, or as it was.

func (r *reduction) inOrder(g generated) generated {
	g.order = parameters
	return g
}

// plainTime is the same moment in the usual form.
func (r *reduction) plainTime(g generated) generated {
	return g.replacing("changes-since", func(c oracle.Choice) oracle.Choice {
		at, err := schemas.ParseDateTime(c.Value)
		if err != nil {
			return c
		}
		return sinceAt(at, sinceLayouts[0])
	})
}

// plainServer is the id at the end of a server's URL.
func (r *reduction) plainServer(g generated) generated {
	return g.replacing("server", func(c oracle.Choice) oracle.Choice {
		id := c.Value[strings.LastIndexByte(c.Value, '/')+1:]
		return ofServer(id, id)
	})
}

// plainName is the name that most images have.
func (r *reduction) plainName(g generated) generated {
	naming := r.view.As(g.format).Naming()
	return g.replacing("name", func(c oracle.Choice) oracle.Choice {
		if name := naming.Common(); name != "" {
			return ofName(naming, name)
		}
		return c
	})
}

// firstMarker is the first image that the filters select.
func (r *reduction) firstMarker(g generated) generated {
	if g.Marker == "" {
		return g
	}
	everywhere := g.Question
	everywhere.Marker = ""
	if fitting := everywhere.Fitting(r.view.As(g.format).Baseline()); len(fitting) > 0 {
		g.Marker = fitting[0].ID()
	}
	return g
}

func (r *reduction) leastLimit(g generated) generated {
	g.Limit = min(g.Limit, 1)
	return g
}

// replacing is the query with another value of a filter, if it has the filter.
func (g generated) replacing(name string, simpler func(oracle.Choice) oracle.Choice) generated {
	g.Filters = slices.Clone(g.Filters)
	for i, c := range g.Filters {
		if c.Name == name {
			g.Filters[i] = simpler(c)
		}
	}
	return g
}
