package verdict

import (
	"fmt"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
)

// Outcome is what became of one requirement. The order is that of the fold:
// of several specs about one requirement the greatest outcome wins. A proven
// violation outranks trouble with another spec, since no trouble undoes it.
type Outcome int

// The outcomes, from best to worst.
const (
	// Passed says that the requirement was looked at and found kept.
	Passed Outcome = iota
	// Waived says that it is broken, and that a relaxation of the profile or a
	// waiver of the operator allows that, by name.
	Waived
	// NotApplicable says that it does not apply to this deployment, or that
	// no client can observe it.
	NotApplicable
	// NotExercised says that something was missing to decide it.
	NotExercised
	// Warned says that a SHOULD is broken, or something optional is present
	// and wrong.
	Warned
	// Inconclusive says that trouble kept it from being decided.
	Inconclusive
	// Failed says that a MUST is broken.
	Failed
)

var outcomeNames = [...]string{"passed", "waived", "not-applicable", "not-exercised", "warned", "inconclusive", "failed"}

// Outcomes lists every outcome, from best to worst.
func Outcomes() []Outcome {
	all := make([]Outcome, len(outcomeNames))
	for i := range all {
		all[i] = Outcome(i)
	}
	return all
}

func (o Outcome) String() string {
	if o < 0 || int(o) >= len(outcomeNames) {
		return fmt.Sprintf("Outcome(%d)", int(o))
	}
	return outcomeNames[o]
}

// ParseOutcome reads an outcome's name.
func ParseOutcome(name string) (Outcome, error) {
	for i, known := range outcomeNames {
		if known == name {
			return Outcome(i), nil
		}
	}
	return 0, fmt.Errorf("unknown outcome %q", name)
}

// MarshalText writes the outcome's name.
func (o Outcome) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText reads an outcome's name.
func (o *Outcome) UnmarshalText(text []byte) (err error) {
	*o, err = ParseOutcome(string(text))
	return err
}

// Decided reports whether the outcome says if the requirement is kept.
func (o Outcome) Decided() bool {
	return o == Passed || o == Waived || o == Warned || o == Failed
}

// of is the outcome of one spec about a requirement of a level.
func of(level requirement.Level, j oracle.Judgement) Outcome {
	switch {
	case len(j.Findings) > 0 && level == requirement.Must && !j.OnlyAdvice():
		return Failed
	case len(j.Findings) > 0 && level != requirement.Obs:
		return Warned
	case j.Inconclusive != "":
		return Inconclusive
	case j.Missing != "" || j.Ranged+len(j.Excused) == 0:
		return NotExercised
	case len(j.Excused) > 0 && level != requirement.Obs:
		return Waived
	}
	return Passed
}
