package suites

import (
	"strconv"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// ordering are the specs about the order of the list.
func ordering(s *Suite) {
	s.both(requirement.ORD01, planBaseline, judgeNewestFirst)
	s.both(requirement.ORD02, planTies, judgeTies)
	s.both(requirement.ORD03, planOrders, judgeOrders)
	s.both(requirement.ORD05, planFilters, judgeFilteredOrder)
}

// judgeNewestFirst compares instants, of neighbours that both display one.
func judgeNewestFirst(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	var before schemas.Image
	for _, r := range answers[0] {
		for _, im := range r.Images() {
			at, ok := oracle.Created(im)
			if !ok {
				continue
			}
			if newer, two := oracle.Created(before); two {
				j.CheckAt(r, im.Where, !at.After(newer), "no image behind an older one",
					"%s, created %s, behind %s, created %s", oracle.Quote(im.ID()), oracle.Quote(im.Created()), oracle.Quote(before.ID()), oracle.Quote(before.Created()))
			}
			before = im
		}
	}
	if j.Ranged == 0 {
		j.Missing = "two images with readable created times"
	}
	return j
}

// tie is images created at one time, which stand together in the listing.
type tie struct{ images []schemas.Image }

// ties are the first and the last group of images of one creation time.
func ties(v oracle.View) []tie {
	var all []tie
	images := v.Baseline().Images
	for start := 0; start < len(images); {
		end := start + 1
		for end < len(images) && images[end].Created() == images[start].Created() && images[start].Created() != "" {
			end++
		}
		if end-start > 1 {
			all = append(all, tie{images[start:end]})
		}
		start = end
	}
	if len(all) > 2 {
		all = []tie{all[0], all[len(all)-1]}
	}
	return all
}

// cut is the place within a tie behind which a page is asked, and how long
// that page is.
func (t tie) cut(v oracle.View) (marker string, limit int) {
	return t.images[0].ID(), min(len(t.images)-1, 10, v.Baseline().PageSize())
}

// planTies asks the list twice, and pages that begin within ties.
func planTies(v oracle.View) Plan {
	return whole(2, func(v oracle.View) Plan {
		scripts := []target.Script{target.Walk(v.Detail("")).Again("for its order")}
		for _, t := range ties(v) {
			marker, limit := t.cut(v)
			scripts = append(scripts, target.Once(v.Detail(oracle.Query("marker", marker, "limit", strconv.Itoa(limit)))))
		}
		if len(scripts) == 1 {
			return lacking("two images of one creation time")
		}
		return ask(scripts...)
	})(v)
}

func judgeTies(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	const rule = "images of one creation time in the order of the first listing"
	for i, t := range ties(v) {
		if j.Answered(answers[0]) {
			j.InOrder(answers[0], t.images, rule)
		}
		if j.Answered(answers[i+1]) {
			j.InOrder(answers[i+1], t.images, rule)
		}
	}
	return j
}

// planOrders asks the list again, in the other format, and in pages of
// several sizes.
func planOrders(v oracle.View) Plan {
	return whole(2, func(v oracle.View) Plan {
		scripts := []target.Script{
			target.Walk(v.Detail("")).Again("for its order"),
			target.Walk(v.As(requirement.XML).Detail("")),
			target.Walk(v.As(requirement.JSON).Detail("")),
		}
		for _, w := range walks(v) {
			if w.from >= 0 {
				scripts = append(scripts, target.Walk(v.Detail(oracle.Query(w.query...))))
			}
		}
		return ask(scripts...)
	})(v)
}

// judgeOrders compares only images that the answers share: which are missing
// is for the requirements of pages.
func judgeOrders(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, a := range answers {
		if a.First().Lists() {
			j.InOrder(a, v.Baseline().Images, "the order of the first listing")
		}
	}
	return j
}

func judgeFilteredOrder(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, a := range answers {
		if a.First().Lists() {
			j.InOrder(a, v.Baseline().Images, "the order of the whole listing")
		}
	}
	if j.Ranged == 0 {
		j.Missing = "a filter that brings two images"
	}
	return j
}
