package suites

import (
	"slices"
	"strconv"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// pageOfFilter is a page of a filtered list that looks otherwise when the page
// is cut first.
type pageOfFilter struct {
	choice oracle.Choice
	marker string
	limit  int
}

// pagesOfFilters are pages of each filter behind one of its images, and of
// the name also from the beginning, wherever images that the filter leaves out
// stand in between.
func pagesOfFilters(v oracle.View) []pageOfFilter {
	c := choicesOf(v)
	var pages []pageOfFilter
	for _, of := range [][]oracle.Choice{c.name, c.status, c.kind, c.server, c.since} {
		if len(of) == 0 {
			continue
		}
		var start, behind *pageOfFilter
		for _, choice := range of {
			if start == nil {
				start = startOf(v, choice)
			}
			if behind == nil {
				behind = behindImageOf(v, choice)
			}
		}
		isName := of[0].Name == "name"
		if start != nil && (isName || behind == nil) {
			pages = append(pages, *start)
		}
		if behind != nil && (isName || v.Format != requirement.XML) {
			pages = append(pages, *behind)
		}
	}
	return pages
}

func startOf(v oracle.View, c oracle.Choice) *pageOfFilter {
	images, matches := v.Baseline().Images, v.Baseline().Both(c)
	limit := min(2, len(matches), v.Baseline().PageSize())
	if limit == 2 && len(matches) > 2 && matches[1].Created() == matches[2].Created() {
		// Which of two images of one creation time is in is for others.
		limit = 1
	}
	if limit == 0 || slices.Equal(oracle.IDs(images[:limit]), oracle.IDs(matches[:limit])) {
		return nil
	}
	return &pageOfFilter{choice: c, limit: limit}
}

// behindImageOf chooses images whose place does not hang on the order among
// images of one creation time, if it can.
func behindImageOf(v oracle.View, c oracle.Choice) *pageOfFilter {
	made := map[string]int{}
	for _, im := range v.Baseline().Images {
		made[im.Created()]++
	}
	var tied *pageOfFilter
	var before schemas.Image
	between := false
	for _, im := range v.Baseline().Images {
		if !c.Selects(im) {
			between = true
			continue
		}
		if before.ID() != "" && between {
			page := &pageOfFilter{choice: c, marker: before.ID(), limit: 1}
			if made[before.Created()]+made[im.Created()] == 2 {
				return page
			}
			if tied == nil {
				tied = page
			}
		}
		before, between = im, false
	}
	return tied
}

func planFilteredFirst(v oracle.View) Plan {
	return whole(1, func(v oracle.View) Plan {
		var scripts []target.Script
		for _, page := range pagesOfFilters(v) {
			query := []string{page.choice.Name, page.choice.Value, "limit", strconv.Itoa(page.limit)}
			if page.marker != "" {
				query = append(query, "marker", page.marker)
			}
			scripts = append(scripts, target.Once(v.Detail(inOrder(query...))), alone(v, page.choice))
		}
		if len(scripts) == 0 {
			return lacking("an image that a filter selects, behind one that it leaves out").with(requirement.RecipeImages)
		}
		behindFirst := oracle.Query("marker", v.Baseline().IDs()[0], "limit", "1")
		return ask(append(scripts, target.Once(v.Detail("limit=1")), target.Once(v.Detail(behindFirst)))...)
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
		if j.Answered(single) && j.Listed(answers[2*i]) {
			judgePageOfFilter(&j, v, page, paged, single.Images())
		}
	}
	return j
}

// judgePageOfFilter wants the first images of the filter, or behind a marker
// as many as there have to be: where such a page begins is for others.
func judgePageOfFilter(j *oracle.Judgement, v oracle.View, page pageOfFilter, paged *oracle.Reading, single []schemas.Image) {
	rule := "a page cut from the images of " + page.choice.String()
	selected := oracle.IDs(single)
	if page.marker == "" {
		j.Slice(paged, selected, oracle.IDs(v.Baseline().Both(page.choice)), page.limit, rule)
		return
	}
	if !slices.Contains(selected, page.marker) {
		return
	}
	fitting := 0
	for _, im := range paged.Images() {
		if slices.Contains(selected, im.ID()) || page.choice.Selects(im) {
			fitting++
		}
	}
	j.Check(paged, fitting >= page.limit && fitting == len(paged.Images()), rule,
		"%d images, %d of which the filter selects", len(paged.Images()), fitting)
}
