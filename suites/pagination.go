package suites

import (
	"net/url"
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

// planTwoPages asks the first page of one image and, through its link and by
// a marker of our own, the second.
func planTwoPages(v oracle.View) Plan {
	ids := v.Baseline().IDs()
	if len(ids) < 3 {
		return tooFew(3, len(ids))
	}
	return ask(
		firstOfAll(v), behindFirst(v),
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
