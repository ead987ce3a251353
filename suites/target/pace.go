package target

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// pacer keeps a client polite: no more requests a second than configured, and
// none before the time that a rate limit announced.
type pacer struct {
	config Config
	all    *rate.Limiter
	mu     sync.Mutex
	lanes  map[laneKey]*lane
}

// laneKey tells apart what deployments limit apart: the requests of each user,
// and those with changes-since from the others.
type laneKey struct {
	as      Identity
	changes bool
}

// lane is a rate limit as far as it is known.
type lane struct {
	// opens is when the deployment lets the next request in, by the word that
	// told says.
	opens time.Time
	told  string
	// next is when the next request may be asked, gap after the one before it.
	// A gap that proves long enough is halved, down to floor.
	next       time.Time
	gap, floor time.Duration
	// last is when the last request was asked, and held how long behind the one
	// before, if that is why it waited.
	last time.Time
	held time.Duration
	// passed is when a request was last let through.
	passed time.Time
}

func newPacer(config Config) *pacer {
	p := &pacer{config: config, lanes: map[laneKey]*lane{}}
	if config.Rate > 0 {
		p.all = rate.NewLimiter(rate.Limit(config.Rate), 1)
	}
	return p
}

// lane is the lane of a request. The caller holds the lock.
func (p *pacer) lane(r Request) *lane {
	key := laneKey{as: r.As, changes: asksChanges(r.URL)}
	l, known := p.lanes[key]
	if !known {
		l = &lane{}
		if n := p.config.ChangesSinceRate; key.changes && n > 0 {
			l.floor = time.Duration(float64(time.Minute) / n)
			l.gap = l.floor
		}
		p.lanes[key] = l
	}
	return l
}

// asksChanges reports whether a URL has the parameter changes-since.
func asksChanges(raw string) bool {
	_, query, _ := strings.Cut(raw, "?")
	for pair := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(pair, "=")
		if name, err := url.QueryUnescape(name); err == nil && name == "changes-since" {
			return true
		}
	}
	return false
}

// turn waits until a request may be asked. It says why when that is not to be
// awaited; empty when the request may go, or the context ended.
func (p *pacer) turn(ctx context.Context, r Request) (refused string) {
	for !r.Plain {
		at, wait, refused := p.reserve(r)
		if refused != "" {
			return refused
		}
		if wait <= 0 || !p.config.Sleep(ctx, wait) || !p.shut(r, at) {
			return ""
		}
	}
	return ""
}

// reserve is when a request may be asked, and how long until then.
func (p *pacer) reserve(r Request) (at time.Time, wait time.Duration, refused string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	l, now := p.lane(r), p.config.Clock()
	if l.opens.Sub(now) > p.config.Patience+rounding {
		return at, 0, l.told
	}
	at, l.held = now, 0
	if l.opens.After(at) {
		at = l.opens
	}
	if l.next.After(at) {
		at, l.held = l.next, l.next.Sub(l.last)
	}
	l.last, l.next = at, at.Add(l.gap)
	return at, at.Sub(now), ""
}

// shut reports whether a limit that was met meanwhile outlasts a reserved time.
func (p *pacer) shut(r Request, at time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.lane(r).opens.After(at)
}

// spread waits as the rate of all requests together wants it.
func (p *pacer) spread(ctx context.Context, r Request) {
	if p.all == nil || r.Plain {
		return
	}
	p.mu.Lock()
	now := p.config.Clock()
	wait := p.all.ReserveN(now, 1).DelayFrom(now)
	p.mu.Unlock()
	if wait > 0 {
		p.config.Sleep(ctx, wait)
	}
}

// limited notes that a request was answered by a rate limit, to be over after
// wait. The distance between requests becomes what would have been enough; one
// that was kept and did not do is at least doubled for good.
func (p *pacer) limited(r Request, wait time.Duration, told string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	l, now := p.lane(r), p.config.Clock()
	if opens := now.Add(wait); opens.After(l.opens) {
		l.opens, l.next, l.told = opens, opens, told
	}
	kept := time.Duration(0)
	if !l.passed.IsZero() {
		kept = now.Sub(l.passed)
	}
	l.floor = min(max(l.floor, 2*l.held), p.config.Patience)
	l.gap = min(max(l.gap, kept+wait), p.config.Patience)
}

// passed notes that a request was let through.
func (p *pacer) passed(r Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	l := p.lane(r)
	l.passed = p.config.Clock()
	l.gap = max(l.gap/2, l.floor)
}

// impatient says why a rate limit is not waited out.
func impatient(x *Exchange, patience time.Duration) string {
	text := "no Retry-After"
	if told := x.Header.Get("Retry-After"); told != "" {
		text = fmt.Sprintf("Retry-After: %.60q", told)
	}
	return fmt.Sprintf("a rate limit (%d, %s) outlasts the patience of %v", x.Status, text, patience)
}
