package suites

import (
	"cmp"
	"slices"
	"strings"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// markers are the specs about the parameter marker.
func markers(s *Suite) {
	s.both(requirement.MRK01, planMarkers, judgeMarkers)
	s.both(requirement.MRK02, planMarkersAndRest, judgeMarkerAbsent)
	s.both(requirement.MRK03, planAfterLast, judgeAfterLast)
	s.both(requirement.MRK04, planInvalidMarkers, judgeInvalidMarkers)
	s.both(requirement.MRK05, planMarkerAlone, judgeMarkerAlone)
	s.both(requirement.MRK06, planMarkedFilters, judgeMarkedFilters)
	s.both(requirement.MRK07, planForeignMarkers, judgeForeignMarkers)
	s.one(requirement.MRK08, planQueries("marker=&limit=2"), judgeObserved("an empty marker"))
}

// pageBehind is the limit of the pages that are asked behind a marker: more
// than one image, so that their order shows, and few enough to be cheap.
const pageBehind = 3

// positions are where markers are set: at the first image, within a group of
// equal create times, where the order is hardest to keep, and near the end.
func positions(images []schemas.Image) []int {
	if len(images) < 2 {
		return nil
	}
	at := []int{0}
	for i := 1; i+1 < len(images); i++ {
		if images[i].Created() == images[i+1].Created() && images[i].Created() == images[i-1].Created() {
			at = append(at, i)
			break
		}
	}
	if last := len(images) - 2; last > at[len(at)-1] {
		at = append(at, last)
	}
	return at
}

func planMarkers(v oracle.View) Plan {
	images := v.Baseline().Images
	if len(images) < 2 {
		return tooFew(2, len(images))
	}
	var scripts []target.Script
	for _, i := range positions(images) {
		scripts = append(scripts, target.Once(v.Detail(oracle.Query("marker", images[i].ID(), "limit", "3"))))
	}
	return ask(scripts...)
}

func judgeMarkers(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	l := v.Baseline()
	most := min(pageBehind, l.PageSize())
	for n, i := range positions(l.Images) {
		if a := answers[n]; j.Listed(a) {
			end := min(i+1+most, len(l.Images))
			j.Consecutive(a.First(), l.Images[i+1:end], "the images that follow the marker in the whole listing")
		}
	}
	return j
}

// planMarkersAndRest asks with a limit and without.
func planMarkersAndRest(v oracle.View) Plan {
	plan := planMarkers(v)
	if plan.Missing == "" {
		plan.Scripts = append(plan.Scripts, planMarkerAlone(v).Scripts...)
	}
	return plan
}

func judgeMarkerAbsent(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, a := range answers {
		marker, r := markerOf(a), a.First()
		for _, im := range r.Images() {
			j.CheckAt(r, im.Where, im.ID() != marker, "images behind the marker only", "the marker itself, %s", oracle.Quote(marker))
		}
	}
	return j
}

func judgeAfterLast(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	if j.Empty(answers[0][:1], "the marker is the last image") {
		j.NoNext(answers[0].First(), "nothing follows the last image")
	}
	return j
}

// unknownMarkers is how many of the invalid markers name nothing at all.
const unknownMarkers = 4

// planInvalidMarkers asks markers that name nothing: no UUID, an unknown one,
// and one behind each of two filters. Where images are known that only the other tenant
// lists, it asks for them one by one, and as markers.
func planInvalidMarkers(v oracle.View) Plan {
	plan := planQueries(
		oracle.Query("marker", "not-a-uuid"),
		oracle.Query("marker", v.Fresh(1)),
		oracle.Query("status", "ACTIVE", "marker", v.Fresh(1), "limit", "2"),
		oracle.Query("name", cmp.Or(most(v.Baseline().Images, schemas.Image.Name), v.Fresh(2)), "marker", v.Fresh(1)),
	)(v)
	private := oracle.Subset(v.OtherJSON.IDs(), v.InJSON.IDs())
	for _, id := range private[:min(len(private), 3)] {
		plan.Scripts = append(plan.Scripts,
			target.Once(target.Get(v.Endpoint.URL("/images/"+oracle.Escape(id), "")).With("Accept", v.Accept())),
			target.Once(v.Detail(oracle.Query("marker", id))))
	}
	return plan
}

// judgeInvalidMarkers wants every marker refused, but those of images that the
// user may read without listing them: such an image was offered, not hidden.
func judgeInvalidMarkers(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, a := range answers[:unknownMarkers] {
		j.BadRequest(a.First(), "the marker names no image of this listing")
	}
	for i := unknownMarkers; i+1 < len(answers); i += 2 {
		if shown := answers[i].First(); shown.Single == nil && !shown.OK() {
			j.BadRequest(answers[i+1].First(), "the marker names an image that is private to another tenant")
		}
	}
	return j
}

// planMarkerAlone asks for the rest of the list behind a marker, in the
// middle of a short list and near the end of a long one.
func planMarkerAlone(v oracle.View) Plan {
	if len(v.Baseline().Images) < 2 {
		return tooFew(2, len(v.Baseline().Images))
	}
	return ask(target.Walk(v.Detail(oracle.Query("marker", v.Baseline().IDs()[middle(v)]))))
}

func middle(v oracle.View) int {
	n := len(v.Baseline().Images)
	return max(n/2-1, n-20, 0)
}

func judgeMarkerAlone(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	j.Sequence(answers[0], v.Baseline().Images[middle(v)+1:], "all images that follow the marker")
	return j
}

// filter is one filter with the images that the listing says it selects.
type filter struct {
	query   []string
	matches []schemas.Image
}

// filters are one of each kind that selects at least so many of the images.
func filters(v oracle.View, least int) []filter {
	l := v.Baseline()
	var chosen []filter
	add := func(query []string, keep func(schemas.Image) bool) {
		if matches := l.Where(keep); len(matches) >= least {
			chosen = append(chosen, filter{query, matches})
		}
	}
	add(sinceAtLeast(v, least))
	if id := most(l.Images, serverOf); id != "" {
		add([]string{"server", id}, func(im schemas.Image) bool { return serverOf(im) == id })
	}
	if name := most(l.Images, schemas.Image.Name); name != "" {
		add([]string{"name", name}, func(im schemas.Image) bool { return im.Name() == name })
	}
	if status := most(l.Images, schemas.Image.Status); !strings.Contains(status, ":") {
		add([]string{"status", status}, func(im schemas.Image) bool { return im.Status() == status })
	}
	add([]string{"type", "BASE"}, func(im schemas.Image) bool { return im.Server == nil })
	return chosen
}

// sinceAtLeast is a time that at least so many images were updated after, and
// some before where it can be.
func sinceAtLeast(v oracle.View, least int) (query []string, keep func(schemas.Image) bool) {
	if times := sinceTimes(v); len(times) > 0 && len(updatedAfter(v, times[0])) >= least {
		return []string{"changes-since", times[0].Format(zulu)}, func(im schemas.Image) bool { return oracle.UpdatedAfter(im, times[0]) }
	}
	return []string{"changes-since", longAgo}, func(schemas.Image) bool { return true }
}

func serverOf(im schemas.Image) string {
	if im.Server == nil {
		return ""
	}
	return im.Server.ID
}

// most is the value that most images have, the earliest of equals, and empty
// when none has one.
func most(images []schemas.Image, of func(schemas.Image) string) string {
	count := map[string]int{}
	best := ""
	for _, im := range images {
		count[of(im)]++
	}
	for _, im := range images {
		if value := of(im); value != "" && (best == "" || count[value] > count[best]) {
			best = value
		}
	}
	return best
}

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
