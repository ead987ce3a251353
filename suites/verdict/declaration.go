package verdict

import (
	"fmt"
	"slices"
	"strings"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
)

// Presence says whether a deployment has a feature.
type Presence string

// The presences that can be declared.
const (
	Absent  Presence = "absent"
	Present Presence = "present"
)

// ParsePresence reads a presence in any case.
func ParsePresence(word string) (Presence, error) {
	switch p := Presence(strings.ToLower(word)); p {
	case Absent, Present:
		return p, nil
	}
	return "", fmt.Errorf("want absent or present, not %q", word)
}

// Truth says what a run found out about a declaration.
type Truth string

// The truths of a declaration.
const (
	// Held says that nothing the run met speaks against it.
	Held Truth = "held"
	// Disproved says that the deployment is not as it was declared. It fails
	// the run.
	Disproved Truth = "disproved"
	// Open says that the run could not tell.
	Open Truth = "open"
)

// Declaration is what the operator says of a feature, and what became of it.
type Declaration struct {
	Feature  requirement.Feature `json:"feature"`
	Declared Presence            `json:"declared"`
	Truth    Truth               `json:"truth"`
	// Why gives the reason for the truth.
	Why string `json:"why"`
	// Seen is what showed the feature, nil when nothing did.
	Seen *oracle.Finding `json:"seen,omitempty"`
}

// declare weighs the declarations of the policy against what was seen.
func (v *Verdict) declare(judged []oracle.Judged) {
	sighted := map[requirement.Feature]oracle.Sighting{}
	for _, j := range judged {
		for _, s := range j.Sighted {
			sighted[s.Feature] = s
		}
	}
	for _, f := range requirement.Features() {
		declared, known := v.Policy.Declared[f]
		if !known {
			continue
		}
		d := Declaration{Feature: f, Declared: declared}
		s, looked := sighted[f]
		d.weigh(s, looked)
		v.Declarations = append(v.Declarations, d)
	}
}

// weigh holds a declaration against the sighting of its feature.
func (d *Declaration) weigh(s oracle.Sighting, looked bool) {
	if s.Seen != nil {
		seen := *s.Seen
		seen.Want = fmt.Sprintf("a deployment without the feature %s, as declared", d.Feature)
		d.Seen = &seen
	}
	switch {
	case !looked:
		d.Truth, d.Why = Open, "no requirement that depends on it was judged"
	case s.Seen != nil && d.Declared == Absent:
		d.Truth, d.Why = Disproved, "it was seen: "+s.Seen.Got
	case s.Seen != nil:
		d.Truth, d.Why, d.Seen.Want = Held, "it was seen: "+s.Seen.Got, ""
	case d.Declared == Absent:
		d.Truth, d.Why = Held, "it was not seen"
	case s.Asked:
		d.Truth, d.Why = Disproved, "it was asked for, and never seen"
	default:
		d.Truth, d.Why = Open, "nothing was asked that would have to show it"
	}
}

// absent reports whether a feature is declared absent, and nothing speaks
// against that.
func (v Verdict) absent(f requirement.Feature) bool {
	return slices.ContainsFunc(v.Declarations, func(d Declaration) bool {
		return d.Feature == f && d.Declared == Absent && d.Truth != Disproved
	})
}

// DeclaredAbsent is the reason why a row that needs a feature does not apply.
func DeclaredAbsent(f requirement.Feature) string { return "declared absent: " + string(f) }

// without names the features that a row needs and that are declared absent.
func (v Verdict) without(row requirement.Requirement) []string {
	var reasons []string
	for _, f := range row.Conditions() {
		if v.absent(f) {
			reasons = append(reasons, DeclaredAbsent(f))
		}
	}
	return reasons
}

// Disproved are the declarations that do not hold.
func (v Verdict) Disproved() []Declaration {
	var all []Declaration
	for _, d := range v.Declarations {
		if d.Truth == Disproved {
			all = append(all, d)
		}
	}
	return all
}
