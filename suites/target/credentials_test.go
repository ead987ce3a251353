package target

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// office gives numbered tokens, and takes only the newest.
type office struct{ newest, renewals atomic.Int32 }

func (o *office) token() Token { return Token(fmt.Sprintf("token-number-%04d", o.newest.Load())) }

// expire makes the newest token one that is refused.
func (o *office) expire() { o.newest.Add(1) }

func (o *office) renew(context.Context) (Grant, error) {
	o.renewals.Add(1)
	return Grant{Token: o.token()}, nil
}

func (o *office) accepts(r *http.Request) bool {
	return r.Header.Get("X-Auth-Token") == string(o.token())
}

// serve answers who shows the newest token, and refuses everybody else.
func (o *office) serve(w http.ResponseWriter, r *http.Request) {
	if !o.accepts(r) {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	body, _ := io.ReadAll(r.Body)
	_, _ = io.WriteString(w, r.Method+" with "+r.Header.Get("X-Auth-Token")+" "+string(body))
}

// renewing configures that the office renews the tokens of Self.
func (o *office) renewing(c *Config) {
	c.Tokens = map[Identity]Token{Self: o.token(), Other: "another-token"}
	c.Renew = map[Identity]Renew{Self: o.renew}
}

func TestRenewal(t *testing.T) {
	t.Parallel()
	var o office
	client, e, _ := served(t, o.serve, o.renewing)
	url := e.URL("/images/detail", "")
	if x := client.Do(t.Context(), Get(url)); x.Status != 200 || x.Renewed || o.renewals.Load() != 0 {
		t.Errorf("a good token: status %d, renewed %v", x.Status, x.Renewed)
	}
	for n, r := range []Request{Get(url), {Method: "GET", URL: url, Plain: true}, {Method: "POST", URL: url, Body: "{}"}} {
		o.expire()
		x := client.Do(t.Context(), r)
		if want := strings.TrimSpace(r.Method + " with $IMAGECONFORM_TOKEN " + r.Body); strings.TrimSpace(string(x.Body)) != want {
			t.Errorf("%s: the body is %q, want %q", r.Method, x.Body, want)
		}
		if x.Status != 200 || !x.Renewed || x.Failure != "" || o.renewals.Load() != int32(n+1) {
			t.Errorf("%s: status %d, renewed %v in %d renewals, failure %q", r.Method, x.Status, x.Renewed, o.renewals.Load(), x.Failure)
		}
	}
	if x := client.Do(t.Context(), Get(url)); x.Status != 200 || x.Renewed {
		t.Errorf("the renewed token: status %d, renewed %v", x.Status, x.Renewed)
	}
}

// TestRenewalIsForItsOwner asks as those whose token nothing renews.
func TestRenewalIsForItsOwner(t *testing.T) {
	t.Parallel()
	var o office
	client, e, _ := served(t, o.serve, o.renewing)
	for _, id := range []Identity{Other, Forbidden, Nobody, Bogus} {
		if x := client.Do(t.Context(), Get(e.URL("/images/detail", "")).By(id)); x.Status != 401 || x.Renewed || x.Failure != "" {
			t.Errorf("as %s: status %d, renewed %v, failure %q", id, x.Status, x.Renewed, x.Failure)
		}
	}
	if n := o.renewals.Load(); n != 0 {
		t.Errorf("%d renewals", n)
	}
}

// TestRenewalIsShared lets many requests meet the end of one token at once.
func TestRenewalIsShared(t *testing.T) {
	t.Parallel()
	var o office
	const many = 16
	var met sync.WaitGroup
	met.Add(many)
	client, e, _ := served(t, func(w http.ResponseWriter, r *http.Request) {
		if !o.accepts(r) {
			// Nobody is refused before all have asked with the old token.
			met.Done()
			met.Wait()
		}
		o.serve(w, r)
	}, o.renewing)
	o.expire()
	var group sync.WaitGroup
	for n := range many {
		group.Go(func() {
			doer, done := Doer(client), func() {}
			if n%4 == 0 {
				doer, done = client.Single()
			}
			defer done()
			if x := doer.Do(t.Context(), Get(e.URL("/images/detail", ""))); x.Status != 200 || !x.Renewed {
				t.Errorf("status %d, renewed %v, failure %q", x.Status, x.Renewed, x.Failure)
			}
		})
	}
	group.Wait()
	if n := o.renewals.Load(); n != 1 {
		t.Errorf("%d renewals of one token", n)
	}
}

func TestRenewalFails(t *testing.T) {
	t.Parallel()
	var o office
	client, e, _ := served(t, o.serve, o.renewing, func(c *Config) {
		c.Renew[Self] = func(context.Context) (Grant, error) {
			o.renewals.Add(1)
			return Grant{}, errors.New("nobody answers at " + secretText)
		}
		c.Tokens[Forbidden] = secretText
	})
	o.expire()
	for range 10 {
		x := client.Do(t.Context(), Get(e.URL("/images/detail", "")))
		if want := "the token was refused with 401, and could not be renewed: nobody answers at $IMAGECONFORM_FORBIDDEN_TOKEN"; x.Failure != want || x.Status != 0 {
			t.Fatalf("status %d, failure %q, want %q", x.Status, x.Failure, want)
		}
	}
	if n := o.renewals.Load(); n != mostVain {
		t.Errorf("%d renewals were tried, want %d", n, mostVain)
	}
}

// TestRenewalInVain is a deployment that refuses one request whatever the token.
func TestRenewalInVain(t *testing.T) {
	t.Parallel()
	for name, renew := range map[string]func(o *office) Renew{
		"with another token": func(o *office) Renew {
			return func(ctx context.Context) (Grant, error) { o.expire(); return o.renew(ctx) }
		},
		"with the same token": func(o *office) Renew { return o.renew },
		"with one that is none": func(o *office) Renew {
			return func(ctx context.Context) (Grant, error) { _, _ = o.renew(ctx); return Grant{}, nil }
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var o office
			client, e, _ := served(t, func(w http.ResponseWriter, r *http.Request) {
				if strings.HasSuffix(r.URL.Path, "/refused") {
					w.WriteHeader(http.StatusUnauthorized)
					return
				}
				o.serve(w, r)
			}, o.renewing, func(c *Config) { c.Renew[Self] = renew(&o) })
			for range 2 * mostVain {
				x := client.Do(t.Context(), Get(e.URL("/refused", "")))
				if strings.Contains(name, "none") != (x.Failure != "") || x.Failure == "" && x.Status != 401 {
					t.Errorf("status %d, failure %q", x.Status, x.Failure)
				}
			}
			if n := o.renewals.Load(); n != mostVain {
				t.Errorf("%d renewals, want %d", n, mostVain)
			}
			if x := client.Do(t.Context(), Get(e.URL("/images/detail", ""))); x.Status != 200 {
				t.Errorf("other requests: status %d, failure %q", x.Status, x.Failure)
			}
		})
	}
}

// TestRenewalThatHelps lets tokens end again and again, some of them at a
// request that is refused anyway.
func TestRenewalThatHelps(t *testing.T) {
	t.Parallel()
	var o office
	client, e, _ := served(t, func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/refused") {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		o.serve(w, r)
	}, o.renewing)
	for range 3 * mostVain {
		o.expire()
		client.Do(t.Context(), Get(e.URL("/refused", "")))
		o.expire()
		if x := client.Do(t.Context(), Get(e.URL("/images/detail", ""))); x.Status != 200 || !x.Renewed {
			t.Fatalf("status %d, renewed %v, failure %q", x.Status, x.Renewed, x.Failure)
		}
	}
}

// TestRenewalOnTheWay lets the token end at the second hop of a redirect, and
// before the second try of a limited request.
func TestRenewalOnTheWay(t *testing.T) {
	t.Parallel()
	var o office
	var limited atomic.Bool
	client, e, _ := served(t, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasSuffix(r.URL.Path, "/moved"):
			o.expire()
			http.Redirect(w, r, "/v2/t/images/detail", http.StatusFound)
		case strings.HasSuffix(r.URL.Path, "/limited") && !o.accepts(r):
			w.WriteHeader(http.StatusUnauthorized)
		case strings.HasSuffix(r.URL.Path, "/limited") && limited.CompareAndSwap(false, true):
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(http.StatusTooManyRequests)
		default:
			o.serve(w, r)
		}
	}, o.renewing)
	if x := client.Do(t.Context(), Get(e.URL("/moved", ""))); x.Status != 200 || !x.Renewed || len(x.Hops) != 1 {
		t.Errorf("moved: status %d, renewed %v, hops %v", x.Status, x.Renewed, x.Hops)
	}
	o.expire()
	if x := client.Do(t.Context(), Get(e.URL("/limited", ""))); x.Status != 200 || !x.Renewed || x.Waits != 1 {
		t.Errorf("limited: status %d, renewed %v, waits %d", x.Status, x.Renewed, x.Waits)
	}
}

func TestRenewalEndsWithTheRun(t *testing.T) {
	t.Parallel()
	var o office
	ctx, cancel := context.WithCancel(t.Context())
	client, e, _ := served(t, o.serve, o.renewing, func(c *Config) {
		c.Renew[Self] = func(ctx context.Context) (Grant, error) {
			cancel()
			<-ctx.Done()
			return Grant{}, ctx.Err()
		}
	})
	o.expire()
	if x := client.Do(ctx, Get(e.URL("/images/detail", ""))); !strings.Contains(x.Failure, context.Canceled.Error()) {
		t.Errorf("failure %q", x.Failure)
	}
}
