package suites

import (
	"context"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/target"
)

// PursuingJudge is a Judge that asks on where the answers leave open what is to
// blame. What it asks follows from the view and the answers alone, so that it
// asks the same when the answers come from a recording.
type PursuingJudge func(oracle.View, []oracle.Answer, asker) oracle.Judgement

// asker asks a script now. ok is false when there is no answer to judge.
type asker func(target.Script) (a oracle.Answer, ok bool)

// judgeWith judges the answers to a spec's plan.
func (s *Suite) judgeWith(ctx context.Context, sp *spec, v oracle.View, answers []oracle.Answer, e *evidence) oracle.Judgement {
	switch {
	case sp.over != nil && sp.judge != nil:
		return together(sp.judge(v, answers), s.overAll(sp.over)(v, answers))
	case sp.over != nil:
		return s.overAll(sp.over)(v, answers)
	case sp.pursue == nil:
		return sp.judge(v, answers)
	}
	return sp.pursue(v, answers, func(script target.Script) (oracle.Answer, bool) {
		script = s.following(script)
		s.record.want(e.round+script.Key, sp.row.ID)
		e.ask(ctx, s.doer, s.endpoint, 1, []target.Script{script}, func() {})
		a, asked := e.get(script.Key)
		return a, asked && a.Troubled() == ""
	})
}
