package suites

import (
	"slices"
	"strconv"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// ordering are the specs about the order of the list.
func ordering(s *Suite) {
	s.both(requirement.ORD01, planOfTwo, judgeNewestFirst)
	s.both(requirement.ORD02, planTies, judgeTies)
	s.both(requirement.ORD03, planOrders, judgeOrders)
	s.both(requirement.ORD05, planFilteredOrder, judgeFilteredOrder)
}

// planOfTwo is the listing, which takes two images to have an order.
func planOfTwo(v oracle.View) Plan {
	if n := len(v.Baseline().Images); n < 2 {
		return tooFew(2, n)
	}
	return planBaseline(v)
}

func judgeNewestFirst(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	judgeFalling(&j, answers[0])
	if j.Ranged == 0 {
		j.Missing = "two images with readable created times"
	}
	return j
}

// judgeFalling compares instants, of neighbours that both display one, up to
// the first that are out of order. What comes a second time is passed over: it
// is for the requirements of pages.
func judgeFalling(j *oracle.Judgement, a oracle.Answer) {
	var before schemas.Image
	seen := map[string]bool{}
	for _, r := range a {
		for _, im := range r.Images() {
			at, ok := oracle.Created(im)
			if !ok || seen[im.ID()] {
				continue
			}
			seen[im.ID()] = true
			newer, two := oracle.Created(before)
			if two && !j.CheckAt(r, im.Where, !at.After(newer), "no image behind an older one", "%s, created %s, behind %s, created %s",
				oracle.Quote(im.ID()), oracle.Quote(im.Created()), oracle.Quote(before.ID()), oracle.Quote(before.Created())) {
				return
			}
			before = im
		}
	}
}

// ties are the groups of images of one creation time, each with where it
// begins in the listing.
func ties(l oracle.Listing) (groups [][]schemas.Image, starts []int) {
	for start, end := 0, 0; start < len(l.Images); start = end {
		created := l.Images[start].Created()
		for end = start + 1; end < len(l.Images) && l.Images[end].Created() == created && created != ""; end++ {
		}
		if end-start > 1 {
			groups, starts = append(groups, l.Images[start:end]), append(starts, start)
		}
	}
	return groups, starts
}

// pagesOfTies are queries of pages around a group of one creation time, with
// the images before and behind it: the largest group, one whose ids ascend and
// one whose ids descend, so that an order by id shows whichever way it goes.
func pagesOfTies(v oracle.View) []string {
	groups, starts := ties(v.Baseline())
	chosen := map[int]bool{}
	choose := func(fits func(group []schemas.Image) bool) {
		if at := slices.IndexFunc(groups, fits); at >= 0 {
			chosen[at] = true
		}
	}
	largest := 0
	for _, group := range groups {
		largest = max(largest, len(group))
	}
	choose(func(group []schemas.Image) bool { return len(group) == largest })
	choose(func(group []schemas.Image) bool { return group[0].ID() < group[1].ID() })
	choose(func(group []schemas.Image) bool { return group[0].ID() > group[1].ID() })
	var queries []string
	for i, group := range groups {
		if !chosen[i] {
			continue
		}
		query := []string{"limit", strconv.Itoa(max(2, min(len(group)+2, 12, v.Baseline().PageSize())))}
		if starts[i] > 1 {
			query = append(query, "marker", v.Baseline().Images[starts[i]-2].ID())
		}
		queries = append(queries, inOrder(query...))
	}
	return portion(v, queries)
}

// again is the last look at the whole list, which is asked anyway: whatever
// wants a repetition shares it.
func again(v oracle.View) target.Script { return target.Walk(v.Detail("")).Again(atEnd) }

// planTies asks the list twice, and pages that begin with ties.
func planTies(v oracle.View) Plan {
	return whole(2, func(v oracle.View) Plan {
		pages := planQueries(pagesOfTies(v)...)(v)
		if len(pages.Scripts) == 0 {
			return lacking("two images of one creation time").with(requirement.RecipeImages)
		}
		return ask(append(pages.Scripts, again(v))...)
	})(v)
}

// judgeTies passes over answers in which more than ties is out of order: that
// is for other requirements.
func judgeTies(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	groups, _ := ties(v.Baseline())
	for _, a := range answers {
		var falling oracle.Judgement
		judgeFalling(&falling, a)
		if a.First().Lists() && len(falling.Findings) == 0 {
			judgeWithinTies(&j, a, groups)
		}
	}
	if j.Ranged == 0 {
		j.Missing = "a second listing"
	}
	return j
}

// judgeWithinTies compares the images of each group with one another, up to
// the first that are out of order.
func judgeWithinTies(j *oracle.Judgement, a oracle.Answer, groups [][]schemas.Image) {
	type place struct{ group, at int }
	places := map[string]place{}
	for g, group := range groups {
		for at, im := range group {
			places[im.ID()] = place{g, at}
		}
	}
	last := map[int]int{}
	for _, r := range a {
		for _, im := range r.Images() {
			here, tied := places[im.ID()]
			if !tied {
				continue
			}
			delete(places, im.ID())
			before, two := last[here.group]
			if two && !j.CheckAt(r, im.Where, here.at > before, "images of one creation time in the order of the first listing",
				"image %s behind %s, which it precedes there", oracle.Quote(im.ID()), oracle.Quote(groups[here.group][before].ID())) {
				return
			}
			last[here.group] = here.at
		}
	}
}

// planOrders asks the list again, in the other format, as it begins by its
// extension, and in pages of several sizes.
func planOrders(v oracle.View) Plan {
	return whole(2, func(v oracle.View) Plan {
		extension := map[requirement.Format]string{requirement.JSON: ".json", requirement.XML: ".xml"}[v.Format]
		scripts := []target.Script{again(v), target.Walk(other(v).Detail("")), target.Once(suffixed(v, extension, ""))}
		for _, w := range walks(v) {
			scripts = append(scripts, target.Walk(v.Detail(oracle.Query(w.query...))))
		}
		return ask(scripts...)
	})(v)
}

// judgeOrders compares only images that the answers share: which are missing
// is for the requirements of pages, and whether pages lead in a circle, too.
func judgeOrders(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, a := range answers {
		if a.Complete() || len(a) == 1 && a.First().Lists() {
			j.InOrder(a, v.Baseline().Images, "the order of the first listing")
		}
	}
	return j
}

// planFilteredOrder asks each filter, and the list twice more.
func planFilteredOrder(v oracle.View) Plan {
	plan := planFilters(v)
	switch {
	case len(plan.Scripts) == 0:
		return plan
	case len(filters(v, 2)) == 0:
		return lacking("a filter that selects at least 2 images").with(requirement.RecipeImages)
	}
	return ask(append([]target.Script{again(v), target.Walk(other(v).Detail(""))}, plan.Scripts...)...)
}

// judgeFilteredOrder passes over ties where even the same question does not
// bring them in the same order.
func judgeFilteredOrder(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	order := v.Baseline().Images
	var stable oracle.Judgement
	if !stable.InOrder(answers[0], order, "") || !stable.InOrder(answers[1], order, "") {
		order = untied(v.Baseline())
	}
	for _, a := range answers[2:] {
		if a.First().Lists() {
			j.InOrder(a, order, "the order of the whole listing")
		}
	}
	if j.Ranged == 0 {
		j.Missing = "a filter that brings two images"
	}
	return j
}

// untied are the images that no other shares its creation time with.
func untied(l oracle.Listing) []schemas.Image {
	made := map[string]int{}
	for _, im := range l.Images {
		made[im.Created()]++
	}
	return l.Where(func(im schemas.Image) bool { return made[im.Created()] == 1 })
}
