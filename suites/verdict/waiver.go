package verdict

import (
	"fmt"
	"strings"

	"github.com/imageconform/imageconform/suites/requirement"
)

// WaiverEntry is one entry of an operator's list of waivers. It is about its
// requirement and no other.
type WaiverEntry struct {
	Requirement requirement.ID `json:"requirement"`
	Excuse
}

// WaiverUse says what became of a waiver.
type WaiverUse string

// The uses of a waiver.
const (
	// WaiverUsed says that the requirement is broken and was waived.
	WaiverUsed WaiverUse = "used"
	// WaiverUnneeded says that there is nothing to waive. It fails the run, so
	// that no list of waivers outlives what it was made for.
	WaiverUnneeded WaiverUse = "unneeded"
	// WaiverUndecided says that the requirement could not be decided.
	WaiverUndecided WaiverUse = "undecided"
	// WaiverUnselected says that the requirement was not judged.
	WaiverUnselected WaiverUse = "unselected"
)

// WaiverResult is a waiver and what became of it.
type WaiverResult struct {
	WaiverEntry
	Use WaiverUse `json:"use"`
	// Why gives the reason for the use.
	Why string `json:"why"`
}

// waive applies the waivers to the folded rows.
func (v *Verdict) waive() {
	for _, w := range v.Policy.Waivers {
		result := WaiverResult{WaiverEntry: w, Use: WaiverUnselected, Why: "the requirement was not selected"}
		for i := range v.Rows {
			if v.Rows[i].ID == w.Requirement {
				result.Use, result.Why = v.Rows[i].waive(w.Excuse)
			}
		}
		v.Waivers = append(v.Waivers, result)
	}
}

// waive applies one waiver to its row, and says what became of it.
func (r *Row) waive(e Excuse) (WaiverUse, string) {
	switch r.Outcome {
	case Failed, Warned:
		would := r.Outcome
		r.excuse(e)
		return WaiverUsed, fmt.Sprintf("the requirement is broken: without the waiver it is %s", would)
	case NotExercised, Inconclusive:
		return WaiverUndecided, fmt.Sprintf("the requirement is %s: %s", r.Outcome, strings.Join(r.Reasons, "; "))
	case NotApplicable:
		return WaiverUnneeded, "the requirement does not apply: " + strings.Join(r.Reasons, "; ")
	case Waived:
		return WaiverUnneeded, "the requirement is excused already by " + r.Excuses[0].String()
	}
	return WaiverUnneeded, "the requirement is kept"
}

// Unneeded are the waivers that have nothing to waive.
func (v Verdict) Unneeded() []WaiverResult {
	var all []WaiverResult
	for _, w := range v.Waivers {
		if w.Use == WaiverUnneeded {
			all = append(all, w)
		}
	}
	return all
}
