package verdict

import (
	"slices"
	"strings"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
)

// Row is one requirement and what became of it.
type Row struct {
	requirement.Requirement
	Outcome Outcome
	// Ranged counts the things that its specs looked at.
	Ranged int
	// Reasons say why it is undecided, each once.
	Reasons []string
	// Excuses say what allows a waived one to be broken, each once.
	Excuses []Excuse
	// Specs are the judgements of its specs.
	Specs []oracle.Judged
}

// Findings are those of all specs of the row.
func (r Row) Findings() []oracle.Finding {
	var all []oracle.Finding
	for _, s := range r.Specs {
		all = append(all, s.Findings...)
	}
	return all
}

// Departures are the findings of all specs of the row, those that are excused
// among them.
func (r Row) Departures() []oracle.Finding {
	var all []oracle.Finding
	for _, s := range r.Specs {
		all = append(all, s.Departures()...)
	}
	return all
}

// Recipes say how to provide what kept the row from being decided, each once.
func (r Row) Recipes() []requirement.Recipe {
	var all []requirement.Recipe
	for _, s := range r.Specs {
		if r.Outcome == NotExercised && !s.Recipe.IsZero() && !slices.Contains(all, s.Recipe) {
			all = append(all, s.Recipe)
		}
	}
	return all
}

// Observed are the remarks of all specs of the row.
func (r Row) Observed() []string {
	var all []string
	for _, s := range r.Specs {
		all = append(all, s.Observed...)
	}
	return all
}

func (r *Row) addReason(reason, otherwise string) {
	if reason == "" {
		reason = otherwise
	}
	for _, known := range r.Reasons {
		if known == reason {
			return
		}
	}
	r.Reasons = append(r.Reasons, reason)
}

// Why says in one line what became of a row and for which reasons.
func (r Row) Why() string {
	why := slices.Clone(r.Reasons)
	for _, e := range r.Excuses {
		why = append(why, e.String())
	}
	return r.Outcome.String() + ": " + strings.Join(why, "; ")
}
