package reports

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/imageconform/imageconform/suites/behaviour"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/recording"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
	"github.com/imageconform/imageconform/suites/verdict"
)

func TestTurnOf(t *testing.T) {
	for _, c := range []struct {
		from, to verdict.Outcome
		level    requirement.Level
		want     Turn
	}{
		{verdict.Passed, verdict.Passed, requirement.Must, Same},
		{verdict.Failed, verdict.Failed, requirement.Must, Same},
		{verdict.Passed, verdict.Failed, requirement.Must, Worse},
		{verdict.NotExercised, verdict.Failed, requirement.Must, Worse},
		{verdict.NotApplicable, verdict.Failed, requirement.Must, Worse},
		{verdict.Waived, verdict.Failed, requirement.Must, Worse},
		{verdict.Warned, verdict.Failed, requirement.Must, Worse},
		{verdict.Passed, verdict.Warned, requirement.Should, Worse},
		{verdict.Passed, verdict.Warned, requirement.May, Worse},
		{verdict.Passed, verdict.NotExercised, requirement.Must, Worse},
		{verdict.Passed, verdict.Inconclusive, requirement.Should, Worse},
		{verdict.Waived, verdict.Inconclusive, requirement.Must, Worse},
		{verdict.Passed, verdict.NotExercised, requirement.May, Other},
		{verdict.Failed, verdict.Inconclusive, requirement.Must, Other},
		{verdict.Failed, verdict.Passed, requirement.Must, Better},
		{verdict.Failed, verdict.Warned, requirement.Must, Better},
		{verdict.Warned, verdict.Passed, requirement.Should, Better},
		{verdict.Inconclusive, verdict.Passed, requirement.Must, Better},
		{verdict.NotExercised, verdict.Passed, requirement.Must, Better},
		{verdict.Failed, verdict.Waived, requirement.Must, Other},
		{verdict.Passed, verdict.Waived, requirement.Must, Other},
		{verdict.Passed, verdict.NotApplicable, requirement.Must, Other},
		{verdict.NotExercised, verdict.Inconclusive, requirement.Must, Other},
		{verdict.Passed, verdict.NotExercised, requirement.Obs, Other},
	} {
		row := func(o verdict.Outcome) verdict.Row {
			return verdict.Row{Requirement: requirement.Requirement{Level: c.level}, Outcome: o}
		}
		if got := turnOf(row(c.from), row(c.to)); got != c.want {
			t.Errorf("%s from %s to %s: got %s, want %s", c.level, c.from, c.to, got, c.want)
		}
	}
}

// upgraded is the first report's deployment after an upgrade, for the better
// and for the worse.
func upgraded() Report {
	r := report()
	after := judgements()
	after[1].Judgement = oracle.Judgement{Ranged: 1}
	after[3].Judgement = oracle.Judgement{Ranged: 9}
	after[2].Judgement = oracle.Judgement{Ranged: 1, Findings: []oracle.Finding{finding("at most 2 images", "7 of them: "+hostile)}}
	after[4].Judgement = oracle.Judgement{Missing: "an image"}
	after[5].Judgement = oracle.Judgement{Inconclusive: "no answer within the time allowed for one request"}
	selected := slices.Concat(rows()[:7], rows()[:1])
	selected[7].ID = "NAM-01"
	r.Verdict = verdict.Fold(selected, after, verdict.Policy{Partial: true, Profile: requirement.NovaLegacy})
	r.Version, r.Started, r.Selection = "1.3.0", r.Started.Add(48*time.Hour), "--area LIM"
	return r
}

// differences are of runs that differ in everything, in nothing, and in
// behaviour alone.
var differences = map[string]func() Difference{
	"worse": func() Difference {
		d := Compare(report(), upgraded())
		d.Behaviour = &behaviour.Comparison{Asked: 230, Changes: []behaviour.Change{
			{What: "header Vary", From: "Accept", To: "Accept, " + hostile, Seen: []behaviour.Place{{Question: "GET a", Before: 1, After: 2, Curl: "curl 'http://cloud.example/?a=" + hostile + "'"}, {Question: "GET b"}, {Question: "GET c"}}},
			{What: "metadata.os of an image", From: `"linux"`, Seen: []behaviour.Place{{Question: "GET a", Before: 1, After: 2, Curl: "curl 'http://cloud.example/'"}}},
		}}
		return d
	},
	"same": func() Difference {
		d := Compare(report(), report())
		d.Unknown = "there is no before/evidence.har"
		return d
	},
	"otherwise": func() Difference {
		d := Compare(conformant(), conformant())
		d.Behaviour = &behaviour.Comparison{Asked: 530, SameImages: true, Changes: []behaviour.Change{{What: "status", From: "200 OK", To: "203 Non-Authoritative Information", Seen: []behaviour.Place{{Curl: "curl x"}}}}}
		return d
	},
}

func TestDifferences(t *testing.T) {
	for name, of := range differences {
		golden(t, "difference-"+name+".txt", write(t, func(b *bytes.Buffer) error { return DifferenceText(b, of(), TextOptions{}) }))
		golden(t, "difference-"+name+".json", write(t, func(b *bytes.Buffer) error { return DifferenceJSON(b, of()) }))
	}
	golden(t, "difference-colour.txt", write(t, func(b *bytes.Buffer) error {
		return DifferenceText(b, differences["worse"](), TextOptions{Color: true, Width: 80})
	}))
}

func TestDifferenceOfTheVerdict(t *testing.T) {
	// A declaration that does not hold makes no requirement worse.
	before, after := report(), report()
	before.Verdict.Word = verdict.Incomplete
	if got := Compare(before, after).Turn(); got != Worse {
		t.Errorf("from incomplete to nonconformant is %s", got)
	}
	if got := Compare(after, before).Turn(); got != Better {
		t.Errorf("from nonconformant to incomplete is %s", got)
	}
}

// Answers with a finding, and those that only broken requirements asked for,
// are not compared: their change is that of the requirement.
func TestBehaviourOfWhatIsBrokenIsNotCompared(t *testing.T) {
	r := report()
	d := Compare(r, r)
	asked := func(number int, ids ...requirement.ID) behaviour.Behaviour {
		return behaviour.Of(recording.Head{Target: r.Target}, []recording.Entry{{
			Exchange: target.Exchange{Number: number, Request: target.Get(r.Target + "/images/detail"), Status: 200}, Requirements: ids,
		}})
	}
	for name, c := range map[string]struct {
		exchange behaviour.Behaviour
		want     int
	}{
		"with a finding":          {asked(3, "LIM-01"), 0},
		"of a broken requirement": {asked(4, "LIM-04"), 0},
		"of a kept one, too":      {asked(4, "LIM-04", "LIM-01"), 1},
		"of the list":             {asked(4), 1},
	} {
		d.Behave(c.exchange, c.exchange)
		if diff := cmp.Diff(c.want, d.Behaviour.Asked); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
