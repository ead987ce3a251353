package target

import (
	"context"
	"time"
)

// allowance is the time that one request has.
type allowance struct {
	clock func() time.Time
	left  time.Duration
	since time.Time
	timer *time.Timer
}

type allowanceKey struct{}

// allowing is a context that ends after a time, less what is paused.
func allowing(ctx context.Context, limit time.Duration, clock func() time.Time, since time.Time) (context.Context, func()) {
	ctx, end := context.WithCancelCause(ctx)
	a := &allowance{clock: clock, left: limit, since: since}
	a.timer = time.AfterFunc(limit, func() { end(context.DeadlineExceeded) })
	return context.WithValue(ctx, allowanceKey{}, a), func() {
		a.timer.Stop()
		end(nil)
	}
}

// allowanceOf is the time of a request; nil where it is not bounded.
func allowanceOf(ctx context.Context) *allowance {
	a, _ := ctx.Value(allowanceKey{}).(*allowance)
	return a
}

// pause lets no time pass until the returned function is called.
func (a *allowance) pause() (resume func()) {
	if a == nil || !a.timer.Stop() {
		return func() {}
	}
	a.left -= a.clock().Sub(a.since)
	return func() {
		a.since = a.clock()
		a.timer.Reset(a.left)
	}
}
