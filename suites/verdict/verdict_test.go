package verdict

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
)

var (
	kept    = oracle.Judgement{Ranged: 3}
	broken  = oracle.Judgement{Ranged: 3, Findings: []oracle.Finding{{Want: "400", Got: "200"}}}
	lacking = oracle.Judgement{Missing: "no SAVING image"}
	vacuous = oracle.Judgement{}
	trouble = oracle.Judgement{Inconclusive: "no answer"}
	noted   = oracle.Judgement{Ranged: 1, Observed: []string{"status 200"}}
)

// row is a requirement of an id, a level and a need.
func row(id string, level requirement.Level, need requirement.Need) requirement.Requirement {
	return requirement.Requirement{ID: requirement.ID(id), Level: level, Need: need}
}

func judged(id string, j oracle.Judgement) oracle.Judged {
	return oracle.Judged{Requirement: requirement.ID(id), Judgement: j}
}

func TestOutcomeOfASpec(t *testing.T) {
	brokenAndMissing := broken
	brokenAndMissing.Missing = "no snapshot"
	brokenInTrouble := broken
	brokenInTrouble.Inconclusive = "timeout"
	keptButMissing := kept
	keptButMissing.Missing = "no snapshot"
	cases := []struct {
		name  string
		level requirement.Level
		j     oracle.Judgement
		want  Outcome
	}{
		{"kept", requirement.Must, kept, Passed},
		{"nothing looked at", requirement.Must, vacuous, NotExercised},
		{"something missing", requirement.Must, lacking, NotExercised},
		{"looked at a part, the rest missing", requirement.Must, keptButMissing, NotExercised},
		{"trouble", requirement.Must, trouble, Inconclusive},
		{"broken", requirement.Must, broken, Failed},
		{"broken whatever is missing", requirement.Must, brokenAndMissing, Failed},
		{"broken whatever the trouble", requirement.Must, brokenInTrouble, Failed},
		{"broken SHOULD", requirement.Should, broken, Warned},
		{"broken MAY", requirement.May, broken, Warned},
		{"observed", requirement.Obs, noted, Passed},
		{"an observation never fails", requirement.Obs, broken, Passed},
		{"an observation over nothing", requirement.Obs, vacuous, NotExercised},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := of(c.level, c.j); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestFoldOfARow(t *testing.T) {
	must := row("LIM-01", requirement.Must, requirement.Core)
	unseen := must
	unseen.Unobservable = "no client sees it"
	excepted := must
	excepted.Except = []requirement.Profile{requirement.Nova21}
	cases := []struct {
		name    string
		row     requirement.Requirement
		profile requirement.Profile
		specs   []oracle.Judgement
		want    Outcome
		reasons []string
	}{
		{"no spec", must, "", nil, Inconclusive, []string{"no spec judged it"}},
		{"one spec kept", must, "", []oracle.Judgement{kept}, Passed, nil},
		{"kept and broken", must, "", []oracle.Judgement{kept, broken}, Failed, nil},
		{"trouble and broken", must, "", []oracle.Judgement{trouble, broken}, Failed, []string{"no answer"}},
		{"kept and vacuous", must, "", []oracle.Judgement{kept, vacuous}, NotExercised, []string{"there was nothing to look at"}},
		{"two lack the same", must, "", []oracle.Judgement{lacking, lacking}, NotExercised, []string{"no SAVING image"}},
		{"lacking and trouble", must, "", []oracle.Judgement{lacking, trouble}, Inconclusive, []string{"no SAVING image", "no answer"}},
		{"not observable", unseen, "", nil, NotApplicable, []string{"no client sees it"}},
		{"excepted from the profile", excepted, requirement.Nova21, []oracle.Judgement{broken}, NotApplicable, []string{"the profile nova-2.1 does not have it"}},
		{"of another profile", excepted, requirement.Documented, []oracle.Judgement{broken}, Failed, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var all []oracle.Judged
			ranged := 0
			for _, j := range c.specs {
				all = append(all, judged("LIM-01", j))
				ranged += j.Ranged
			}
			got := Fold([]requirement.Requirement{c.row}, all, Policy{Profile: c.profile}).Rows[0]
			if got.Outcome != c.want {
				t.Errorf("got %s, want %s", got.Outcome, c.want)
			}
			if diff := cmp.Diff(c.reasons, got.Reasons); diff != "" {
				t.Errorf("reasons (-want +got):\n%s", diff)
			}
			if got.Outcome != NotApplicable && got.Ranged != ranged {
				t.Errorf("ranged over %d, want %d", got.Ranged, ranged)
			}
		})
	}
}

func TestWord(t *testing.T) {
	core := row("LIM-01", requirement.Must, requirement.Core)
	data := row("LIM-02", requirement.Must, requirement.Data)
	should := row("LIM-03", requirement.Should, requirement.Core)
	obs := row("LIM-04", requirement.Obs, requirement.Core)
	cases := []struct {
		name     string
		rows     []requirement.Requirement
		judged   []oracle.Judged
		require  Require
		want     Word
		blocking []requirement.ID
	}{
		{"all kept", []requirement.Requirement{core, data}, []oracle.Judged{judged("LIM-01", kept), judged("LIM-02", kept)}, "", Conformant, nil},
		{"data lacking", []requirement.Requirement{core, data}, []oracle.Judged{judged("LIM-01", kept), judged("LIM-02", lacking)}, RequireCore, Conformant, nil},
		{"data lacking, all required", []requirement.Requirement{core, data}, []oracle.Judged{judged("LIM-01", kept), judged("LIM-02", lacking)}, RequireAll, Incomplete, []requirement.ID{"LIM-02"}},
		{"data in trouble", []requirement.Requirement{core, data}, []oracle.Judged{judged("LIM-01", kept), judged("LIM-02", trouble)}, RequireCore, Incomplete, []requirement.ID{"LIM-02"}},
		{"core lacking", []requirement.Requirement{core, data}, []oracle.Judged{judged("LIM-01", lacking), judged("LIM-02", kept)}, RequireCore, Incomplete, []requirement.ID{"LIM-01"}},
		{"core unjudged", []requirement.Requirement{core}, nil, RequireCore, Incomplete, []requirement.ID{"LIM-01"}},
		{"broken and core lacking", []requirement.Requirement{core, data}, []oracle.Judged{judged("LIM-01", lacking), judged("LIM-02", broken)}, RequireCore, Nonconformant, []requirement.ID{"LIM-01"}},
		{"broken SHOULD", []requirement.Requirement{core, should}, []oracle.Judged{judged("LIM-01", kept), judged("LIM-03", broken)}, RequireCore, Conformant, nil},
		{"SHOULD lacking, all required", []requirement.Requirement{core, should}, []oracle.Judged{judged("LIM-01", kept), judged("LIM-03", lacking)}, RequireAll, Conformant, nil},
		{"only data, lacking", []requirement.Requirement{data}, []oracle.Judged{judged("LIM-02", lacking)}, RequireCore, Incomplete, nil},
		{"only an observation", []requirement.Requirement{obs}, []oracle.Judged{judged("LIM-04", noted)}, RequireAll, Conformant, nil},
		{"no row", nil, nil, RequireCore, Incomplete, nil},
		{"judgement of a row that is not selected", []requirement.Requirement{core}, []oracle.Judged{judged("LIM-01", kept), judged("LIM-02", broken)}, RequireCore, Conformant, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			v := Fold(c.rows, c.judged, Policy{Require: c.require})
			if v.Word != c.want {
				t.Errorf("got %s, want %s", v.Word, c.want)
			}
			if diff := cmp.Diff(c.blocking, v.Blocking); diff != "" {
				t.Errorf("blocking (-want +got):\n%s", diff)
			}
		})
	}
}

func TestBreaks(t *testing.T) {
	cases := []struct {
		level    requirement.Level
		j        oracle.Judgement
		must     bool
		asShould bool
	}{
		{requirement.Must, broken, true, true},
		{requirement.Should, broken, false, true},
		{requirement.May, broken, false, false},
		{requirement.Must, kept, false, false},
	}
	for _, c := range cases {
		v := Fold([]requirement.Requirement{row("LIM-01", c.level, requirement.Core)}, []oracle.Judged{judged("LIM-01", c.j)}, Policy{})
		if got := v.Breaks(requirement.Must); got != c.must {
			t.Errorf("%s %s: breaks a MUST: got %t, want %t", c.level, v.Rows[0].Outcome, got, c.must)
		}
		if got := v.Breaks(requirement.Should); got != c.asShould {
			t.Errorf("%s %s: breaks a SHOULD: got %t, want %t", c.level, v.Rows[0].Outcome, got, c.asShould)
		}
	}
}

func TestLine(t *testing.T) {
	rows := []requirement.Requirement{
		row("LIM-01", requirement.Must, requirement.Core), row("LIM-02", requirement.Must, requirement.Data),
		row("LIM-03", requirement.Must, requirement.Hook), row("LIM-04", requirement.Should, requirement.Core),
		row("LIM-05", requirement.Must, requirement.Core), row("LIM-06", requirement.Must, requirement.Core),
	}
	judgements := []oracle.Judged{
		judged("LIM-01", kept), judged("LIM-02", lacking), judged("LIM-03", lacking), judged("LIM-04", broken),
		judged("LIM-05", trouble), judged("LIM-06", broken),
	}
	v := Fold(rows, judgements, Policy{Partial: true})
	want := "nonconformant (partial): 2 of 5 MUST decided (the rest: 1 in trouble, 1 lacking data, 1 lacking a hook), " +
		"1 failed, 1 warned, 1 inconclusive, 2 not-exercised, 1 passed"
	if got := v.Line(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	all := Fold(rows[:1], judgements[:1], Policy{}).Line()
	if want := "conformant: 1 of 1 MUST decided, 1 passed"; all != want {
		t.Errorf("got  %s\nwant %s", all, want)
	}
}

// Whatever the judgements and their order, the fold counts each row once,
// takes the worst outcome of its specs, and never calls undecided passed.
func TestFoldHolds(t *testing.T) {
	judgements := []oracle.Judgement{kept, broken, lacking, vacuous, trouble, noted}
	rapid.Check(t, func(rt *rapid.T) {
		var rows []requirement.Requirement
		var all []oracle.Judged
		for i := range rapid.IntRange(0, 6).Draw(rt, "rows") {
			r := row(fmt.Sprintf("LIM-%02d", i+1), requirement.Level(rapid.IntRange(0, 3).Draw(rt, "level")), requirement.Need(rapid.IntRange(0, 4).Draw(rt, "need")))
			rows = append(rows, r)
			for range rapid.IntRange(0, 3).Draw(rt, "specs") {
				all = append(all, judged(string(r.ID), rapid.SampledFrom(judgements).Draw(rt, "judgement")))
			}
		}
		require := rapid.SampledFrom([]Require{RequireCore, RequireAll}).Draw(rt, "require")
		v := Fold(rows, all, Policy{Require: require})
		total := 0
		for _, n := range v.Counts {
			total += n
		}
		if total != len(rows) || len(v.Rows) != len(rows) {
			rt.Fatalf("%d rows are counted as %d in %d", len(rows), total, len(v.Rows))
		}
		if v.Decided+len(v.Undecided) != v.Must {
			rt.Fatalf("%d decided and %d undecided of %d MUST", v.Decided, len(v.Undecided), v.Must)
		}
		for _, r := range v.Rows {
			for _, s := range r.Specs {
				if worse := of(r.Level, s.Judgement); worse > r.Outcome {
					rt.Fatalf("%s is %s although a spec of it is %s", r.ID, r.Outcome, worse)
				}
			}
			if r.Outcome == Passed && len(r.Specs) == 0 {
				rt.Fatalf("%s passed without a spec", r.ID)
			}
		}
		shuffled := rapid.Permutation(all).Draw(rt, "order")
		again := Fold(rows, shuffled, Policy{Require: require})
		if again.Word != v.Word || again.Line() != v.Line() || !slices.Equal(again.Undecided, v.Undecided) {
			rt.Fatalf("another order gives %q instead of %q", again.Line(), v.Line())
		}
		if v.Word == Conformant && (v.Counts[Failed] > 0 || len(v.Blocking) > 0) {
			rt.Fatalf("conformant with %d failed and %v undecided", v.Counts[Failed], v.Blocking)
		}
	})
}

// TestLaterRequirementsAreNotScored breaks one that came after the set.
func TestLaterRequirementsAreNotScored(t *testing.T) {
	rows := []requirement.Requirement{row("LIM-01", requirement.Must, requirement.Core), row("LIM-02", requirement.Must, requirement.Core)}
	all := []oracle.Judged{judged("LIM-01", kept), judged("LIM-02", broken)}
	for _, c := range []struct {
		unscored []requirement.ID
		word     Word
		must     int
	}{{nil, Nonconformant, 2}, {[]requirement.ID{"LIM-02"}, Conformant, 1}} {
		v := Fold(rows, all, Policy{Set: "2026.11", Unscored: c.unscored})
		if v.Word != c.word || v.Must != c.must || len(v.Rows[1].Findings()) != 1 {
			t.Errorf("with %v unscored it is %s by %d MUST, with %d findings", c.unscored, v.Word, v.Must, len(v.Rows[1].Findings()))
		}
	}
}
