package suites

import (
	"slices"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// pageOfFilter is a page of a filtered list that looks otherwise when the page
// is cut first.
type pageOfFilter struct {
	what    string
	selects func(schemas.Image) bool
	marker  string
	limit   int
	// paged asks for it, and single for all that the filter selects.
	paged, single target.Script
}

// pagesOfFilters are a page of each filter behind one of its images, or in XML
// of several filters together; and of the name also from the beginning, wherever
// images that the filter leaves out stand in between.
func pagesOfFilters(v oracle.View) []pageOfFilter {
	var pages []pageOfFilter
	if f, paged, ok := pagesOfName(v); ok {
		if limit := startOf(v, f); limit > 0 {
			pages = append(pages, pageOfFilter{f.choice().String(), f.choice().Selects, "", limit, paged, f.alone(v)})
		}
	}
	if joint, ok := sharing(v); ok {
		pages = append(pages, pageOfFilter{oracle.Jointly(joint.choices), joint.selects, joint.marker, 1, joint.page(v), joint.whole(v)})
	}
	for _, f := range singly(v, 1) {
		if tail, marker, ok := f.tail(v); ok {
			pages = append(pages, pageOfFilter{f.choice().String(), f.choice().Selects, marker, 1, tail, f.alone(v)})
		}
	}
	return pages
}

// startOf is the size of the first page of a name, 0 where it does not tell.
func startOf(v oracle.View, f filter) int {
	limit, images := pageOfName(v, f), v.Baseline().Images
	if slices.Equal(oracle.IDs(images[:limit]), oracle.IDs(f.matches[:limit])) {
		return 0
	}
	return limit
}

func planFilteredFirst(v oracle.View) Plan {
	return whole(1, func(v oracle.View) Plan {
		var scripts []target.Script
		for _, page := range pagesOfFilters(v) {
			scripts = append(scripts, page.paged, page.single)
		}
		if len(scripts) == 0 {
			return lacking("an image that a filter selects, behind one that it leaves out").with(requirement.RecipeImages)
		}
		return ask(append(scripts, firstOfAll(v), behindFirst(v))...)
	})(v)
}

// judgeFilteredFirst leaves it to the requirements of limit and marker where
// these do not work without a filter.
func judgeFilteredFirst(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	ids, n := v.Baseline().IDs(), len(answers)
	starts := slices.Equal(oracle.IDs(answers[n-2].First().Images()), ids[:1])
	behind := len(ids) > 1 && slices.Equal(oracle.IDs(answers[n-1].First().Images()), ids[1:2])
	for i, page := range pagesOfFilters(v) {
		paged, single := answers[2*i].First(), answers[2*i+1]
		if broken := paged.OK() && !paged.Lists(); broken || page.marker == "" && !starts || page.marker != "" && !(behind && paged.Lists()) {
			j.Missing = "pages that work; " + paged.Request.URL + " gave " + oracle.Describe(paged)
			continue
		}
		if j.Answered(single) && j.Listed(answers[2*i][:1]) {
			judgePageOfFilter(&j, v, page, paged, single.Images())
		}
	}
	return j
}

// judgePageOfFilter wants the first images of the filter, or behind a marker
// as many as there have to be: where such a page begins is for others.
func judgePageOfFilter(j *oracle.Judgement, v oracle.View, page pageOfFilter, paged *oracle.Reading, single []schemas.Image) {
	rule := "a page cut from the images of " + page.what
	selected := oracle.IDs(single)
	if page.marker == "" {
		// Which of two images of one creation time is in is for others.
		matches := v.Baseline().Where(page.selects)
		if page.limit < len(matches) && matches[page.limit-1].Created() == matches[page.limit].Created() {
			got := oracle.IDs(paged.Images())
			j.Check(paged, len(got) == page.limit && len(oracle.Subset(got, selected)) == 0, rule, "%s", oracle.Describe(paged))
			return
		}
		j.Slice(paged, selected, oracle.IDs(matches), page.limit, rule)
		return
	}
	if !slices.Contains(selected, page.marker) {
		return
	}
	fitting := 0
	for _, im := range paged.Images() {
		if slices.Contains(selected, im.ID()) || page.selects(im) {
			fitting++
		}
	}
	j.Check(paged, fitting >= page.limit && fitting == len(paged.Images()), rule,
		"%d images, %d of which the filter selects", len(paged.Images()), fitting)
}
