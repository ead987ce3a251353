package reports

import (
	"fmt"
	"slices"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/verdict"
)

// mostFindings is how many findings of one requirement the text shows.
const mostFindings = 5

// broken writes the causes of an outcome: the first requirement of each with
// its findings, and below it the others that the same breaks or keeps from
// being decided.
func (p *sheet) broken(found []cause, outcome verdict.Outcome, heading string) {
	found = causesWith(found, outcome)
	if len(found) == 0 {
		return
	}
	p.heading(outcome, heading, found)
	for _, c := range found {
		p.violation(c.rows[0])
		for _, o := range outcomesByWeight {
			if rows := c.rest(o); len(rows) > 0 {
				p.line("  also %s by the same:", p.paint(o, o.String()))
				p.consequences(c, rows)
			}
		}
		for _, recipe := range c.recipes {
			p.recipe(recipe)
		}
		p.line("")
	}
}

// consequences writes further requirements of a cause. Of few it says what the
// target did, where that is more than the first one says.
func (p *sheet) consequences(c cause, rows []verdict.Row) {
	if len(rows) > mostTitles {
		p.members(rows)
		return
	}
	var known []string
	for _, f := range c.rows[0].Findings() {
		known = append(known, general(f.Got))
	}
	for _, row := range rows {
		p.member(row)
		if all := row.Findings(); len(all) > 0 && !slices.Contains(known, general(all[0].Got)) {
			p.labelled("      got:  ", all[0].Got)
		}
	}
}

// waived writes the requirements that are broken by leave. What only
// relaxations excuse is told by relaxation.
func (p *sheet) waived(r Report) {
	rows := slices.DeleteFunc(of(r, verdict.Waived), func(row verdict.Row) bool { return len(row.Findings()) == 0 })
	if len(rows) == 0 {
		return
	}
	p.title(verdict.Waived, "WAIVED, broken by leave: "+plural(len(rows), "requirement"))
	for _, row := range rows {
		p.violation(row)
		p.line("")
	}
}

// violation writes a broken requirement with its findings.
func (p *sheet) violation(row verdict.Row) {
	p.line("%s  %s  %s", p.paint(row.Outcome, p.bold(string(row.ID))), row.Level, printable(row.Title))
	p.prose(2, row.Statement)
	p.hanging(2, 10, "source: "+row.Source)
	for _, e := range row.Excuses {
		p.hanging(2, 10, excusing(e)+e.String())
	}
	if row.Ranged > 0 {
		p.line("  looked at: %s", plural(row.Ranged, "thing"))
	}
	p.findings(row.Findings())
}

// findings writes the first few findings, a request's command once.
func (p *sheet) findings(all []oracle.Finding) {
	request := ""
	for i, f := range all {
		if i == mostFindings {
			p.line("  and %d more in report.json", len(all)-i)
			return
		}
		if f.Request != request && f.Request != "" {
			p.line("  %s %s", p.dim("$"), printable(f.Request))
		}
		request = f.Request
		where := ""
		if f.Where != "" {
			where = " at " + f.Where
		}
		p.labelled("    want: ", f.Want)
		p.labelled("    got:  ", f.Got+where)
	}
}

// heading says how many requirements a part is about, and of how many causes
// where those are fewer.
func (p *sheet) heading(o verdict.Outcome, text string, found []cause) {
	rows := 0
	for _, c := range found {
		for _, row := range c.rows {
			if row.Outcome == o {
				rows++
			}
		}
	}
	text = fmt.Sprintf("%s: %s", text, plural(rows, "requirement"))
	if len(found) < rows {
		text += ", " + plural(len(found), "cause")
	}
	p.title(o, text)
}

// title begins a part.
func (p *sheet) title(o verdict.Outcome, text string) {
	p.line("%s", p.paint(o, p.bold(text)))
	p.line("")
}
