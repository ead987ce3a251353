package recording

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/imageconform/imageconform/suites/target"
)

// Replay answers from a recording: the same question of the same script gets
// the same exchange, and a question asked again the next. It is safe for
// concurrent use.
type Replay struct {
	recording *Recording
	answers   map[question][]int
	missing   atomic.Int64
	last      int64
}

// question is what an answer is found by. A script's key tells who asks, in
// which state of the deployment, and for the how many-th time.
type question struct{ script, request string }

// NewReplay makes a deployment of a recording.
func NewReplay(r *Recording) *Replay {
	p := &Replay{recording: r, answers: map[question][]int{}}
	for i, e := range r.Entries {
		q := question{e.Script, e.Request.Key()}
		p.answers[q] = append(p.answers[q], i)
		p.last = max(p.last, int64(e.Number))
	}
	return p
}

// Config is the target as it was recorded. Its tokens are none.
func (p *Replay) Config() (target.Config, error) {
	h := p.recording.Head
	c := target.Config{Tokens: map[target.Identity]target.Token{}}
	var err error
	if c.Endpoint, err = target.ParseEndpoint(h.Target); err != nil {
		return c, fmt.Errorf("%w: its target: %w", ErrRecording, err)
	}
	c.Endpoint.Public = h.Public
	if h.Other != "" {
		if c.Other, err = target.ParseEndpoint(h.Other); err != nil {
			return c, fmt.Errorf("%w: its second target: %w", ErrRecording, err)
		}
		c.Other.Public = h.Public
	}
	for _, id := range h.Identities {
		c.Tokens[id] = "recorded"
	}
	if len(h.States) > 0 {
		c.Control = &control{recording: p.recording}
	}
	return c, nil
}

// Asking answers one run of a script.
func (p *Replay) Asking(script string) target.Doer {
	return &asking{replay: p, script: script, asked: map[string]int{}}
}

// Do has no answer: without its script a request is no question.
func (p *Replay) Do(_ context.Context, r target.Request) target.Exchange { return p.lacks(r) }

// Single is the recording itself.
func (p *Replay) Single() (target.Doer, func()) { return p, func() {} }

// lacks is an answer that the recording does not have.
func (p *Replay) lacks(r target.Request) target.Exchange {
	return target.Exchange{
		Number: int(p.last + p.missing.Add(1)), Request: r, Declared: -1, Unrecorded: true,
		Failure: "the recording has no answer to this question",
	}
}

// asking is one run of a script, whose requests come one after the other.
type asking struct {
	replay *Replay
	script string
	asked  map[string]int
}

func (a *asking) Do(_ context.Context, r target.Request) target.Exchange {
	key := r.Key()
	entries := a.replay.answers[question{a.script, key}]
	n := a.asked[key]
	if n >= len(entries) {
		return a.replay.lacks(r)
	}
	a.asked[key]++
	e := a.replay.recording.Entries[entries[n]]
	if e.Cut() {
		e.Unrecorded = true
		e.Failure = fmt.Sprintf("the recording has only %d of the %d bytes of the body", len(e.Body), e.Size)
	}
	return e.Exchange
}

func (a *asking) Single() (target.Doer, func()) { return a, func() {} }

// Wait lets no time pass: what was waited for is recorded.
func (a *asking) Wait(ctx context.Context, _ time.Duration) bool { return ctx.Err() == nil }
