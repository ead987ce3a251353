package suites

import (
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// planFilteredPages asks the pages of a name, and a later page of several
// filters together; in JSON one of each filter that has more, too.
func planFilteredPages(v oracle.View) Plan {
	var scripts []target.Script
	if _, pages, ok := pagesOfName(v); ok {
		scripts = append(scripts, pages)
	}
	if joint, ok := sharing(v); ok {
		scripts = append(scripts, joint.page(v))
	}
	for _, f := range singly(v, 3) {
		if tail, _, ok := f.tail(v); ok {
			scripts = append(scripts, tail)
		}
	}
	if len(scripts) == 0 {
		return lacking("a filter that selects at least 2 images").with(requirement.RecipeImages)
	}
	return ask(scripts...)
}

// longAgo is before any image was made.
const longAgo = "1971-02-03T04:05:06Z"

// butLast leaves out the last page of each walk, which leads nowhere rightly.
func butLast(answers []oracle.Answer) []oracle.Answer {
	var all []oracle.Answer
	for _, a := range answers {
		all = append(all, a[:max(1, len(a)-1)])
	}
	return all
}

func judgeNextFilters(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	nexts(&j, butLast(answers), func(r *oracle.Reading, href string) {
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
	zoned := target.Once(v.Detail(oracle.Query("changes-since", "1971-02-03T04:05:06+00:00", "limit", "1")))
	if f, pages, ok := pagesOfName(v); ok && oracle.Escape(f.query[1]) != f.query[1] {
		return ask(zoned, pages)
	}
	count := map[string]int{}
	for _, im := range l.Images {
		name := im.Name()
		if count[name]++; count[name] == 2 && oracle.Escape(name) != name {
			return ask(zoned, target.Once(v.Detail(oracle.Query("name", name, "limit", "1"))))
		}
	}
	return ask(zoned)
}

func judgeNextEscaped(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	nexts(&j, butLast(answers), func(r *oracle.Reading, href string) {
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
