package verdict

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
)

func waiverOf(id requirement.ID) WaiverEntry {
	return WaiverEntry{Requirement: id, Excuse: Excuse{Kind: Waiver, Reason: "known", Expires: "2027-01-31", Link: "https://bugs.example/1"}}
}

func TestWaive(t *testing.T) {
	must, should := requirement.Must, requirement.Should
	brokenInTrouble := broken
	brokenInTrouble.Inconclusive = "timeout"
	cases := []struct {
		name    string
		level   requirement.Level
		specs   []oracle.Judgement
		waiver  requirement.ID
		outcome Outcome
		word    Word
		use     WaiverUse
	}{
		{"a broken MUST", must, []oracle.Judgement{kept, broken}, "LIM-01", Waived, Conformant, WaiverUsed},
		{"a broken MUST in trouble", must, []oracle.Judgement{brokenInTrouble, trouble}, "LIM-01", Waived, Conformant, WaiverUsed},
		{"a broken SHOULD", should, []oracle.Judgement{broken}, "LIM-01", Waived, Conformant, WaiverUsed},
		{"a kept MUST", must, []oracle.Judgement{kept}, "LIM-01", Passed, Conformant, WaiverUnneeded},
		{"an undecided MUST", must, []oracle.Judgement{lacking}, "LIM-01", NotExercised, Incomplete, WaiverUndecided},
		{"trouble", must, []oracle.Judgement{trouble}, "LIM-01", Inconclusive, Incomplete, WaiverUndecided},
		{"another requirement that is not judged", must, []oracle.Judgement{broken}, "LIM-02", Failed, Nonconformant, WaiverUnselected},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var all []oracle.Judged
			for _, j := range c.specs {
				all = append(all, judged("LIM-01", j))
			}
			v := Fold([]requirement.Requirement{row("LIM-01", c.level, requirement.Core)}, all, Policy{Waivers: []WaiverEntry{waiverOf(c.waiver)}})
			if got := v.Rows[0].Outcome; got != c.outcome || v.Word != c.word || v.Counts[c.outcome] != 1 {
				t.Errorf("got %s and %s (%v), want %s and %s", got, v.Word, v.Counts, c.outcome, c.word)
			}
			if got := v.Waivers[0].Use; got != c.use || v.Waivers[0].Why == "" {
				t.Errorf("the waiver is %s (%q), want %s", got, v.Waivers[0].Why, c.use)
			}
			var excuses []Excuse
			if c.use == WaiverUsed {
				excuses = []Excuse{waiverOf(c.waiver).Excuse}
			}
			if diff := cmp.Diff(excuses, v.Rows[0].Excuses); diff != "" {
				t.Errorf("excuses (-want +got):\n%s", diff)
			}
			if got := strings.Contains(v.Line(), "1 waived without need (LIM-01)"); got != (c.use == WaiverUnneeded) {
				t.Errorf("the line is %q", v.Line())
			}
		})
	}
}

// A waiver hides its own requirement and no other.
func TestWaiveIsNarrow(t *testing.T) {
	rows := []requirement.Requirement{row("LIM-01", requirement.Must, requirement.Core), row("LIM-02", requirement.Must, requirement.Core)}
	v := Fold(rows, []oracle.Judged{judged("LIM-01", broken), judged("LIM-02", broken)}, Policy{Waivers: []WaiverEntry{waiverOf("LIM-01")}})
	want := "nonconformant: 2 of 2 MUST decided, 1 failed, 1 waived"
	if got := v.Line(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if len(v.Rows[0].Findings()) == 0 {
		t.Error("the findings of the waived requirement are gone")
	}
}

func TestWaiveWhatDoesNotApply(t *testing.T) {
	excepted := row("LIM-01", requirement.Must, requirement.Core)
	excepted.Except = []requirement.Profile{requirement.Nova21}
	v := Fold([]requirement.Requirement{excepted}, nil, Policy{Profile: requirement.Nova21, Waivers: []WaiverEntry{waiverOf("LIM-01")}})
	if got := v.Waivers[0]; got.Use != WaiverUnneeded || got.Why != "the requirement does not apply: the profile nova-2.1 does not have it" {
		t.Errorf("got %s: %s", got.Use, got.Why)
	}
}

func TestExcuse(t *testing.T) {
	cases := []struct {
		excuse Excuse
		want   string
	}{
		{Excuse{Kind: Relaxation, Name: "R4", Reason: "a full last page has a next link"}, "relaxation R4: a full last page has a next link"},
		{waiverOf("LIM-01").Excuse, "waiver until 2027-01-31: known (https://bugs.example/1)"},
	}
	for _, c := range cases {
		if got := c.excuse.String(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
	r := Row{Outcome: Failed}
	r.excuse(cases[0].excuse)
	r.excuse(cases[0].excuse)
	if r.Outcome != Waived || len(r.Excuses) != 1 {
		t.Errorf("excused twice it is %s by %v", r.Outcome, r.Excuses)
	}
}
