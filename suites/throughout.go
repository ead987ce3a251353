package suites

import (
	"cmp"
	"slices"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
)

// throughout registers a spec that asks a little by itself, so that it can
// decide when nothing else is selected, and judges every answer of the run.
func (s *Suite) throughout(row requirement.Requirement, plan Planner, judge SweepJudge) {
	s.add(&spec{text: row.Title, row: row, format: requirement.JSON, plan: plan, over: judge})
}

// throughoutXML is throughout in XML.
func (s *Suite) throughoutXML(row requirement.Requirement, plan Planner, judge SweepJudge) {
	s.add(&spec{text: row.Title, row: row, format: requirement.XML, plan: plan, over: judge})
}

// throughoutBoth is throughout in each format.
func (s *Suite) throughoutBoth(row requirement.Requirement, plan Planner, judge SweepJudge) {
	s.twins(spec{row: row, plan: plan, over: judge})
}

// overAll makes a judge of a sweep. It sees the answers to its own plan first,
// which are new where a spec is asked again.
func (s *Suite) overAll(judge SweepJudge) Judge {
	return func(v oracle.View, answers []oracle.Answer) oracle.Judgement {
		earlier := s.evidence.readings()
		if s.changed() {
			earlier = s.still().KeepEach(earlier)
		}
		var all []*oracle.Reading
		met := map[int]bool{}
		for _, a := range append(answers, earlier) {
			for _, r := range a {
				if !met[r.Number] {
					met[r.Number] = true
					all = append(all, r)
				}
			}
		}
		return sweep(judge, v, all)
	}
}

// sweep judges the answers that came. Where a recording lacks one, what was
// found stands, and what was not cannot be known.
func sweep(judge SweepJudge, v oracle.View, all oracle.Answer) oracle.Judgement {
	answered := slices.DeleteFunc(slices.Clone(all), func(r *oracle.Reading) bool { return r.Failure != "" })
	j := judge(v, answered)
	if j.Inconclusive == "" {
		j.Inconclusive = all.Unrecorded()
	}
	return j
}

// together makes one judgement of two.
func together(j, k oracle.Judgement) oracle.Judgement {
	j.Ranged += k.Ranged
	j.Findings = append(j.Findings, k.Findings...)
	j.Observed = append(j.Observed, k.Observed...)
	j.Missing = cmp.Or(j.Missing, k.Missing)
	return j
}
