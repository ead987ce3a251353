package target

import (
	"context"
	"net/http"
	"strings"
	"time"
)

// LongestWait bounds how long a burst waits for its limit to pass.
const LongestWait = 30 * time.Second

// Burst repeats a request until the deployment limits its rate, at most so
// many times; then asks each of the others at once, waits as long as it was
// told to (30 seconds at most), and asks the request once more. The limited
// answer is the last but len(others)+1; without one the burst ends there.
func Burst(r Request, most int, others ...Request) Script {
	keys, as := []string{"burst", r.Key()}, []Identity{r.As}
	for _, o := range others {
		keys, as = append(keys, o.Key()), append(as, o.As)
	}
	r.Plain = true
	return Script{Key: strings.Join(keys, "\x00"), As: as, run: func(ctx context.Context, at Site) []Exchange {
		var answers []Exchange
		for len(answers) < most && ctx.Err() == nil {
			x := at.Do(ctx, r)
			answers = append(answers, x)
			if RateLimited(&x) {
				break
			}
		}
		if len(answers) == 0 || !RateLimited(&answers[len(answers)-1]) {
			return answers
		}
		limited := answers[len(answers)-1]
		for _, o := range others {
			o.Plain = true
			answers = append(answers, at.Do(ctx, o))
		}
		wait, _ := RetryAfter(limited.Header)
		if pause(ctx, at.Doer, min(wait, LongestWait)+rounding) {
			answers = append(answers, at.Do(ctx, r))
		}
		return answers
	}}
}

// Waiter is a Doer that decides by itself how time passes between requests:
// one that answers from a recording has nothing to wait for.
type Waiter interface {
	// Wait waits, and reports false when the context ended first.
	Wait(ctx context.Context, d time.Duration) bool
}

func pause(ctx context.Context, d Doer, wait time.Duration) bool {
	if w, ok := d.(Waiter); ok {
		return w.Wait(ctx, wait)
	}
	return sleep(ctx, wait)
}

// RateLimited reports whether an answer is one of a rate limit: 413 of the
// documents, or 429 of later HTTP.
func RateLimited(x *Exchange) bool {
	return x.Status == http.StatusRequestEntityTooLarge || x.Status == http.StatusTooManyRequests
}
