package suites

import (
	"context"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// These properties run the reference deployment and its judges against each
// other over random data. They share no code, so that each is a test of both:
// where they disagree, one of them misread the documents.

// randomly is the reference deployment over a random set, with pages of any
// length, and the seed to judge it by.
type randomly struct {
	options refserver.Options
	seed    uint64
}

var anyDeployment = rapid.Custom(func(t *rapid.T) randomly {
	most := rapid.SampledFrom([]int{1, 3, 5, 1000}).Draw(t, "largest page")
	return randomly{refserver.Options{Set: randomSet(t), MaxLimit: most}, rapid.Uint64().Draw(t, "seed")}
})

// serve serves the deployment and makes the suite for it; close it when done.
func (r randomly) serve(t rapid.TB) (s *Suite, done func()) {
	d := reference(r.options)
	server := httptest.NewServer(d.handler)
	config := target.Config{Tokens: d.tokens, Control: d.control}
	var err, otherErr error
	config.Endpoint, err = target.ParseEndpoint(server.URL + d.path)
	config.Other, otherErr = target.ParseEndpoint(server.URL + d.otherPath)
	if err != nil || otherErr != nil {
		t.Fatal(err, otherErr)
	}
	client := target.NewClient(config)
	return New(Options{Target: config, Doer: client, Seed: r.seed}), func() { client.Close(); server.Close() }
}

// shownOf are the images of a set that its tenant's plain list has to show,
// told by the set alone.
func shownOf(set fixtures.Set) map[string]fixtures.Image {
	shown := map[string]fixtures.Image{}
	for _, i := range set.Images {
		if i.Status != "DELETED" && (i.Public || i.Owner == set.Tenant || slices.Contains(i.Members, set.Tenant)) {
			shown[i.ID] = i
		}
	}
	return shown
}

// agree compares a listing with the set that was served.
func agree(t *rapid.T, l oracle.Listing, set fixtures.Set) {
	shown := shownOf(set)
	if !l.Readable || !l.Pages.Complete() || len(l.Images) != len(shown) {
		t.Fatalf("%d images of %d: %s", len(l.Images), len(shown), l.Seen())
	}
	const form = "2006-01-02T15:04:05Z"
	for n, im := range l.Images {
		i, known := shown[im.ID()]
		switch {
		case !known:
			t.Fatalf("%s is not to be shown", im.ID())
		case im.Name() != i.Name || im.Status() != i.Status || serverOf(im) != i.Server ||
			im.Created() != i.Created.Format(form) || im.Updated() != i.Updated.Format(form) || len(im.Metadata) != len(i.Metadata):
			t.Fatalf("%+v is shown as %+v", i, im)
		case n > 0 && i.Created.After(shown[l.Images[n-1].ID()].Created):
			t.Fatalf("%s stands behind an older image", im.ID())
		}
		for key, value := range i.Metadata {
			if got := im.Metadata[key]; !got.Present() || value != nil && got.Text != *value {
				t.Fatalf("%s: metadata %q is shown as %q", im.ID(), key, got.Text)
			}
		}
	}
}

// randomQuestion has any parameters with any values, be it from the listing.
func randomQuestion(t *rapid.T, v oracle.View) generated {
	g := generated{format: v.Format, order: rapid.Permutation(parameters).Draw(t, "order")}
	l := v.Baseline()
	given := func(name string) bool { return rapid.Bool().Draw(t, name) }
	if given("changes-since") {
		at := time.Date(2012, 2, 28, 23, 59, 58, 0, time.UTC).Add(rapid.SampledFrom(randomSteps).Draw(t, "since"))
		at = at.Add(time.Duration(rapid.IntRange(-2, 2).Draw(t, "seconds")) * time.Second)
		g.Filters = append(g.Filters, sinceAt(at, rapid.SampledFrom(sinceLayouts).Draw(t, "form")))
	}
	if given("server") {
		id := rapid.SampledFrom(append(randomServers, unknown(v))).Draw(t, "id")
		value := rapid.SampledFrom([]string{id, "http://host/v2/tenant/servers/" + id, "https://host:1/servers/" + id}).Draw(t, "server as")
		g.Filters = append(g.Filters, ofServer(value, id))
	}
	if given("name") {
		names := []string{rapid.OneOf(rapid.Just("a"), randomText()).Draw(t, "any name")}
		g.Filters = append(g.Filters, ofName(v.Naming(), rapid.SampledFrom(append(names, v.Naming().All...)).Draw(t, "value")))
	}
	if given("status") {
		word := rapid.SampledFrom(statusWords).Draw(t, "word")
		g.Filters = append(g.Filters, oracle.Choice{Name: "status", Value: word, Selects: ofStatus(word)})
	}
	if given("type") {
		g.Filters = append(g.Filters, rapid.SampledFrom(kinds).Draw(t, "kind"))
	}
	if len(l.Images) > 0 && given("marker") {
		g.Marker = rapid.SampledFrom(l.IDs()).Draw(t, "id")
	}
	if most := l.PageSize(); most > 0 && given("limit") {
		g.Limit = rapid.IntRange(1, most).Draw(t, "n")
	}
	return g
}

// checkRandomQuery judges one page, and the walk from it to the end.
func checkRandomQuery(t *rapid.T) {
	d := anyDeployment.Draw(t, "deployment")
	s, done := d.serve(t)
	defer done()
	if err := s.Connect(t.Context()); err != nil {
		t.Fatal(err)
	}
	agree(t, s.view.InJSON, d.options.Set)
	agree(t, s.view.InXML, d.options.Set)
	v := s.view.As(rapid.SampledFrom([]requirement.Format{requirement.JSON, requirement.XML}).Draw(t, "format"))
	g := randomQuestion(t, v)
	walk := target.Walk(v.Detail(g.query()))
	s.evidence.ask(t.Context(), s.doer, s.endpoint, 1, []target.Script{walk}, func() {})
	pages, _ := s.evidence.get(walk.Key)
	j := judgePage(v, g, pages)
	whole := g.Question
	whole.Limit = 0
	if j.Whole(pages) {
		known := oracle.Listing{Images: pages.Images()}.Where(func(im schemas.Image) bool { return im.Status() != oracle.Deleted })
		if got, want := oracle.IDs(known), oracle.IDs(whole.Fitting(v.Baseline())); !slices.Equal(got, want) {
			j.Find(pages.First(), "", "pages that together are "+whole.String(), "other images, or another order")
		}
	}
	for _, f := range j.Findings {
		t.Errorf("\n%s", f)
	}
}

// TestRandomQueries asks a query a check: -rapid.checks says how many.
func TestRandomQueries(t *testing.T) { rapid.Check(t, checkRandomQuery) }

func FuzzRandomQueries(f *testing.F) { f.Fuzz(rapid.MakeFuzz(checkRandomQuery)) }

// conforms runs every spec.
func (r randomly) conforms(ctx context.Context, t rapid.TB) {
	s, done := r.serve(t)
	defer done()
	result, err := s.Run(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, j := range result.Judged {
		if j.Inconclusive != "" {
			t.Errorf("%s %s: %s", j.Requirement, j.Spec, j.Inconclusive)
		}
		for _, f := range j.Findings {
			t.Errorf("%s %s\n%s", j.Requirement, j.Spec, f)
		}
	}
}

// TestRandomDeployments judges a few deployments whole, each by some hundred
// requests; the fuzz test judges as many as there is time for.
func TestRandomDeployments(t *testing.T) {
	if testing.Short() {
		t.Skip("judges whole deployments")
	}
	for seed := range 4 {
		anyDeployment.Example(seed).conforms(t.Context(), t)
	}
}

func FuzzRandomDeployments(f *testing.F) {
	f.Fuzz(rapid.MakeFuzz(func(t *rapid.T) { anyDeployment.Draw(t, "deployment").conforms(t.Context(), t) }))
}
