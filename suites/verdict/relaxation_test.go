package verdict

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
)

// excused is a judgement of which R4 allows all that was found.
func excused(ranged int) oracle.Judgement {
	return oracle.Judgement{Ranged: ranged, Excused: []oracle.Excused{{By: "R4", Finding: oracle.Finding{Want: "no next link", Got: "one"}}}}
}

func TestOutcomeOfAnExcusedSpec(t *testing.T) {
	partly := excused(2)
	partly.Findings = broken.Findings
	lacks := excused(2)
	lacks.Missing = "no snapshot"
	troubled := excused(2)
	troubled.Inconclusive = "timeout"
	cases := []struct {
		name  string
		level requirement.Level
		j     oracle.Judgement
		want  Outcome
	}{
		{"all excused", requirement.Must, excused(2), Waived},
		{"of a SHOULD", requirement.Should, excused(2), Waived},
		{"nothing else to look at", requirement.Must, excused(0), Waived},
		{"a part of it", requirement.Must, partly, Failed},
		{"a part of a SHOULD", requirement.Should, partly, Warned},
		{"the rest missing", requirement.Must, lacks, NotExercised},
		{"the rest in trouble", requirement.Must, troubled, Inconclusive},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := of(c.level, c.j); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestRelaxationsOfAVerdict(t *testing.T) {
	rows := []requirement.Requirement{
		row("PAG-03", requirement.Must, requirement.Core), row("PAG-16", requirement.Should, requirement.Core),
		row("TYP-01", requirement.Must, requirement.Core), row("TYP-02", requirement.Must, requirement.Data),
		row("TYP-04", requirement.Must, requirement.Core),
	}
	all := []oracle.Judged{
		judged("PAG-03", kept), judged("PAG-03", excused(1)), judged("PAG-16", kept),
		judged("TYP-01", kept), judged("TYP-02", lacking), judged("TYP-04", kept),
	}
	v := Fold(rows, all, Policy{Profile: requirement.Rackspace})
	type use struct {
		ID                 requirement.RelaxationID
		Use                RelaxationUse
		Excused, Undecided []requirement.ID
		Evidence           bool
	}
	var got []use
	for _, r := range v.Relaxations {
		got = append(got, use{r.ID, r.Use, r.Excused, r.Undecided, r.Evidence != nil})
	}
	want := []use{
		{"R4", RelaxationUsed, []requirement.ID{"PAG-03"}, nil, true},
		{"R28", RelaxationUndecided, nil, []requirement.ID{"TYP-02"}, false},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("uses (-want +got):\n%s", diff)
	}
	if r := v.Rows[0]; r.Outcome != Waived || len(r.Excuses) != 1 || r.Excuses[0].Name != "R4" || r.Excuses[0].Kind != Relaxation {
		t.Errorf("PAG-03 is %s by %v", r.Outcome, r.Excuses)
	}
	if line, want := v.Line(), "conformant: 3 of 4 MUST decided (the rest: 1 lacking data), 1 not-exercised, 1 waived, 3 passed"; line != want {
		t.Errorf("got  %s\nwant %s", line, want)
	}
	all[4] = judged("TYP-02", kept)
	if again := Fold(rows, all, Policy{Profile: requirement.Rackspace}); again.Relaxations[1].Use != RelaxationUnneeded {
		t.Errorf("where all is kept, R28 is %s", again.Relaxations[1].Use)
	}
	if none := Fold(rows, all, Policy{}); len(none.Relaxations) != 0 {
		t.Errorf("the documented profile has the relaxations %v", none.Relaxations)
	}
}

// What a relaxation excuses in part stays broken, and a waiver of the operator
// is needed for the rest.
func TestWaiverBesideARelaxation(t *testing.T) {
	partly := excused(2)
	partly.Findings = broken.Findings
	rows := []requirement.Requirement{row("PAG-03", requirement.Must, requirement.Core)}
	waiver := WaiverEntry{Requirement: "PAG-03", Excuse: Excuse{Kind: Waiver, Reason: "known", Expires: "2027-01-31"}}
	v := Fold(rows, []oracle.Judged{judged("PAG-03", partly)}, Policy{Profile: requirement.Nova21, Waivers: []WaiverEntry{waiver}})
	if r := v.Rows[0]; r.Outcome != Waived || len(r.Excuses) != 2 || v.Waivers[0].Use != WaiverUsed {
		t.Errorf("PAG-03 is %s by %v, the waiver %s", r.Outcome, r.Excuses, v.Waivers[0].Use)
	}
	v = Fold(rows, []oracle.Judged{judged("PAG-03", excused(2))}, Policy{Profile: requirement.Nova21, Waivers: []WaiverEntry{waiver}})
	if v.Waivers[0].Use != WaiverUnneeded {
		t.Errorf("beside a relaxation that excuses all, the waiver is %s", v.Waivers[0].Use)
	}
}
