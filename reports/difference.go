package reports

import (
	"slices"

	"github.com/imageconform/imageconform/suites/behaviour"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// Turn says which way something changed between two runs.
type Turn string

// The turns.
const (
	// Worse says that something is broken that was not, or no longer shown to
	// be kept that was. It fails a comparison.
	Worse Turn = "worse"
	// Better says that something is kept that was not, or shown to be.
	Better Turn = "better"
	// Other is any other change, such as one of what was declared or waived.
	Other Turn = "other"
	// Same is no change.
	Same Turn = "same"
)

// Difference is what changed from one run to another.
type Difference struct {
	Before, After Report
	// Verdict is the turn of the verdict's word.
	Verdict Turn
	Rows    []RowChange
	// OnlyBefore and OnlyAfter are requirements that one of the runs judged.
	OnlyBefore, OnlyAfter []requirement.ID
	// Behaviour is what changed in the answers, nil where they are not known,
	// for the reason in Unknown.
	Behaviour *behaviour.Comparison
	Unknown   string
}

// RowChange is a requirement of which another thing came.
type RowChange struct {
	Before, After verdict.Row
	Turn          Turn
}

// Compare compares two runs, requirement by requirement.
func Compare(before, after Report) Difference {
	d := Difference{Before: before, After: after, Verdict: turnOfWord(before.Verdict.Word, after.Verdict.Word)}
	was := map[requirement.ID]verdict.Row{}
	for _, row := range before.Verdict.Rows {
		was[row.ID] = row
	}
	for _, row := range after.Verdict.Rows {
		old, both := was[row.ID]
		if !both {
			d.OnlyAfter = append(d.OnlyAfter, row.ID)
			continue
		}
		delete(was, row.ID)
		if turn := turnOf(old, row); turn != Same {
			d.Rows = append(d.Rows, RowChange{Before: old, After: row, Turn: turn})
		}
	}
	for _, row := range before.Verdict.Rows {
		if _, left := was[row.ID]; left {
			d.OnlyBefore = append(d.OnlyBefore, row.ID)
		}
	}
	return d
}

// turnOf is the turn of a requirement. What is broken by leave counts as kept,
// and nothing depends on requirements that only observe.
func turnOf(before, after verdict.Row) Turn {
	from, to := before.Outcome, after.Outcome
	broken := func(o verdict.Outcome) bool { return o == verdict.Failed || o == verdict.Warned }
	shown := func(o verdict.Outcome) bool { return o == verdict.Passed || o == verdict.Waived }
	switch {
	case from == to:
		return Same
	case after.Level == requirement.Obs:
		return Other
	case broken(to) && (!broken(from) || to == verdict.Failed):
		return Worse
	case shown(from) && undecided(to) && after.Level <= requirement.Should:
		return Worse
	case to == verdict.Passed && (broken(from) || undecided(from)), to == verdict.Warned:
		return Better
	}
	return Other
}

func undecided(o verdict.Outcome) bool { return o == verdict.Inconclusive || o == verdict.NotExercised }

// words are the verdicts, from the best to the worst.
var words = []verdict.Word{verdict.Conformant, verdict.Incomplete, verdict.Nonconformant}

func turnOfWord(before, after verdict.Word) Turn {
	switch from, to := slices.Index(words, before), slices.Index(words, after); {
	case to > from:
		return Worse
	case to < from:
		return Better
	}
	return Same
}

// Turned are the requirements of a turn.
func (d Difference) Turned(turn Turn) []RowChange {
	return slices.DeleteFunc(slices.Clone(d.Rows), func(c RowChange) bool { return c.Turn != turn })
}

// Turn is that of the whole: worse when the verdict or a requirement is, and
// otherwise better when one of them is.
func (d Difference) Turn() Turn {
	for _, turn := range []Turn{Worse, Better} {
		if d.Verdict == turn || len(d.Turned(turn)) > 0 {
			return turn
		}
	}
	if len(d.Rows)+len(d.OnlyBefore)+len(d.OnlyAfter) > 0 || d.Behaviour != nil && len(d.Behaviour.Changes) > 0 {
		return Other
	}
	return Same
}

// Behave compares the answers, too: those in which neither run found anything,
// to questions of requirements that neither saw broken.
func (d *Difference) Behave(before, after behaviour.Behaviour) {
	wasFound, isFound := cited(d.Before), cited(d.After)
	broken := map[requirement.ID]bool{}
	for _, r := range []Report{d.Before, d.After} {
		for _, row := range r.Verdict.Rows {
			if row.Outcome == verdict.Failed || row.Outcome == verdict.Warned {
				broken[row.ID] = true
			}
		}
	}
	c := behaviour.Compare(before, after, func(was, is int, ids []requirement.ID) bool {
		return wasFound[was] || isFound[is] || len(ids) > 0 && !slices.ContainsFunc(ids, func(id requirement.ID) bool { return !broken[id] })
	})
	d.Behaviour = &c
}

// cited are the exchanges in which a run found something.
func cited(r Report) map[int]bool {
	numbers := map[int]bool{}
	for _, row := range r.Verdict.Rows {
		for _, f := range row.Departures() {
			numbers[f.Exchange] = true
		}
	}
	return numbers
}
