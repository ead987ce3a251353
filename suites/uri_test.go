package suites

import (
	"net/http"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites/requirement"
)

// requestAreas are the areas about a request before its parameters count.
var requestAreas = []string{"URI-*", "MTH-*", "AUTH-*", "NEG-*"}

func TestRequestsOfTheReferenceServer(t *testing.T) {
	all := judge(t, rich(), requestAreas...)
	all.wantBroken(t)
	all.wantUndecided(t)
}

func TestRequestsOfAPoorDeployment(t *testing.T) {
	identities := []requirement.ID{"AUTH-07", "AUTH-08"}
	for n, undecided := range map[int][]requirement.ID{
		0: append([]requirement.ID{"AUTH-05"}, append(identities, "MTH-01", "NEG-06", "NEG-15", "URI-04", "URI-05", "URI-06", "URI-07", "URI-09")...),
		1: append(identities, "URI-09"),
		3: identities,
	} {
		all := judge(t, plain(n), requestAreas...)
		all.wantBroken(t)
		all.wantUndecided(t, undecided...)
	}
}

// TestRequestsWithoutATenant judges a deployment whose base URL has none.
func TestRequestsWithoutATenant(t *testing.T) {
	d := reference(refserver.Options{Set: fixtures.Rich(), NoTenant: true})
	all := judge(t, d, requestAreas...)
	all.wantBroken(t)
	all.wantUndecided(t)
	alone := judge(t, d.alone(), requestAreas...)
	alone.wantBroken(t)
	alone.wantUndecided(t, "AUTH-07", "AUTH-08")
}

func TestRequestsOfATargetInPages(t *testing.T) {
	all := judge(t, reference(refserver.Options{Set: fixtures.Rich(), MaxLimit: 5}), requestAreas...)
	all.wantBroken(t)
	all.wantUndecided(t)
}

// TestRequestsOfABusyTarget judges a target that publishes an image of the
// second tenant while it is asked.
func TestRequestsOfABusyTarget(t *testing.T) {
	const published = "06b550cf-eba9-43da-a760-fd00b920d46a"
	var asked atomic.Int32
	d := altered(func(b *refserver.Behaviour) {
		before := b.Visible
		b.Visible = func(c *refserver.Call, i *fixtures.Image) bool {
			return before(c, i) || i.ID == published && asked.Load() > 50
		}
	}).asking(func(*http.Request) { asked.Add(1) })
	result := run(t, d, requestAreas...)
	if !result.Changed {
		t.Fatal("the target did not change")
	}
	for _, j := range result.Judged {
		if len(j.Findings) > 0 || j.Inconclusive != "" {
			t.Errorf("%s %s: %s%v", j.Requirement, j.Spec, j.Inconclusive, j.Findings)
		}
	}
}

func TestWrongURIs(t *testing.T) {
	lowerDigits := regexp.MustCompile(`%[0-9a-f][0-9a-f]`)
	judgeWrong(t, []wrong{
		{
			"refuses changes-since",
			altered(func(b *refserver.Behaviour) {
				b.Parse.ChangesSince = func(*refserver.Call, string) (time.Time, *refserver.Fault) {
					return time.Time{}, refusing(http.StatusBadRequest, "badRequest")
				}
			}),
			[]requirement.ID{"URI-04"},
		},
		{
			"refuses a query that is there and empty",
			rich().asking(func(r *http.Request) {
				if r.URL.ForceQuery {
					r.URL.RawQuery = "limit=none"
				}
			}),
			[]requirement.ID{"URI-04"},
		},
		{
			"refuses unknown parameters",
			rich().asking(func(r *http.Request) {
				if strings.Contains(r.URL.RawQuery, "UNSUPPORTED") {
					r.URL.RawQuery = "limit=none"
				}
			}),
			[]requirement.ID{"URI-05"},
		},
		{
			"filters by unknown parameters",
			rich().asking(func(r *http.Request) {
				r.URL.RawQuery = strings.Replace(r.URL.RawQuery, "UNSUPPORTEDFILTER", "name", 1)
			}),
			[]requirement.ID{"URI-05"},
		},
		{
			"takes a plus for a plus",
			rich().asking(func(r *http.Request) { r.URL.RawQuery = strings.ReplaceAll(r.URL.RawQuery, "+", "%2B") }),
			[]requirement.ID{"URI-06"},
		},
		{
			"decodes capital digits only",
			rich().asking(func(r *http.Request) {
				r.URL.RawQuery = lowerDigits.ReplaceAllStringFunc(r.URL.RawQuery, func(s string) string {
					if s == strings.ToUpper(s) {
						return s
					}
					return "%25" + s[1:]
				})
			}),
			[]requirement.ID{"URI-06"},
		},
		{
			"takes underscores for hyphens",
			rich().asking(func(r *http.Request) {
				r.URL.RawQuery = strings.Replace(r.URL.RawQuery, "changes_since", "changes-since", 1)
			}),
			[]requirement.ID{"URI-07"},
		},
		{
			"takes parameters in any case",
			rich().asking(func(r *http.Request) { r.URL.RawQuery = strings.Replace(r.URL.RawQuery, "NAME=", "name=", 1) }),
			[]requirement.ID{"URI-07"},
		},
		{
			"refuses an odd content type",
			rich().asking(func(r *http.Request) {
				if r.Header.Get("Content-Type") == "text/foo" {
					r.URL.RawQuery = "limit=none"
				}
			}),
			[]requirement.ID{"URI-11"},
		},
		{
			"refuses a body",
			rich().asking(func(r *http.Request) {
				if r.ContentLength > 0 {
					r.URL.RawQuery = "limit=none"
				}
			}),
			[]requirement.ID{"URI-11"},
		},
		{
			"knows no extension behind a slash",
			rich().asking(func(r *http.Request) { r.URL.Path = strings.Replace(r.URL.Path, "/.xml", "/none.xml", 1) }),
			[]requirement.ID{"URI-12"},
		},
	}, requestAreas...)
}

// TestListMissing judges targets that do not serve the list as asked at all.
func TestListMissing(t *testing.T) {
	d := reference(refserver.Options{Set: fixtures.Rich(), NoTenant: true}).alone()
	d.path = "/v2/openstack"
	judgeWrong(t, []wrong{
		{"serves no path with a tenant", d, []requirement.ID{"URI-01", "URI-02", "URI-04", "URI-10"}},
		{
			"wants a content type",
			rich().asking(func(r *http.Request) {
				if r.Header.Get("Content-Type") == "" {
					r.URL.RawQuery = "limit=none"
				}
			}),
			[]requirement.ID{"URI-01", "URI-02", "URI-04", "URI-10"},
		},
	}, "URI-*")
}
