package reports

import (
	"fmt"
	"slices"
	"strings"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// mostTitles is how many requirements of one reason are named with titles;
// of more only the ids are.
const mostTitles = 6

// undecided writes the requirements of an outcome by what kept them from
// being decided, each group with what would decide it.
func (p *sheet) undecided(r Report, outcome verdict.Outcome, heading string) {
	rows := of(r, outcome)
	if len(rows) == 0 {
		return
	}
	p.heading(outcome, heading, len(rows))
	for _, g := range groups(rows) {
		p.prose(2, g.why)
		p.members(g.rows)
		if outcome == verdict.NotExercised && !g.shared {
			for _, recipe := range recipes(g.rows) {
				p.recipe(recipe)
			}
		}
		p.line("")
	}
}

func (p *sheet) members(rows []verdict.Row) {
	if len(rows) > mostTitles {
		var all []requirement.ID
		for _, row := range rows {
			all = append(all, row.ID)
		}
		p.prose(4, ids(all))
		return
	}
	for _, row := range rows {
		p.hanging(4, 12, fmt.Sprintf("%s  %s  %s", row.ID, row.Level, row.Title))
	}
}

// recipe writes how to provide something: in words, and as a command to paste.
func (p *sheet) recipe(r requirement.Recipe) {
	p.hanging(4, 6, "to decide: "+r.Text)
	if r.Command != "" {
		p.line("      %s %s", p.dim("$"), printable(r.Command))
	}
}

// recipes are those of the rows, each once.
func recipes(rows []verdict.Row) []requirement.Recipe {
	var all []requirement.Recipe
	for _, row := range rows {
		for _, recipe := range row.Recipes() {
			if !slices.Contains(all, recipe) {
				all = append(all, recipe)
			}
		}
	}
	return all
}

// observed writes the remarks about behaviour that no document rules.
func (p *sheet) observed(r Report) {
	heading := false
	for _, row := range r.Verdict.Rows {
		remarks := row.Observed()
		if row.Level == requirement.Obs {
			for _, f := range row.Findings() {
				remarks = append(remarks, fmt.Sprintf("%s, where %s was expected", f.Got, f.Want))
			}
		}
		if len(remarks) == 0 {
			continue
		}
		if !heading {
			p.line("%s", p.bold("OBSERVED: what no document rules"))
			p.line("")
			heading = true
		}
		p.hanging(2, 10, fmt.Sprintf("%s  %s", row.ID, row.Title))
		for _, remark := range remarks {
			p.hanging(4, 6, remark)
		}
	}
	if heading {
		p.line("")
	}
}

func (p *sheet) settings(r Report) {
	if len(r.Settings) == 0 {
		return
	}
	width := 0
	for _, s := range r.Settings {
		width = max(width, len(s.Name))
	}
	p.line("%s", p.bold("SETTINGS"))
	p.line("")
	for _, s := range r.Settings {
		p.line("  %-*s  %s  (%s)", width, s.Name, strings.TrimSpace(printable(s.Value)), printable(s.Origin))
	}
	p.line("")
}
