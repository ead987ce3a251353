package reports

import (
	"fmt"

	"github.com/imageconform/imageconform/suites/verdict"
)

// unneeded is the waiver of a row that has nothing to waive, if there is one.
func (r Report) unneeded(row verdict.Row) (verdict.WaiverResult, bool) {
	for _, w := range r.Verdict.Unneeded() {
		if w.Requirement == row.ID {
			return w, true
		}
	}
	return verdict.WaiverResult{}, false
}

// unneededWaivers writes the waivers that fail the run, each with the reason.
func (p *sheet) unneededWaivers(r Report) {
	all := r.Verdict.Unneeded()
	if len(all) == 0 {
		return
	}
	p.title(verdict.Failed, "WAIVED WITHOUT NEED: "+plural(len(all), "requirement"))
	for _, w := range all {
		p.hanging(2, 10, fmt.Sprintf("%s  %s", w.Requirement, w.Why))
		p.hanging(4, 6, w.String())
	}
	p.line("")
}

// waiverFacts are the waivers as properties of a JUnit suite.
func waiverFacts(r Report) []junitProperty {
	var facts []junitProperty
	for _, w := range r.Verdict.Waivers {
		facts = append(facts, junitProperty{"waiver." + string(w.Requirement), fmt.Sprintf("%s: %s; %s", w.Use, w.Why, w.String())})
	}
	return facts
}
