package suites

import (
	"net/http"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// authentication are the specs about credentials and tenancy.
func authentication(s *Suite) {
	s.both(requirement.AUTH01, planStranger(target.Nobody), judgeUnauthorized)
	s.both(requirement.AUTH02, planStranger(target.Bogus), judgeUnauthorized)
	s.both(requirement.AUTH03, planStrangers, judgeUnauthorizedFault)
	s.both(requirement.AUTH04, planStrangers, judgeChallenge)
	s.both(requirement.AUTH05, planCuriousStrangers, judgeNothingShown)
	s.both(requirement.AUTH06, planForeignTenants, judgeForeignTenants)
	s.both(requirement.AUTH07, s.planForbidden, judgeForbidden)
	s.both(requirement.AUTH08, planNeighbours, judgeNeighbours)
	s.every(requirement.AUTH08, judgeNeverShown)
	s.one(requirement.AUTH09, planStrangersFirst, judgeStrangersFirst)
}

// planStranger asks the list without a credential that counts.
func planStranger(id target.Identity) Planner {
	return func(v oracle.View) Plan { return ask(target.Once(v.Detail("").By(id))) }
}

// planStrangers asks without a token and with a made-up one.
func planStrangers(v oracle.View) Plan {
	return ask(target.Once(v.Detail("").By(target.Nobody)), target.Once(v.Detail("").By(target.Bogus)))
}

func judgeUnauthorized(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, a := range answers {
		r := a.First()
		j.Check(r, r.Status == http.StatusUnauthorized, "401", "%s", oracle.Describe(r))
	}
	return j
}

// unauthorized calls judge for each 401. Where there is none nothing can be
// said of it.
func unauthorized(j *oracle.Judgement, answers []oracle.Answer, judge func(*oracle.Reading)) {
	for _, a := range answers {
		if r := a.First(); r.Status == http.StatusUnauthorized {
			judge(r)
		}
	}
	if j.Ranged == 0 {
		j.Missing = "no request was answered with 401"
	}
}

func judgeUnauthorizedFault(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	form := oracle.FormOf(v.Format)
	unauthorized(&j, answers, func(r *oracle.Reading) {
		j.Check(r, r.Form == form && r.Fault != nil && r.Fault.Name == "unauthorized",
			"an unauthorized fault as "+form.String(), "%s", oracle.Describe(r))
	})
	return j
}

func judgeChallenge(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	unauthorized(&j, answers, func(r *oracle.Reading) {
		j.Check(r, r.Header.Get("WWW-Authenticate") != "", "a WWW-Authenticate header", "none")
	})
	return j
}

// planCuriousStrangers asks the list, and a page that is an error to anybody,
// without a credential that counts.
func planCuriousStrangers(v oracle.View) Plan {
	scripts := planStrangers(v).Scripts
	scripts = append(scripts, target.Once(v.Detail(badPage).By(target.Nobody)))
	return decidedByImages(v, ask(scripts...))
}

// badPage is a query that is a bad request twice over.
const badPage = "marker=not-a-uuid&limit=abc"

func judgeNothingShown(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	unauthorized(&j, answers, func(r *oracle.Reading) { j.ShowsNothing(r, v) })
	return j
}

// planForbidden asks as a user who may not list, or as one who may while the
// deployment refuses everybody.
func (s *Suite) planForbidden(v oracle.View) Plan {
	if !s.has(target.Forbidden) && s.reaches(target.Refusing) {
		return ask(target.Once(v.Detail("")).In(target.Refusing))
	}
	return ask(target.Once(v.Detail("").By(target.Forbidden)))
}

func judgeForbidden(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, a := range answers {
		r := a.First()
		if r.State == target.Refusing && r.OK() {
			j.Missing = "the deployment was to refuse everybody, and still gives " + oracle.Describe(r)
			continue
		}
		if j.Check(r, r.Status == http.StatusForbidden && r.Fault != nil && r.Fault.Name == "forbidden",
			"403 with a forbidden fault", "%s", oracle.Describe(r)) {
			j.ShowsNothing(r, v)
		}
	}
	return j
}

// planStrangersFirst asks bad parameters without a token in both formats, by
// Accept and by extension, and whether the extensions are served at all.
func planStrangersFirst(v oracle.View) Plan {
	return ask(
		target.Once(v.As(requirement.JSON).Detail(badPage).By(target.Nobody)),
		target.Once(v.As(requirement.XML).Detail(badPage).By(target.Nobody)),
		target.Once(suffixed(v, ".json", badPage).By(target.Nobody)),
		target.Once(suffixed(v, ".xml", badPage).By(target.Nobody)),
		target.Once(suffixed(v, ".json", "limit=1")),
		target.Once(suffixed(v, ".xml", "limit=1")),
	)
}

func judgeStrangersFirst(v oracle.View, answers []oracle.Answer) oracle.Judgement {
	asked := answers[:2:2]
	for i, served := range answers[4:] {
		// A path that is not there may be answered before anything else.
		if served.First().Lists() {
			asked = append(asked, answers[2+i])
		}
	}
	return judgeUnauthorized(v, asked)
}
