package suites

import (
	"slices"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

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
