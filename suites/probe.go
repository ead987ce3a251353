package suites

import (
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
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

// portion is every other one of some questions, beginning with the first in
// JSON and with the second in XML: of those about the request and not about the
// format of its answer. A format asks all of them where it is the only one.
func portion[T any](v oracle.View, all []T) []T {
	if len(all) < 2 || !v.InJSON.Readable || !v.InXML.Readable {
		return all
	}
	var asked []T
	for i, one := range all {
		if (i%2 == 1) == (v.Format == requirement.XML) {
			asked = append(asked, one)
		}
	}
	return asked
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
