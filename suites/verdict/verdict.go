// Package verdict folds the judgements of a run into one verdict. It starts
// from the catalogue, not from what happened to run: a requirement that no
// spec judged is undecided, never passed.
package verdict

import (
	"fmt"
	"slices"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
)

// Word is the verdict in a word.
type Word string

// The verdicts.
const (
	Conformant    Word = "conformant"
	Nonconformant Word = "nonconformant"
	Incomplete    Word = "incomplete"
)

// Require says which MUST have to be decided for a verdict of Conformant.
type Require string

// The degrees of Require.
const (
	RequireCore Require = "core"
	RequireAll  Require = "all"
)

// ParseRequire reads a degree's name.
func ParseRequire(name string) (Require, error) {
	switch r := Require(name); r {
	case RequireCore, RequireAll:
		return r, nil
	}
	return "", fmt.Errorf("unknown degree %q: want core or all", name)
}

// Policy is what the fold has to know beside the judgements.
type Policy struct {
	// Require says which MUST have to be decided; empty means RequireCore.
	Require Require
	// Partial says that only a selection of the catalogue was judged.
	Partial bool
	// Profile is the profile that the deployment is judged by; empty means
	// requirement.Documented.
	Profile requirement.Profile
	// Waivers allow single requirements to be broken.
	Waivers []WaiverEntry
	// Declared says of features whether the deployment has them.
	Declared map[requirement.Feature]Presence
	// Set is the name of the requirement set that is scored, Unscored what came
	// later than it: that is judged and shown as an observation.
	Set      string
	Unscored []requirement.ID
}

// Verdict is the result of a run.
type Verdict struct {
	Word    Word
	Policy  Policy
	Rows    []Row
	Counts  map[Outcome]int
	Decided int
	// Must counts the applicable MUST, Decided how many of them were decided.
	Must int
	// Undecided are the ids of the MUST that were not decided, Blocking those
	// of them that the policy requires.
	Undecided, Blocking []requirement.ID
	// Waivers are those of the policy, with what became of each.
	Waivers []WaiverResult
	// Declarations are those of the policy, with what became of each.
	Declarations []Declaration
	// Relaxations are those of the profile, with what became of each.
	Relaxations []RelaxationResult
}

// Fold makes the verdict over the selected rows of the catalogue.
func Fold(rows []requirement.Requirement, judged []oracle.Judged, policy Policy) Verdict {
	if policy.Require == "" {
		policy.Require = RequireCore
	}
	if policy.Profile == "" {
		policy.Profile = requirement.Documented
	}
	v := Verdict{Policy: policy, Counts: map[Outcome]int{}}
	byID := map[requirement.ID][]oracle.Judged{}
	for _, j := range judged {
		byID[j.Requirement] = append(byID[j.Requirement], j)
	}
	v.declare(judged)
	for _, row := range rows {
		if slices.Contains(policy.Unscored, row.ID) {
			row.Level = requirement.Obs
		}
		v.Rows = append(v.Rows, v.foldRow(row, byID[row.ID]))
	}
	v.relax()
	v.waive()
	for _, r := range v.Rows {
		v.Counts[r.Outcome]++
		v.weigh(r)
	}
	v.Word = v.word()
	return v
}

// foldRow folds the specs of one requirement: the worst outcome wins.
func (v Verdict) foldRow(row requirement.Requirement, specs []oracle.Judged) Row {
	reasons := v.without(row)
	if v.absent(requirement.XMLFormat) && len(specs) > 0 {
		specs = slices.DeleteFunc(slices.Clone(specs), func(j oracle.Judged) bool { return j.Format == requirement.XML })
		if len(specs) == 0 && len(reasons) == 0 {
			reasons = []string{DeclaredAbsent(requirement.XMLFormat)}
		}
	}
	r := Row{Requirement: row, Specs: specs}
	profile := v.Policy.Profile
	switch {
	case row.Unobservable != "":
		r.Outcome, r.Reasons = NotApplicable, []string{row.Unobservable}
		return r
	case !row.AppliesTo(profile):
		r.Outcome, r.Reasons = NotApplicable, []string{fmt.Sprintf("the profile %s does not have it", profile)}
		return r
	case len(reasons) > 0:
		r.Outcome, r.Reasons = NotApplicable, reasons
		return r
	case len(specs) == 0:
		r.Outcome, r.Reasons = Inconclusive, []string{"no spec judged it"}
		return r
	}
	for _, s := range specs {
		r.Ranged += s.Ranged
		outcome := of(row.Level, s.Judgement)
		r.Outcome = max(r.Outcome, outcome)
		switch outcome {
		case NotExercised:
			r.addReason(s.Missing, "there was nothing to look at")
		case Inconclusive:
			r.addReason(s.Inconclusive, "")
		}
	}
	return r
}

// weigh counts a row towards the verdict.
func (v *Verdict) weigh(r Row) {
	if r.Level != requirement.Must || r.Outcome == NotApplicable {
		return
	}
	v.Must++
	if r.Outcome.Decided() {
		v.Decided++
		return
	}
	v.Undecided = append(v.Undecided, r.ID)
	// What was asked and met trouble was meant to be decided, whatever it needs.
	if v.Policy.Require == RequireAll || r.Need == requirement.Core || r.Outcome == Inconclusive {
		v.Blocking = append(v.Blocking, r.ID)
	}
}

func (v Verdict) word() Word {
	if len(v.Disproved()) > 0 {
		return Nonconformant
	}
	for _, r := range v.Rows {
		if r.Outcome == Failed {
			return Nonconformant
		}
	}
	if len(v.Blocking) > 0 || v.nothingDecided() {
		return Incomplete
	}
	return Conformant
}

// nothingDecided says that no row of any level was decided: such a run shows
// nothing, whatever was selected.
func (v Verdict) nothingDecided() bool {
	for _, r := range v.Rows {
		if r.Outcome.Decided() {
			return false
		}
	}
	return true
}

// Fails reports whether the run fails: a requirement of at least the level is
// broken, a waiver has nothing to waive, or a declaration does not hold.
func (v Verdict) Fails(level requirement.Level) bool {
	return v.Breaks(level) || len(v.Unneeded())+len(v.Disproved()) > 0
}

// Breaks reports whether a requirement of at least the level is broken.
func (v Verdict) Breaks(level requirement.Level) bool {
	return v.Counts[Failed] > 0 || level == requirement.Should && v.brokenShould()
}

func (v Verdict) brokenShould() bool {
	for _, r := range v.Rows {
		if r.Outcome == Warned && r.Level <= requirement.Should {
			return true
		}
	}
	return false
}
