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
	// last is the last slot that was given away, next the earliest of the next
	// one, gap behind it. A gap that proves long enough is halved, down to floor.
	last, next time.Time
	gap, floor time.Duration
	// passed is when a request was last let through.
	passed time.Time
}

// slot is when a request is asked, and how long behind the one before, where
// that is why it has to wait.
type slot struct {
	at   time.Time
	held time.Duration
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
func (p *pacer) turn(ctx context.Context, r Request) (taken slot, refused string) {
	for !r.Plain {
		var wait time.Duration
		if taken, wait, refused = p.reserve(r); refused != "" || wait <= 0 || !p.config.Sleep(ctx, wait) || !p.shut(r, taken) {
			return taken, refused
		}
	}
	return taken, ""
}

// reserve gives a slot away, and says how long it is until then.
func (p *pacer) reserve(r Request) (taken slot, wait time.Duration, refused string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	l, now := p.lane(r), p.config.Clock()
	if l.opens.Sub(now) > p.config.Patience+rounding {
		return taken, 0, l.told
	}
	taken.at = now
	if l.opens.After(taken.at) {
		taken.at = l.opens
	}
	if l.next.After(taken.at) {
		taken = slot{at: l.next, held: l.next.Sub(l.last)}
	}
	l.last, l.next = taken.at, taken.at.Add(l.gap)
	return taken, taken.at.Sub(now), ""
}

// shut reports whether a limit that was met meanwhile outlasts a slot.
func (p *pacer) shut(r Request, taken slot) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.lane(r).opens.After(taken.at)
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

// refusal is a request that a rate limit answered.
type refusal struct {
	request Request
	taken   slot
	// first is when it was refused for the first time.
	first time.Time
	// wait is how long the limit is to last yet, by the word that told says.
	wait time.Duration
	told string
}

// limited notes a refusal, and reports whether it is to be waited out within the
// patience. That is counted from the first refusal, or from when the limit last
// let another request through: who only waits in line is not without hope.
//
// The distance between requests becomes what would have been enough; one that
// was kept and did not do is at least doubled for good.
func (p *pacer) limited(x refusal) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	l, now := p.lane(x.request), p.config.Clock()
	opens := now.Add(x.wait)
	if opens.After(l.opens) {
		l.opens, l.told = opens, x.told
	}
	if l.last.Equal(x.taken.at) || l.opens.After(l.next) {
		l.next = l.opens
	}
	enough, since := x.wait, x.first
	if !l.passed.IsZero() {
		enough += now.Sub(l.passed)
	}
	if l.passed.After(since) {
		since = l.passed
	}
	l.floor = min(max(l.floor, 2*x.taken.held), p.config.Patience)
	l.gap = min(max(l.gap, enough), p.config.Patience)
	return opens.Sub(since) <= p.config.Patience+rounding
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
