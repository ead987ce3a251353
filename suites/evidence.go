package suites

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sort"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/target"
)

// evidence is what was asked and answered, one answer a script.
type evidence struct {
	mu      sync.Mutex
	answers map[string]oracle.Answer
	// unasked says of scripts why they have no answer.
	unasked map[string]string
	order   []string
	reader  *oracle.Reader
	record  *record
	// round tells apart where the same scripts are asked more than once.
	round string
	// pages is the most of one listing.
	pages  int
	sorted []*oracle.Reading
	// arrived is told of each script that was answered, one after the other; nil
	// means nobody is.
	arrived func(key string)
	// turned is told of each page that is read; nil means nobody is.
	turned func()
}

func newEvidence(reader *oracle.Reader, into *record, round string) *evidence {
	return &evidence{answers: map[string]oracle.Answer{}, unasked: map[string]string{}, reader: reader, record: into, round: round}
}

func (e *evidence) get(key string) (oracle.Answer, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	a, ok := e.answers[key]
	return a, ok
}

func (e *evidence) put(key string, exchanges []target.Exchange) {
	readings := make([]*oracle.Reading, len(exchanges))
	for i := range exchanges {
		readings[i] = e.reader.Read(&exchanges[i])
	}
	a := oracle.NewAnswer(readings)
	e.record.take(e.round+key, a)
	e.mu.Lock()
	defer e.mu.Unlock()
	if _, again := e.answers[key]; !again {
		e.order = append(e.order, key)
	}
	e.answers[key], e.sorted = a, nil
	if e.arrived != nil {
		e.arrived(key)
	}
}

// count is how many scripts were answered.
func (e *evidence) count() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return len(e.answers)
}

// link is a link of a listing: pages are read once, whether to follow them or
// to judge them.
func (e *evidence) link(x *target.Exchange, relations ...string) (href string, ok bool) {
	if e.turned != nil {
		e.turned()
	}
	if r := e.reader.Read(x); r.Lists() {
		return r.Link(relations...)
	}
	return "", false
}

// giveUp notes why scripts are not asked.
func (e *evidence) giveUp(scripts []target.Script, why string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, script := range scripts {
		e.unasked[script.Key] = why
	}
}

// whyNot is why a script has no answer.
func (e *evidence) whyNot(key string) string {
	e.mu.Lock()
	defer e.mu.Unlock()
	if why, noted := e.unasked[key]; noted {
		return why
	}
	return "interrupted before it was asked"
}

// readings are all exchanges, sorted by script, so that their order does not
// depend on which was answered first.
func (e *evidence) readings() []*oracle.Reading {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.sorted == nil {
		sort.Strings(e.order)
		for _, key := range e.order {
			e.sorted = append(e.sorted, e.answers[key]...)
		}
	}
	return slices.Clone(e.sorted)
}

// export is the evidence as plain exchanges, for another process.
func (e *evidence) export() map[string][]target.Exchange {
	out := make(map[string][]target.Exchange, len(e.answers))
	for key, a := range e.answers {
		for _, r := range a {
			out[key] = append(out[key], r.Whole())
		}
	}
	return out
}

// ask runs the scripts that were not run yet, at most so many at a time, and
// tells after each how many are done.
func (e *evidence) ask(ctx context.Context, d target.Doer, at target.Endpoint, width int, scripts []target.Script, done func()) {
	site := target.Site{Doer: d, Endpoint: at, Link: e.link, Pages: e.pages}
	var group errgroup.Group
	group.SetLimit(max(width, 1))
	for _, script := range scripts {
		if _, asked := e.get(script.Key); asked || ctx.Err() != nil {
			continue
		}
		group.Go(func() error {
			defer done()
			defer func() {
				if bug := recover(); bug != nil {
					e.giveUp([]target.Script{script}, fmt.Sprintf("a bug in the suite: %v", bug))
				}
			}()
			asked := script
			asked.Key = e.round + script.Key
			asked.For = cmp.Or(asked.For, e.record.purpose(asked.Key))
			if exchanges := asked.Run(ctx, site); len(exchanges) > 0 && ctx.Err() == nil {
				e.put(script.Key, exchanges)
			}
			return nil
		})
	}
	// Scripts never fail; what went wrong is in the exchanges.
	_ = group.Wait()
}
