package suites

import (
	"net/http"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// headers are the specs about headers, caches, compression and connections.
func headers(s *Suite) {
	s.throughout(requirement.HDR01, planRefusals, judgeTypes)
	s.throughout(requirement.HDR02, planLists, judgeListStatuses)
	s.bothUnread(requirement.HDR03, planEmpty, judgeEmptyStatuses)
	s.throughout(requirement.HDR04, planRefusals, judgeRequestIDs)
	s.both(requirement.HDR05, planConditional, judgeConditional)
	s.both(requirement.HDR06, planCompressed, judgeCompressed)
	s.throughoutBoth(requirement.HDR07, planLengths, judgeLengths)
	s.both(requirement.HDR08, planBaseline, judgeRedirects)
	s.both(requirement.HDR09, planBaseline, judgeVary)
	s.one(requirement.HDR10, planCached, judgeCached)
	s.both(requirement.HDR11, planReused, judgeReused)
}

// formats are those in which the target gives a listing.
func formats(v oracle.View) []oracle.View {
	views := []oracle.View{v.As(requirement.JSON)}
	if v.InXML.Readable {
		views = append(views, v.As(requirement.XML))
	}
	return views
}

func planRefusals(v oracle.View) Plan {
	var scripts []target.Script
	for _, v := range formats(v) {
		scripts = append(scripts, target.Once(v.Detail("limit=abc")), target.Once(v.Detail("").By(target.Nobody)))
	}
	return ask(scripts...)
}

func judgeTypes(_ oracle.View, all []*oracle.Reading) (j oracle.Judgement) {
	j.TrueTypes(all)
	return j
}

func planLists(v oracle.View) Plan {
	var scripts []target.Script
	for _, v := range formats(v) {
		scripts = append(scripts, inStatus(v, "ACTIVE"), firstOfAll(v))
	}
	return ask(scripts...)
}

// judgeListStatuses wants the plain list with 200 or 203, and with it whatever
// else came as a collection.
func judgeListStatuses(v oracle.View, all []*oracle.Reading) (j oracle.Judgement) {
	if list := v.InJSON.Pages.First(); list.Collection == nil {
		j.Check(list, list.OK(), "200, or 203 from a cache", "%s", oracle.Describe(list))
	}
	j.ListStatuses(all)
	return j
}

func judgeEmptyStatuses(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, a := range answers {
		r := a.First()
		// Images where none belong are for the filter and for the marker.
		if len(r.Images()) == 0 {
			j.Check(r, r.Lists(), "200 or 203 with an empty collection", "%s", oracle.Describe(r))
		}
	}
	if j.Ranged == 0 {
		j.Missing = "no list came out empty, not even that of an unknown name"
	}
	return j
}

func judgeRequestIDs(_ oracle.View, all []*oracle.Reading) (j oracle.Judgement) {
	j.RequestIDs(all)
	if j.Ranged == 0 {
		j.Missing = "no answer has the header X-Compute-Request-Id"
	}
	return j
}

// planCompressed asks for gzip where the answer is a list, and a fault; and
// where the list comes packed, for a page of it too.
func planCompressed(v oracle.View) Plan {
	return ask(
		target.Once(v.Detail("limit=abc")),
		target.Once(v.Detail("").With("Accept-Encoding", "gzip")).Then("a page in gzip", func(list []target.Exchange) []target.Request {
			if !packed(list[0].Coding) {
				return nil
			}
			return []target.Request{v.Detail("limit=1").With("Accept-Encoding", "gzip")}
		}),
		target.Once(v.Detail("limit=abc").With("Accept-Encoding", "gzip")),
		firstOfAll(v),
	).evenBroken()
}

// packed reports whether a content coding changes the body.
func packed(coding string) bool { return coding != "" && coding != "identity" }

func judgeCompressed(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	plainFault, list, fault := answers[0].First(), answers[1].First(), answers[2].First()
	for _, r := range []*oracle.Reading{plainFault, list, fault} {
		if r.Failure != "" {
			j.Inconclusive = r.Failure
			return j
		}
	}
	compressed := 0
	for _, r := range []*oracle.Reading{list, fault} {
		if !packed(r.Coding) {
			continue
		}
		compressed++
		j.Check(r, (r.Coding == "gzip" || r.Coding == "x-gzip") && r.BodyFailure == "",
			"a body in gzip that unpacks, or as it is", "Content-Encoding: %s; %s", r.Coding, oracle.Describe(r))
	}
	if v.Baseline().Readable && list.BodyFailure == "" {
		j.AlikePage(list, v.Baseline().Pages.First().Images(), "the list as without Accept-Encoding")
	}
	if plainPage := answers[3].First(); len(answers[1]) > 1 && answers[1][1].Lists() && plainPage.Lists() {
		j.AlikePage(answers[1][1], plainPage.Images(), "the page as without Accept-Encoding")
	}
	if plainFault.Fault != nil && fault.BodyFailure == "" {
		same := fault.Status == plainFault.Status && fault.Fault != nil && fault.Fault.Name == plainFault.Fault.Name
		j.Check(fault, same, "the fault as without Accept-Encoding: "+oracle.Describe(plainFault), "%s", oracle.Describe(fault))
	}
	if compressed == 0 {
		j.Missing = "the target compresses nothing"
	}
	return j
}

// planLengths asks a list and a fault on connections that are closed behind
// them, since bytes behind a body are seen there only.
func planLengths(v oracle.View) Plan {
	views := []oracle.View{v}
	if tellsOfXML(v) {
		views = append(views, v.As(requirement.XML))
	}
	var scripts []target.Script
	for _, v := range views {
		scripts = append(scripts,
			target.Once(inGerman(v)), target.Once(v.Detail("limit=abc").With("Connection", "close")))
	}
	return ask(scripts...).evenBroken()
}

// tellsOfXML reports whether the spec in JSON looks at XML too: where no listing
// in XML can be read, which a wrong length may be the cause of.
func tellsOfXML(v oracle.View) bool { return v.Format == requirement.JSON && !v.InXML.Readable }

func judgeLengths(v oracle.View, all []*oracle.Reading) (j oracle.Judgement) {
	// An answer to a request without a format is the twin's in JSON.
	form := oracle.FormOf(v.Format)
	var ours []*oracle.Reading
	for _, r := range all {
		if tellsOfXML(v) || (oracle.Negotiated(r.Request) == oracle.XML) == (form == oracle.XML) {
			ours = append(ours, r)
		}
	}
	j.Lengths(ours)
	if j.Ranged == 0 {
		j.Missing = "no answer has a Content-Length"
	}
	return j
}

// judgeRedirects looks at how the plain list was reached.
func judgeRedirects(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	r := answers[0].First()
	location := r.Header.Get("Location")
	stuck := r.Status >= 300 && r.Status < 400 && r.Status != http.StatusNotModified
	switch {
	case stuck && location == "":
		j.Check(r, false, "a Location that leads to the list", "status %d without a Location", r.Status)
	case stuck && r.Circular:
		j.Check(r, false, "a Location that leads to the list", "a redirect after %d others, back to %s", len(r.Hops), oracle.Quote(location))
	case stuck:
		j.Missing = "the redirect leads to " + oracle.Quote(location) + ", which is not asked since the token would leave the host"
	case len(r.Hops) == 0:
		j.Missing = "the target does not redirect"
	default:
		j.Check(r, r.Lists(), "a listing where the redirect leads to", "%s after %s", oracle.Describe(r), oracle.Quote(r.Hops[len(r.Hops)-1]))
	}
	return j
}

// judgeVary wants Vary of a list that may be cached, as long as its URI serves
// two formats.
func judgeVary(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	if !v.InJSON.Readable || !v.InXML.Readable {
		j.Missing = "a second format at the same URI"
		return j
	}
	for _, r := range answers[0] {
		if oracle.Cacheable(r) {
			j.Check(r, oracle.VariesWith(r, "Accept"), "Vary with Accept, since the answer may be cached", "Vary: %s", oracle.Quote(r.Header.Get("Vary")))
		}
	}
	if j.Ranged == 0 {
		j.Missing = "an answer that may be cached: with an ETag, Last-Modified, Expires, Age or Cache-Control"
	}
	return j
}
