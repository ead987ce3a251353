package reports

import (
	"fmt"
	"slices"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// relaxation is a relaxation of the profile in the JSON report.
type relaxation struct {
	ID           requirement.RelaxationID `json:"id"`
	Title        string                   `json:"title"`
	Why          string                   `json:"why"`
	Requirements []requirement.ID         `json:"requirements"`
	Use          verdict.RelaxationUse    `json:"use"`
	Excused      []requirement.ID         `json:"excused"`
	Undecided    []requirement.ID         `json:"undecided"`
	Evidence     *oracle.Finding          `json:"evidence,omitempty"`
}

func relaxationsOf(v verdict.Verdict) []relaxation {
	var all []relaxation
	for _, r := range v.Relaxations {
		all = append(all, relaxation{
			ID: r.ID, Title: r.Title, Why: r.Why, Requirements: r.Requirements, Use: r.Use,
			Excused: orEmpty(r.Excused), Undecided: orEmpty(r.Undecided), Evidence: r.Evidence,
		})
	}
	return all
}

// excusing begins the line of an excuse. A relaxation excuses what it names,
// which need not be all that was found.
func excusing(e verdict.Excuse) string {
	if e.Kind == verdict.Relaxation {
		return "in part excused by "
	}
	return "excused by "
}

// relaxations writes those of the profile: each that was used with what it
// excused and the first it was needed for, then the others.
func (p *sheet) relaxations(r Report) {
	of := func(use verdict.RelaxationUse) []verdict.RelaxationResult {
		return slices.DeleteFunc(slices.Clone(r.Verdict.Relaxations), func(x verdict.RelaxationResult) bool { return x.Use != use })
	}
	if len(r.Verdict.Relaxations) == 0 {
		return
	}
	used := of(verdict.RelaxationUsed)
	p.line("%s", p.paint(verdict.Waived, p.bold(fmt.Sprintf("RELAXATIONS of the profile %s: %d used of %d",
		r.Verdict.Policy.Profile, len(used), len(r.Verdict.Relaxations)))))
	p.line("")
	for _, x := range used {
		p.line("%s  %s", p.paint(verdict.Waived, p.bold(string(x.ID))), printable(x.Title))
		p.hanging(2, 10, "excused: "+ids(x.Excused))
		p.hanging(2, 7, "why: "+x.Why)
		p.findings([]oracle.Finding{*x.Evidence})
		p.line("")
	}
	p.unused("not needed: nothing departs so", of(verdict.RelaxationUnneeded))
	p.unused("not used, and not all decided that could need it", of(verdict.RelaxationUndecided))
}

func (p *sheet) unused(heading string, all []verdict.RelaxationResult) {
	if len(all) == 0 {
		return
	}
	p.prose(2, heading)
	for _, x := range all {
		p.hanging(4, 10, fmt.Sprintf("%-4s  %s", x.ID, x.Title))
	}
	p.line("")
}

// relaxationFacts are the relaxations as properties of a JUnit suite.
func relaxationFacts(r Report) []junitProperty {
	var facts []junitProperty
	for _, x := range r.Verdict.Relaxations {
		text := fmt.Sprintf("%s: %s", x.Use, x.Title)
		if x.Evidence != nil {
			text += fmt.Sprintf("; excused %s; first at %s: want %s, got %s", ids(x.Excused), x.Evidence.Request, x.Evidence.Want, x.Evidence.Got)
		}
		facts = append(facts, junitProperty{"relaxation." + string(x.ID), text})
	}
	return facts
}
