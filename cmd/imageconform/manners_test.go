package main

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
)

// clocked is a server whose rate limits pass with the time.
func clocked() *refserver.Server {
	return refserver.New(refserver.Options{Set: fixtures.Document(), Clock: time.Now})
}

// TestProbeRateLimit judges a deployment that limits rates by itself: its limit
// is waited out by the way, and looked for only where that is asked for.
func TestProbeRateLimit(t *testing.T) {
	server := clocked()
	server.SetState(refserver.Limited)
	served := httptest.NewServer(server)
	defer served.Close()
	for _, c := range []struct {
		args     []string
		code     int
		says, no string
	}{
		{[]string{"--only", "RAT-01,RAT-02,RAT-03"}, exitIncomplete, "the burst is not opted in to (probe-rate-limit)", "PASSED"},
		{[]string{"--only", "RAT-01,RAT-02,RAT-03", "--probe-rate-limit"}, exitConformant, "conformant (partial): 1 of 1 MUST decided, 3 passed", "not opted in"},
	} {
		code, stdout, stderr := judged(t, served.URL, server, c.args...)
		if code != c.code || !strings.Contains(strings.Join(strings.Fields(stdout), " "), c.says) || c.no != "" && strings.Contains(stdout, c.no) {
			t.Errorf("%v: exit code %d, want %d\n%s%s", c.args, code, c.code, stdout, stderr)
		}
	}
}

// TestImpatient gives a limit that outlasts the patience, first of everything,
// then of one question.
func TestImpatient(t *testing.T) {
	var limited string
	server := clocked()
	served := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.RawQuery == limited || limited == "all" {
			w.Header().Set("Retry-After", "7200")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		server.ServeHTTP(w, r)
	}))
	defer served.Close()
	limited = "all"
	code, _, stderr := judged(t, served.URL, server, "--only", "LIM-04", "--patience", "5s")
	const says = `the target limits the rate of requests: a rate limit (429, Retry-After: "7200") outlasts the patience of 5s`
	if code != exitTarget || !strings.Contains(stderr, says) || !strings.Contains(stderr, "--patience") {
		t.Errorf("all limited: exit code %d\n%s", code, stderr)
	}
	limited = "limit=abc"
	code, stdout, _ := judged(t, served.URL, server, "--only", "LIM-04")
	if code != exitIncomplete || !strings.Contains(stdout, "INCONCLUSIVE, by what came between: 1 requirement") || !strings.Contains(stdout, "outlasts the patience of 1m0s") {
		t.Errorf("one question limited: exit code %d\n%s", code, stdout)
	}
}

// TestUserAgent looks at what the deployment is told about each request.
func TestUserAgent(t *testing.T) {
	server := clocked()
	var mu sync.Mutex
	agents := map[string]string{}
	served := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		agents[r.URL.RawQuery] = r.Header.Get("User-Agent")
		mu.Unlock()
		server.ServeHTTP(w, r)
	}))
	defer served.Close()
	if code, stdout, stderr := judged(t, served.URL, server, "--only", "LIM-*,MRK-01"); code != exitConformant {
		t.Fatalf("exit code %d\n%s%s", code, stdout, stderr)
	}
	for query, want := range map[string]string{
		"": `^imageconform/[^ ()]+ \(baseline\)$`, "limit=abc": `^imageconform/[^ ()]+ \(LIM-04\)$`, "limit=1": `^imageconform/[^ ()]+ \(LIM-01 and 1 more\)$`,
	} {
		if !regexp.MustCompile(want).MatchString(agents[query]) {
			t.Errorf("?%s is asked by %q, want %s", query, agents[query], want)
		}
	}
}
