package suites

import (
	"strconv"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// walk is one walk over pages, and what it has to show.
type walk struct {
	query []string
	// from is where in the listing it starts.
	from int
}

// walks are pages of one image over the end of the list, and the whole list in a
// few pages. A long list is not walked image by
// image: what can go wrong there goes wrong at its end.
func walks(v oracle.View) []walk {
	l := v.Baseline()
	n, ids := len(l.Images), l.IDs()
	var all []walk
	if n <= 4 {
		all = append(all, walk{[]string{"limit", "1"}, 0})
	} else {
		all = append(all, walk{[]string{"marker", ids[n-4], "limit", "1"}, n - 3})
	}
	// A page must not be larger than the target gives at once.
	third := min(max(3, (n+2)/3), max(l.PageSize(), 1))
	return append(all, walk{[]string{"limit", strconv.Itoa(third)}, 0})
}

// planWalks asks every walk, and last a name in pages, after the answer without
// a limit.
func planWalks(v oracle.View) Plan {
	if n := len(v.Baseline().Images); n < 3 {
		return tooFew(3, n)
	}
	var scripts []target.Script
	for _, w := range walks(v) {
		scripts = append(scripts, target.Walk(v.Detail(oracle.Query(w.query...))))
	}
	if f, pages, ok := pagesOfName(v); ok {
		scripts = append(scripts, f.alone(v), pages)
	}
	return ask(scripts...)
}

func judgeWalks(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	all := walks(v)
	for i, w := range all {
		j.Sequence(answers[i], v.Baseline().Images[w.from:], "the pages together are the list without a limit")
	}
	if rest := answers[len(all):]; len(rest) > 1 && rest[0].Complete() {
		j.Sequence(rest[1], rest[0].Images(), "the pages together are the filter's list without a limit")
	}
	return j
}

// judgeWalksEnd wants no walk to come back to a page it has been at.
func judgeWalksEnd(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, a := range answers {
		if !a.Last().Lists() {
			continue
		}
		href, more := a.Last().Next()
		again := false
		for _, r := range a {
			again = again || more && sameQuery(r.Request.URL, href)
		}
		j.Check(a.Last(), !again, "pages that end", "after %d pages a next link back to one of them: %s", len(a), oracle.Quote(href))
	}
	return j
}

func sameQuery(a, b string) bool {
	x, _ := oracle.Parameters(a)
	y, _ := oracle.Parameters(b)
	return x.Encode() == y.Encode()
}

// planContinuity walks two pages by the Accept header and two by the suffix.
func planContinuity(v oracle.View) Plan {
	if n := len(v.Baseline().Images); n < 2 {
		return tooFew(2, n)
	}
	suffix := "/images/detail." + map[requirement.Format]string{requirement.JSON: "json", requirement.XML: "xml"}[v.Format]
	return ask(
		firstOfAll(v),
		target.WalkAtMost(target.Get(v.Endpoint.URL(suffix, "limit=1")).With("Accept", v.Accept()), 2).Verbatim(),
	)
}

func judgeContinuity(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, a := range answers {
		if len(a) < 2 || !a[0].Lists() {
			j.Lack(a.Last(), "a next link, to be followed")
			continue
		}
		j.Check(a[1], a[1].Lists() && a[1].Form == oracle.FormOf(v.Format),
			"a listing in "+oracle.FormOf(v.Format).String()+" behind the next link, like the page before", "%s", oracle.Describe(a[1]))
	}
	return j
}

// planSecondPage asks a page that others precede, and a link back from it.
func planSecondPage(v oracle.View) Plan {
	images := v.Baseline().Images
	if len(images) < 4 {
		return tooFew(4, len(images))
	}
	return ask(behindImage(v, positions(images)[1]))
}

// judgePrevious looks at a link to the page before, which a target may have.
func judgePrevious(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	page := answers[0].First()
	href, ok := page.Link(target.Previous...)
	if !ok {
		j.Missing = "the target gives no previous links"
		return j
	}
	j.Check(page, oracle.AbsoluteURI(href), "a previous link that is an absolute URI", "%s", oracle.Quote(href))
	if len(answers[0]) < 2 || !j.Listed(answers[0][1:]) {
		return j
	}
	before := answers[0][1]
	preceding := v.Baseline().Images[:positions(v.Baseline().Images)[1]+1]
	beyond := oracle.Subset(oracle.IDs(before.Images()), oracle.IDs(preceding))
	j.Check(before, len(beyond) == 0 && len(before.Images()) > 0, "the images that precede the page behind its previous link",
		"%s", oracle.Describe(before))
	return j
}

// judgeNoDanglingNext wants the listing to have no next link, unless images
// follow behind it.
func judgeNoDanglingNext(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	pages := answers[0]
	last := pages.Last()
	if href, more := last.Next(); more {
		j.Check(last, false, "no next link on the last page", "one to %s", oracle.Quote(href))
		return j
	}
	j.Check(last, len(pages) == 1 || len(last.Images()) > 0, "no next link, since no images follow",
		"a next link to an empty page")
	return j
}
