package suites

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync/atomic"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
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

// baseline walks the un-filtered listing in each format.
func (s *Suite) baseline(ctx context.Context, into *evidence, again string) (oracle.View, error) {
	v := oracle.View{Endpoint: s.endpoint, OtherEndpoint: s.options.Target.Other}
	walks := []target.Script{
		target.Walk(v.As(requirement.JSON).Detail("")),
		target.Walk(v.As(requirement.XML).Detail("")),
	}
	if s.has(target.Other) && !v.OtherEndpoint.IsZero() {
		other := oracle.View{Endpoint: v.OtherEndpoint}
		walks = append(walks, target.Walk(other.As(requirement.JSON).Detail("").By(target.Other)))
	}
	for i := range walks {
		walks[i] = s.following(walks[i])
		if again != "" {
			walks[i] = walks[i].Again(again)
		}
		walks[i].For = "baseline"
	}
	if err := s.askBaseline(ctx, into, walks, again == ""); err != nil {
		return v, err
	}
	answer := func(i int) oracle.Answer { a, _ := into.get(walks[i].Key); return a }
	v.InJSON = oracle.NewListing(answer(0), requirement.JSON)
	v.InXML = oracle.NewListing(answer(1), requirement.XML)
	if len(walks) > 2 {
		v.OtherJSON = oracle.NewListing(answer(2), requirement.JSON)
	}
	return v, refusal(ctx, into, walks[0].Key)
}

// askBaseline walks the listings. Those of one page are asked together, once the
// target has answered at all; longer ones one after the other, so that it can be
// told how far they are.
func (s *Suite) askBaseline(ctx context.Context, into *evidence, walks []target.Script, begins bool) error {
	stage, known := "closing", len(s.view.InJSON.Pages)
	if begins {
		stage, known = "baseline", 0
	}
	for next := 0; next < len(walks); {
		if into.turned = nil; begins || known > 1 {
			s.turning(into, func() Event { return Event{Stage: stage, Total: 1, AllPages: known} })
		}
		together := walks[next : next+1]
		if known == 1 {
			together = walks[next:]
		}
		into.ask(ctx, s.doer, s.endpoint, s.options.Target.Concurrency, together, func() {})
		next += len(together)
		if err := refusal(ctx, into, walks[0].Key); err != nil && begins {
			return err
		}
		first, _ := into.get(walks[0].Key)
		known = max(len(first), 1)
	}
	return nil
}

// refusal is why the first answer ends the run, nil when it does not.
func refusal(ctx context.Context, e *evidence, key string) error {
	a, asked := e.get(key)
	switch {
	case !asked || len(a) == 0:
		return fmt.Errorf("%w: %w", ErrUnreachable, context.Cause(ctx))
	case a.First().Failure != "":
		return fmt.Errorf("%w: %s", ErrUnreachable, a.First().Failure)
	case a.First().Withheld != "":
		return fmt.Errorf("%w: %s", ErrLimited, a.First().Withheld)
	case a.First().Status == http.StatusUnauthorized:
		return fmt.Errorf("%w: %s", ErrRefused, oracle.Describe(a.First()))
	}
	return nil
}

// has reports whether a credential of the identity is at hand.
func (s *Suite) has(id target.Identity) bool { return s.options.Target.Has(id) }

// Ask plans every registered spec and asks all scripts together, then those
// that need the deployment in a state, state by state, and at the end the
// baseline once more.
func (s *Suite) Ask(ctx context.Context, wanted func(requirement.Requirement) bool) {
	inState := map[target.State][]target.Script{}
	seen := s.closing()
	for _, sp := range s.specs {
		if sp.sweep != nil || wanted != nil && !wanted(sp.row) {
			continue
		}
		for _, script := range s.scripts(sp) {
			s.record.want(script.Key, sp.row.ID)
			if !seen[script.Key] {
				seen[script.Key] = true
				inState[script.State] = append(inState[script.State], script)
			}
		}
	}
	// What takes many requests begins first, and does not end last.
	slices.SortStableFunc(inState[target.Normal], func(a, b target.Script) int { return b.Requests - a.Requests })
	s.shuffle(inState)
	s.askEarly(ctx, inState[target.Normal])
	for _, state := range target.States() {
		if len(inState[state]) > 0 {
			s.during(ctx, s.evidence, state, inState[state])
		}
	}
	s.compareBaselines(ctx, atEnd)
}

// atEnd tells the last look at the list apart from the first.
const atEnd = "at the end"

// closing are the scripts of the last look at the list, which other specs may
// name: they wait for everything else.
func (s *Suite) closing() map[string]bool {
	keys := map[string]bool{}
	for _, f := range []requirement.Format{requirement.JSON, requirement.XML} {
		keys[s.following(again(s.view.As(f))).Key] = true
	}
	return keys
}

// shuffle puts the scripts of each state into the order that was chosen.
func (s *Suite) shuffle(inState map[target.State][]target.Script) {
	if s.options.Order == 0 {
		return
	}
	chance := rand.New(rand.NewPCG(s.options.Order, 0)) //nolint:gosec // it is to be repeated
	for _, state := range append(target.States(), target.Normal) {
		of := inState[state]
		chance.Shuffle(len(of), func(i, j int) { of[i], of[j] = of[j], of[i] })
	}
}

// scripts are those of a spec's plan. A planner with a bug asks nothing here,
// and is reported when its spec is judged.
func (s *Suite) scripts(sp *spec) (scripts []target.Script) {
	defer func() { _ = recover() }()
	return s.planned(sp).Scripts
}

// askEarly asks scripts in the normal state, and judges what can be while they are.
func (s *Suite) askEarly(ctx context.Context, scripts []target.Script) {
	var done, judged, broken atomic.Int64
	now := func() Event {
		return Event{Stage: "requests", Done: int(done.Load()), Total: len(scripts), Judged: int(judged.Load()), Broken: int(broken.Load())}
	}
	tell := func() { s.toldOf(now()) }
	arrived, end := s.judgeEarly(ctx, scripts, func(n, found int) {
		judged.Store(int64(n))
		broken.Store(int64(found))
		tell()
	})
	defer end()
	s.evidence.arrived = arrived
	defer func() { s.evidence.arrived = nil }()
	tell()
	s.turning(s.evidence, now)
	s.evidence.ask(ctx, s.doer, s.endpoint, s.options.Target.Concurrency, scripts, func() {
		done.Add(1)
		tell()
	})
}

func (s *Suite) askIn(ctx context.Context, into *evidence, stage string, scripts []target.Script, width int) {
	var done atomic.Int64
	s.tell(stage, 0, len(scripts))
	s.turning(into, func() Event { return Event{Stage: stage, Done: int(done.Load()), Total: len(scripts)} })
	into.ask(ctx, s.doer, s.endpoint, width, scripts, func() {
		s.tell(stage, int(done.Add(1)), len(scripts))
	})
}
