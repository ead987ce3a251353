package oracle

import (
	"github.com/imageconform/imageconform/suites/requirement"
)

// Excused is a departure that a relaxation of the profile allows.
type Excused struct {
	By requirement.RelaxationID `json:"by"`
	Finding
}

// Case is what a relaxation has to know to recognise its deviation: what the
// judgement is about, and everything that the run was answered.
type Case struct {
	View
	Requirement requirement.ID
	// Profile is the one whose relaxations hold.
	Profile requirement.Profile
	// All are the answers of the run.
	All []*Reading
}

// Excuse moves what a relaxation of the profile allows from the findings to
// the excused. A finding about several things is excused as far as each of
// them is recognised as the very deviation of some relaxation; what is not
// stays a finding.
func (j Judgement) Excuse(c Case) Judgement {
	allowed := c.allowed()
	if len(allowed) == 0 {
		return j
	}
	found := j.Findings
	j.Findings = nil
	for _, f := range found {
		by, left := c.sort(allowed, f.sights)
		for _, id := range allowed {
			if len(by[id]) > 0 {
				j.Excused = append(j.Excused, Excused{id, f.about(by[id])})
			}
		}
		if len(left) > 0 || len(f.sights) == 0 {
			j.Findings = append(j.Findings, f.about(left))
		}
	}
	return j.excuseLack(c, allowed)
}

// allowed are the relaxations of the profile that can excuse the requirement
// of the case.
func (c Case) allowed() []requirement.RelaxationID {
	var ids []requirement.RelaxationID
	for _, r := range requirement.RelaxationsOf(c.Profile) {
		if _, known := recognisers[r.ID]; known && r.Excuses(c.Requirement) {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// sort tells by which relaxation each sight is recognised, and which by none.
func (c Case) sort(allowed []requirement.RelaxationID, sights []sight) (by map[requirement.RelaxationID][]sight, left []sight) {
	by = map[requirement.RelaxationID][]sight{}
next:
	for _, s := range sights {
		for _, id := range allowed {
			if s.in != nil && recognisers[id](c, s) {
				by[id] = append(by[id], s)
				continue next
			}
		}
		left = append(left, s)
	}
	return by, left
}

// excuseLack excuses that there was nothing to look at, where one of the
// answers lacks it by a deviation that is allowed.
func (j Judgement) excuseLack(c Case, allowed []requirement.RelaxationID) Judgement {
	if len(j.Findings)+len(j.Excused) > 0 || j.Ranged > 0 || j.Inconclusive != "" {
		return j
	}
	by, _ := c.sort(allowed, j.lacks)
	for _, id := range allowed {
		if len(by[id]) > 0 {
			s := by[id][0]
			j.Missing = ""
			j.Excused = append(j.Excused, Excused{id, findingOf(s.got, sight{in: s.in, got: Describe(s.in)})})
			return j
		}
	}
	return j
}
