package suites

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// combinations are the specs about filters together. They compare with what
// the single filters bring, which other specs judge.
func combinations(s *Suite) {
	s.both(requirement.CMB01, planPairs, judgePairs)
	s.both(requirement.CMB02, planFive, judgeFive)
	s.both(requirement.CMB03, planContradictions, judgeContradictions)
	s.both(requirement.CMB04, planPermutations, judgePermutations)
	s.both(requirement.CMB05, planFilteredFirst, judgeFilteredFirst)
	s.both(requirement.CMB06, planFilters, judgeUnchanged)
	s.both(requirement.CMB07, planOneInvalid, judgeOneInvalid)
	s.combined(requirement.CMB08)
}

// askTogether asks choices together, and then each alone.
func askTogether(v oracle.View, chosen ...oracle.Choice) []target.Script {
	var query []string
	scripts := make([]target.Script, 1, len(chosen)+1)
	for _, c := range chosen {
		query = append(query, c.Name, c.Value)
		scripts = append(scripts, alone(v, c))
	}
	scripts[0] = target.Walk(v.Detail(inOrder(query...)))
	return scripts
}

func planPairs(v oracle.View) Plan {
	return whole(1, func(v oracle.View) Plan {
		var scripts []target.Script
		for _, pair := range choicesOf(v).pairs(v) {
			scripts = append(scripts, askTogether(v, pair[:]...)...)
		}
		if len(scripts) == 0 {
			return lacking("images that differ in what two filters select").with(requirement.RecipeImages)
		}
		return ask(scripts...)
	})(v)
}

func judgePairs(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for i, pair := range choicesOf(v).pairs(v) {
		judgeTogether(&j, v, pair[:], answers[3*i], answers[3*i+1:3*i+3])
	}
	return j
}

// judgeTogether leaves a combination undecided of which one filter alone
// gives no listing, and to others whether a contradiction may be refused.
func judgeTogether(j *oracle.Judgement, v oracle.View, chosen []oracle.Choice, together oracle.Answer, alone []oracle.Answer) {
	for _, a := range alone {
		if !j.Answered(a) || !a.Complete() {
			return
		}
	}
	if len(v.Baseline().Both(chosen...)) > 0 || together.First().Lists() {
		j.Intersection(together, v.Baseline(), chosen, alone)
	}
}

func planFive(v oracle.View) Plan {
	return whole(1, func(v oracle.View) Plan {
		chosen, ok := choicesOf(v).five(v)
		if !ok {
			return lacking("an image made from a server, with a name that can be asked for and a readable updated time")
		}
		return ask(askTogether(v, chosen...)...)
	})(v)
}

func judgeFive(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	chosen, _ := choicesOf(v).five(v)
	judgeTogether(&j, v, chosen, answers[0], answers[1:])
	return j
}

// contradictions are a name with a status that none of its images has, and a
// server with the type of images that have none.
func contradictions(v oracle.View) [][]oracle.Choice {
	c, l := choicesOf(v), v.Baseline()
	var all [][]oracle.Choice
	if len(c.server) > 1 {
		all = append(all, []oracle.Choice{c.server[0], c.kind[1]})
	}
	for _, name := range c.name {
		for _, status := range c.status {
			if len(l.Both(name)) > 0 && len(l.Both(name, status)) == 0 {
				return append(all, []oracle.Choice{name, status})
			}
		}
	}
	return all
}

func planContradictions(v oracle.View) Plan {
	return whole(1, func(v oracle.View) Plan {
		var scripts []target.Script
		for _, chosen := range portion(v, contradictions(v)) {
			scripts = append(scripts, askTogether(v, chosen...)...)
		}
		if len(scripts) == 0 {
			return lacking("a name whose images lack one of the statuses").with(requirement.RecipeImages)
		}
		return ask(scripts...)
	})(v)
}

// judgeContradictions leaves out filters that bring the same image alone:
// there one of them is wrong by itself.
func judgeContradictions(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for i, chosen := range portion(v, contradictions(v)) {
		together, a, b := answers[3*i], answers[3*i+1], answers[3*i+2]
		switch overlap := oracle.Common(oracle.IDs(a.Images()), oracle.IDs(b.Images())); {
		case !j.Answered(a) || !j.Answered(b):
		case len(overlap) > 0:
			j.Missing = "filters that work alone; " + chosen[0].String() + " and " + chosen[1].String() + " bring the same image"
		default:
			j.Empty(together, "no image is selected by both "+chosen[0].String()+" and "+chosen[1].String())
		}
	}
	return j
}

// two is a limit of two images, or of one where the target gives no more.
func two(v oracle.View) string { return strconv.Itoa(max(1, min(2, v.Baseline().PageSize()))) }

// permutations are one query with its parameters in several orders.
func permutations(v oracle.View) []string {
	c, l := choicesOf(v), v.Baseline()
	chosen, ok := c.five(v)
	if ok {
		chosen = chosen[:4]
	} else if telling := l.Telling(c.name, c.status); len(telling) > 0 {
		chosen = append(telling[0][:], c.kind[1])
	} else {
		return nil
	}
	parts := []string{oracle.Query("limit", two(v))}
	for _, choice := range chosen {
		parts = append(parts, oracle.Query(choice.Name, choice.Value))
	}
	turned := append(slices.Clone(parts[2:]), parts[:2]...)
	reversed := slices.Clone(parts)
	slices.Reverse(reversed)
	var queries []string
	for _, order := range append([][]string{parts}, portion(v, [][]string{turned, reversed})...) {
		queries = append(queries, strings.Join(order, "&"))
	}
	return queries
}

func planPermutations(v oracle.View) Plan {
	return whole(1, func(v oracle.View) Plan {
		queries := permutations(v)
		if len(queries) == 0 {
			return lacking("an image with a name that can be asked for").with(requirement.RecipeImages)
		}
		return planQueries(queries...)(v)
	})(v)
}

func judgePermutations(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	if !j.Answered(answers[0]) {
		return j
	}
	one := answers[0].First()
	for _, a := range answers[1:] {
		r := a.First()
		same := r.Status == one.Status && slices.Equal(oracle.IDs(r.Images()), oracle.IDs(one.Images()))
		j.Check(r, same, "the same as in the order of "+one.Request.URL+", which gives "+oracle.Describe(one), "%s", oracle.Describe(r))
	}
	return j
}

// planFilters asks each filter alone, all together, and a page.
func planFilters(v oracle.View) Plan {
	return whole(1, func(v oracle.View) Plan {
		c := choicesOf(v)
		var scripts []target.Script
		all := []oracle.Choice{{Name: "type", Value: "ALL"}}
		for _, of := range [][]oracle.Choice{c.since, c.server[:len(c.server)-1], c.name[:max(len(c.name)-1, 0)], c.status, c.kind, all} {
			for _, choice := range of {
				scripts = append(scripts, alone(v, choice))
			}
		}
		if chosen, ok := c.five(v); ok {
			scripts = append(scripts, askTogether(v, chosen...)[0])
		}
		return ask(append(scripts, target.Once(v.Detail(oracle.Query("limit", two(v)))))...)
	})(v)
}

func judgeUnchanged(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, a := range answers {
		j.Unchanged(a, v.Baseline())
	}
	if j.Ranged == 0 {
		j.Missing = "a filter that brings images of the whole list"
	}
	return j
}

// invalidQueries are queries of which one parameter is invalid, in turn with
// that parameter alone: beside filters that select something, and beside one
// that selects nothing, where it may go unnoticed.
func invalidQueries(v oracle.View) []string {
	name := v.Naming().Common()
	if name == "" {
		name = unknown(v)
	}
	var queries []string
	for _, beside := range append([][2]string{
		{inOrder("status", "ACTIVE", "marker", v.Fresh(1), "limit", two(v)), oracle.Query("marker", v.Fresh(1))},
	}, portion(v, [][2]string{
		{inOrder("changes-since", unreadable, "name", name), oracle.Query("changes-since", unreadable)},
		{inOrder("name", unknown(v), "limit", "-1"), "limit=-1"},
		{inOrder("name", name, "limit", "-1"), "limit=-1"},
	})...) {
		queries = append(queries, beside[0], beside[1])
	}
	return queries
}

func planOneInvalid(v oracle.View) Plan { return planQueries(invalidQueries(v)...)(v) }

// judgeOneInvalid leaves out parameters that are not even refused alone.
func judgeOneInvalid(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for i := 0; i+1 < len(answers); i += 2 {
		if answers[i+1].First().Status == http.StatusBadRequest {
			j.BadRequest(answers[i].First(), "one parameter is invalid, as it is alone: "+answers[i+1].First().Request.URL)
		}
	}
	if j.Ranged == 0 {
		j.Missing = "an invalid parameter that is refused alone"
	}
	return j
}
