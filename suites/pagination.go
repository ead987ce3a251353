package suites

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// pagination are the specs about the links between pages.
func pagination(s *Suite) {
	s.one(requirement.PAG01, planFirstPage, judgeNextInJSON)
	s.inXML(requirement.PAG02, planFirstPage, judgeNextInXML)
	s.both(requirement.PAG03, planLastPages, judgeLastPages)
	s.both(requirement.PAG04, planTwoPages, judgeNextPath)
	s.both(requirement.PAG05, planTwoPages, judgeNextLimit)
	s.both(requirement.PAG06, planPagesOfTwo, judgeNextMarker)
	s.both(requirement.PAG07, planFilteredPages, judgeNextFilters)
	s.both(requirement.PAG08, planEscapedPages, judgeNextEscaped)
	s.both(requirement.PAG09, planTwoPages, judgeOneMarker)
	s.both(requirement.PAG10, planWalks, judgeWalks)
	s.both(requirement.PAG11, planWalks, judgeWalksEnd)
	s.both(requirement.PAG12, planTwoPages, judgeNextAuthority)
	s.both(requirement.PAG13, planContinuity, judgeContinuity)
	s.both(requirement.PAG14, planSecondPage, judgePrevious)
	s.shapes(requirement.PAG15, "a page with a next link")
	s.both(requirement.PAG16, planBaseline, judgeNoDanglingNext)
	s.both(requirement.PAG17, planTwoPages, judgeNextPrefix)
}

func planBaseline(v oracle.View) Plan { return ask(target.Walk(v.Detail(""))) }

func planFirstPage(v oracle.View) Plan {
	if n := len(v.Baseline().Images); n < 2 {
		return tooFew(2, n)
	}
	plan := ask(target.Once(v.Detail("limit=1")))
	if ids := v.Baseline().IDs(); len(ids) > 2 {
		plan.Scripts = append(plan.Scripts, target.Once(v.Detail(oracle.Query("marker", ids[0], "limit", "1"))))
	}
	for _, f := range filters(v, 2) {
		plan.Scripts = append(plan.Scripts, target.Once(v.Detail(oracle.Query(append(f.query, "limit", "1")...))))
	}
	return plan
}

func judgeNextInJSON(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, a := range answers {
		r := a.First()
		if !j.Listed(a) || len(r.Images()) == 0 {
			continue // a filter that finds nothing is wrong in another way
		}
		_, more := r.Next()
		if j.CheckAt(r, "/images_links", more, "images_links with a next link, because more images follow", "no next link") {
			j.Shape("PAG-01", r)
		}
	}
	return j
}

func judgeNextInXML(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, a := range answers {
		r := a.First()
		if !j.Listed(a) || len(r.Images()) == 0 {
			continue // a filter that finds nothing is wrong in another way
		}
		_, more := r.Next()
		if j.CheckAt(r, "/images/link", more, "an atom:link with rel next below images, because more images follow", "no next link") {
			j.Shape("PAG-02", r)
		}
	}
	return j
}

// planLastPages asks pages that hold exactly the last images of the list and
// of a filter, as many as the limit says: where a server that only compares
// the two numbers sees more.
func planLastPages(v oracle.View) Plan {
	l := v.Baseline()
	if len(l.Images) < 3 {
		return tooFew(3, len(l.Images))
	}
	ids := l.IDs()
	queries := []string{
		oracle.Query("marker", ids[len(ids)-2], "limit", "1"),
		oracle.Query("marker", ids[len(ids)-3], "limit", "2"),
	}
	if !l.Truncated() {
		queries = append(queries, oracle.Query("limit", strconv.Itoa(len(ids))))
	}
	for _, f := range filters(v, 1) {
		if n := len(f.matches); f.query[0] == "name" && n <= l.PageSize() {
			queries = append(queries, oracle.Query(append(f.query, "limit", strconv.Itoa(n))...))
		}
	}
	// Where there is a link all the same, what it leads to says how bad it is.
	var scripts []target.Script
	for _, query := range queries {
		scripts = append(scripts, target.WalkAtMost(v.Detail(query), 2))
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

// planTwoPages asks the first page of one image and, through its link and by
// a marker of our own, the second.
func planTwoPages(v oracle.View) Plan {
	ids := v.Baseline().IDs()
	if len(ids) < 3 {
		return tooFew(3, len(ids))
	}
	return ask(
		target.WalkAtMost(v.Detail("limit=1"), 2).Verbatim(),
		target.Once(v.Detail(oracle.Query("marker", ids[0], "limit", "1"))),
	)
}

// planPagesOfTwo asks a page of two, whose first image is not its last.
func planPagesOfTwo(v oracle.View) Plan {
	plan := planTwoPages(v)
	if plan.Missing == "" {
		plan.Scripts = append(plan.Scripts, target.Once(v.Detail("limit=2")))
	}
	return plan
}

// nexts calls judge for the next link of every page that has one. That the
// others have none is another requirement's.
func nexts(j *oracle.Judgement, answers []oracle.Answer, judge func(r *oracle.Reading, href string)) {
	for _, a := range answers {
		for _, r := range a {
			if href, more := r.Next(); more {
				judge(r, href)
			} else {
				j.Lack(r, "a next link, to be judged")
			}
		}
	}
}

func judgeNextPath(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	nexts(&j, answers, func(r *oracle.Reading, href string) {
		path, _ := url.PathUnescape(oracle.PathOf(href))
		for _, suffix := range []string{".json", ".xml", "/.json", "/.xml"} {
			path = strings.TrimSuffix(path, suffix)
		}
		j.Check(r, strings.HasSuffix(path, "/images/detail"), "a next link to .../images/detail", "%s", oracle.Quote(href))
	})
	if len(answers[0]) > 1 && answers[0][1].Lists() {
		second := answers[0][1]
		for _, im := range second.Images() {
			j.CheckAt(second, im.Where, im.Scalar("status").Present() && im.Scalar("created").Present(),
				"whole image records behind the next link", "a record without status or created")
		}
	}
	return j
}

// judgeParameter wants a parameter of each next link to have one value.
func judgeParameter(name, want string, value func(*oracle.Reading) string) Judge {
	return func(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
		nexts(&j, answers, func(r *oracle.Reading, href string) {
			values, ok := oracle.Parameters(href)
			j.Check(r, ok && values.Get(name) == value(r), "a next link with "+name+"="+value(r)+", "+want, "%s", oracle.Quote(href))
		})
		return j
	}
}

func judgeNextLimit(v oracle.View, answers []oracle.Answer) oracle.Judgement {
	return judgeParameter("limit", "the page size that was asked for", func(*oracle.Reading) string { return "1" })(v, answers)
}

func judgeNextMarker(v oracle.View, answers []oracle.Answer) oracle.Judgement {
	return judgeParameter("marker", "the last image of the page", func(r *oracle.Reading) string {
		if images := r.Images(); len(images) > 0 {
			return images[len(images)-1].ID()
		}
		return ""
	})(v, answers)
}

func judgeOneMarker(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	nexts(&j, answers, func(r *oracle.Reading, href string) {
		values, _ := oracle.Parameters(href)
		j.Check(r, len(values["marker"]) == 1, "exactly one marker in the next link", "%d in %s", len(values["marker"]), oracle.Quote(href))
	})
	return j
}

func judgeNextAuthority(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	want := v.Endpoint.LinkPrefix()
	nexts(&j, answers, func(r *oracle.Reading, href string) {
		j.Check(r, oracle.AuthorityOf(href) == oracle.AuthorityOf(want), "a next link to "+oracle.AuthorityOf(want), "%s", oracle.Quote(href))
	})
	return j
}

func judgeNextPrefix(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	want, _ := url.PathUnescape(v.Endpoint.Path())
	nexts(&j, answers, func(r *oracle.Reading, href string) {
		path, _ := url.PathUnescape(oracle.PathOf(href))
		if prefix := v.Endpoint.Public; prefix != "" {
			path = strings.TrimPrefix(path, oracle.PathOf(prefix))
		}
		j.Check(r, strings.HasPrefix(path, want+"/"), "a next link below "+want, "%s", oracle.Quote(href))
	})
	return j
}

// planFilteredPages asks one image at a time of each filter that has more, on
// its first page and on a later one, and of several filters together.
func planFilteredPages(v oracle.View) Plan {
	var scripts []target.Script
	for _, f := range filters(v, 2) {
		scripts = append(scripts, target.Once(v.Detail(oracle.Query(append(f.query, "limit", "1")...))))
	}
	for _, f := range filters(v, 3) {
		later := append(slices.Clone(f.query), "marker", f.matches[0].ID(), "limit", "1")
		scripts = append(scripts, target.Once(v.Detail(oracle.Query(later...))))
	}
	if len(scripts) == 0 {
		return lacking("a filter that selects at least 2 images").with(requirement.RecipeImages)
	}
	together := oracle.Query("changes-since", longAgo, "status", "ACTIVE", "type", "BASE", "limit", "1")
	return ask(append(scripts, target.Once(v.Detail(together)))...)
}

// longAgo is before any image was made.
const longAgo = "1971-02-03T04:05:06Z"

func judgeNextFilters(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	nexts(&j, answers, func(r *oracle.Reading, href string) {
		asked, _ := oracle.Parameters(r.Request.URL)
		kept, _ := oracle.Parameters(href)
		for _, name := range []string{"changes-since", "server", "name", "status", "type"} {
			if want := asked.Get(name); want != "" {
				j.Check(r, oracle.SameFilter(name, want, kept.Get(name)), "a next link that keeps "+name+"="+want, "%s", oracle.Quote(href))
			}
		}
	})
	return j
}

// planEscapedPages asks pages of filters whose values cannot stand in a URI
// as they are: a zone offset, a server's URL, and a name where one calls for it.
func planEscapedPages(v oracle.View) Plan {
	l := v.Baseline()
	if len(l.Images) < 2 {
		return tooFew(2, len(l.Images))
	}
	queries := []string{oracle.Query("changes-since", "1971-02-03T04:05:06+00:00", "limit", "1")}
	count := map[string]int{}
	for _, im := range l.Images {
		name := im.Name()
		if count[name]++; count[name] == 2 && oracle.Escape(name) != name && len(queries) < 3 {
			queries = append(queries, oracle.Query("name", name, "limit", "1"))
		}
	}
	return planQueries(queries...)(v)
}

func judgeNextEscaped(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	nexts(&j, answers, func(r *oracle.Reading, href string) {
		if !j.Check(r, oracle.AbsoluteURI(href), "a next link that is an absolute URI", "%s", oracle.Quote(href)) {
			return
		}
		asked, _ := oracle.Parameters(r.Request.URL)
		kept, _ := oracle.Parameters(href)
		for _, name := range []string{"changes-since", "name"} {
			want := asked.Get(name)
			if want == "" || !kept.Has(name) {
				continue
			}
			j.Check(r, oracle.SameFilter(name, want, kept.Get(name)), "a next link whose "+name+" is still "+oracle.Quote(want),
				"%s, which reads %s", oracle.Quote(href), oracle.Quote(kept.Get(name)))
		}
	})
	return j
}
