package target

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// RetryAfter reads a Retry-After header: whole seconds, or an HTTP date
// against the answer's own Date. ok is false when it is neither.
func RetryAfter(h http.Header) (wait time.Duration, ok bool) {
	text := strings.TrimSpace(h.Get("Retry-After"))
	if seconds, err := strconv.ParseUint(text, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second, true
	}
	at, err := http.ParseTime(text)
	if err != nil {
		return 0, false
	}
	now, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return 0, false
	}
	return max(at.Sub(now), 0), true
}

// rounding is added to an announced wait: asking at the very second would meet
// the same limit again where the deployment rounds down.
const rounding = 50 * time.Millisecond

// announcedWait is how long a rate-limited answer asks the caller to wait,
// when it was the n-th such answer to the same request. A deployment that
// announces no time at all, over and over, is asked less and less often.
func announcedWait(x *Exchange, n int) (time.Duration, bool) {
	if !RateLimited(x) {
		return 0, false
	}
	wait, ok := RetryAfter(x.Header)
	return max(wait, rounding<<min(n, 10)) + rounding, ok
}

// sleep waits, and reports false when the context ended first.
func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
