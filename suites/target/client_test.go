package target

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestDoCapturesTheExchange(t *testing.T) {
	t.Parallel()
	clock := time.Date(2014, 4, 17, 12, 0, 0, 0, time.UTC)
	client, e, _ := served(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("Content-Type", "Application/JSON; charset=UTF-8")
		w.Header().Set("X-Asked", fmt.Sprint(r.Method, " ", r.URL.RequestURI(), " ", r.Header.Get("Accept"), " ", r.Header.Get("User-Agent"), " ", string(body)))
		w.WriteHeader(http.StatusNonAuthoritativeInfo)
		_, _ = io.WriteString(w, `{"images": []}`)
	}, func(c *Config) {
		c.UserAgent = "tester"
		c.Clock = func() time.Time { clock = clock.Add(time.Second); return clock }
	})
	request := Request{Method: http.MethodPost, URL: e.URL("/images/detail", "limit=1"), Body: "{}"}.With("accept", "application/json")
	x := client.Do(t.Context(), request)
	if x.Failure != "" || x.Status != 203 || !x.OK() || x.MediaType() != "application/json" {
		t.Errorf("failure %q, status %d, media type %q", x.Failure, x.Status, x.MediaType())
	}
	if got, want := x.Header.Get("X-Asked"), "POST /v2/t/images/detail?limit=1 application/json tester {}"; got != want {
		t.Errorf("the deployment was asked %q, want %q", got, want)
	}
	if string(x.Body) != `{"images": []}` || x.Declared != 14 || x.Received != 14 || x.Troubled() != "" {
		t.Errorf("body %q, declared %d, received %d, trouble %q", x.Body, x.Declared, x.Received, x.Troubled())
	}
	if x.Took != time.Second || x.Started.IsZero() {
		t.Errorf("started %v and took %v by a clock of one second a look", x.Started, x.Took)
	}
	if diff := cmp.Diff(request, x.Request); diff != "" {
		t.Errorf("the exchange's request (-asked +kept):\n%s", diff)
	}
}

func TestDoSendsTheCredentialOfTheIdentity(t *testing.T) {
	t.Parallel()
	client, e, _ := served(t, func(w http.ResponseWriter, r *http.Request) {
		values, sent := r.Header["X-Auth-Token"]
		w.Header().Set("X-Sent", fmt.Sprint(sent, " ", len(values), r.Header.Get("X-Auth-Token") == string(secretText),
			r.Header.Get("X-Auth-Token") == "token-of-another", r.Header.Get("X-Auth-Token") == BogusToken))
	}, func(c *Config) { c.Tokens[Other] = "token-of-another" })
	for id, want := range map[Identity]string{
		Self:   "true 1 true false false",
		Other:  "true 1 false true false",
		Nobody: "false 0 false false false",
		Bogus:  "true 1 false false true",
	} {
		if got := client.Do(t.Context(), Get(e.URL("/images/detail", "")).By(id)).Header.Get("X-Sent"); got != want {
			t.Errorf("as %s: %s, want %s", id, got, want)
		}
	}
}

// TestDoKeepsNoSecret lets a deployment echo the token in every way it can.
func TestDoKeepsNoSecret(t *testing.T) {
	t.Parallel()
	const token, longer = `se"cr<e>t/+&=token`, `se"cr<e>t/+&=token-and-more`
	quoted, err := json.Marshal(token)
	if err != nil {
		t.Fatal(err)
	}
	client, e, _ := served(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Echo", r.Header.Get("X-Auth-Token"))
		_, _ = io.WriteString(w, token+" "+longer+" se%22cr%3Ce%3Et%2F%2B%26%3Dtoken se&#34;cr&lt;e&gt;t/+&amp;=token "+string(quoted))
	}, func(c *Config) { c.Tokens = map[Identity]Token{Self: token, Other: longer} })
	x := client.Do(t.Context(), Get(e.URL("/images/detail", "")))
	const self = "$IMAGECONFORM_TOKEN"
	if got := x.Header.Get("X-Echo"); got != self {
		t.Errorf("the header keeps %q", got)
	}
	want := self + " $IMAGECONFORM_OTHER_TOKEN " + self + " " + self + ` "` + self + `"`
	if string(x.Body) != want {
		t.Errorf("the body keeps %q, want %q", x.Body, want)
	}
}

func TestRedirects(t *testing.T) {
	t.Parallel()
	var strayed atomic.Int32
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { strayed.Add(1) }))
	defer elsewhere.Close()
	const public = "https://cloud.example.com/compute"
	for _, c := range []struct {
		name, method, location string
		status                 int
		wantStatus, wantHops   int
	}{
		{"within the host", "GET", "/v2/t/found", 302, 200, 1},
		{"relative", "GET", "found", 307, 200, 1},
		{"permanently", "GET", "/v2/t/found", 301, 200, 1},
		{"of a HEAD", "HEAD", "/v2/t/found", 308, 200, 1},
		{"by the public prefix", "GET", public + "/v2/t/found", 303, 200, 1},
		{"of a POST", "POST", "/v2/t/found", 302, 302, 0},
		{"to another port", "GET", elsewhere.URL + "/v2/t/found", 302, 302, 0},
		{"to another scheme", "GET", "https://HOST/v2/t/found", 302, 302, 0},
		{"without a location", "GET", "", 302, 302, 0},
		{"to nothing readable", "GET", "http://%zz/", 302, 302, 0},
		{"in a circle", "GET", "/v2/t/start", 302, 302, 0},
		{"without being one", "GET", "/v2/t/found", 304, 304, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var found atomic.Value
			client, e, _ := served(t, func(w http.ResponseWriter, r *http.Request) {
				if strings.HasSuffix(r.URL.Path, "/found") {
					found.Store(r.Header.Get("X-Auth-Token"))
					return
				}
				if c.location != "" {
					w.Header().Set("Location", strings.Replace(c.location, "HOST", r.Host, 1))
				}
				w.WriteHeader(c.status)
			}, func(config *Config) { config.Endpoint.Public = public })
			x := client.Do(t.Context(), Request{Method: c.method, URL: e.URL("/start", "")})
			if x.Circular != (c.name == "in a circle") {
				t.Errorf("circular is %v", x.Circular)
			}
			if x.Status != c.wantStatus || len(x.Hops) != c.wantHops {
				t.Errorf("status %d over the hops %q, want %d over %d", x.Status, x.Hops, c.wantStatus, c.wantHops)
			}
			if token := found.Load(); c.wantStatus == 200 && token != secretText {
				t.Errorf("the token did not follow within the host: %v", token)
			}
			if strayed.Load() != 0 {
				t.Error("another host was asked")
			}
		})
	}
}

// TestRedirectStopsAtTheBorder follows one hop inside and none outside.
func TestRedirectStopsAtTheBorder(t *testing.T) {
	t.Parallel()
	var strayed atomic.Int32
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { strayed.Add(1) }))
	defer elsewhere.Close()
	client, e, _ := served(t, func(w http.ResponseWriter, r *http.Request) {
		location := "/v2/t/inside"
		if strings.HasSuffix(r.URL.Path, "/inside") {
			location = elsewhere.URL + "/v2/t/outside"
		}
		http.Redirect(w, r, location, http.StatusFound)
	})
	x := client.Do(t.Context(), Get(e.URL("/start", "")))
	if diff := cmp.Diff([]string{"302 " + e.Authority() + "/v2/t/inside"}, x.Hops); diff != "" || x.Status != 302 {
		t.Errorf("status %d, hops (-want +got):\n%s", x.Status, diff)
	}
	if strayed.Load() != 0 {
		t.Error("another host was asked")
	}
}

// TestDoAsksAgain counts how often a deployment is asked that breaks its
// connections before an answer.
func TestDoAsksAgain(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name      string
		breaks    int32
		request   Request
		once      bool
		wantAsked int32
		wantFails bool
	}{
		{"a GET once more", 1, Get(""), false, 2, false},
		{"a GET not a third time", 2, Get(""), false, 2, true},
		{"a plain GET not at all", 1, Request{Method: "GET", Plain: true}, false, 1, true},
		{"a POST not at all", 1, Request{Method: "POST"}, false, 1, true},
		{"a GET not at all where once is enough", 1, Get(""), true, 1, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var asked atomic.Int32
			client, e, _ := served(t, func(w http.ResponseWriter, _ *http.Request) {
				if asked.Add(1) > c.breaks {
					return
				}
				if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
					_ = conn.Close()
				}
			})
			c.request.URL = e.URL("/images/detail", "")
			client.config.Once = c.once
			x := client.Do(t.Context(), c.request)
			if asked.Load() != c.wantAsked || (x.Failure != "") != c.wantFails {
				t.Errorf("asked %d times with failure %q, want %d times", asked.Load(), x.Failure, c.wantAsked)
			}
			if (x.Status == 0) != c.wantFails || (x.Troubled() == "") == c.wantFails {
				t.Errorf("status %d with trouble %q", x.Status, x.Troubled())
			}
		})
	}
}

func TestDoFails(t *testing.T) {
	t.Parallel()
	client, e, _ := served(t, func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/slow-body") {
			w.Header().Set("Content-Length", "100")
			_, _ = io.WriteString(w, "begun")
			w.(http.Flusher).Flush()
		}
		<-r.Context().Done()
	}, func(c *Config) { c.Timeout = 50 * time.Millisecond })
	const late = "no answer within the time allowed for one request"
	if x := client.Do(t.Context(), Get(e.URL("/slow", ""))); x.Failure != late {
		t.Errorf("a slow answer: failure %q, want %q", x.Failure, late)
	}
	if x := client.Do(t.Context(), Get(e.URL("/slow-body", ""))); !contains(x.BodyFailure, late) || x.Status != 200 || string(x.Body) != "begun" {
		t.Errorf("a slow body: status %d, failure %q, body %q", x.Status, x.BodyFailure, x.Body)
	}
	x := client.Do(t.Context(), Request{Method: "BAD METHOD", URL: e.URL("/images/detail", "")})
	if !contains(x.Failure, "the request could not be made") {
		t.Errorf("a request that cannot be made: failure %q", x.Failure)
	}
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	if x := client.Do(t.Context(), Get(gone.URL+"/"+secretText)); x.Failure == "" || contains(x.Failure, secretText) {
		t.Errorf("nobody listens: failure %q", x.Failure)
	}
}
