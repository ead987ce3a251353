package target

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// bucket is the rate limit of Nova: a full bucket that empties by one request
// a unit of time.
type bucket struct {
	mu       sync.Mutex
	capacity int
	each     time.Duration
	level    time.Duration
	last     time.Time
	refused  int
	passed   int
}

// answer lets a request through, or says for how long it does not.
func (b *bucket) answer(w http.ResponseWriter, now time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.level = max(b.level-now.Sub(b.last), 0)
	b.last = now
	over := b.level + b.each - time.Duration(b.capacity)*b.each
	if over <= 0 {
		b.level += b.each
		b.passed++
		return
	}
	b.refused++
	w.Header().Set("Retry-After", strconv.Itoa(int((over+time.Second-1)/time.Second)))
	w.WriteHeader(http.StatusRequestEntityTooLarge)
}

// TestRate spreads requests evenly, those of single connections too, but not
// the plain ones of a burst.
func TestRate(t *testing.T) {
	t.Parallel()
	client, e, waited := served(t, func(http.ResponseWriter, *http.Request) {}, func(c *Config) { c.Rate = 10 })
	r := Get(e.URL("/images/detail", ""))
	single, done := client.Single()
	defer done()
	plain := r
	plain.Plain = true
	for _, d := range []Doer{client, single, client} {
		d.Do(t.Context(), r)
		d.Do(t.Context(), plain)
	}
	if diff := cmp.Diff([]time.Duration{100 * time.Millisecond, 100 * time.Millisecond}, waited.each); diff != "" {
		t.Errorf("waits (-want +got):\n%s", diff)
	}
}

// TestChangesSinceRate holds back requests with changes-since alone, of each
// user apart, under any spelling.
func TestChangesSinceRate(t *testing.T) {
	t.Parallel()
	client, e, waited := served(t, func(http.ResponseWriter, *http.Request) {}, func(c *Config) { c.ChangesSinceRate = 3 })
	changes, spelt := Get(e.URL("/images/detail", "limit=1&changes-since=x")), Get(e.URL("/images/detail", "changes%2Dsince=x"))
	other := Get(e.URL("/images/detail", "name=changes-since"))
	for _, r := range []Request{changes, other, spelt, other, changes.By(Other), changes} {
		client.Do(t.Context(), r)
	}
	if diff := cmp.Diff([]time.Duration{20 * time.Second, 20 * time.Second}, waited.each); diff != "" {
		t.Errorf("waits (-want +got):\n%s", diff)
	}
}

// TestLearnsRate asks a limited deployment many times, from several places at
// once: every request is let through in the end, few are refused, and the time
// that it takes is about what the limit demands.
func TestLearnsRate(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		perMinute, width, requests, mostRefused int
		most                                    time.Duration
	}{
		{3, 1, 40, 5, 13 * time.Minute},
		{3, 4, 40, 10, 14 * time.Minute},
		{3, 16, 48, 30, 18 * time.Minute},
		{120, 1, 300, 10, 3 * time.Minute},
		{120, 4, 300, 20, 3 * time.Minute},
		{120, 16, 304, 60, 4 * time.Minute},
	} {
		t.Run(fmt.Sprint(c.perMinute, " a minute from ", c.width, " places"), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				b := &bucket{capacity: c.perMinute, each: time.Minute / time.Duration(c.perMinute)}
				client := inMemory(t, func(w http.ResponseWriter, _ *http.Request) { b.answer(w, time.Now()) })
				begun := time.Now()
				var group sync.WaitGroup
				for range c.width {
					group.Go(func() {
						for range c.requests / c.width {
							if x := client.Do(t.Context(), Get("http://h/v2/t/images/detail?changes-since=x")); x.Status != http.StatusOK || x.Troubled() != "" {
								t.Errorf("status %d: %s", x.Status, x.Troubled())
							}
						}
					})
				}
				group.Wait()
				if took := time.Since(begun); b.passed != c.requests || b.refused > c.mostRefused || took > c.most {
					t.Errorf("%d passed and %d were refused in %v; want %d and at most %d in %v", b.passed, b.refused, took, c.requests, c.mostRefused, c.most)
				}
			})
		})
	}
}

// pipes is a listener of connections within the process.
type pipes chan net.Conn

func (p pipes) Accept() (net.Conn, error) {
	conn, open := <-p
	if !open {
		return nil, net.ErrClosed
	}
	return conn, nil
}

func (pipes) Close() error   { return nil }
func (pipes) Addr() net.Addr { return &net.UnixAddr{} }

// inMemory is a client of a handler, for a test in which time is not real.
func inMemory(t *testing.T, handler http.HandlerFunc) *Client {
	t.Helper()
	listener, server := make(pipes), &http.Server{Handler: handler}
	go func() { _ = server.Serve(listener) }()
	client := NewClient(Config{
		Endpoint: mustEndpoint(t, "http://h/v2/t"), Tokens: map[Identity]Token{Self: secretText}, Concurrency: 16,
		Dial: func(context.Context, string, string) (net.Conn, error) {
			here, there := net.Pipe()
			listener <- there
			return here, nil
		},
	})
	t.Cleanup(func() {
		client.Close()
		close(listener)
		_ = server.Close()
	})
	return client
}

// TestImpatience gives a limit that outlasts the patience: the request that
// meets it says so, and those behind it are not even asked. Other requests are.
func TestImpatience(t *testing.T) {
	t.Parallel()
	asked := 0
	client, e, waited := served(t, func(w http.ResponseWriter, r *http.Request) {
		asked++
		if r.URL.RawQuery != "" {
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusTooManyRequests)
		}
	})
	changes, plain := Get(e.URL("/images/detail", "changes-since=x")), Get(e.URL("/images/detail", ""))
	const why = `a rate limit (429, Retry-After: "3600") outlasts the patience of 1m0s`
	if x := client.Do(t.Context(), changes); x.Status != 429 || x.Withheld != why || x.Troubled() != why {
		t.Errorf("status %d, withheld %q", x.Status, x.Withheld)
	}
	if x := client.Do(t.Context(), changes); x.Status != 0 || x.Failure != "not asked: "+why || asked != 1 {
		t.Errorf("the second of %d requests fails with %q", asked, x.Failure)
	}
	if x := client.Do(t.Context(), plain); x.Status != 200 || len(waited.each) != 0 {
		t.Errorf("another request gives status %d after waits of %v", x.Status, waited.each)
	}
	waited.sleep(t.Context(), 3590*time.Second)
	if client.Do(t.Context(), changes); asked != 3 || len(waited.each) != 2 {
		t.Errorf("%d requests after waits of %v, want the limit met once more", asked, waited.each)
	}
}

// TestLarge takes what may be about the size, once waiting did not help.
func TestLarge(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		answers   []int
		want      int
		wantWaits int
	}{
		{[]int{413, 413, 413}, 413, 1},
		{[]int{413, 200}, 200, 1},
		{[]int{429, 429, 413, 200}, 413, 2},
		{[]int{429, 429, 200}, 200, 2},
		{[]int{429, 429, 429, 429, 429, 200}, 429, 4},
	} {
		n := 0
		client, e, _ := served(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(c.answers[n])
			n++
		})
		r := Get(e.URL("/images/detail", "limit=100000"))
		r.Large = true
		if x := client.Do(t.Context(), r); x.Status != c.want || x.Waits != c.wantWaits || x.Withheld != "" {
			t.Errorf("%v: status %d after %d waits, withheld %q", c.answers, x.Status, x.Waits, x.Withheld)
		}
	}
}

func TestUserAgent(t *testing.T) {
	t.Parallel()
	var agents []string
	client, e, _ := served(t, func(_ http.ResponseWriter, r *http.Request) {
		agents = append(agents, r.Header.Get("User-Agent"))
	}, func(c *Config) { c.UserAgent = "imageconform/1.2" })
	script := Chain(Get(e.URL("/images/detail", "")), Get(e.URL("/images/detail", "")).With("User-Agent", "its own"))
	script.Run(t.Context(), Site{Doer: client, Endpoint: e})
	script.For = "CS-04 and 2 more"
	script.Run(t.Context(), Site{Doer: client, Endpoint: e})
	want := "imageconform/1.2, its own, imageconform/1.2 (CS-04 and 2 more), its own"
	if got := strings.Join(agents, ", "); got != want {
		t.Errorf("agents %s, want %s", got, want)
	}
}
