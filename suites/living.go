package suites

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// A target whose images change while it is asked is judged by those that held
// still. What a spec finds is looked at again without the others; and if that
// cannot be, or does not clear it, the spec is asked again between two looks at
// the list, until what is found cannot come of a change.

// compareBaselines reads the listing once more, to see whether it changed
// while the questions were asked.
func (s *Suite) compareBaselines(ctx context.Context, when string) {
	if ctx.Err() != nil {
		return
	}
	end, err := s.baseline(ctx, s.evidence, when)
	s.noteLapsed(target.Self, s.view.InJSON, end.InJSON)
	s.noteLapsed(target.Other, s.view.OtherJSON, end.OtherJSON)
	if err != nil || steady(s.view, end) {
		return
	}
	if s.moved == nil {
		s.moved = map[string]bool{}
	}
	maps.Copy(s.moved, s.view.Moved(end))
	s.compared = append(s.compared, when)
}

// changed reports whether the target's images changed during the run.
func (s *Suite) changed() bool { return len(s.compared) > 0 }

// steady reports whether two views show the same images.
func steady(a, b oracle.View) bool {
	return a.InJSON.Same(b.InJSON) && a.InXML.Same(b.InXML) && a.OtherJSON.Same(b.OtherJSON)
}

// still is the view of the run less what did not hold still.
func (s *Suite) still() oracle.View { return s.view.Only(s.view.Still(s.moved)) }

// tries is how often a spec is asked again of a target that changes, and
// stateTries how often where it has to be put into a state for it.
const (
	tries      = 6
	stateTries = 2
)

// disturbed reports whether a spec, that any target with a handful of images
// decides, had what it takes to, and yet did not: a change may have come between.
func (s *Suite) disturbed(sp *spec, j oracle.Judgement) bool {
	return sp.row.Need == requirement.Core && sp.sweep == nil && !decided(j) && len(j.Excused) == 0 && j.Inconclusive == "" &&
		s.planned(sp).Missing == ""
}

// living judges a spec that found something in a target which changed, or that
// could not decide for it.
func (s *Suite) living(ctx context.Context, sp *spec, found oracle.Judgement) oracle.Judgement {
	if sp.sweep != nil {
		return s.judgeOn(ctx, sp, s.still(), s.evidence)
	}
	j, ok := s.settled(ctx, sp, s.view, s.evidence, s.moved)
	switch {
	case ok && len(j.Findings) == 0 && sp.pursue == nil:
		return j
	case s.planned(sp).Unsafe:
		return found.WithoutMoving()
	}
	avoid := map[string]bool{}
	for n := range tries {
		j, moved, ok := s.again(ctx, sp, n, avoid)
		switch {
		case ctx.Err() != nil:
			return oracle.Judgement{Inconclusive: "interrupted: " + ctx.Err().Error()}
		case ok:
			return j
		}
		maps.Copy(avoid, moved)
		if n+1 == stateTries && inStates(s.planned(sp).Scripts) {
			break
		}
	}
	if len(found.Findings) == 0 {
		return found
	}
	return oracle.Judgement{Inconclusive: "the target's images changed whenever it was asked"}
}

// again asks a spec anew between two looks at the list. Every second try plans
// around the images that moved in earlier ones. ok is false when a change of the
// target would explain what was found, and moved are the images that did.
func (s *Suite) again(ctx context.Context, sp *spec, n int, avoid map[string]bool) (j oracle.Judgement, moved map[string]bool, ok bool) {
	fresh := newEvidence(s.evidence.reader, s.record, fmt.Sprintf("try %d of %s %s\x00", n+1, sp.row.ID, sp.text))
	fresh.pages = s.evidence.pages
	before, err := s.baseline(ctx, fresh, fmt.Sprint("before try ", n))
	if err != nil {
		return oracle.Judgement{Inconclusive: err.Error()}, nil, true
	}
	v, moved := before, map[string]bool{}
	if n%2 == 1 {
		moved = maps.Clone(avoid)
		v = before.Only(before.Still(moved))
	}
	s.inStates(ctx, sp, v, fresh)
	if j = s.judgeOn(ctx, sp, v, fresh); decided(j) && len(j.Findings) == 0 {
		return j, nil, true
	}
	after, err := s.baseline(ctx, fresh, fmt.Sprint("after try ", n))
	if err != nil {
		return oracle.Judgement{Inconclusive: err.Error()}, nil, true
	}
	if sp.pursue != nil {
		return j, before.Moved(after), decided(j) && steady(before, after)
	}
	maps.Copy(moved, before.Moved(after))
	j, ok = s.settled(ctx, sp, before, fresh, moved)
	return j, moved, ok
}

// settled judges a spec by what held still since a view was read, on the answers
// that are there. ok is false when they are not those to the questions that a
// view without the moved images leads to, or when they do not decide.
func (s *Suite) settled(ctx context.Context, sp *spec, v oracle.View, e *evidence, moved map[string]bool) (j oracle.Judgement, ok bool) {
	v = v.Only(v.Still(moved))
	torn := map[int]bool{}
	for _, script := range s.planOn(sp, v).Scripts {
		a, asked := e.get(script.Key)
		if !asked {
			return j, false
		}
		tears := v.Torn(v.Keep(a), script.Whole)
		for _, r := range a {
			torn[r.Number] = torn[r.Number] || tears
		}
	}
	if j = s.judgeOn(ctx, sp, v, e); len(j.Findings) == 0 {
		return j, decided(j)
	}
	j.Findings = slices.DeleteFunc(slices.Clone(j.Findings), func(f oracle.Finding) bool { return torn[f.Exchange] })
	return j, len(j.Findings) > 0
}

// decided reports whether a judgement says something of the requirement.
func decided(j oracle.Judgement) bool {
	return len(j.Findings) > 0 || j.Missing == "" && j.Inconclusive == "" && j.Ranged > 0
}

// inStates asks those scripts of a spec that need the deployment in a state.
func (s *Suite) inStates(ctx context.Context, sp *spec, v oracle.View, e *evidence) {
	scripts := s.planOn(sp, v).Scripts
	for _, state := range target.States() {
		some := slices.DeleteFunc(slices.Clone(scripts), func(x target.Script) bool { return x.State != state })
		if len(some) > 0 {
			s.during(ctx, e, state, some)
		}
	}
}

func inStates(scripts []target.Script) bool {
	return slices.ContainsFunc(scripts, func(x target.Script) bool { return x.State != target.Normal })
}
