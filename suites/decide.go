package suites

import (
	"context"
	"fmt"
	"slices"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// decide judges one spec, against a target that may be changing. A bug in a
// spec leaves its own requirement undecided, and no other.
func (s *Suite) decide(ctx context.Context, sp *spec) (judged oracle.Judged) {
	judged = oracle.Judged{Requirement: sp.row.ID, Spec: sp.text, Format: sp.format}
	defer func() {
		if bug := recover(); bug != nil {
			judged.Judgement = oracle.Judgement{Inconclusive: fmt.Sprintf("a bug in the suite: %v", bug)}
		}
	}()
	if s.trouble != nil {
		judged.Inconclusive = s.trouble.Error()
		return judged
	}
	asked := s.evidence.count()
	j, there := s.early[sp]
	if !there {
		j = s.judgePlanned(ctx, sp, s.planned(sp), s.view, s.evidence)
	}
	judged.Judgement, judged.Sighted = j, s.sight(sp.row)
	if sp.row.Need != requirement.Identity && sp.row.Need != requirement.Hook {
		judged.Judgement = unseen(judged.Judgement, s.view.As(sp.format))
	}
	defer func() { judged.Recipe = recipe(sp.row, judged.Judgement) }()
	if s.evidence.count() > asked {
		// Some of its answers are younger than the last look at the list.
		s.compareBaselines(ctx, "after "+sp.text)
	}
	if s.changed() && (len(judged.Findings) > 0 || s.disturbed(sp, judged.Judgement)) {
		judged.Judgement = s.living(ctx, sp, judged.Judgement)
	}
	judged.Judgement = s.withoutLapsed(sp, judged.Judgement)
	return judged
}

// unseen is a judgement that lacks what the list would show: where that came
// and could not be read, as beyond a cap, nobody knows what it holds.
func unseen(j oracle.Judgement, v oracle.View) oracle.Judgement {
	first := v.Baseline().Pages.First()
	if j.Missing == "" || len(j.Departures()) > 0 || first == nil || first.Troubled() == "" {
		return j
	}
	j.Inconclusive, j.Missing, j.Recipe = first.Troubled()+": "+first.Request.Curl(), "", requirement.Recipe{}
	return j
}

// planned is the plan of a spec on the view of the run, made once.
func (s *Suite) planned(sp *spec) Plan {
	if _, made := s.plans[sp]; !made {
		s.plans[sp] = s.planOn(sp, s.view)
	}
	return s.plans[sp]
}

// planOn plans a spec, unless the view, an identity or a state is missing. What
// looks at every exchange asks nothing itself.
func (s *Suite) planOn(sp *spec, v oracle.View) Plan {
	if sp.sweep != nil {
		return Plan{}
	}
	v = v.As(sp.format)
	if sp.format == requirement.XML && !v.InXML.Readable && (!sp.unread || !v.InXML.Offered()) {
		return withoutXML(v)
	}
	plan := sp.plan(v)
	if plan.Missing != "" && plan.Recipe.IsZero() {
		plan.Recipe = sp.row.Recipe
	}
	for i, script := range plan.Scripts {
		plan.Scripts[i] = s.following(script)
		for _, id := range script.As {
			if !s.has(id) {
				return lacking("no token of the %s user is given (%s)", id, id.Variable()).with(recipeOf(sp.row, id))
			}
		}
		if !s.reaches(script.State) {
			return unreached(script.State).with(sp.row.Recipe)
		}
	}
	return plan
}

// judgeOn judges a spec on a view and the evidence for it, asking first what
// was not asked yet.
func (s *Suite) judgeOn(ctx context.Context, sp *spec, v oracle.View, e *evidence) oracle.Judgement {
	return s.judgePlanned(ctx, sp, s.planOn(sp, v), v, e)
}

// judgePlanned is judgeOn with the plan of that view.
func (s *Suite) judgePlanned(ctx context.Context, sp *spec, plan Plan, v oracle.View, e *evidence) oracle.Judgement {
	if sp.sweep != nil {
		return s.excuse(sp, v, e, sweep(sp.sweep, v.As(sp.format), v.KeepEach(e.readings())))
	}
	if len(plan.Scripts) == 0 && plan.Missing != "" {
		return oracle.Judgement{Missing: plan.Missing, Recipe: plan.Recipe}
	}
	for _, script := range plan.Scripts {
		s.record.want(e.round+script.Key, sp.row.ID)
	}
	normal := slices.DeleteFunc(slices.Clone(plan.Scripts), func(x target.Script) bool { return x.State != target.Normal })
	e.ask(ctx, s.doer, s.endpoint, s.options.Target.Concurrency, normal, func() {})
	answers := make([]oracle.Answer, len(plan.Scripts))
	for i, script := range plan.Scripts {
		a, asked := e.get(script.Key)
		if !asked {
			return oracle.Judgement{Inconclusive: e.whyNot(script.Key)}
		}
		if why := a.Unrecorded(); why != "" {
			return oracle.Judgement{Inconclusive: why + ": " + a.Last().Request.Curl()}
		}
		if why := a.Troubled(); why != "" && !plan.Raw {
			return oracle.Judgement{Inconclusive: why + ": " + a.Last().Request.Curl()}
		}
		answers[i] = v.Keep(a)
	}
	j := s.excuse(sp, v, e, s.judgeWith(ctx, sp, v.As(sp.format), answers, e))
	if j.Missing == "" {
		j.Missing, j.Recipe = plan.Missing, plan.Recipe
	}
	return j
}

// following is the script with its pages found as the profile's deployments
// are known to need it.
func (s *Suite) following(script target.Script) target.Script {
	if s.follow == nil {
		return script
	}
	return script.Following(string(s.options.Policy.Profile), s.follow)
}

// excuse is a judgement less what the profile's relaxations allow.
func (s *Suite) excuse(sp *spec, v oracle.View, e *evidence, j oracle.Judgement) oracle.Judgement {
	if !s.relaxed {
		return j
	}
	return j.Excuse(oracle.Case{
		View: v.As(sp.format), Requirement: sp.row.ID, Profile: s.options.Policy.Profile, All: v.KeepEach(e.readings()),
	})
}
