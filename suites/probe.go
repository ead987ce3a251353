package suites

import (
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/target"
)

// Probes are plans and judges that several areas use: odd values that are to
// be refused, or survived, or only observed.

// planQueries asks raw queries, one request each.
func planQueries(queries ...string) Planner {
	return func(v oracle.View) Plan {
		var scripts []target.Script
		for _, query := range queries {
			scripts = append(scripts, target.Once(v.Detail(query)))
		}
		return ask(scripts...)
	}
}

// judgeRefused wants a 400 for every request.
func judgeRefused(why string) Judge {
	return func(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
		for _, a := range answers {
			j.BadRequest(a.First(), why)
		}
		return j
	}
}

// judgeSurvives wants no server error from any request.
func judgeSurvives(instead string) Judge {
	return func(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
		for _, a := range answers {
			j.NoServerError(a.First(), instead)
		}
		return j
	}
}

// judgeObserved notes what came of requests that no document rules.
func judgeObserved(what string) Judge {
	return func(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
		for _, a := range answers {
			j.Observe("%s gives %s", what, oracle.Describe(a.First()))
		}
		return j
	}
}
