package suites

import (
	"net/http"
	"slices"
	"strings"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// methods are the specs about methods other than GET, and about asking twice.
func methods(s *Suite) {
	s.both(requirement.MTH01, planTwice, judgeTwice)
	s.both(requirement.MTH02, planOtherMethods, judgeOtherMethods)
	s.both(requirement.MTH03, planOtherMethods, judgeAllow)
	s.one(requirement.MTH04, planHead, judgeHead)
	s.one(requirement.MTH05, planOptions, judgeSurvives("any status below 500"))
	s.one(requirement.MTH06, planRoutes, judgeRoutes)
}

// planTwice asks the whole list a second time.
func planTwice(v oracle.View) Plan {
	return decidedByImages(v, ask(target.Walk(v.Detail("")), again(v)))
}

func judgeTwice(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	first, second := answers[0], answers[1]
	if j.Listed(first) {
		j.Alike(second, first.Images(), "the same as the first time")
	}
	return j
}

// otherMethods are what the operation does not have. They are asked of its own
// URI only and without a body, so that there is nothing to be done by them.
var otherMethods = []string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete}

// planOtherMethods asks each method over a connection of its own, because a
// server may drop the one on which it refused; in XML it asks one. Right
// before and behind a DELETE the listing is read.
func planOtherMethods(v oracle.View) Plan {
	var scripts []target.Script
	for _, method := range otherMethods {
		r := v.Detail("")
		r.Method = method
		switch {
		case v.Format == requirement.XML && v.InJSON.Readable && method != http.MethodPost:
		case method == http.MethodDelete:
			scripts = append(scripts, target.Chain(v.Detail(""), r, v.Detail("")))
		default:
			scripts = append(scripts, target.Chain(r))
		}
	}
	plan := ask(scripts...)
	plan.Unsafe = true
	return plan
}

// refused is the answer to the method in an answer to planOtherMethods.
func refused(a oracle.Answer) *oracle.Reading { return a[len(a)/2] }

func judgeOtherMethods(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, a := range answers {
		r := refused(a)
		j.Check(r, r.Status == http.StatusMethodNotAllowed && r.Fault != nil && r.Fault.Name == "badMethod",
			"405 with a badMethod fault", "%s", oracle.Describe(r))
		if before := a.First(); before.Lists() && len(a) > 1 {
			known := len(j.Findings)
			j.AlikePage(a.Last(), before.Images(), "the list as it was before the "+r.Request.Method)
			for i := known; i < len(j.Findings); i++ {
				j.Findings[i].Moving = true
			}
		}
	}
	return j
}

func judgeAllow(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, a := range answers {
		r := refused(a)
		if r.Status != http.StatusMethodNotAllowed {
			continue
		}
		allowed := strings.Join(r.Header.Values("Allow"), ",")
		names := strings.FieldsFunc(allowed, func(c rune) bool { return c == ',' || c == ' ' || c == '\t' })
		j.Check(r, slices.Contains(names, http.MethodGet), "an Allow header with GET", "Allow: %s", oracle.Quote(allowed))
	}
	if j.Ranged == 0 {
		j.Missing = "no other method was answered with 405"
	}
	return j
}

// planHead asks over a connection of its own, because a body that follows
// where none may be would pass for the next answer.
func planHead(v oracle.View) Plan {
	r := v.Detail("")
	r.Method = http.MethodHead
	return ask(target.Chain(r))
}

func judgeHead(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	r := answers[0].First()
	get := v.Baseline().Pages.First()
	switch r.Status {
	case http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusNotImplemented:
		j.Observe("HEAD is refused with status %d", r.Status)
		return j
	}
	if j.Check(r, r.OK(), "200 or 203 as for GET, or 404 or 405", "status %d", r.Status) {
		j.Check(r, r.MediaType() == get.MediaType(), "the Content-Type of the GET, "+oracle.Quote(get.Header.Get("Content-Type")),
			"%s", oracle.Quote(r.Header.Get("Content-Type")))
	}
	return j
}

func planOptions(v oracle.View) Plan {
	r := v.Detail("")
	r.Method = http.MethodOptions
	return ask(target.Chain(r))
}

// planRoutes asks everything whose answer shows which router is behind the
// deployment.
func planRoutes(v oracle.View) Plan {
	scripts := planOtherMethods(v).Scripts
	scripts = append(scripts, planHead(v).Scripts...)
	scripts = append(scripts, planOptions(v).Scripts...)
	return ask(append(scripts, target.Once(suffixed(v, ".txt", "")))...)
}

func judgeRoutes(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, a := range answers {
		r := refused(a)
		path := oracle.PathOf(r.Request.URL)
		j.Observe("%s %s gives %s", r.Request.Method, path[strings.LastIndexByte(path, '/')+1:], oracle.Describe(r))
	}
	return j
}
