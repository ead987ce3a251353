package suites

import (
	"slices"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// planMarkedFilters asks each filter alone, and behind its first match.
func planMarkedFilters(v oracle.View) Plan {
	var scripts []target.Script
	for _, f := range filters(v, 2) {
		marked := append(append([]string{}, f.query...), "marker", f.matches[0].ID())
		scripts = append(scripts,
			target.Walk(v.Detail(oracle.Query(f.query...))), target.Walk(v.Detail(oracle.Query(marked...))))
	}
	if len(scripts) == 0 {
		return lacking("a filter that selects at least 2 images").with(requirement.RecipeImages)
	}
	return ask(scripts...)
}

// judgeMarkedFilters compares with what the same filter gives without a
// marker, so that a filter which is wrong by itself is not blamed here.
func judgeMarkedFilters(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for i := 0; i+1 < len(answers); i += 2 {
		alone, marked := answers[i], answers[i+1]
		images := alone.Images()
		at := slices.Index(oracle.IDs(images), markerOf(marked))
		if !alone.Complete() || at < 0 {
			continue
		}
		j.Sequence(marked, images[at+1:], "what the filter gives without a marker, from behind the marker on")
	}
	return j
}

// markerOf is the marker that an answer was asked with.
func markerOf(a oracle.Answer) string {
	values, _ := oracle.Parameters(a.First().Request.URL)
	return values.Get("marker")
}

// planForeignMarkers sets markers at images that the filter leaves out.
func planForeignMarkers(v oracle.View) Plan {
	var scripts []target.Script
	for _, f := range filters(v, 1) {
		// Deleted images, which are listed nowhere else, have no known place.
		if f.query[0] == "changes-since" {
			continue
		}
		if marker, ok := leftOut(v.Baseline(), f); ok {
			marked := append(append([]string{}, f.query...), "marker", marker)
			scripts = append(scripts,
				target.Walk(v.Detail(oracle.Query(f.query...))), target.Walk(v.Detail(oracle.Query(marked...))))
		}
	}
	if len(scripts) == 0 {
		return lacking("an image that a filter leaves out, before one that it selects").with(requirement.RecipeImages)
	}
	return ask(scripts...)
}

// leftOut is an image that a filter does not select: the last one before its
// last match, so that something follows and, where it can be, precedes.
func leftOut(l oracle.Listing, f filter) (id string, ok bool) {
	selected := map[string]bool{}
	for _, im := range f.matches {
		selected[im.ID()] = true
	}
	before := ""
	for _, im := range l.Images {
		switch {
		case !selected[im.ID()]:
			before = im.ID()
		case before != "":
			id, ok = before, true
		}
	}
	return id, ok
}

func judgeForeignMarkers(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	place := map[string]int{}
	for i, im := range v.Baseline().Images {
		place[im.ID()] = i
	}
	for i := 0; i+1 < len(answers); i += 2 {
		alone, marked := answers[i], answers[i+1]
		if !alone.Complete() {
			continue
		}
		var rest []schemas.Image
		for _, im := range alone.Images() {
			if at, known := place[im.ID()]; known && at > place[markerOf(marked)] {
				rest = append(rest, im)
			}
		}
		j.Sequence(marked, rest, "the images of the filter that follow the marker in the whole listing")
	}
	return j
}
