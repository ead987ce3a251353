package verdict

import (
	"slices"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
)

// RelaxationUse says what became of a relaxation of the profile.
type RelaxationUse string

// The uses of a relaxation.
const (
	// RelaxationUsed says that the deployment deviates so, and was excused.
	RelaxationUsed RelaxationUse = "used"
	// RelaxationUnneeded says that the deployment keeps all that it could
	// excuse.
	RelaxationUnneeded RelaxationUse = "unneeded"
	// RelaxationUndecided says that it was not used, and that some of what it
	// could excuse was not decided.
	RelaxationUndecided RelaxationUse = "undecided"
)

// RelaxationResult is a relaxation of the profile and what became of it.
type RelaxationResult struct {
	requirement.Relaxation
	Use RelaxationUse
	// Excused are the requirements that it excused, in catalogue order, and
	// Undecided those that it could and that were not decided.
	Excused, Undecided []requirement.ID
	// Evidence is the first departure that it allowed; nil when it was not used.
	Evidence *oracle.Finding
}

// relax says of each relaxation of the profile what became of it, and notes
// in the rows by which they are excused.
func (v *Verdict) relax() {
	for _, r := range requirement.RelaxationsOf(v.Policy.Profile) {
		if r.Granted != "" {
			continue
		}
		result := RelaxationResult{Relaxation: r, Use: RelaxationUnneeded}
		for _, id := range r.Requirements {
			at := slices.IndexFunc(v.Rows, func(row Row) bool { return row.ID == id })
			switch {
			case at < 0:
				result.Undecided = append(result.Undecided, id)
			case v.Rows[at].Outcome == NotApplicable:
			case v.Rows[at].relax(r, &result):
				result.Excused = append(result.Excused, id)
			case v.Rows[at].Outcome == NotExercised || v.Rows[at].Outcome == Inconclusive:
				result.Undecided = append(result.Undecided, id)
			}
		}
		switch {
		case len(result.Excused) > 0:
			result.Use = RelaxationUsed
		case len(result.Undecided) > 0:
			result.Use = RelaxationUndecided
		}
		v.Relaxations = append(v.Relaxations, result)
	}
}

// relax notes in a row that a relaxation excuses something of it, if it does.
func (r *Row) relax(by requirement.Relaxation, result *RelaxationResult) bool {
	for _, s := range r.Specs {
		at := slices.IndexFunc(s.Excused, func(e oracle.Excused) bool { return e.By == by.ID })
		if at < 0 {
			continue
		}
		if result.Evidence == nil {
			result.Evidence = &s.Excused[at].Finding
		}
		r.note(Excuse{Kind: Relaxation, Name: string(by.ID), Reason: by.Title})
		return true
	}
	return false
}
