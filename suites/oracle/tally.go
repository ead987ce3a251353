package oracle

import "fmt"

// tally judges many answers by one rule. What is wrong in the same way in many
// of them becomes one finding, which says how many more there are.
type tally struct {
	into  *Judgement
	first map[string]int
}

func newTally(j *Judgement) *tally {
	return &tally{into: j, first: map[string]int{}}
}

// check is Judgement.CheckAt. Findings of one kind are one finding.
func (t *tally) check(r *Reading, kind, where string, ok bool, want, got string, args ...any) bool {
	t.into.Ranged++
	if ok {
		return true
	}
	if at, known := t.first[kind]; known {
		f := &t.into.Findings[at]
		f.sights = append(f.sights, sight{in: r, where: where, got: fmt.Sprintf(got, args...)})
		return false
	}
	t.first[kind] = len(t.into.Findings)
	t.into.Find(r, where, want, fmt.Sprintf(got, args...))
	return false
}

// close writes into each finding how many more there are of its kind.
func (t *tally) close() {
	for _, at := range t.first {
		f := &t.into.Findings[at]
		f.Got += andMore(len(f.sights) - 1)
	}
}
