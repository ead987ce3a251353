package reports

import (
	"fmt"
	"strings"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// mostTitles is how many requirements of one reason are named with titles;
// of more only the ids are.
const mostTitles = 6

// undecided writes the causes of an outcome that kept requirements from being
// decided, each with what would decide them.
func (p *sheet) undecided(found []cause, outcome verdict.Outcome, heading string) {
	found = causesWith(found, outcome)
	if len(found) == 0 {
		return
	}
	p.heading(outcome, heading, found)
	for _, c := range found {
		p.prose(2, c.said)
		for _, o := range outcomesByWeight {
			if rows := c.of(o); len(rows) > 0 {
				p.members(rows)
			}
		}
		for _, recipe := range c.recipes {
			p.recipe(recipe)
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
		p.member(row)
	}
}

func (p *sheet) member(row verdict.Row) {
	p.hanging(4, 12, fmt.Sprintf("%s  %s  %s", row.ID, row.Level, row.Title))
}

// recipe writes how to provide something: in words, and as a command to paste.
func (p *sheet) recipe(r requirement.Recipe) {
	p.hanging(4, 6, "to decide: "+r.Text)
	if r.Command != "" {
		p.line("      %s %s", p.dim("$"), printable(r.Command))
	}
}

// observed writes the remarks about behaviour that no document rules.
func (p *sheet) observed(r Report) {
	heading := false
	for _, row := range r.Verdict.Rows {
		said := remarks(row)
		if len(said) == 0 {
			continue
		}
		if !heading {
			p.line("%s", p.bold("OBSERVED: what no document rules"))
			p.line("")
			heading = true
		}
		p.hanging(2, 10, fmt.Sprintf("%s  %s", row.ID, row.Title))
		for _, remark := range said {
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
