package oracle

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/target"
)

// ReadableRetry says whether a Retry-After is one of HTTP: whole seconds, or a
// date.
func ReadableRetry(text string) bool {
	text = strings.TrimSpace(text)
	if _, err := strconv.ParseUint(text, 10, 63); err == nil {
		return true
	}
	_, err := http.ParseTime(text)
	return err == nil
}

// RateLimited says that an answer is one of a rate limit, and not a 413 for a
// page that is too large: of those HTTP asks no Retry-After.
func RateLimited(r *Reading) bool {
	return r.Status == http.StatusTooManyRequests ||
		r.Status == http.StatusRequestEntityTooLarge && r.Header.Get("Retry-After") != ""
}

// RetryTold checks that an overLimit fault repeats the time of Retry-After: in
// whole seconds or as a moment, and not far from what the header says.
func (j *Judgement) RetryTold(r *Reading) {
	f := r.Fault
	if !j.Check(r, f.RetryAfterForm == "member" || f.RetryAfterForm == "attribute", "a "+retryPlace(r.Form)+" retryAfter in the fault",
		"%s", retryShown(f)) {
		return
	}
	told, err := retryIn(f.RetryAfter, r)
	if !j.Check(r, err == nil, "retryAfter in whole seconds, or as a date and time", "%s", Quote(f.RetryAfter)) {
		return
	}
	// Each rounds by itself, and clocks move on between the two.
	const near = 5 * time.Second
	if header, ok := target.RetryAfter(r.Header); ok && told.known {
		j.Check(r, (told.wait-header).Abs() <= near, "retryAfter as in the header, "+Quote(r.Header.Get("Retry-After")), "%s", Quote(f.RetryAfter))
	}
}

func retryPlace(f Form) string {
	if f == XML {
		return "attribute"
	}
	return "member"
}

func retryShown(f *schemas.Fault) string {
	if f.RetryAfterForm == "" {
		return "none"
	}
	return "a child " + f.RetryAfterForm
}

// retry is a wait, known when the answer tells what time it is.
type retry struct {
	wait  time.Duration
	known bool
}

// retryIn reads the time that a fault tells.
func retryIn(text string, r *Reading) (retry, error) {
	text = strings.TrimSpace(text)
	if seconds, err := strconv.ParseUint(text, 10, 31); err == nil {
		return retry{time.Duration(seconds) * time.Second, true}, nil
	}
	at, err := schemas.ParseDateTime(text)
	if err != nil {
		return retry{}, err
	}
	now, err := http.ParseTime(r.Header.Get("Date"))
	return retry{at.Sub(now), err == nil}, nil
}
