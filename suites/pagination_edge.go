package suites

import (
	"slices"
	"strconv"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// planFirstPage asks for pages that others follow: of the list, of a name and,
// in JSON, of each filter behind a marker, which is also asked whole.
func planFirstPage(v oracle.View) Plan {
	if n := len(v.Baseline().Images); n < 2 {
		return tooFew(2, n)
	}
	plan := ask(firstOfAll(v))
	if len(v.Baseline().Images) > 2 {
		plan.Scripts = append(plan.Scripts, behindFirst(v))
	}
	if f, pages, ok := pagesOfName(v); ok {
		plan.Scripts = append(plan.Scripts, f.alone(v), pages)
	}
	for _, f := range singly(v, 2) {
		if tail, _, ok := f.tail(v); ok {
			plan.Scripts = append(plan.Scripts, f.alone(v), tail)
		}
	}
	return plan
}

func judgeNextInJSON(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	followed(&j, answers, func(r *oracle.Reading, more bool) {
		if j.CheckAt(r, "/images_links", more, "images_links with a next link, because more images follow", "no next link") {
			j.Shape("PAG-01", r)
		}
	})
	return j
}

func judgeNextInXML(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	followed(&j, answers, func(r *oracle.Reading, more bool) {
		if j.CheckAt(r, "/images/link", more, "an atom:link with rel next below images, because more images follow", "no next link") {
			j.Shape("PAG-02", r)
		}
	})
	return j
}

// followed calls judge for the pages of planFirstPage that images follow. Of
// a filter those are the pages that hold less than the filter gives whole, or
// gives behind the marker, so that one which is wrong by itself is not blamed here.
func followed(j *oracle.Judgement, answers []oracle.Answer, judge func(r *oracle.Reading, more bool)) {
	var whole oracle.Answer
	for _, a := range answers {
		r := a.First()
		asked, _ := oracle.Parameters(r.Request.URL)
		switch {
		case !asked.Has("limit"):
			whole = a
			continue
		case whole == nil && !j.Listed(a[:1]):
			continue
		case whole != nil && (!r.Lists() || !whole.Complete() || len(r.Images()) >= following(whole, markerOf(a), r)):
			continue
		}
		_, more := r.Next()
		judge(r, more)
	}
}

// following counts the images of an answer behind one of them, or all of them
// where there is no marker; none where a page does not begin behind it.
func following(whole oracle.Answer, marker string, page *oracle.Reading) int {
	ids := oracle.IDs(whole.Images())
	at := slices.Index(ids, marker)
	if begins := oracle.IDs(page.Images()[:min(1, len(page.Images()))]); marker != "" &&
		(at < 0 || !slices.Equal(begins, ids[at+1:min(at+2, len(ids))])) {
		return 0
	}
	return len(ids) - 1 - at
}

// planLastPages asks pages that hold exactly the last images of the list and,
// in JSON, of a filter, as many as the limit says: where a server that only compares
// the two numbers sees more.
func planLastPages(v oracle.View) Plan {
	l := v.Baseline()
	if len(l.Images) < 3 {
		return tooFew(3, len(l.Images))
	}
	ids := l.IDs()
	scripts := []target.Script{lastPage(v, "marker", ids[len(ids)-2], "limit", "1")}
	if v.Format == requirement.XML || !v.InXML.Readable {
		scripts = append(scripts, lastPage(v, "marker", ids[len(ids)-3], "limit", "2"))
	}
	if !l.Truncated() {
		scripts = append(scripts, lastPage(v, "limit", strconv.Itoa(len(ids))))
	}
	for _, f := range singly(v, 1) {
		if n := len(f.matches); f.query[0] == "name" && n <= l.PageSize() {
			scripts = append(scripts, lastPage(v, f.query[0], f.query[1], "limit", strconv.Itoa(n)))
		}
	}
	return ask(scripts...)
}

func judgeLastPages(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, a := range answers {
		if j.Listed(a[:1]) {
			j.NoNext(a.First(), "no image follows on this last page")
		}
	}
	return j
}
