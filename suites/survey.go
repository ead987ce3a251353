package suites

import (
	"context"
	"fmt"
	"slices"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// Outlook is what a survey found out about a deployment.
type Outlook struct {
	Result
	Facts oracle.Facts
	// Formats are the answers to the plain list in each format, in a few words.
	Formats []FormatSeen
	// Callers are the users at hand, and those that are not.
	Callers []Caller
	// States are those that a control can put the deployment into.
	States []target.State
}

// FormatSeen is what came of asking for a format.
type FormatSeen struct {
	Format requirement.Format `json:"format"`
	// Readable says that a listing came.
	Readable bool   `json:"readable"`
	Answer   string `json:"answer"`
}

// Caller is an identity, and what the deployment makes of it.
type Caller struct {
	Identity target.Identity `json:"identity"`
	// AtHand says that there is a credential for it.
	AtHand bool   `json:"atHand"`
	Answer string `json:"answer"`
}

// Survey connects and finds out which specs could decide, with the images,
// identities and states at hand, and asks only what it takes to know. Its
// judgements have no findings: one that ranged over something and misses
// nothing is of a spec that can decide. A state is counted on where it can be
// reached, and never entered.
func (s *Suite) Survey(ctx context.Context) (Outlook, error) {
	defer s.hangUp()
	err := s.Connect(ctx)
	if err == nil {
		s.askIn(ctx, s.evidence, "requests", s.probes(), s.options.Target.Concurrency)
	}
	o := Outlook{Result: Result{View: s.view}, States: s.reached()}
	for _, sp := range s.specs {
		o.Judged = append(o.Judged, s.foresee(ctx, sp))
	}
	o.Exchanges = s.record.exchanges()
	o.Facts = oracle.FactsOf(s.view, s.evidence.readings())
	if err == nil {
		o.Formats = []FormatSeen{
			{requirement.JSON, s.view.InJSON.Readable, s.view.InJSON.Seen()},
			{requirement.XML, s.view.InXML.Readable, s.view.InXML.Seen()},
		}
		o.Callers = s.callers()
	}
	return o, err
}

// reached are the states that the control at hand can bring about.
func (s *Suite) reached() []target.State {
	return slices.DeleteFunc(target.States(), func(state target.State) bool { return !s.reaches(state) })
}

// callers says of each user what the deployment answers, as far as it was asked.
func (s *Suite) callers() []Caller {
	all := []Caller{{Identity: target.Self, Answer: s.view.InJSON.Seen()}, {Identity: target.Other}, {Identity: target.Forbidden}}
	for i := range all {
		c := &all[i]
		c.AtHand = s.has(c.Identity)
		if !c.AtHand {
			c.Answer = fmt.Sprintf("no token is given (%s)", c.Identity.Variable())
			continue
		}
		for _, r := range s.evidence.readings() {
			if r.Request.As == c.Identity && c.Answer == "" {
				c.Answer = oracle.Describe(r)
			}
		}
		if c.Answer == "" {
			c.Answer = "nothing was asked"
		}
	}
	return all
}

// probed reports whether only the answers tell if a spec can decide. What any
// deployment with a handful of images decides is known from the listing.
func probed(sp *spec) bool { return sp.sweep == nil && sp.row.Need != requirement.Core }

// probes are the scripts of the probed specs, each once.
func (s *Suite) probes() []target.Script {
	var all []target.Script
	seen := map[string]bool{}
	for _, sp := range s.specs {
		if !probed(sp) {
			continue
		}
		for _, script := range s.scripts(sp) {
			if script.State == target.Normal && !seen[script.Key] {
				seen[script.Key] = true
				all = append(all, script)
			}
		}
	}
	return all
}

// foresee says whether a spec can decide.
func (s *Suite) foresee(ctx context.Context, sp *spec) (judged oracle.Judged) {
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
	judged.Judgement, judged.Sighted = s.prospect(ctx, sp), s.sight(sp.row)
	judged.Recipe = recipe(sp.row, judged.Judgement)
	return judged
}

// can is the judgement of a spec that can decide.
var can = oracle.Judgement{Ranged: 1}

func (s *Suite) prospect(ctx context.Context, sp *spec) oracle.Judgement {
	if sp.sweep == nil {
		plan := s.planned(sp)
		switch {
		case plan.Missing != "":
			return oracle.Judgement{Missing: plan.Missing, Recipe: plan.Recipe}
		case sp.row.Need == requirement.Core || entersState(plan):
			return can
		}
	}
	j := s.judgeOn(ctx, sp, s.view, s.evidence)
	switch {
	case len(j.Departures()) > 0, sp.sweep != nil && s.comesUp(sp):
		return can
	case sp.sweep != nil && sp.row.Need == requirement.Core && j.Recipe.IsZero():
		j.Recipe = requirement.RecipeImages
	}
	return oracle.Judgement{Ranged: j.Ranged, Missing: j.Missing, Recipe: j.Recipe, Inconclusive: j.Inconclusive}
}

func entersState(plan Plan) bool {
	return slices.ContainsFunc(plan.Scripts, func(x target.Script) bool { return x.State != target.Normal })
}

// handful is how many images decide every core requirement.
const handful = 3

// comesUp reports whether a run would show a spec, that looks at all of its
// exchanges, what the survey does not: by the many requests that are core, or
// by a state that a spec enters which is about the same.
func (s *Suite) comesUp(sp *spec) bool {
	l := s.view.As(sp.format).Baseline()
	if sp.row.Need == requirement.Core && l.Count() >= handful {
		return true
	}
	return slices.ContainsFunc(s.specs, func(other *spec) bool {
		same := other.row.ID == sp.row.ID || len(sp.row.Features) > 0 && slices.Equal(other.row.Features, sp.row.Features)
		if !same || other.sweep != nil {
			return false
		}
		plan := s.planned(other)
		return plan.Missing == "" && entersState(plan)
	})
}
