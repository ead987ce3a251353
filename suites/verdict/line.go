package verdict

import (
	"fmt"
	"strings"

	"github.com/imageconform/imageconform/suites/requirement"
)

// Line is the verdict in one line: the word, how many MUST were decided out
// of how many, what the rest of them needs, the count of each outcome, the
// waivers that have nothing to waive, and the declarations that do not hold.
func (v Verdict) Line() string {
	var line strings.Builder
	line.WriteString(string(v.Word))
	if v.Policy.Partial {
		line.WriteString(" (partial)")
	}
	fmt.Fprintf(&line, ": %d of %d MUST decided", v.Decided, v.Must)
	if rest := v.rest(); rest != "" {
		line.WriteString(" (the rest: " + rest + ")")
	}
	for _, o := range []Outcome{Failed, Warned, Inconclusive, NotExercised, Waived, NotApplicable, Passed} {
		if n := v.Counts[o]; n > 0 {
			fmt.Fprintf(&line, ", %d %s", n, o)
		}
	}
	var unneeded, disproved []string
	for _, w := range v.Unneeded() {
		unneeded = append(unneeded, string(w.Requirement))
	}
	for _, d := range v.Disproved() {
		disproved = append(disproved, string(d.Feature)+" "+string(d.Declared))
	}
	if len(unneeded) > 0 {
		fmt.Fprintf(&line, ", %d waived without need (%s)", len(unneeded), strings.Join(unneeded, ", "))
	}
	if len(disproved) > 0 {
		fmt.Fprintf(&line, ", %d declared wrongly (%s)", len(disproved), strings.Join(disproved, ", "))
	}
	return line.String()
}

// Prospect is in one line what a survey says can be decided: of a verdict
// whose judgements say of each spec whether it could decide.
func (v Verdict) Prospect() string {
	line := fmt.Sprintf("%d of %d MUST can be decided", v.Decided, v.Must)
	if rest := v.rest(); rest != "" {
		line += " (the rest: " + rest + ")"
	}
	return line
}

// rest says what the undecided MUST wait for: trouble to pass, or what each
// of them needs.
func (v Verdict) rest() string {
	troubled := 0
	waiting := map[requirement.Need]int{}
	for _, r := range v.Rows {
		switch {
		case r.Level != requirement.Must:
		case r.Outcome == Inconclusive:
			troubled++
		case r.Outcome == NotExercised:
			waiting[r.Need]++
		}
	}
	var parts []string
	if troubled > 0 {
		parts = append(parts, fmt.Sprintf("%d in trouble", troubled))
	}
	for need := requirement.Core; need <= requirement.Condition; need++ {
		if n := waiting[need]; n > 0 {
			parts = append(parts, fmt.Sprintf(wants[need], n))
		}
	}
	return strings.Join(parts, ", ")
}

// wants says in words what requirements of each need wait for.
var wants = map[requirement.Need]string{
	requirement.Core:      "%d core",
	requirement.Data:      "%d lacking data",
	requirement.Identity:  "%d lacking a second caller",
	requirement.Hook:      "%d lacking a hook",
	requirement.Condition: "%d lacking a condition",
}
