package target

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// gate is a Doer that lets so many requests of each user pass until somebody
// waits for long enough.
type gate struct {
	limit      int
	retryAfter string
	long       time.Duration
	passed     map[Identity]int
	waited     []time.Duration
}

func (g *gate) Do(_ context.Context, r Request) Exchange {
	g.passed[r.As]++
	if g.passed[r.As] > g.limit {
		return Exchange{Request: r, Status: http.StatusRequestEntityTooLarge, Header: http.Header{"Retry-After": {g.retryAfter}}}
	}
	return Exchange{Request: r, Status: http.StatusOK}
}

func (g *gate) Single() (Doer, func()) { return g, func() {} }

func (g *gate) Wait(ctx context.Context, d time.Duration) bool {
	g.waited = append(g.waited, d)
	if d > g.long {
		g.passed = map[Identity]int{}
	}
	return ctx.Err() == nil
}

func TestBurst(t *testing.T) {
	t.Parallel()
	r := Get("http://h/v2/t/images/detail")
	xml := r.With("Accept", "application/xml")
	for _, c := range []struct {
		name, retryAfter string
		limit, most      int
		others           []Request
		want             string
		wantWait         time.Duration
	}{
		{"until limited", "2", 3, 10, nil, "200 200 200 413 | 200", 2050 * time.Millisecond},
		{"with others at once", "2", 3, 10, []Request{xml, r.By(Other)}, "200 200 200 413 413 200 | 200", 2050 * time.Millisecond},
		{"that keeps its word badly", "1", 1, 10, nil, "200 413 | 413", 1050 * time.Millisecond},
		{"that does not say how long", "", 1, 10, nil, "200 413 | 413", 50 * time.Millisecond},
		{"that says too long", "3600", 1, 10, nil, "200 413 | 200", 30050 * time.Millisecond},
		{"never limited", "2", 100, 4, []Request{xml}, "200 200 200 200", 0},
		{"of nothing", "2", 3, 0, []Request{xml}, "", 0},
	} {
		g := &gate{limit: c.limit, retryAfter: c.retryAfter, long: 2 * time.Second, passed: map[Identity]int{}}
		var got []string
		for i, x := range Burst(r, c.most, c.others...).Run(t.Context(), Site{Doer: g}) {
			if !x.Request.Plain {
				t.Errorf("%s: answer %d would wait by itself", c.name, i)
			}
			got = append(got, strconv.Itoa(x.Status))
		}
		if len(g.waited) > 0 {
			got = append(got[:len(got)-1], "|", got[len(got)-1])
		}
		if diff := cmp.Diff(c.want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%s: answers (-want +got):\n%s", c.name, diff)
		}
		total := time.Duration(0)
		for _, each := range g.waited {
			total += each
		}
		if total != c.wantWait {
			t.Errorf("%s: waits %v, want %v in all", c.name, g.waited, c.wantWait)
		}
	}
}

// TestBurstWaitsForReal gives a burst a Doer that says nothing about time.
func TestBurstWaitsForReal(t *testing.T) {
	t.Parallel()
	g := &gate{limit: 0, retryAfter: "0", passed: map[Identity]int{}}
	begun := time.Now()
	answers := Burst(Get("http://h/"), 3).Run(t.Context(), Site{Doer: struct{ Doer }{g}})
	if took := time.Since(begun); len(answers) != 2 || took < rounding {
		t.Errorf("%d answers in %v, want 2 in no less than %v", len(answers), took, rounding)
	}
}
