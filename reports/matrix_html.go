package reports

import (
	"io"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/selftest"
)

// htmlMatrix is what matrix.gohtml shows.
type htmlMatrix struct {
	Matrix
	Figures    []figure
	Weaknesses []weaknessView
	Areas      []provingArea
	Variants   []selftest.Row
}

// figure is a number of the headline.
type figure struct {
	Name, Value string
	// Tone is the outcome whose colour it has.
	Tone string
}

// weaknessView is what is wrong with the suite, at a requirement or a server.
type weaknessView struct{ Name, Why string }

// provingArea holds the requirements of an area with their own mutants.
type provingArea struct {
	Area requirement.Area
	Rows []provingRow
}

// provingRow is a requirement with its own mutants.
type provingRow struct {
	requirement.Requirement
	Weak    string
	Caught  int
	Mutants []mutantView
}

// mutantView is a mutant and who caught it.
type mutantView struct {
	selftest.Row
	Right, Besides []requirement.ID
}

// MatrixHTML writes the whole matrix as one file for a browser.
func MatrixHTML(w io.Writer, m Matrix) error {
	h := htmlMatrix{Matrix: m, Figures: m.figures(), Weaknesses: m.weaknesses(), Areas: m.provingAreas()}
	for _, r := range m.Rows {
		if r.Kind == selftest.Variant {
			h.Variants = append(h.Variants, r)
		}
	}
	title := "what catches what: the suite is as strong as it says"
	if !m.Sound() {
		title = "what catches what: the suite is weaker than it says"
	}
	return writePage(w, "matrix", page{Title: title, Version: m.Version, Body: h})
}

func (m Matrix) figures() []figure {
	tone := func(t tally) string {
		if t.right < t.all {
			return "failed"
		}
		return "passed"
	}
	caught, proven, variants, clean := m.caught(), m.proven(), m.count(selftest.Variant), m.count(selftest.Clean)
	lawful := tally{variants.right + clean.right, variants.all + clean.all}
	return []figure{
		{"mutants caught", caught.String(), tone(caught)},
		{"lawful servers without an alarm", lawful.String(), tone(lawful)},
		{"requirements proven", proven.String(), tone(proven)},
	}
}

func (m Matrix) weaknesses() (all []weaknessView) {
	for _, k := range m.weak() {
		all = append(all, weaknessView{string(k.ID), k.weakness()})
	}
	for _, r := range m.Rows {
		for _, problem := range r.Problems {
			all = append(all, weaknessView{string(r.Kind) + " " + r.Name, problem})
		}
	}
	return all
}

// provingAreas are the requirements that have mutants or catch some.
func (m Matrix) provingAreas() (areas []provingArea) {
	own := map[requirement.ID][]mutantView{}
	for _, r := range m.Rows {
		if id, ok := r.Own(); ok {
			right, besides := r.By()
			own[id] = append(own[id], mutantView{r, right, besides})
		}
	}
	weak := map[requirement.ID]string{}
	for _, k := range m.weak() {
		weak[k.ID] = k.weakness()
	}
	for _, k := range m.killers() {
		if k.mutants+k.caught == 0 {
			continue
		}
		if area := k.ID.Area(); len(areas) == 0 || areas[len(areas)-1].Area != area {
			areas = append(areas, provingArea{Area: area})
		}
		of := &areas[len(areas)-1]
		of.Rows = append(of.Rows, provingRow{k.Requirement, weak[k.ID], k.caught, own[k.ID]})
	}
	return areas
}
