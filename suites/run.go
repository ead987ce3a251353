package suites

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/target"
)

// Reasons why a run cannot begin.
var (
	// ErrUnreachable says that no answer came to the first request.
	ErrUnreachable = errors.New("the target does not answer")
	// ErrLimited says that the target's rate limit outlasts the patience.
	ErrLimited = errors.New("the target limits the rate of requests")
	// ErrRefused says that the target refused the given credentials.
	ErrRefused = errors.New("the target refused the given credentials")
)

// Event says how far a run is.
type Event struct {
	// Stage is what is done: "baseline", "requests", "closing", or the name of a
	// state.
	Stage string
	// Done of Total scripts are finished.
	Done, Total int
	// Judged is how many specs are, as far as they need not wait for all answers,
	// and Broken in how many of them something was found.
	Judged, Broken int
	// Pages of lists were read in the stage, of so many if that is known.
	Pages, AllPages int
}

func (s *Suite) tell(stage string, done, total int) {
	s.toldOf(Event{Stage: stage, Done: done, Total: total})
}

func (s *Suite) toldOf(e Event) {
	if s.options.Progress != nil {
		s.options.Progress(e)
	}
}

// turning tells of each page of a list that is read in a stage, of which so
// many are known to come.
func (s *Suite) turning(into *evidence, now func() Event) {
	var pages atomic.Int64
	into.turned = func() {
		e := now()
		e.Pages = int(pages.Add(1))
		s.toldOf(e)
	}
}

// Result is what a run found out.
type Result struct {
	// Judged holds one judgement a spec, in the order of the catalogue.
	Judged []oracle.Judged
	// View is the listing that the questions were made from.
	View oracle.View
	// Exchanges are those of the run, by number.
	Exchanges []Exchange
	// Changed says that the target's images changed during the run.
	Changed bool
	// Stuck is why the deployment may still be in a state that it was put into;
	// nil when it is back to normal.
	Stuck error
}

// Cited are the exchanges in which something was found.
func (r Result) Cited() []Exchange {
	cited := map[int]bool{}
	for _, j := range r.Judged {
		for _, f := range j.Departures() {
			cited[f.Exchange] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(r.Exchanges), func(x Exchange) bool { return !cited[x.Number] })
}

// Run connects, asks and judges. With an error nothing could be asked, and
// each judgement is inconclusive for that reason.
func (s *Suite) Run(ctx context.Context) (Result, error) {
	defer s.hangUp()
	err := s.Connect(ctx)
	if err == nil {
		s.Ask(ctx, nil)
	}
	result := Result{View: s.view, Changed: s.changed(), Stuck: s.stuck}
	for _, sp := range s.specs {
		judged := s.decide(ctx, sp)
		s.record.cite(judged.Requirement, judged.Departures())
		result.Judged = append(result.Judged, judged)
	}
	result.Exchanges = s.record.exchanges()
	return result, err
}

// Connect reads the baseline. It fails when the target cannot be judged at
// all: unreachable, or credentials refused.
func (s *Suite) Connect(ctx context.Context) error {
	if s.trouble = s.options.Trouble; s.trouble != nil {
		return s.trouble
	}
	s.tell("baseline", 0, 1)
	view, err := s.baseline(ctx, s.evidence, "")
	if err != nil {
		s.trouble = err
		return err
	}
	s.view = view
	s.tell("baseline", 1, 1)
	return nil
}

// has reports whether a credential of the identity is at hand.
func (s *Suite) has(id target.Identity) bool { return s.options.Target.Has(id) }
