package suites

import (
	"context"
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
	order   []string
}

func newEvidence() *evidence { return &evidence{answers: map[string]oracle.Answer{}} }

func (e *evidence) get(key string) (oracle.Answer, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	a, ok := e.answers[key]
	return a, ok
}

func (e *evidence) put(key string, exchanges []target.Exchange) oracle.Answer {
	a := make(oracle.Answer, len(exchanges))
	for i := range exchanges {
		a[i] = oracle.Read(&exchanges[i])
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if _, again := e.answers[key]; !again {
		e.order = append(e.order, key)
	}
	e.answers[key] = a
	return a
}

// readings are all exchanges, sorted by script, so that their order does not
// depend on which was answered first.
func (e *evidence) readings() []*oracle.Reading {
	e.mu.Lock()
	defer e.mu.Unlock()
	keys := append([]string(nil), e.order...)
	sort.Strings(keys)
	var all []*oracle.Reading
	for _, key := range keys {
		all = append(all, e.answers[key]...)
	}
	return all
}

// export is the evidence as plain exchanges, for another process.
func (e *evidence) export() map[string][]target.Exchange {
	out := make(map[string][]target.Exchange, len(e.answers))
	for key, a := range e.answers {
		for _, r := range a {
			out[key] = append(out[key], *r.Exchange)
		}
	}
	return out
}

// ask runs the scripts that were not run yet, at most so many at a time, and
// tells after each how many are done.
func (e *evidence) ask(ctx context.Context, d target.Doer, at target.Endpoint, width int, scripts []target.Script, done func()) {
	var group errgroup.Group
	group.SetLimit(max(width, 1))
	for _, script := range scripts {
		if _, asked := e.get(script.Key); asked || ctx.Err() != nil {
			continue
		}
		group.Go(func() error {
			if exchanges := script.Run(ctx, d, at); len(exchanges) > 0 && ctx.Err() == nil {
				e.put(script.Key, exchanges)
			}
			done()
			return nil
		})
	}
	// Scripts never fail; what went wrong is in the exchanges.
	_ = group.Wait()
}
