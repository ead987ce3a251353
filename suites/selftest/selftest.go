// Package selftest measures the suite with servers whose faults are known: it
// runs the specs over the clean reference deployment, over every mutant and
// over every permitted variant, and says who caught what. A mutant that
// survives, a variant that is reported, a requirement that no mutant breaks:
// each is a weakness of the suite, and is named.
package selftest

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// Kind says what a subject is.
type Kind string

// The kinds of subject.
const (
	Clean   Kind = "clean"
	Mutant  Kind = "mutant"
	Variant Kind = "variant"
)

// Subject is one server, and what the suite has to say of it.
type Subject struct {
	Name string
	Kind Kind
	// Why says what makes the defect realistic, or which freedom allows the
	// variant.
	Why string
	// Breaks are the requirements of which one has to catch the server, the
	// first being the one whose own mutant it is; Consequences those that may
	// as well.
	Breaks, Consequences []requirement.ID

	// latency is how much time passes for the server from request to request.
	latency time.Duration
	options func(*refserver.Options)
	alter   func(*refserver.Behaviour)
	// policy is what the server is judged by, only the requirements that it is
	// judged about; empty means all.
	policy verdict.Policy
	only   []requirement.ID
}

// Own is the requirement whose own mutant the subject is; ok is false for
// what is no mutant.
func (s Subject) Own() (id requirement.ID, ok bool) {
	if s.Kind != Mutant || len(s.Breaks) == 0 {
		return "", false
	}
	return s.Breaks[0], true
}

// asks reports whether a requirement is judged.
func (s Subject) asks(id requirement.ID) bool { return len(s.only) == 0 || slices.Contains(s.only, id) }

// Row is a subject and what the suite said of it.
type Row struct {
	Subject
	// Caught are the requirements that were reported broken, in catalogue order.
	Caught []requirement.ID
	Word   verdict.Word
	// Problems say what is wrong with the suite, not with the server.
	Problems []string
}

// Matrix is the result: who caught what.
type Matrix struct {
	Rows []Row
	// Unproven are the requirements that a client can observe, MUST and SHOULD,
	// and that caught no mutant of their own.
	Unproven []requirement.ID
}

// Subjects are the clean server, every mutant and every variant.
func Subjects() []Subject {
	all := []Subject{{Name: "documented", Kind: Clean, Why: "does what the documents say"}}
	for _, m := range refserver.Mutants() {
		all = append(all, Subject{
			Name: m.Name, Kind: Mutant, Why: m.Why, Breaks: ids(m.Breaks), Consequences: ids(m.Consequences),
			options: m.Options, alter: m.Alter,
		})
	}
	for _, v := range refserver.Variants() {
		all = append(all, Subject{Name: v.Name, Kind: Variant, Why: v.Allowed, options: v.Options, alter: v.Alter})
	}
	return all
}

func ids(names []string) []requirement.ID {
	out := make([]requirement.ID, len(names))
	for i, name := range names {
		out[i] = requirement.ID(name)
	}
	return out
}

// Run judges the subjects, so many at a time, and tells after each how many
// are done. The rows are in the order of the subjects.
func Run(ctx context.Context, subjects []Subject, width int, done func(n int)) (Matrix, error) {
	m := Matrix{Rows: make([]Row, len(subjects))}
	// Most answers of every subject are those of the clean server.
	known := &oracle.Reader{}
	if _, err := judge(ctx, Subject{Name: "documented", Kind: Clean}, known); err != nil {
		return m, fmt.Errorf("judge the clean server: %w", err)
	}
	var mu sync.Mutex
	finished := 0
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(max(width, 1))
	for i, subject := range subjects {
		group.Go(func() error {
			m.Rows[i] = one(ctx, subject, known)
			mu.Lock()
			defer mu.Unlock()
			finished++
			done(finished)
			return ctx.Err()
		})
	}
	err := group.Wait()
	m.Unproven = unproven(m.Rows)
	return m, err
}

// patience is how long one subject may take. A server that keeps the suite
// busy for longer is a weakness of the suite.
const patience = 2 * time.Minute

// one judges a subject and weighs the verdict.
func one(ctx context.Context, s Subject, known *oracle.Reader) Row {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	v, err := judge(ctx, s, &oracle.Reader{Known: known})
	if err != nil {
		return Row{Subject: s, Problems: []string{"it could not be judged: " + err.Error()}}
	}
	return weigh(s, v)
}

// weigh compares what the suite said with what it has to say.
func weigh(s Subject, v verdict.Verdict) Row {
	row := Row{Subject: s, Word: v.Word}
	for _, r := range v.Rows {
		if len(r.Findings()) > 0 && r.Level != requirement.Obs {
			row.Caught = append(row.Caught, r.ID)
		}
	}
	switch s.Kind {
	case Mutant:
		row.weighMutant()
	default:
		row.weighFaultless(v)
	}
	return row
}

// Killed reports whether a mutant was caught by a requirement that it breaks.
func (r *Row) Killed() bool {
	by, _ := r.By()
	return len(by) > 0
}

// By parts those who caught a mutant: the requirements that it breaks, and
// those that noticed it besides.
func (r *Row) By() (right, besides []requirement.ID) {
	for _, id := range r.Caught {
		if slices.Contains(r.Breaks, id) {
			right = append(right, id)
		} else {
			besides = append(besides, id)
		}
	}
	return right, besides
}

func (r *Row) weighMutant() {
	if !r.Killed() {
		r.Problems = append(r.Problems, fmt.Sprintf("survived %v", r.Breaks))
	}
	_, besides := r.By()
	for _, id := range besides {
		if !slices.Contains(r.Consequences, id) {
			r.Problems = append(r.Problems, fmt.Sprintf("also reported as %s, which it is not said to break", id))
		}
	}
}

func (r *Row) weighFaultless(v verdict.Verdict) {
	for _, id := range r.Caught {
		r.Problems = append(r.Problems, fmt.Sprintf("false alarm of %s", id))
	}
	for _, row := range v.Rows {
		if row.Outcome == verdict.Inconclusive {
			r.Problems = append(r.Problems, fmt.Sprintf("%s is inconclusive: %v", row.ID, row.Reasons))
		}
	}
	if v.Word != verdict.Conformant {
		r.Problems = append(r.Problems, fmt.Sprintf("the verdict is %s, blocked by %v", v.Word, v.Blocking))
	}
}

// unproven are the requirements that a client can observe, MUST and SHOULD,
// without a mutant of their own that they caught. Where only some of the
// mutants were judged, those count that have a mutant among them, or none at all.
func unproven(rows []Row) []requirement.ID {
	owned, judged, proven := map[requirement.ID]bool{}, map[requirement.ID]bool{}, map[requirement.ID]bool{}
	for _, s := range Subjects() {
		if id, ok := s.Own(); ok {
			owned[id] = true
		}
	}
	for _, r := range rows {
		if id, ok := r.Own(); ok {
			judged[id] = true
			proven[id] = proven[id] || slices.Contains(r.Caught, id)
		}
	}
	var missing []requirement.ID
	for _, row := range requirement.All() {
		observable := row.Unobservable == "" && row.Level <= requirement.Should
		if observable && !proven[row.ID] && (judged[row.ID] || !owned[row.ID]) {
			missing = append(missing, row.ID)
		}
	}
	return missing
}
