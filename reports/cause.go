package reports

import (
	"cmp"
	"slices"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// cause is what requirements that are broken or undecided have in common: one
// root, and its consequences.
type cause struct {
	// said is how the suite put it most often.
	said string
	// rows are the requirements, the worst first.
	rows []verdict.Row
	// recipes would do away with what is lacking.
	recipes []requirement.Recipe
}

// outcome is the worst of the cause's requirements.
func (c cause) outcome() verdict.Outcome { return c.rows[0].Outcome }

// of are the cause's requirements of an outcome, rest those but the first.
func (c cause) of(o verdict.Outcome) []verdict.Row {
	return slices.DeleteFunc(slices.Clone(c.rows), func(row verdict.Row) bool { return row.Outcome != o })
}

func (c cause) rest(o verdict.Outcome) []verdict.Row {
	return cause{rows: c.rows[1:]}.of(o)
}

// causesWith are the causes whose worst outcome is a given one.
func causesWith(all []cause, o verdict.Outcome) []cause {
	return slices.DeleteFunc(slices.Clone(all), func(c cause) bool { return c.outcome() != o })
}

// causes puts requirements together that are broken or undecided by the same,
// the worst causes first and then the widest. Each of those requirements is
// in one of them.
//
// It goes by what the findings and reasons have in common: the clue that most
// requirements show makes a cause of them, and so on with the rest.
func causes(rows []verdict.Row) []cause {
	open := patients(rows)
	var all []cause
	for len(open) > 0 {
		best := commonest(open)
		var of []patient
		open = slices.DeleteFunc(open, func(p patient) bool {
			if p.shows(best) {
				of = append(of, p)
				return true
			}
			return false
		})
		all = append(all, causeOf(of, best))
	}
	slices.SortStableFunc(all, func(a, b cause) int {
		return cmp.Or(cmp.Compare(b.outcome(), a.outcome()), cmp.Compare(len(b.rows), len(a.rows)))
	})
	return all
}

// causeOf is the cause of those that show a clue.
func causeOf(of []patient, common clue) cause {
	var c cause
	said := map[string]int{}
	most := 0
	for _, p := range of {
		c.rows = append(c.rows, p.row)
		for _, s := range p.symptoms {
			if !slices.Contains(s.clues, common) {
				continue
			}
			if said[s.said]++; said[s.said] > most {
				c.said, most = s.said, said[s.said]
			}
			if !s.recipe.IsZero() && !slices.Contains(c.recipes, s.recipe) {
				c.recipes = append(c.recipes, s.recipe)
			}
		}
	}
	slices.SortStableFunc(c.rows, func(a, b verdict.Row) int { return cmp.Compare(b.Outcome, a.Outcome) })
	return c
}

// manyRows is from how many requirements on a lack is one of the deployment, such
// as that of XML, and not of its data.
const manyRows = 20

// patients are the requirements that are broken or undecided, with all their
// clues. A requirement that lacks something of its own is not one of those
// that lack what many do.
func patients(rows []verdict.Row) []patient {
	var all []patient
	lacking := map[string]int{}
	for _, row := range rows {
		p := patient{row, symptomsOf(row)}
		if len(p.symptoms) == 0 {
			continue
		}
		all = append(all, p)
		for _, reason := range row.Reasons {
			lacking[reason]++
		}
	}
	for i := range all {
		own := slices.DeleteFunc(slices.Clone(all[i].symptoms), func(s symptom) bool { return lacking[s.said] > manyRows })
		if len(own) > 0 && !all[i].row.Outcome.Decided() {
			all[i].symptoms = own
		}
	}
	addBroadClues(rows, all)
	return all
}

// patient is a requirement with its symptoms.
type patient struct {
	row      verdict.Row
	symptoms []symptom
}

// shows reports whether a clue is that of at least half of the symptoms.
func (p patient) shows(c clue) bool {
	n := 0
	for _, s := range p.symptoms {
		if slices.Contains(s.clues, c) {
			n++
		}
	}
	return 2*n >= len(p.symptoms)
}

// addBroadClues adds what no single symptom tells: the format that is hardly
// served, and to each symptom the requirement itself.
func addBroadClues(rows []verdict.Row, open []patient) {
	unserved := unservedFormats(rows)
	for _, p := range open {
		for i := range p.symptoms {
			s := &p.symptoms[i]
			if s.strange != "" && unserved[s.format] {
				s.add(sameFormat, s.format.String())
			}
			s.add(alone, string(p.row.ID))
		}
	}
}

// unservedFormats are the formats of which most specs could not be decided.
func unservedFormats(rows []verdict.Row) map[requirement.Format]bool {
	specs, undecided := map[requirement.Format]int{}, map[requirement.Format]int{}
	for _, row := range rows {
		for _, s := range row.Specs {
			specs[s.Format]++
			if strange(s.Missing, s.Format, "") != "" {
				undecided[s.Format]++
			}
		}
	}
	unserved := map[requirement.Format]bool{}
	for f, n := range undecided {
		unserved[f] = 2*n > specs[f]
	}
	return unserved
}

// commonest is the clue that most of the patients show, of equally common
// ones the most telling.
func commonest(all []patient) clue {
	count := map[clue]int{}
	var order []clue
	for _, p := range all {
		for _, c := range p.clues() {
			if count[c]++; count[c] == 1 {
				order = append(order, c)
			}
		}
	}
	return slices.MaxFunc(order, func(a, b clue) int {
		return cmp.Or(cmp.Compare(count[a], count[b]), cmp.Compare(b.kind, a.kind))
	})
}

// clues are those that the patient shows, each once.
func (p patient) clues() []clue {
	var all []clue
	for _, s := range p.symptoms {
		for _, c := range s.clues {
			if !slices.Contains(all, c) && p.shows(c) {
				all = append(all, c)
			}
		}
	}
	return all
}
