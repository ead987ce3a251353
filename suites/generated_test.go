package suites

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// viewOf is what a deployment lists.
func viewOf(t *testing.T, d deployment) oracle.View {
	t.Helper()
	server := httptest.NewServer(d.handler)
	t.Cleanup(server.Close)
	s := New(Options{Target: target.Config{Endpoint: endpoint(t, server.URL+d.path), Tokens: d.tokens}})
	if err := s.Connect(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s.view
}

func queries(all []generated) []string {
	var texts []string
	for _, g := range all {
		texts = append(texts, g.format.String()+" "+g.query())
	}
	return texts
}

func TestGeneratedOfASeed(t *testing.T) {
	v := viewOf(t, rich())
	if diff := cmp.Diff(queries(generate(v, 7, 40)), queries(generate(v, 7, 40))); diff != "" {
		t.Errorf("the same seed generates two lists of queries:\n%s", diff)
	}
	if cmp.Equal(queries(generate(v, 7, 40)), queries(generate(v, 8, 40))) {
		t.Error("two seeds generate the same queries")
	}
}

// TestGeneratedByDefaultLetsAllParametersMeet counts which two parameters stand
// in one query, and in which format they do.
func TestGeneratedByDefaultLetsAllParametersMeet(t *testing.T) {
	v := viewOf(t, rich())
	for seed := range uint64(10) {
		all := generate(v, seed, DefaultGenerated)
		seen := map[string]bool{}
		met := map[[2]string]bool{}
		for _, g := range all {
			values, err := url.ParseQuery(g.query())
			if err != nil || len(values) != g.size() || g.size() < 2 {
				t.Errorf("seed %d: a query of %d parameters: %s (%v)", seed, g.size(), g.query(), err)
			}
			if key := g.format.String() + values.Encode(); seen[key] {
				t.Errorf("seed %d: twice: %s", seed, key)
			} else {
				seen[key] = true
			}
			values.Set(g.format.String(), "")
			for a := range values {
				for b := range values {
					met[[2]string{a, b}] = true
				}
			}
		}
		if len(all) != DefaultGenerated {
			t.Errorf("seed %d: %d queries", seed, len(all))
		}
		for i, a := range parameters {
			for _, b := range append(slices.Clone(parameters[i+1:]), "json", "xml") {
				if !met[[2]string{a, b}] {
					t.Errorf("seed %d: %s and %s stand in no query together", seed, a, b)
				}
			}
		}
	}
}

// TestFewGeneratedAreOfBothFormats holds that the least number leaves no spec
// without a query.
func TestFewGeneratedAreOfBothFormats(t *testing.T) {
	v := viewOf(t, rich())
	for seed := range uint64(20) {
		all := generate(v, seed, LeastGenerated)
		if len(all) != 2 || all[0].format == all[1].format {
			t.Errorf("seed %d: %v", seed, queries(all))
		}
	}
}

// forgetting drops a parameter from requests that have all of some.
func forgetting(dropped string, beside ...string) func(*http.Request) {
	return func(r *http.Request) {
		values := r.URL.Query()
		for _, name := range beside {
			if !values.Has(name) {
				return
			}
		}
		if values.Has(dropped) {
			values.Del(dropped)
			r.URL.RawQuery = values.Encode()
		}
	}
}

// TestSmallestQueryIsReported breaks a deployment where certain parameters
// meet, and wants exactly those in the request of the finding, plainly written.
func TestSmallestQueryIsReported(t *testing.T) {
	for _, c := range []struct {
		does string
		ask  func(*http.Request)
		want []string
	}{
		{"forgets the name beside server", forgetting("name", "server"), []string{"name", "server"}},
		{"forgets the marker beside changes-since", forgetting("marker", "changes-since"), []string{"changes-since", "marker"}},
		{"forgets the limit beside three filters", forgetting("limit", "name", "status", "type"), []string{"limit", "name", "status", "type"}},
	} {
		t.Run(c.does, func(t *testing.T) {
			for _, j := range generatedRun(t, rich().asking(c.ask), 3, 60) {
				if len(j.Findings) == 0 {
					t.Errorf("%s: nothing is found", j.Spec)
				}
				for _, f := range j.Findings {
					if values := queryOf(t, f); !cmp.Equal(c.want, slices.Sorted(maps.Keys(values))) || strings.Contains(values.Get("server"), "/") {
						t.Errorf("%s: want the parameters %v, plainly written:\n%s", j.Spec, c.want, f)
					}
				}
			}
		})
	}
}

// queryOf is the query of a finding's request.
func queryOf(t *testing.T, f oracle.Finding) url.Values {
	t.Helper()
	_, query, _ := strings.Cut(f.Request, "?")
	values, err := url.ParseQuery(strings.TrimSuffix(query, "'"))
	if err != nil {
		t.Fatalf("%s: %v", f.Request, err)
	}
	return values
}

// generatedRun judges a deployment by so many generated queries of a seed.
func generatedRun(t *testing.T, d deployment, seed uint64, n int) []oracle.Judged {
	t.Helper()
	return generatedBy(t, d, Options{Seed: seed, Generated: n})
}

func generatedBy(t *testing.T, d deployment, options Options) []oracle.Judged {
	t.Helper()
	server := httptest.NewServer(d.handler)
	defer server.Close()
	options.Target.Endpoint, options.Target.Tokens = endpoint(t, server.URL+d.path), d.tokens
	options.Select = func(r requirement.Requirement) bool { return r.ID == requirement.CMB08.ID }
	result, err := New(options).Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return result.Judged
}

// TestBrokenPartIsNotBlamedOnTheCombination breaks single parameters: each has
// a requirement of its own.
func TestBrokenPartIsNotBlamedOnTheCombination(t *testing.T) {
	for _, name := range parameters {
		for _, j := range generatedRun(t, rich().asking(forgetting(name)), 5, 40) {
			if len(j.Findings) > 0 {
				t.Errorf("without %s: %s: %v", name, j.Spec, j.Findings)
			}
			if j.Ranged == 0 || j.Missing != "" {
				t.Errorf("without %s: %s: nothing is left to judge: %s", name, j.Spec, j.Missing)
			}
			if name != "limit" && len(j.Observed) == 0 {
				t.Errorf("without %s: %s does not say what it left out", name, j.Spec)
			}
		}
	}
}

// TestMakingSmallerIsBounded counts the requests where every query fails.
func TestMakingSmallerIsBounded(t *testing.T) {
	var asked atomic.Int64
	d := rich().answering(func(r *http.Request, a *reply) {
		if asked.Add(1); strings.Contains(r.URL.RawQuery, "&") {
			*a = reply{http.StatusBadRequest, http.Header{}, fmt.Sprintf("no %d", asked.Load())}
		}
	})
	judged := generatedRun(t, d, 1, 200)
	if n := len(judged[0].Findings); n < 10 {
		t.Errorf("%d findings, where every two parameters are refused", n)
	}
	const again, baselines = 200, 6
	if most := int64(200 + again + 200*mostReducing + baselines); asked.Load() > most {
		t.Errorf("%d requests, want at most %d", asked.Load(), most)
	}
}

// TestWhatHappensOnceIsNoFinding refuses each query the first time only.
func TestWhatHappensOnceIsNoFinding(t *testing.T) {
	for _, j := range generatedRun(t, refusingOnce(), 1, 40) {
		if len(j.Findings) > 0 || j.Ranged == 0 || len(j.Observed) == 0 {
			t.Errorf("%s: %d findings over %d things, observed %v", j.Spec, len(j.Findings), j.Ranged, j.Observed)
		}
	}
}

// TestWhatHappensOnceStaysInDoubt does the same where nothing is to be hidden
// by asking again.
func TestWhatHappensOnceStaysInDoubt(t *testing.T) {
	for _, j := range generatedBy(t, refusingOnce(), Options{Seed: 1, Generated: 40, Target: target.Config{Once: true}}) {
		if len(j.Findings) > 0 || !strings.Contains(j.Inconclusive, "but not a second time: ?") {
			t.Errorf("%s: %d findings, inconclusive for %q", j.Spec, len(j.Findings), j.Inconclusive)
		}
	}
}

// refusingOnce refuses each query of three parameters or more the first time.
func refusingOnce() deployment {
	met := map[string]bool{}
	once := rich().answering(func(r *http.Request, a *reply) {
		key := r.Header.Get("Accept") + r.URL.RawQuery
		if strings.Count(key, "&") > 1 && !met[key] {
			met[key] = true
			a.status = http.StatusInternalServerError
		}
	})
	return deployment{handler: serial(once.handler), path: once.path, tokens: once.tokens}
}

// serial lets one request through at a time.
func serial(next http.Handler) http.Handler {
	turn := make(chan struct{}, 1)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		turn <- struct{}{}
		defer func() { <-turn }()
		next.ServeHTTP(w, r)
	})
}

// TestGeneratedHoldOnAMovingTarget changes the images while they are asked for,
// and then no more: what failed is asked again, and nothing is found.
func TestGeneratedHoldOnAMovingTarget(t *testing.T) {
	set := fixtures.Rich()
	now := refserver.Options{Set: set}
	set.Images = slices.Clone(set.Images)[:20]
	before, after := reference(now), reference(refserver.Options{Set: set})
	var asked atomic.Int64
	d := before
	d.handler = serial(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if asked.Add(1) > 12 {
			after.handler.ServeHTTP(w, r)
			return
		}
		before.handler.ServeHTTP(w, r)
	}))
	for _, j := range generatedRun(t, d, 2, 40) {
		if len(j.Findings) > 0 || j.Inconclusive != "" || j.Ranged == 0 {
			t.Errorf("%s: %v%s", j.Spec, j.Findings, j.Inconclusive)
		}
	}
}
