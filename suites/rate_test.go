package suites

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/hourglass"
	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// judgeRates judges the reference server with its users, in a time of its own.
func judgeRates(t *testing.T, alter ...func(*refserver.Behaviour)) judgements {
	t.Helper()
	h := hourglass.New(time.Date(2014, 4, 17, 12, 0, 0, 0, time.UTC))
	d := reference(refserver.Options{Set: fixtures.Rich(), Clock: h.Now, Alter: alter}).answering(func(_ *http.Request, a *reply) {
		a.header.Set("Date", h.Now().Format(http.TimeFormat))
	})
	server := httptest.NewServer(d.handler)
	defer server.Close()
	result, err := New(Options{Select: selection(t, []string{"RAT-*"}), Target: target.Config{
		Endpoint: endpoint(t, server.URL+d.path), Other: endpoint(t, server.URL+d.otherPath),
		Tokens: d.tokens, Control: d.control, Clock: h.Now, Sleep: h.Wait,
	}}).Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	judged := judgements{}
	for _, j := range result.Judged {
		judged[j.Requirement] = append(judged[j.Requirement], j)
	}
	return judged
}

func TestReferenceRates(t *testing.T) {
	t.Parallel()
	all := judgeRates(t)
	all.wantBroken(t)
	all.wantUndecided(t)
	for _, n := range []int{0, 1, 3} {
		t.Run(fmt.Sprint(n, " images"), func(t *testing.T) {
			t.Parallel()
			all := judge(t, plain(n), "RAT-*")
			all.wantBroken(t)
			all.wantUndecided(t, "RAT-01", "RAT-02", "RAT-03", "RAT-04", "RAT-05", "RAT-09")
		})
	}
}

// variant is the reference server with a permitted behaviour.
func variant(t *testing.T, name string, o refserver.Options) deployment {
	t.Helper()
	for _, v := range refserver.Variants() {
		if v.Name == name {
			return reference(v.Apply(o))
		}
	}
	t.Fatalf("there is no variant %q", name)
	return deployment{}
}

// TestChangesSinceBudget judges deployments that limit requests with
// changes-since as Nova does: few of them are refused, and nothing is found.
func TestChangesSinceBudget(t *testing.T) {
	t.Parallel()
	for name, limited := range map[string]bool{"three-changes-since-a-minute": true, "120-changes-since-a-minute": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := hourglass.New(time.Date(2014, 4, 17, 12, 0, 0, 0, time.UTC))
			var asked, refused atomic.Int32
			d := variant(t, name, refserver.Options{Set: fixtures.Rich(), Clock: h.Now}).alone().answering(func(r *http.Request, a *reply) {
				if r.URL.Query().Has("changes-since") {
					asked.Add(1)
				}
				if a.header.Get("Retry-After") != "" {
					refused.Add(1)
				}
			})
			server := httptest.NewServer(d.handler)
			defer server.Close()
			result, err := New(Options{Target: target.Config{
				Endpoint: endpoint(t, server.URL+d.path), Tokens: d.tokens, Clock: h.Now, Sleep: h.Wait, Concurrency: 1,
			}}).Run(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for _, j := range result.Judged {
				if len(j.Findings) > 0 || j.Inconclusive != "" {
					t.Errorf("%s %s: %v %s", j.Requirement, j.Spec, j.Findings, j.Inconclusive)
				}
			}
			if n := refused.Load(); asked.Load() < 30 || limited != (n > 0) || n > asked.Load()/4 {
				t.Errorf("of %d requests with changes-since %d were refused", asked.Load(), n)
			}
		})
	}
}

// TestLimitedForReal lets the limit pass in real time.
func TestLimitedForReal(t *testing.T) {
	t.Parallel()
	all := judge(t, rich(), "RAT-02")
	all.wantBroken(t)
	all.wantUndecided(t)
}

// overLimited changes the faults of a rate limit.
func overLimited(change func(*refserver.Call, *refserver.Fault)) func(*refserver.Behaviour) {
	return refault(func(f *refserver.Fault) bool { return f.Status == 413 && f.Header.Get("Retry-After") != "" }, change)
}

func retrying(text string) func(*refserver.Behaviour) {
	return overLimited(func(_ *refserver.Call, f *refserver.Fault) { f.Header.Set("Retry-After", text) })
}

func TestWrongRates(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name      string
		alter     func(*refserver.Behaviour)
		want      []requirement.ID
		undecided []requirement.ID
	}{
		{"429", overLimited(func(_ *refserver.Call, f *refserver.Fault) { f.Status, f.Code = 429, 429 }), ids("RAT-01"), nil},
		{"413 called as in 2012", overLimited(called("overLimitFault")), ids("RAT-01"), nil},
		{
			"413 without Retry-After", overLimited(func(_ *refserver.Call, f *refserver.Fault) { f.Header.Del("Retry-After") }),
			ids("RAT-01"), ids("RAT-02", "RAT-04", "RAT-05"),
		},
		{"Retry-After in words", retrying("soon"), ids("RAT-02"), nil},
		{"Retry-After in the past", retrying("-1"), ids("RAT-02"), nil},
		{"Retry-After with a fraction", retrying("0.5"), ids("RAT-02"), nil},
		{"Retry-After too early", overLimited(func(_ *refserver.Call, f *refserver.Fault) {
			f.Header.Set("Retry-After", "0")
			f.Retry = f.Retry.Add(-time.Second)
		}), ids("RAT-02"), nil},
		{"nothing in the fault", overLimited(func(_ *refserver.Call, f *refserver.Fault) { f.Retry = time.Time{} }), ids("RAT-03"), nil},
		{"another time in the fault", overLimited(func(_ *refserver.Call, f *refserver.Fault) { f.Retry = f.Retry.Add(time.Hour) }), ids("RAT-03"), nil},
		{"words in the fault", func(b *refserver.Behaviour) {
			next := b.JSON.Fault
			b.JSON.Fault = func(c *refserver.Call, f refserver.Fault) refserver.Object {
				root := next(c, f)
				if members := root[0].Value.(refserver.Object); !f.Retry.IsZero() {
					members[len(members)-1].Value = "later"
				}
				return root
			}
		}, ids("RAT-03"), nil},
		{"an element in the fault", rewriteXMLFault(func(f refserver.Fault, e *refserver.Element) {
			if !f.Retry.IsZero() {
				last := e.Attrs[len(e.Attrs)-1]
				e.Attrs = e.Attrs[:len(e.Attrs)-1]
				e.Children = append(e.Children, &refserver.Element{Name: last.Name, Text: last.Value})
			}
		}), ids("RAT-03"), nil},
		{"seconds in the fault, as in Nova", rewriteXMLFault(func(f refserver.Fault, e *refserver.Element) {
			if !f.Retry.IsZero() {
				e.Attrs[len(e.Attrs)-1] = refserver.Attr{Name: "retryAt", Value: "1"}
			}
		}), ids(), nil},
		{"an oversize page as a bad request", refault(status(413), func(_ *refserver.Call, f *refserver.Fault) {
			if f.Header.Get("Retry-After") == "" {
				f.Name = "badRequest"
			}
		}), ids("RAT-07"), nil},
		{"an oversize page clamped", func(b *refserver.Behaviour) {
			next := b.Parse.Limit
			b.Parse.Limit = func(c *refserver.Call, text string) (int, *refserver.Fault) {
				n, fault := next(c, text)
				if fault != nil && fault.Status == 413 {
					return c.MaxLimit, nil
				}
				return n, fault
			}
		}, ids(), ids("RAT-07")},
		{"one limit for all", func(b *refserver.Behaviour) {
			b.LimitKey = func(*refserver.Call) string { return "all" }
		}, ids("RAT-09"), nil},
		{"no limit at all", func(b *refserver.Behaviour) {
			b.LimitKey = func(c *refserver.Call) string { return c.RequestID }
		}, ids(), ids("RAT-01", "RAT-02", "RAT-03", "RAT-04", "RAT-05", "RAT-09")},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			all := judgeRates(t, c.alter)
			all.wantBroken(t, c.want...)
			all.wantUndecided(t, c.undecided...)
		})
	}
}
