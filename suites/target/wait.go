package target

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// RetryAfter reads a Retry-After header: whole seconds, or an HTTP date
// against the answer's own Date. ok is false when it is neither.
func RetryAfter(h http.Header) (wait time.Duration, ok bool) {
	now, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		now = time.Time{}
	}
	return retryAfter(h, now)
}

// longestTold is what a Retry-After counts as that tells more.
const longestTold = 100 * 365 * 24 * time.Hour

// retryAfter is RetryAfter with the time that a date is held against, zero
// when it is not known.
func retryAfter(h http.Header, now time.Time) (wait time.Duration, ok bool) {
	text := strings.TrimSpace(h.Get("Retry-After"))
	seconds, err := strconv.ParseUint(text, 10, 64)
	if errors.Is(err, strconv.ErrRange) || err == nil && seconds > uint64(longestTold/time.Second) {
		return longestTold, true
	}
	if err == nil {
		return time.Duration(seconds) * time.Second, true //nolint:gosec // within a hundred years
	}
	at, err := http.ParseTime(text)
	if err != nil || now.IsZero() {
		return 0, false
	}
	return min(max(at.Sub(now), 0), longestTold), true
}

// rounding is added to an announced wait: asking at the very second would meet
// the same limit again where the deployment rounds down.
const rounding = 50 * time.Millisecond

// announcedWait is how long a rate-limited answer asks the caller to wait,
// when it was the n-th such answer to the same request. A deployment that
// announces no time at all, or none that can be read, is asked less and less
// often. A 413 without Retry-After is about something else: the size of what
// was asked for.
func announcedWait(x *Exchange, n int) (time.Duration, bool) {
	told := x.Header.Get("Retry-After") != ""
	if !RateLimited(x) || x.Status == http.StatusRequestEntityTooLarge && !told {
		return 0, false
	}
	wait, ok := RetryAfter(x.Header)
	if !ok {
		// Without a Date, the client's own clock has to do.
		wait, ok = retryAfter(x.Header, x.Started.Add(x.Took))
	}
	if !ok {
		wait = time.Second << min(n, 10)
	}
	return max(wait, rounding<<min(n, 10)) + rounding, true
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
