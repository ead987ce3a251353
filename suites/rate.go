package suites

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// rateLimits are the specs about rate limits. A limit is provoked only where
// somebody put the deployment into the state for it, or opted in to a burst: on
// a live cloud it could shut out other users.
func rateLimits(s *Suite) {
	s.both(requirement.RAT01, planBurst, judgeOverLimit)
	s.both(requirement.RAT02, planBurst, judgeRetry)
	s.both(requirement.RAT03, planBurst, judgeRetryTold)
	s.every(requirement.RAT04, judgeLimitStatuses)
	s.every(requirement.RAT05, judgeLimitedRequests)
	s.both(requirement.RAT07, planEnormousLimit, judgeOversize)
	s.one(requirement.RAT09, planNeighbourBurst, judgeNeighbourUnlimited)
}

// burst is the most requests of a burst: more than the 120 a minute that the
// most generous Nova allows by default.
const burst = 130

// hasty is what is asked in bursts. It carries changes-since, because Nova by
// default limits nothing else; and a limit, so that little comes.
func hasty(v oracle.View) target.Request {
	return v.Detail(oracle.Query("changes-since", longAgo, "limit", "1"))
}

// planBurst asks in a burst; in JSON also as another user while it is limited,
// where there is one.
func planBurst(v oracle.View) Plan {
	if plan := planNeighbourBurst(v); v.Format == requirement.JSON && len(plan.Scripts) > 0 {
		return plan
	}
	return ask(target.Burst(hasty(v), burst).In(target.Limited))
}

// collision is where a burst met the limit; each is nil when there was none.
type collision struct {
	// before is the last answer in front of the limited one, and odd the first
	// that is not as the very first: a limit may be told in another way than
	// with 413.
	before, odd, limited *oracle.Reading
	// behind are the user's answers that came after the limited one, neighbours
	// those of another user.
	behind, neighbours oracle.Answer
}

func collide(a oracle.Answer) (c collision) {
	for i, r := range a {
		if target.RateLimited(r.Exchange) {
			c.limited = r
			for _, later := range a[i+1:] {
				if later.Request.As == r.Request.As {
					c.behind = append(c.behind, later)
				} else {
					c.neighbours = append(c.neighbours, later)
				}
			}
			return c
		}
		if c.odd == nil && (r.Status != a.First().Status || len(r.Images()) != len(a.First().Images())) {
			c.odd = r
		}
		c.before = r
	}
	return c
}

func unlimited(a oracle.Answer) string {
	return fmt.Sprintf("no rate limit was met by %d requests in a row", len(a))
}

func judgeOverLimit(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	met := collide(answers[0])
	r := cmp.Or(met.limited, met.odd)
	if r == nil {
		j.Missing = unlimited(answers[0])
		return j
	}
	j.Check(r, r.Status == http.StatusRequestEntityTooLarge && r.Fault != nil && r.Fault.Name == "overLimit",
		"413 with an overLimit fault", "%s", oracle.Describe(r))
	j.Check(r, r.Header.Get("Retry-After") != "", "a Retry-After header", "none")
	return j
}

// judgeRetry wants Retry-After to be readable, and true: after that time the
// request is answered as it was before the limit.
func judgeRetry(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	met := collide(answers[0])
	r, after := met.limited, met.behind.First()
	if r == nil {
		j.Missing = unlimited(answers[0])
		return j
	}
	text := r.Header.Get("Retry-After")
	if text == "" {
		j.Missing = "the limited answer has no Retry-After"
		return j
	}
	if !j.Check(r, oracle.ReadableRetry(text), "a Retry-After in whole seconds or as an HTTP date", "%s", oracle.Quote(text)) {
		return j
	}
	switch wait, ok := target.RetryAfter(r.Header); {
	case !ok:
		j.Missing = "the limited answer has no Date that its Retry-After could be held against"
	case wait > target.LongestWait:
		j.Missing = fmt.Sprintf("the Retry-After of %v is longer than the suite waits", wait)
	case after == nil:
		j.Inconclusive = "interrupted before the limit was over"
	case after.Failure != "":
		j.Inconclusive = after.Failure
	default:
		passed := after.OK() || met.before != nil && after.Status == met.before.Status && !target.RateLimited(after.Exchange)
		j.Check(after, passed, "the answer as before the limit, after the time in Retry-After, "+oracle.Quote(text), "%s", oracle.Describe(after))
	}
	return j
}

func judgeRetryTold(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	r := collide(answers[0]).limited
	switch {
	case r == nil:
		j.Missing = unlimited(answers[0])
	case r.Fault == nil:
		j.Missing = "the limited answer has no fault"
	default:
		j.RetryTold(r)
	}
	return j
}

// judgeLimitStatuses notes how rate limits were answered in the whole run.
func judgeLimitStatuses(_ oracle.View, all []*oracle.Reading) (j oracle.Judgement) {
	count := map[string]int{}
	for _, r := range all {
		if oracle.RateLimited(r) {
			fault := "no fault"
			if r.Fault != nil {
				fault = "the fault " + r.Fault.Name
			}
			count[fmt.Sprintf("status %d with %s", r.Status, fault)]++
		}
	}
	for _, answer := range slices.Sorted(maps.Keys(count)) {
		j.Observe("a rate limit is answered by %s (%d times)", answer, count[answer])
	}
	if len(count) == 0 {
		j.Missing = "no rate limit was met"
	}
	return j
}

// judgeLimitedRequests notes which requests met a rate limit, those among them
// that were asked again until it was over.
func judgeLimitedRequests(_ oracle.View, all []*oracle.Reading) (j oracle.Judgement) {
	count := map[string]int{}
	for _, r := range all {
		if r.Waits > 0 || oracle.RateLimited(r) {
			kind := "without changes-since"
			if strings.Contains(r.Request.URL, "changes-since") {
				kind = "with changes-since"
			}
			count[r.Request.Method+" "+kind]++
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(count)) {
		j.Observe("a rate limit was met by %d requests: %s", count[kind], kind)
	}
	if len(count) == 0 {
		j.Missing = "no rate limit was met"
	}
	return j
}

// judgeOversize wants a 413 for a page that is too large to be about that.
func judgeOversize(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	r := answers[0].First()
	if r.Status != http.StatusRequestEntityTooLarge {
		j.Missing = "a limit of 100000 is not refused with 413: " + oracle.Describe(r)
		return j
	}
	j.Check(r, r.Fault != nil && r.Fault.Name == "overLimit", "an overLimit fault", "%s", oracle.Describe(r))
	return j
}

// planNeighbourBurst asks as another user while the first one is limited.
func planNeighbourBurst(v oracle.View) Plan {
	if v.OtherEndpoint.IsZero() || !v.OtherJSON.Readable {
		return lacking("the base URL of a user of another tenant, and that user's token")
	}
	other := below(v, v.OtherEndpoint).Detail("limit=1").By(target.Other)
	return ask(target.Burst(hasty(v), burst, other).In(target.Limited))
}

func judgeNeighbourUnlimited(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	met := collide(answers[0])
	if met.limited == nil {
		j.Missing = unlimited(answers[0])
		return j
	}
	other := met.neighbours.First()
	if other == nil {
		j.Inconclusive = "interrupted before the other user asked"
		return j
	}
	j.Check(other, other.OK(), "200 or 203 for a user who asked little, while another one is over the limit",
		"%s", oracle.Describe(other))
	return j
}
