package suites

import (
	"cmp"
	"fmt"
	"strconv"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// DefaultGenerated is how many queries are generated where no number is given:
// as many as it takes for any two levels of any two parameters to meet, on
// images of every sort.
const DefaultGenerated = 16

// LeastGenerated is the least number: one in each format.
const LeastGenerated = 2

// combined registers the specs over generated queries, one a format. They are
// new in every run of another seed, so that no deployment can be made to fit
// the questions.
func (s *Suite) combined(row requirement.Requirement) {
	n := cmp.Or(s.options.Generated, DefaultGenerated)
	for _, f := range []requirement.Format{requirement.JSON, requirement.XML} {
		questions := func(v oracle.View) []generated {
			var all []generated
			for _, g := range generate(v, s.options.Seed, n) {
				if g.format == f {
					all = append(all, g)
				}
			}
			return all
		}
		s.add(&spec{
			text: fmt.Sprintf("%s (%s)", row.Title, formatName[f]), row: row, format: f, plan: planGenerated(questions),
			pursue: func(v oracle.View, answers []oracle.Answer, ask asker) oracle.Judgement {
				j := judgeGenerated(v, questions(v), answers, ask)
				if s.options.Target.Once && j.once != "" {
					j.Inconclusive = j.once
				}
				return j.Judgement
			},
		})
	}
}

var formatName = map[requirement.Format]string{requirement.JSON: "JSON", requirement.XML: "XML"}

// generated is a query that was not thought of beforehand.
type generated struct {
	oracle.Question
	format requirement.Format
	// order is that of the parameters in the query.
	order []string
}

// size counts its parameters.
func (g generated) size() int {
	n := len(g.Filters)
	if g.Marker != "" {
		n++
	}
	if g.Limit > 0 {
		n++
	}
	return n
}

// query writes the parameters in their order, encoded.
func (g generated) query() string {
	var pairs []string
	for _, name := range g.order {
		for _, c := range g.Filters {
			if c.Name == name {
				pairs = append(pairs, name, c.Value)
			}
		}
		switch {
		case name == "marker" && g.Marker != "":
			pairs = append(pairs, name, g.Marker)
		case name == "limit" && g.Limit > 0:
			pairs = append(pairs, name, strconv.Itoa(g.Limit))
		}
	}
	return oracle.Query(pairs...)
}

func planGenerated(questions func(oracle.View) []generated) Planner {
	return whole(1, func(v oracle.View) Plan {
		var scripts []target.Script
		for _, g := range questions(v) {
			scripts = append(scripts, g.script(v))
		}
		if len(scripts) == 0 {
			return lacking("images to make a query of two parameters from")
		}
		return ask(scripts...)
	})
}

func (g generated) script(v oracle.View) target.Script {
	return target.Once(v.As(g.format).Detail(g.query()))
}

// judgedGenerated is a judgement, and what failed once and not again.
type judgedGenerated struct {
	oracle.Judgement
	once string
}

// judgeGenerated holds each answer against the listing. What fails is made
// smaller before it is reported; and if that leaves a single parameter, the
// combination is not to blame, and the requirements about the parameter are.
func judgeGenerated(v oracle.View, questions []generated, answers []oracle.Answer, ask asker) (j judgedGenerated) {
	r := reduction{view: v, ask: ask, most: mostReducing * len(questions), fail: map[string]bool{}}
	for i, g := range questions {
		if _, listed := v.Baseline().Find(g.Marker); g.Marker != "" && !listed {
			continue // The two formats show different ids, which is for others.
		}
		page := judgePage(v, g, answers[i])
		if len(page.Findings) == 0 {
			j.Ranged += page.Ranged
			continue
		}
		switch r.pursue(g) {
		case passing:
			j.once = "answered otherwise than the list says, but not a second time: ?" + g.query()
			j.Observed = append(j.Observed, j.once)
		case unpursued:
			j.Missing = "fewer failures, of which all can be looked into; not looked into is ?" + g.query()
		}
	}
	for _, c := range r.causes {
		if c.size() < 2 {
			j.Observed = append(j.Observed, fmt.Sprintf("answered otherwise than the list says by itself: ?%s, so that %d queries with it are not judged", c.query(), len(c.met)))
		}
	}
	j.Findings = r.findings()
	j.Ranged += len(j.Findings)
	if j.Ranged == 0 {
		j.Missing = "parameters that work alone; " + answers[0].First().Request.URL + " gave " + oracle.Describe(answers[0].First())
	}
	return j
}

func judgePage(v oracle.View, g generated, a oracle.Answer) (j oracle.Judgement) {
	j.Page(a.First(), v.As(g.format).Baseline(), g.Question)
	return j
}
