package target

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	const now = "Thu, 17 Apr 2014 12:00:00 GMT"
	for _, c := range []struct {
		text, date string
		want       time.Duration
		ok         bool
	}{
		{"0", "", 0, true},
		{"120", "", 2 * time.Minute, true},
		{" 7 ", "", 7 * time.Second, true},
		{"Thu, 17 Apr 2014 12:00:30 GMT", now, 30 * time.Second, true},
		{"Thursday, 17-Apr-14 12:00:30 GMT", now, 30 * time.Second, true},
		{"Thu, 17 Apr 2014 11:59:59 GMT", now, 0, true},
		{"Thu, 17 Apr 2014 12:00:30 GMT", "", 0, false},
		{"Thu, 17 Apr 2014 12:00:30 GMT", "yesterday", 0, false},
		{"", now, 0, false},
		{"-1", now, 0, false},
		{"1.5", now, 0, false},
		{"soon", now, 0, false},
		{"2014-04-17T12:00:30Z", now, 0, false},
		{"99999999999", now, longestTold, true},
		{"99999999999999999999999", now, longestTold, true},
		{"Thu, 17 Apr 9999 12:00:00 GMT", now, longestTold, true},
	} {
		h := http.Header{}
		h.Set("Retry-After", c.text)
		h.Set("Date", c.date)
		if got, ok := RetryAfter(h); got != c.want || ok != c.ok {
			t.Errorf("Retry-After %q at %q: %v, %v; want %v, %v", c.text, c.date, got, ok, c.want, c.ok)
		}
	}
	if _, ok := RetryAfter(nil); ok {
		t.Error("no header at all announces a time")
	}
}

// TestDoWaitsOutRateLimits is the proof of RAT-06: a rate limit that is met on
// the way is waited out as long as it says, and the answer behind it counts.
func TestDoWaitsOutRateLimits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name       string
		limited    []string // Retry-After of each refusal, before the answer
		status     int
		plain      bool
		wantStatus int
		wantWaits  []time.Duration
	}{
		{"none", nil, 413, false, 200, nil},
		{"413", []string{"3"}, 413, false, 200, []time.Duration{3050 * time.Millisecond}},
		{"429", []string{"3"}, 429, false, 200, []time.Duration{3050 * time.Millisecond}},
		{"several", []string{"3", "5"}, 413, false, 200, []time.Duration{3050 * time.Millisecond, 5050 * time.Millisecond}},
		{"up to the patience", []string{"30", "29"}, 413, false, 200, []time.Duration{30050 * time.Millisecond, 29050 * time.Millisecond}},
		{"beyond the patience", []string{"61"}, 413, false, 413, nil},
		{"beyond the patience together", []string{"40", "40"}, 413, false, 413, []time.Duration{40050 * time.Millisecond}},
		{"413 without a time is none", []string{""}, 413, false, 413, nil},
		{"429 without a time", []string{"", ""}, 429, false, 200, []time.Duration{1050 * time.Millisecond, 2050 * time.Millisecond}},
		{"with an unreadable time", []string{"soon"}, 413, false, 200, []time.Duration{1050 * time.Millisecond}},
		{"by a date", []string{"Thu, 17 Apr 2014 12:00:30 GMT"}, 413, false, 200, []time.Duration{30050 * time.Millisecond}},
		{"beyond what numbers hold", []string{"99999999999999999999999"}, 413, false, 413, nil},
		{"by a date of another age", []string{"Thu, 17 Apr 9999 12:00:00 GMT"}, 429, false, 429, nil},
		{"of a plain request", []string{"3"}, 413, true, 413, nil},
		{"503 is none", []string{"3"}, 503, false, 503, nil},
		{
			"no time to wait, again and again",
			[]string{"0", "0", "0"},
			413, false, 200,
			[]time.Duration{100 * time.Millisecond, 150 * time.Millisecond, 250 * time.Millisecond},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var asked atomic.Int32
			client, e, waited := served(t, func(w http.ResponseWriter, r *http.Request) {
				n := int(asked.Add(1))
				if r.URL.RawQuery != "changes-since=x" || r.Header.Get("X-Auth-Token") != secretText {
					t.Errorf("request %d is another one: %s", n, r.URL)
				}
				w.Header()["Date"] = nil // The client's own clock has to do.
				if n <= len(c.limited) {
					if c.limited[n-1] != "" {
						w.Header().Set("Retry-After", c.limited[n-1])
					}
					w.WriteHeader(c.status)
					return
				}
				_, _ = io.WriteString(w, plainBody)
			})
			r := Get(e.URL("/images/detail", "changes-since=x"))
			r.Plain = c.plain
			x := client.Do(t.Context(), r)
			if x.Status != c.wantStatus || x.Waits != len(c.wantWaits) {
				t.Errorf("status %d after %d waits, want %d after %d", x.Status, x.Waits, c.wantStatus, len(c.wantWaits))
			}
			if diff := cmp.Diff(c.wantWaits, waited.each); diff != "" {
				t.Errorf("waits (-want +got):\n%s", diff)
			}
			if beyond := c.limited != nil && c.limited[0] != "" && x.Status != 503 && x.Status != 200 && !c.plain; beyond != (x.Withheld != "") || beyond != (x.Troubled() != "") {
				t.Errorf("status %d is withheld as %q", x.Status, x.Withheld)
			}
			if want := int32(len(c.wantWaits) + 1); asked.Load() != want {
				t.Errorf("asked %d times, want %d", asked.Load(), want)
			}
		})
	}
}

// TestDoGivesUp bounds how often a deployment is asked that refuses for ever
// and never says for how long.
func TestDoGivesUp(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	client, e, waited := served(t, func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		w.Header().Set("Retry-After", "0")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	x := client.Do(t.Context(), Get(e.URL("/images/detail", "")))
	total := time.Duration(0)
	for _, each := range waited.each {
		total += each
	}
	if x.Status != http.StatusTooManyRequests || total > DefaultPatience || asked.Load() > 12 {
		t.Errorf("status %d after %d requests and waits of %v", x.Status, asked.Load(), waited.each)
	}
}

func TestSleep(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	if !sleep(ctx, time.Nanosecond) {
		t.Error("a short sleep does not end")
	}
	cancel()
	if sleep(ctx, time.Hour) {
		t.Error("a sleep outlasts its context")
	}
}

func TestInterruptedWait(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	client, e, _ := served(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", strconv.Itoa(10))
		w.WriteHeader(http.StatusRequestEntityTooLarge)
	}, func(c *Config) {
		c.Sleep = func(ctx context.Context, _ time.Duration) bool { cancel(); return ctx.Err() == nil }
	})
	if x := client.Do(ctx, Get(e.URL("/images/detail", ""))); x.Status != http.StatusRequestEntityTooLarge || x.Waits != 0 {
		t.Errorf("status %d after %d waits, want the limited answer", x.Status, x.Waits)
	}
}
