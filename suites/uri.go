package suites

import (
	"strconv"
	"strings"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// uris are the specs about the address of the operation and its query.
func uris(s *Suite) {
	s.bothUnread(requirement.URI01, planBaseline, judgeLists)
	s.bothUnread(requirement.URI02, planBaseline, judgeServedBelowTenant)
	s.one(requirement.URI03, planWithoutTenant, judgeWithoutTenant)
	s.both(requirement.URI04, planEachParameter, judgeLists)
	s.both(requirement.URI05, planUnknownParameter, judgeUnheeded("the unknown parameter is ignored"))
	s.both(requirement.URI06, planEncodedNames, judgeEncodedNames)
	s.both(requirement.URI07, planMisspelt, judgeUnheeded("the misspelt parameter is ignored"))
	s.one(requirement.URI08, planQueries("limit=1&limit=2"), judgeRepeatedParameter)
	s.one(requirement.URI09, planUndocumentedFilters, judgeUndocumentedFilters)
	s.bothUnread(requirement.URI10, planBaseline, judgeLists)
	s.both(requirement.URI11, planOddContent, judgeUnheeded("what the request carries besides its URL is ignored"))
	s.inXML(requirement.URI12, planSlashedExtension, judgeSlashedExtension)
}

// judgeLists wants every answer to begin with a listing.
func judgeLists(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, a := range answers {
		if j.Listed(a[:1]) {
			j.Ranged++
		}
	}
	return j
}

// judgeServedBelowTenant wants a listing at the URL as it was given, and says
// so when that URL names no tenant.
func judgeServedBelowTenant(v oracle.View, answers []oracle.Answer) oracle.Judgement {
	j := judgeLists(v, answers)
	if v.Endpoint.Tenant == "" {
		j.Observe("the base URL names no tenant, so that the list was asked at %s as given", oracle.Quote(v.Endpoint.Path()+"/images/detail"))
	}
	return j
}

// planWithoutTenant asks the path that the printed page shows. Where the base
// URL has no tenant that is the list itself.
func planWithoutTenant(v oracle.View) Plan {
	if bare, ok := v.Endpoint.ForTenant("-"); ok {
		v.Endpoint = target.Endpoint{Base: strings.TrimSuffix(bare.Base, "/-")}
		return ask(target.Once(v.Detail("")))
	}
	return planBaseline(v)
}

func judgeWithoutTenant(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	r := answers[0].First()
	j.Observe("GET %s, without a tenant, gives %s", oracle.PathOf(r.Request.URL), oracle.Describe(r))
	return j
}

// planEachParameter asks every parameter alone with a value that is good on
// this deployment, and a query that is there and empty.
func planEachParameter(v oracle.View) Plan {
	var scripts []target.Script
	if v.Format == requirement.JSON {
		empty := v.Detail("")
		empty.URL += "?"
		scripts = append(scripts, target.Once(empty))
	}
	alone := map[string]bool{}
	for _, f := range filters(v, 1) {
		alone[f.query[0]] = true
		scripts = append(scripts, target.Walk(v.Detail(oracle.Query(f.query...))))
	}
	// A value that selects nothing is good, too.
	for _, query := range [][]string{
		{"changes-since", longAgo}, {"server", v.Fresh(2)}, {"name", v.Fresh(2)}, {"status", "ACTIVE"}, {"type", "BASE"},
	} {
		if !alone[query[0]] {
			scripts = append(scripts, target.Walk(v.Detail(oracle.Query(query...))))
		}
	}
	scripts = append(scripts, firstOfAll(v))
	ids := v.Baseline().IDs()
	if len(ids) == 0 {
		return ask(scripts...).but("at least 1 image, whose id is a marker").with(requirement.RecipeImages)
	}
	return ask(append(scripts, target.Walk(v.Detail(oracle.Query("marker", ids[middle(v)]))))...)
}

func planUnknownParameter(v oracle.View) Plan {
	return decidedByImages(v, ask(target.Once(v.Detail("UNSUPPORTEDFILTER=x"))))
}

// decidedByImages is a plan whose answers tell a parameter that is ignored
// from one that filters, which takes an image.
func decidedByImages(v oracle.View, p Plan) Plan {
	if len(v.Baseline().Images) == 0 {
		return p.but(needImage).with(requirement.RecipeImages)
	}
	return p
}

// planMisspelt asks two parameters that each have an effect where its name is
// taken for the documented one: hyphen for underscore, capitals for small.
func planMisspelt(v oracle.View) Plan {
	return decidedByImages(v, planQueries(oracle.Query("changes_since", "2100-01-01T00:00:00Z", "NAME", v.Fresh(3)))(v))
}

// planOddContent asks with a content type that no operation knows and with a
// body, over a connection of its own: a server that leaves the body unread
// would take it for the next request.
func planOddContent(v oracle.View) Plan {
	odd := v.Detail("").With("Content-Type", "text/foo")
	odd.Body = "not asked for"
	return ask(target.Chain(odd))
}

// judgeUnheeded wants the first page of the plain list from every request.
func judgeUnheeded(why string) Judge {
	return func(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
		plain := v.Baseline().Pages.First()
		if !plain.Lists() {
			j.Missing = "the plain list itself is not served: " + oracle.Describe(plain)
			return j
		}
		for _, a := range answers {
			j.AlikePage(a.First(), plain.Images(), "the plain list, because "+why)
		}
		return j
	}
}

func judgeRepeatedParameter(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	r := answers[0].First()
	counts := ""
	if r.Lists() {
		counts = map[int]string{1: ": the first occurrence counts", 2: ": the last occurrence counts"}[len(r.Images())]
	}
	j.Observe("limit=1&limit=2 gives %s%s", oracle.Describe(r), counts)
	return j
}

// planUndocumentedFilters asks filters that Nova reads beside the documented
// ones, each with a value that would show.
func planUndocumentedFilters(v oracle.View) Plan {
	images := v.Baseline().Images
	if len(images) < 2 {
		return tooFew(2, len(images))
	}
	return planQueries(
		oracle.Query("minRam", beyond(images, schemas.Image.MinRAM), "minDisk", beyond(images, schemas.Image.MinDisk),
			"property-architecture", v.Fresh(4)),
		"page_size=1",
	)(v)
}

// beyond is a number above that of every image.
func beyond(images []schemas.Image, of func(schemas.Image) string) string {
	most := 0
	for _, im := range images {
		if n, err := strconv.Atoi(of(im)); err == nil {
			most = max(most, n)
		}
	}
	return strconv.Itoa(most + 1)
}

func judgeUndocumentedFilters(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, a := range answers {
		r := a.First()
		_, query, _ := strings.Cut(r.Request.URL, "?")
		plain := len(v.Baseline().Pages.First().Images())
		switch got := len(r.Images()); {
		case !r.Lists():
			j.Observe("%s gives %s", query, oracle.Describe(r))
		case got == plain:
			j.Observe("%s has no effect", query)
		default:
			j.Observe("%s takes effect: %d images in place of %d", query, got, plain)
		}
	}
	return j
}

// planSlashedExtension asks the extension behind a slash beside the usual one.
func planSlashedExtension(v oracle.View) Plan {
	return ask(target.Once(suffixed(v, "/.xml", "limit=1")), target.Once(suffixed(v, ".xml", "limit=1")))
}

func judgeSlashedExtension(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	slashed, usual := answers[0].First(), answers[1].First()
	if !usual.Lists() {
		j.Missing = "detail.xml itself is not served: " + oracle.Describe(usual)
		return j
	}
	if j.AlikePage(slashed, usual.Images(), "the same listing as of detail.xml") {
		j.Check(slashed, slashed.Form == usual.Form, usual.Form.String()+", as of detail.xml", "%s", oracle.Describe(slashed))
	}
	return j
}
