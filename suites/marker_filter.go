package suites

import (
	"net/http"
	"slices"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// planMarkedFilters asks several filters together, and for the next image of
// theirs behind a marker; in JSON each filter alone, too.
func planMarkedFilters(v oracle.View) Plan {
	var scripts []target.Script
	if joint, ok := sharing(v); ok {
		scripts = append(scripts, joint.whole(v), joint.page(v))
	}
	for _, f := range singly(v, 2) {
		if tail, _, ok := f.tail(v); ok {
			scripts = append(scripts, f.alone(v), tail)
		}
	}
	if len(scripts) == 0 {
		return lacking("a filter that selects at least 2 images").with(requirement.RecipeImages)
	}
	return ask(append(scripts, behindFirst(v))...)
}

// judgeMarkedFilters compares with what the same filter gives without a
// marker, so that a filter which is wrong by itself is not blamed here.
func judgeMarkedFilters(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	control := answers[len(answers)-1].First()
	works := len(control.Images()) == 1 && control.Images()[0].ID() == v.Baseline().Images[1].ID()
	for i := 0; i+1 < len(answers); i += 2 {
		alone, marked := answers[i], answers[i+1]
		images := alone.Images()
		at := slices.Index(oracle.IDs(images), markerOf(marked))
		if !alone.Complete() || at < 0 {
			continue
		}
		judgeNextOne(&j, marked.First(), images, at, works)
	}
	return j
}

// judgeNextOne wants a page to begin with the image behind a place, or another
// of the same creation time: how many it holds, and whether the server breaks
// down, is for others, and an empty one says nothing
// unless a page without a filter works.
func judgeNextOne(j *oracle.Judgement, page *oracle.Reading, images []schemas.Image, at int, works bool) {
	rest := images[at+1:]
	if page.OK() && !page.Lists() || page.Status >= http.StatusInternalServerError || len(rest) == 0 || page.Lists() && len(page.Images()) == 0 && !works {
		return
	}
	ok := false
	if got := page.Images(); page.Lists() && len(got) > 0 {
		tied := got[0].Created() == rest[0].Created() || got[0].Created() == images[at].Created()
		ok = got[0].ID() == rest[0].ID() || tied && got[0].ID() != images[at].ID()
	}
	j.Check(page, ok, "image "+oracle.Quote(rest[0].ID())+", which the filter gives behind the marker's image", "%s", oracle.Describe(page))
}

// markerOf is the marker that an answer was asked with.
func markerOf(a oracle.Answer) string {
	values, _ := oracle.Parameters(a.First().Request.URL)
	return values.Get("marker")
}

// singly are the filters that are asked with pages one by one: all of them in
// JSON, and in XML, where several are asked together, none.
func singly(v oracle.View, least int) []filter {
	if v.Format == requirement.XML && v.InJSON.Readable {
		return nil
	}
	return filters(v, least)
}

// planForeignMarkers sets markers at images that the filter leaves out.
func planForeignMarkers(v oracle.View) Plan {
	// Deleted images, which are listed nowhere else, have no known place.
	known := slices.DeleteFunc(filters(v, 1), func(f filter) bool { return f.query[0] == "changes-since" })
	var scripts []target.Script
	for _, f := range portion(v, known) {
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
