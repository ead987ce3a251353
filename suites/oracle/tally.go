package oracle

import "fmt"

// tally judges many answers by one rule. What is wrong in the same way in many
// of them becomes one finding, which says how many more there are.
type tally struct {
	into  *Judgement
	first map[string]int
	more  map[string]int
}

func newTally(j *Judgement) *tally {
	return &tally{into: j, first: map[string]int{}, more: map[string]int{}}
}

// check is Judgement.CheckAt. Findings of one kind are one finding.
func (t *tally) check(r *Reading, kind, where string, ok bool, want, got string, args ...any) bool {
	t.into.Ranged++
	if ok {
		return true
	}
	if _, known := t.first[kind]; known {
		t.more[kind]++
		return false
	}
	t.first[kind] = len(t.into.Findings)
	t.into.Find(r, where, want, fmt.Sprintf(got, args...))
	return false
}

// close writes into each finding how many more there are of its kind.
func (t *tally) close() {
	for kind, n := range t.more {
		f := &t.into.Findings[t.first[kind]]
		answers := "answers"
		if n == 1 {
			answers = "answer"
		}
		f.Got += fmt.Sprintf("; the like in %d more %s", n, answers)
	}
}
