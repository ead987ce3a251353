package suites

import (
	"context"
	"slices"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// A spec is judged as soon as its own answers are there, while the target is
// busy with those of others. What looks at every answer of a run waits for all.

// early are the judgements that are there before the last answer is.
type early struct {
	// waiting are the specs by the scripts that they wait for, left how many
	// those are of each.
	waiting map[string][]*spec
	left    map[*spec]int
	ready   chan *spec
	done    chan struct{}
	judged  map[*spec]oracle.Judgement
	// tell is told how many specs are judged, and in how many something was found.
	tell func(judged, broken int)
}

// judgeEarly begins to judge the specs whose answers come; the scripts are those
// that will be asked in the normal state. end waits for those that are ready.
func (s *Suite) judgeEarly(ctx context.Context, scripts []target.Script, tell func(judged, broken int)) (arrived func(key string), end func()) {
	e := &early{
		waiting: map[string][]*spec{}, left: map[*spec]int{}, ready: make(chan *spec, len(s.specs)), done: make(chan struct{}),
		judged: map[*spec]oracle.Judgement{}, tell: tell,
	}
	s.early = e.judged
	if !s.relaxed { // relaxations look at every answer
		asked := map[string]bool{}
		for _, script := range scripts {
			asked[script.Key] = true
		}
		for _, sp := range s.specs {
			e.await(sp, s.plans[sp], asked)
		}
	}
	go func() {
		defer close(e.done)
		broken := 0
		for sp := range e.ready {
			j, fine := s.judgedEarly(ctx, sp)
			if !fine {
				continue
			}
			if e.judged[sp] = j; len(j.Findings) > 0 && sp.row.Level != requirement.Obs {
				broken++
			}
			e.tell(len(e.judged), broken)
		}
	}()
	return e.arrive, func() {
		close(e.ready)
		<-e.done
	}
}

// await notes what a spec waits for, if that is all that it looks at.
func (e *early) await(sp *spec, plan Plan, asked map[string]bool) {
	later := func(script target.Script) bool { return !asked[script.Key] }
	if sp.sweep != nil || sp.over != nil || sp.pursue != nil || len(plan.Scripts) == 0 || slices.ContainsFunc(plan.Scripts, later) {
		return
	}
	seen := map[string]bool{}
	for _, script := range plan.Scripts {
		if !seen[script.Key] {
			seen[script.Key] = true
			e.waiting[script.Key] = append(e.waiting[script.Key], sp)
			e.left[sp]++
		}
	}
}

// arrive notes that a script was answered. Those of one evidence arrive one after
// the other.
func (e *early) arrive(key string) {
	for _, sp := range e.waiting[key] {
		if e.left[sp]--; e.left[sp] == 0 {
			e.ready <- sp
		}
	}
	delete(e.waiting, key)
}

// judgedEarly judges a spec, unless it has a bug: that is told when its turn comes.
func (s *Suite) judgedEarly(ctx context.Context, sp *spec) (j oracle.Judgement, fine bool) {
	defer func() {
		if bug := recover(); bug != nil {
			fine = false
		}
	}()
	return s.judgePlanned(ctx, sp, s.plans[sp], s.view, s.evidence), true
}
