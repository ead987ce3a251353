package suites

import (
	"net/http"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// negotiation are the specs about the choice between JSON and XML. Those that
// decide about both ask for XML whether or not the target is known to have it.
func negotiation(s *Suite) {
	s.one(requirement.NEG01, planNoAccept, judgeForms(oracle.JSON))
	s.one(requirement.NEG02, planAccepted(requirement.JSON), judgeForms(oracle.JSON))
	s.one(requirement.NEG03, planAccepted(requirement.XML), judgeForms(oracle.XML))
	s.one(requirement.NEG04, planExtensions, judgeForms(oracle.JSON, oracle.XML))
	s.one(requirement.NEG05, planConflicts, judgeForms(oracle.JSON, oracle.XML))
	s.one(requirement.NEG06, planFilteredExtensions, judgeFilteredExtensions)
	s.one(requirement.NEG07, planQualities, judgeQualities)
	s.one(requirement.NEG08, planAccepts("limit=1", "*/*", "application/*"), judgeForms(oracle.JSON, oracle.JSON))
	s.one(requirement.NEG09, planAccepts("limit=1", "text/html"), judgeUnsupported)
	s.one(requirement.NEG10, planAccepts("limit=1", vendorTypes...), judgeVendorTypes)
	s.one(requirement.NEG11, planFaults, judgeFaultForms)
	s.one(requirement.NEG12, planMalformed, judgeMalformed)
	s.add(&spec{
		text: requirement.NEG13.Title, row: requirement.NEG13, format: requirement.JSON,
		plan: planRoundTrip, judge: judgeRoundTrip, over: judgeEncodings,
	})
	s.one(requirement.NEG14, planAccepts("limit=abc", vendorTypes[0]), judgeVendorFaults)
	s.both(requirement.NEG15, planLanguage, judgeUnheeded("the language is for messages only"))
}

// suffixed is the request of the operation with something behind its path,
// such as an extension, and without an Accept header.
func suffixed(v oracle.View, suffix, query string) target.Request {
	return target.Get(v.Endpoint.URL("/images/detail"+suffix, query))
}

// judgeForms wants a listing in the n-th form from the n-th request.
func judgeForms(forms ...oracle.Form) Judge {
	return func(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
		for i, a := range answers {
			j.ListedAs(a.First(), forms[i])
		}
		return j
	}
}

func planNoAccept(v oracle.View) Plan { return ask(target.Once(suffixed(v, "", ""))) }

// planAccepted is the baseline of a format, asked by its Accept header.
func planAccepted(f requirement.Format) Planner {
	return func(v oracle.View) Plan { return planBaseline(v.As(f)) }
}

// planAccepts asks a query with one Accept header after the other.
func planAccepts(query string, accepts ...string) Planner {
	return func(v oracle.View) Plan {
		var scripts []target.Script
		for _, accept := range accepts {
			scripts = append(scripts, target.Once(suffixed(v, "", query).With("Accept", accept)))
		}
		return ask(scripts...)
	}
}

// qualities are Accept headers and what they prefer. They are chosen so that
// a server which takes the first type, the last one, always the one or always
// the other, or a missing value for the least, is wrong once.
var qualities = []struct {
	accept string
	form   oracle.Form
}{
	{"application/xml;q=0.9, application/json;q=0.1", oracle.XML},
	{"application/xml;q=0.1, application/json;q=0.9", oracle.JSON},
	{"application/json; q=0.5, application/xml", oracle.XML},
}

func planQualities(v oracle.View) Plan {
	var accepts []string
	for _, q := range qualities {
		accepts = append(accepts, q.accept)
	}
	return planAccepts("limit=1", accepts...)(v)
}

func judgeQualities(v oracle.View, answers []oracle.Answer) oracle.Judgement {
	var forms []oracle.Form
	for _, q := range qualities {
		forms = append(forms, q.form)
	}
	return judgeForms(forms...)(v, answers)
}

func judgeUnsupported(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, a := range answers {
		r := a.First()
		j.Check(r, r.Status == http.StatusNotAcceptable || r.Lists() && r.Form == oracle.JSON,
			"200 or 203 with a collection as JSON, or 406", "%s", oracle.Labelled(r))
	}
	return j
}

// vendorTypes are a versioned type of Nova and one of the guide.
var vendorTypes = []string{
	"application/vnd.openstack.compute+json", "application/vnd.openstack.compute.v2+xml",
}

// judgeVendorTypes lets a target not know the types, and answer its default.
func judgeVendorTypes(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for i, a := range answers {
		r := a.First()
		asXML := i > 0 && r.Form == oracle.XML
		j.Check(r, r.Status == http.StatusNotAcceptable || r.Lists() && (r.Form == oracle.JSON || asXML) && oracle.VendorOf(r),
			"the collection in the type's base format or as JSON, labelled as what it is, or 406", "%s", oracle.Labelled(r))
	}
	return j
}

func judgeVendorFaults(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, a := range answers {
		r := a.First()
		j.Observe("limit=abc with Accept: %s gives %s", r.Request.Header["Accept"], oracle.Labelled(r))
	}
	return j
}

// malformed are Accept headers that do not parse.
var malformed = []string{";;;", "/", "application/xml;q=high", "application/json;q="}

// planMalformed asks with Accept headers that do not parse, also where the
// answer is a fault, which other code may write. A server may break down over
// them and drop the connection (Nova 26 under uwsgi does), so that well-formed
// requests go before and behind, to tell that from trouble on the way.
func planMalformed(v oracle.View) Plan {
	control := v.Detail("limit=1")
	requests := []target.Request{control}
	for _, accept := range malformed {
		requests = append(requests, suffixed(v, "", "limit=1").With("Accept", accept))
	}
	requests = append(requests, suffixed(v, "", "limit=abc").With("Accept", malformed[0]), v.Detail("limit=abc"), control)
	return ask(target.Chain(requests...)).evenBroken()
}

func judgeMalformed(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	chain := answers[0]
	for _, control := range []*oracle.Reading{chain.First(), chain.Last()} {
		if why := control.Troubled(); why != "" {
			return oracle.Judgement{Inconclusive: why + ": " + control.Request.Curl()}
		}
	}
	for _, r := range chain[1 : len(chain)-1] {
		j.Check(r, r.Troubled() == "" && r.Status < http.StatusInternalServerError, "any status below 500", "%s", oracle.Describe(r))
	}
	return j
}

// inGerman asks the list in another language, on a connection that is closed
// behind it, so that its length can be seen as well.
func inGerman(v oracle.View) target.Request {
	return v.Detail("").With("Accept-Language", "de").With("Connection", "close")
}

func planLanguage(v oracle.View) Plan {
	if len(v.Baseline().Images) == 0 {
		return lacking(needImage)
	}
	return ask(target.Once(inGerman(v)))
}
