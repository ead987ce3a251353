package suites

import (
	"encoding/hex"
	"fmt"
	"slices"
	"sync"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/recording"
	"github.com/imageconform/imageconform/suites/requirement"
)

// Exchange is one exchange of a run, and what it was for.
type Exchange struct {
	*oracle.Reading
	// Script is the key of the script that asked it.
	Script string
	// Requirements are those whose specs asked it or found something in it, in
	// the order of the catalogue. Those that look at every exchange of a run,
	// or at the baseline, are not among them unless they found something.
	Requirements []requirement.ID
}

// Entry is the exchange as a recording holds it.
func (x Exchange) Entry() recording.Entry {
	return recording.Entry{
		Exchange: x.Whole(), Script: x.Script, Requirements: x.Requirements,
		Size: x.Size(), SHA256: hex.EncodeToString(x.Digest[:]),
	}
}

// record numbers the exchanges of a run in the order in which they are taken
// down, and notes what each was for.
type record struct {
	// keep is told of each script's exchanges, one script after the other; nil
	// means nobody is.
	keep func([]Exchange)

	mu sync.Mutex
	// taken holds the exchanges by number, with holes where a recording has
	// more than is asked again.
	taken   map[int]*Exchange
	last    int
	scripts map[string][]int
	wanted  map[string][]requirement.ID
}

func newRecord(keep func([]Exchange)) *record {
	return &record{keep: keep, taken: map[int]*Exchange{}, scripts: map[string][]int{}, wanted: map[string][]requirement.ID{}}
}

// want notes that a requirement is decided by the answer to a script.
func (r *record) want(script string, id requirement.ID) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.wanted[script] = including(r.wanted[script], id)
	for _, number := range r.scripts[script] {
		r.taken[number].Requirements = including(r.taken[number].Requirements, id)
	}
}

// purpose says for which requirements a script is asked: the first, and how
// many others share its answer.
func (r *record) purpose(script string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	ids := r.wanted[script]
	switch len(ids) {
	case 0:
		return ""
	case 1:
		return string(ids[0])
	}
	return fmt.Sprintf("%s and %d more", ids[0], len(ids)-1)
}

// take numbers the answer to a script and takes it down. What comes from a
// recording or from another process has its numbers already.
func (r *record) take(script string, a oracle.Answer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	all := make([]Exchange, len(a))
	for i, reading := range a {
		if reading.Number == 0 {
			reading.Number = r.last + 1
		}
		r.last = max(r.last, reading.Number)
		all[i] = Exchange{Reading: reading, Script: script, Requirements: slices.Clone(r.wanted[script])}
		kept := all[i]
		r.taken[reading.Number] = &kept
		r.scripts[script] = append(r.scripts[script], reading.Number)
	}
	if r.keep != nil {
		r.keep(all)
	}
}

// cite notes in which exchanges a requirement has its findings.
func (r *record) cite(id requirement.ID, findings []oracle.Finding) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, f := range findings {
		if x := r.taken[f.Exchange]; x != nil {
			x.Requirements = including(x.Requirements, id)
		}
	}
}

// reading is an exchange by its number, nil when there is none.
func (r *record) reading(number int) *oracle.Reading {
	r.mu.Lock()
	defer r.mu.Unlock()
	if x := r.taken[number]; x != nil {
		return x.Reading
	}
	return nil
}

func including(ids []requirement.ID, id requirement.ID) []requirement.ID {
	if slices.Contains(ids, id) {
		return ids
	}
	return append(slices.Clip(ids), id)
}

// exchanges are all that were taken down, by number.
func (r *record) exchanges() []Exchange {
	r.mu.Lock()
	defer r.mu.Unlock()
	rank := map[requirement.ID]int{}
	for i, row := range requirement.All() {
		rank[row.ID] = i
	}
	all := make([]Exchange, 0, len(r.taken))
	for number := 1; number <= r.last; number++ {
		if x := r.taken[number]; x != nil {
			slices.SortFunc(x.Requirements, func(a, b requirement.ID) int { return rank[a] - rank[b] })
			all = append(all, *x)
		}
	}
	return all
}
