package suites

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// faults are the specs about the bodies of errors. Most look at every error
// of the run; those that they ask for make sure that there are some.
func faults(s *Suite) {
	s.throughoutBoth(requirement.ERR01, planErrors, judgeErrors((*oracle.Judgement).Faults))
	s.throughout(requirement.ERR02, planErrors, judgeFaultShapes("ERR-02", oracle.JSON))
	s.throughoutXML(requirement.ERR03, planErrors, judgeFaultShapes("ERR-03", oracle.XML))
	s.throughoutBoth(requirement.ERR04, planErrors, judgeErrors((*oracle.Judgement).FaultNames))
	s.throughoutBoth(requirement.ERR05, planErrors, judgeErrors((*oracle.Judgement).BadRequests))
	s.both(requirement.ERR06, planIn(target.Broken), provoked(target.Broken, "computeFault", http.StatusServiceUnavailable))
	s.every(requirement.ERR06, judgeLeaks)
	s.both(requirement.ERR07, planIn(target.Unavailable), judgeUnavailable)
	s.both(requirement.ERR08, planNeverMissing, judgeNeverMissing)
	s.both(requirement.ERR09, planOddContent, judgeNeverBadMedia)
	s.throughoutXML(requirement.ERR10, planErrors, judgeFaultNamespaces)
	s.both(requirement.ERR11, planBadValues, judgeNamedParameters)
	s.throughoutBoth(requirement.ERR12, planEchoes, judgeEchoes)
}

// badValues are parameters with a value that is refused.
func badValues(v oracle.View) [][2]string {
	return [][2]string{{"limit", "abc"}, {"marker", v.Fresh(1)}, {"changes-since", unreadable}}
}

func planBadValues(v oracle.View) Plan {
	var scripts []target.Script
	for _, bad := range badValues(v) {
		scripts = append(scripts, target.Once(v.Detail(oracle.Query(bad[0], bad[1]))))
	}
	return ask(scripts...)
}

// planErrors asks for errors that different layers write: of parameters, of
// credentials, of the tenant and of the method.
func planErrors(v oracle.View) Plan {
	post := v.Detail("")
	post.Method = http.MethodPost
	return ask(append(planBadValues(v).Scripts,
		target.Once(v.Detail("").By(target.Nobody)),
		target.Once(below(v, foreign(v)[0]).Detail("")),
		target.Chain(post),
	)...)
}

// judgeErrors judges the errors of the run whose requests ask for the format
// of the spec.
func judgeErrors(judge func(*oracle.Judgement, []*oracle.Reading)) SweepJudge {
	return func(v oracle.View, all []*oracle.Reading) (j oracle.Judgement) {
		judge(&j, oracle.AskedIn(oracle.FormOf(v.Format), v.Errors(all)))
		if j.Ranged == 0 {
			j.Missing = "no error came that could be judged, not even for limit=abc"
		}
		return j
	}
}

// judgeFaultShapes judges the errors of the run that came in a form, whatever
// was asked for.
func judgeFaultShapes(rule string, form oracle.Form) SweepJudge {
	return func(v oracle.View, all []*oracle.Reading) (j oracle.Judgement) {
		j.FaultShapes(rule, form, v.Errors(all))
		if j.Ranged == 0 {
			j.Missing = "no error came with a body that is " + form.String()
		}
		return j
	}
}

func judgeFaultNamespaces(v oracle.View, all []*oracle.Reading) (j oracle.Judgement) {
	j.FaultNamespaces(v.Errors(all))
	if j.Ranged == 0 {
		j.Missing = "no error came with a body that is XML"
	}
	return j
}

// planIn asks the list in a state of the deployment.
func planIn(state target.State) Planner {
	return func(v oracle.View) Plan { return ask(target.Once(v.Detail("")).In(state)) }
}

// provoked wants the fault of the state that the deployment was put into. One
// that works all the same, or answers as in another state, is not in it.
func provoked(state target.State, name string, others ...int) Judge {
	return func(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
		r := answers[0].First()
		if r.OK() || slices.Contains(others, r.Status) {
			j.Missing = fmt.Sprintf("the deployment was to be %s, and still gives %s", state, oracle.Describe(r))
			return j
		}
		j.Check(r, r.Status == state.Status() && r.Fault != nil && r.Fault.Name == name,
			fmt.Sprintf("%d with the fault %s", state.Status(), name), "%s", oracle.Describe(r))
		return j
	}
}

// judgeLeaks looks at every 500 of the run, provoked or not.
func judgeLeaks(v oracle.View, all []*oracle.Reading) (j oracle.Judgement) {
	j.Leaks(v.Errors(all))
	if j.Ranged == 0 {
		j.Missing = "no request was answered with 500"
	}
	return j
}

// judgeUnavailable wants 503, and a Retry-After that can be read where there is
// one.
func judgeUnavailable(v oracle.View, answers []oracle.Answer) oracle.Judgement {
	j := provoked(target.Unavailable, "serviceUnavailable")(v, answers)
	if j.Missing != "" || len(j.Findings) > 0 {
		return j
	}
	r := answers[0].First()
	for _, text := range r.Header.Values("Retry-After") {
		j.Check(r, oracle.ReadableRetry(text), "a Retry-After in whole seconds or as an HTTP date", "%s", oracle.Quote(text))
	}
	return j
}

// planNeverMissing asks the list, lists that are empty, and last in JSON an
// image that does not exist.
func planNeverMissing(v oracle.View) Plan {
	scripts := slices.Concat(planBaseline(v).Scripts, planEmpty(v).Scripts)
	if v.Format == requirement.XML {
		return ask(scripts...)
	}
	image := target.Get(v.Endpoint.URL("/images/"+v.Fresh(7), "")).With("Accept", v.Accept())
	return ask(append(scripts, target.Once(image))...)
}

func judgeNeverMissing(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, a := range answers {
		r := a.First()
		switch {
		case strings.Contains(r.Request.URL, "/images/detail"):
			j.Check(r, r.Status != http.StatusNotFound, "any status but 404, because the list always exists", "%s", oracle.Describe(r))
		case r.Status == http.StatusNotFound:
			j.Check(r, r.Fault != nil && r.Fault.Name == "itemNotFound", "an itemNotFound fault, because there is no such image",
				"%s", oracle.Describe(r))
		}
	}
	return j
}

func judgeNeverBadMedia(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	r := answers[0].First()
	j.Check(r, r.Status != http.StatusUnsupportedMediaType, "any status but 415, because a GET has no body of a type", "%s", oracle.Describe(r))
	return j
}

func judgeNamedParameters(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for i, bad := range badValues(v) {
		r := answers[i].First()
		if r.Status != http.StatusBadRequest || r.Fault == nil {
			continue
		}
		j.Check(r, strings.Contains(strings.ToLower(r.Fault.Message), bad[0]), "a message that names "+bad[0], "%s", oracle.Quote(r.Fault.Message))
	}
	if j.Ranged == 0 {
		j.Missing = "no bad parameter was answered with 400 and a fault"
	}
	return j
}

// planEchoes asks with values of which a message may repeat the characters,
// and with values that are as wrong but have none to escape.
func planEchoes(v oracle.View) Plan {
	always := []target.Request{
		v.Detail("limit=abc"), v.Detail(oracle.Query("marker", v.Fresh(1))), v.Detail(oracle.Query("limit", oracle.Special)),
		v.Detail(oracle.Query("limit", oracle.Controls)),
	}
	others := []target.Request{v.Detail(oracle.Query("marker", oracle.Special))}
	if e, ok := v.Endpoint.ForTenant(oracle.Special); ok {
		others = append(others, below(v, e).Detail(""))
	}
	var scripts []target.Script
	for _, r := range append(always, portion(v, others)...) {
		scripts = append(scripts, target.Once(r))
	}
	return ask(scripts...)
}

func judgeEchoes(v oracle.View, all []*oracle.Reading) (j oracle.Judgement) {
	form := oracle.FormOf(v.Format)
	j.Escaped(oracle.AskedIn(form, v.Errors(all)), oracle.AskedIn(form, v.Echoes(all)))
	if j.Ranged == 0 {
		j.Missing = "no value with special characters was refused"
	}
	return j
}
