package suites

import (
	"cmp"
	"strconv"

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
		scripts = append(scripts, behindImage(v, i))
	}
	return ask(scripts...)
}

// behindImage asks a few images behind the one at a place and, where others
// precede that, the page before if there is a link to it.
func behindImage(v oracle.View, at int) target.Script {
	r := v.Detail(oracle.Query("marker", v.Baseline().Images[at].ID(), "limit", strconv.Itoa(pageBehind)))
	if at == 0 {
		return target.Once(r)
	}
	return target.Back(r)
}

func judgeMarkers(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	l := v.Baseline()
	most := min(pageBehind, l.PageSize())
	for n, i := range positions(l.Images) {
		if a := answers[n]; j.Listed(a[:1]) {
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

// unknownMarkers are queries with a marker that names nothing: no UUID, an
// unknown one, and one beside a filter, in JSON also beside another.
func unknownMarkers(v oracle.View) []string {
	queries := []string{
		oracle.Query("marker", "not-a-uuid"),
		oracle.Query("marker", v.Fresh(1)),
		inOrder("status", "ACTIVE", "marker", v.Fresh(1), "limit", two(v)),
	}
	if v.Format == requirement.XML {
		return queries
	}
	name := cmp.Or(most(v.Baseline().Images, schemas.Image.Name), v.Fresh(2))
	return append(queries, oracle.Query("name", name, "marker", v.Fresh(1)))
}

// planInvalidMarkers asks markers that name nothing. Where images are known that
// only the other tenant lists, it asks for a few of them, and with each as a marker.
func planInvalidMarkers(v oracle.View) Plan {
	plan := planQueries(unknownMarkers(v)...)(v)
	private := oracle.Subset(v.OtherJSON.IDs(), v.InJSON.IDs())
	for _, id := range private[:min(len(private), 3)] {
		image := target.Get(v.Endpoint.URL("/images/"+oracle.Escape(id), "")).With("Accept", v.As(requirement.JSON).Accept())
		plan.Scripts = append(plan.Scripts, target.Once(image), target.Once(v.Detail(oracle.Query("marker", id))))
	}
	return plan
}

// judgeInvalidMarkers wants every marker refused, but those of images that the
// user may read without listing them: such an image was offered, not hidden.
func judgeInvalidMarkers(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	unknown := len(unknownMarkers(v))
	for _, a := range answers[:unknown] {
		j.BadRequest(a.First(), "the marker names no image of this listing")
	}
	for i := unknown; i+1 < len(answers); i += 2 {
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
