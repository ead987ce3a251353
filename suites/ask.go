package suites

import (
	"context"
	"math/rand/v2"
	"slices"
	"sync/atomic"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

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
