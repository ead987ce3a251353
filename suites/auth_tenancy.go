package suites

import (
	"net/http"
	"slices"
	"strings"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// foreign are base URLs below which the user has nothing to see: that of a
// tenant that does not exist, of one whose name begins like the user's own,
// and of the second tenant. A base URL without a tenant has none to exchange;
// there one is put behind it.
func foreign(v oracle.View) []target.Endpoint {
	if v.Endpoint.Tenant == "" {
		return []target.Endpoint{{Base: v.Endpoint.Base + "/" + v.Fresh(5)}}
	}
	tenants := []string{v.Fresh(5), v.Endpoint.Tenant + "0"}
	if other := v.OtherEndpoint.Tenant; other != "" && other != v.Endpoint.Tenant {
		// The token goes to the user's own host, wherever the other tenant is.
		tenants = append(tenants, other)
	}
	var endpoints []target.Endpoint
	for _, tenant := range tenants {
		if e, ok := v.Endpoint.ForTenant(tenant); ok {
			endpoints = append(endpoints, e)
		}
	}
	return endpoints
}

// below is the view with another base URL.
func below(v oracle.View, e target.Endpoint) oracle.View {
	v.Endpoint = e
	return v
}

// planForeignTenants asks below the paths of other tenants, by Accept and by
// extension; and in JSON below the user's own with the token of the second
// tenant, where there is one.
func planForeignTenants(v oracle.View) Plan {
	var scripts []target.Script
	elsewhere := foreign(v)
	if v.Format == requirement.XML {
		elsewhere = elsewhere[:1]
		scripts = append(scripts, target.Once(suffixed(below(v, elsewhere[0]), ".xml", "")))
	}
	for _, e := range elsewhere {
		scripts = append(scripts, target.Once(below(v, e).Detail("")))
	}
	if v.Format == requirement.JSON && len(v.OtherJSON.Pages) > 0 && v.Endpoint.Tenant != "" && v.OtherEndpoint.Tenant != v.Endpoint.Tenant {
		scripts = append(scripts, target.Once(v.Detail("").By(target.Other)))
	}
	return ask(scripts...)
}

var refusals = []int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound}

func judgeForeignTenants(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, a := range answers {
		r := a.First()
		if j.Check(r, slices.Contains(refusals, r.Status), "400, 401, 403 or 404 below the path of another tenant", "%s", oracle.Describe(r)) {
			j.ShowsNothing(r, v)
		}
	}
	return j
}

const withoutNeighbours = "an image that only the user of another tenant sees, with that user's token and base URL"

// planNeighbours asks, as each of the two users, by everything that the other
// one's private images have: their names, states and servers.
func planNeighbours(v oracle.View) Plan {
	theirs, ours := v.OtherJSON.Beyond(v.InJSON), v.InJSON.Beyond(v.OtherJSON)
	if len(theirs) == 0 {
		return lacking(withoutNeighbours)
	}
	// The few that come first tell the most.
	queries := probing(theirs, v.InJSON)
	back := probing(ours, v.OtherJSON)
	back = back[:min(len(back), 1)]
	if v.Format == requirement.XML {
		queries, back = queries[:min(len(queries), 2)], nil
	}
	var scripts []target.Script
	for _, query := range queries {
		scripts = append(scripts, target.Walk(v.Detail(query)))
	}
	for _, query := range back {
		scripts = append(scripts, target.Walk(below(v, v.OtherEndpoint).Detail(query).By(target.Other)))
	}
	return ask(scripts...)
}

// probing are the filters that would find images which must not be seen, by
// what they have in common with those that may be, and by what they have not.
func probing(hidden []schemas.Image, seen oracle.Listing) (queries []string) {
	add := func(name, value string) {
		if query := oracle.Query(name, value); value != "" && !slices.Contains(queries, query) {
			queries = append(queries, query)
		}
	}
	names := map[string]bool{}
	for _, im := range seen.Images {
		names[im.Name()] = true
	}
	shared := func(common bool) string {
		for _, im := range hidden {
			if names[im.Name()] == common && im.Name() != "" {
				return im.Name()
			}
		}
		return ""
	}
	add("name", shared(false))
	for _, of := range []struct {
		name  string
		value func(schemas.Image) string
	}{{"status", schemas.Image.Status}, {"server", serverOf}} {
		add(of.name, most(hidden, of.value))
	}
	if len(hidden) > 0 {
		add("changes-since", longAgo)
		add("type", "BASE")
	}
	add("name", shared(true))
	for _, im := range hidden {
		if im.Server != nil {
			add("type", "SERVER")
		}
		if len(queries) < 8 {
			add("status", im.Status())
		}
	}
	return queries
}

func judgeNeighbours(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	hidden := oracle.HiddenIn(v)
	for _, a := range answers {
		if a.First().Lists() {
			j.NoneHidden(a, hidden)
		}
	}
	return j
}

// judgeNeverShown holds every listing of the run against the plain lists,
// whatever it was asked for.
func judgeNeverShown(v oracle.View, all []*oracle.Reading) (j oracle.Judgement) {
	// What was published while the suite asked is in the plain list at the end.
	v.InJSON.Images = append(slices.Clone(v.InJSON.Images), plainly(all, target.Self, v.Endpoint)...)
	v.OtherJSON.Images = append(slices.Clone(v.OtherJSON.Images), plainly(all, target.Other, v.OtherEndpoint)...)
	hidden := oracle.HiddenIn(v)
	if len(hidden[target.Self]) == 0 {
		j.Missing = withoutNeighbours
		return j
	}
	own := map[target.Identity]target.Endpoint{target.Self: v.Endpoint, target.Other: v.OtherEndpoint}
	for _, r := range all {
		base, known := own[r.Request.As]
		if known && r.Lists() && strings.HasPrefix(r.Request.URL, base.Base+"/") {
			j.NoneHidden(oracle.Answer{r}, hidden)
		}
	}
	return j
}

// plainly are the images of all answers to the plain list.
func plainly(all []*oracle.Reading, as target.Identity, at target.Endpoint) (images []schemas.Image) {
	for _, r := range all {
		if r.Request.As == as && r.Request.Method == http.MethodGet && r.Request.URL == at.URL("/images/detail", "") {
			images = append(images, r.Images()...)
		}
	}
	return images
}
