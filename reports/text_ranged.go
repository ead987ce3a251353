package reports

import (
	"strconv"

	"github.com/imageconform/imageconform/suites/verdict"
)

// ranged writes how many things each requirement was held against: what was
// passed over few of them was passed by little.
func (p *sheet) ranged(r Report) {
	width := 0
	for _, row := range r.Verdict.Rows {
		width = max(width, len(strconv.Itoa(row.Ranged)))
	}
	p.line("%s", p.bold("LOOKED AT: how many things each requirement ranged over"))
	p.line("")
	for _, row := range r.Verdict.Rows {
		if row.Outcome != verdict.NotApplicable {
			p.line("  %-7s  %-13s  %*d  %s", row.ID, row.Outcome, width, row.Ranged, printable(row.Title))
		}
	}
	p.line("")
}
