package suites

import (
	"cmp"
	"slices"
	"sync"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// Exchange is one exchange of a run, and what it was for.
type Exchange struct {
	*oracle.Reading
	// Requirements are those whose specs asked it or found something in it, in
	// the order of the catalogue. Those that look at every exchange of a run
	// are not among them unless they found something, and those that look at
	// the baseline neither.
	Requirements []requirement.ID
}

// record numbers the exchanges of a run in the order in which they are taken
// down, and notes what each was for.
type record struct {
	mu    sync.Mutex
	last  int
	taken map[int]*Exchange
}

// number gives the exchanges of one script their numbers. Those that come from
// a recording or from another process have theirs already.
func (r *record) number(exchanges []target.Exchange) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i := range exchanges {
		if exchanges[i].Number == 0 {
			exchanges[i].Number = r.last + 1
		}
		r.last = max(r.last, exchanges[i].Number)
	}
}

// take keeps the readings of exchanges that have their numbers.
func (r *record) take(a oracle.Answer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, reading := range a {
		r.taken[reading.Number] = &Exchange{Reading: reading}
	}
}

// use notes that a requirement is decided by an answer.
func (r *record) use(id requirement.ID, a oracle.Answer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, reading := range a {
		r.note(id, reading.Number)
	}
}

// cite notes in which exchanges a requirement has its findings.
func (r *record) cite(id requirement.ID, findings []oracle.Finding) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, f := range findings {
		r.note(id, f.Exchange)
	}
}

func (r *record) note(id requirement.ID, number int) {
	if x := r.taken[number]; x != nil && !slices.Contains(x.Requirements, id) {
		x.Requirements = append(x.Requirements, id)
	}
}

// exchanges are all that were taken down, by number.
func (r *record) exchanges() []Exchange {
	r.mu.Lock()
	defer r.mu.Unlock()
	all := make([]Exchange, 0, len(r.taken))
	for _, x := range r.taken {
		all = append(all, *x)
	}
	slices.SortFunc(all, func(a, b Exchange) int { return cmp.Compare(a.Number, b.Number) })
	return all
}
