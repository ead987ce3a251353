package oracle

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// Facts are what the exchanges of a run say about a deployment, beside what it
// keeps and breaks.
type Facts struct {
	// Answered counts the requests that were answered.
	Answered int `json:"answered"`
	// Protocols are the versions of HTTP that answers came in.
	Protocols []string `json:"protocols"`
	// Least and Median are how long answers took.
	Least  time.Duration `json:"leastNanoseconds"`
	Median time.Duration `json:"medianNanoseconds"`
	// Skew is how far the deployment's clock is ahead of ours, to the second;
	// nil when no answer had a Date.
	Skew *time.Duration `json:"skewNanoseconds,omitempty"`
	// Largest is the most images that came in one answer, Truncated whether
	// the deployment cuts the list by itself.
	Largest   int  `json:"largestPage"`
	Truncated bool `json:"truncated"`
	// LimitHeaders are the headers that tell of rate limits, as "name: value".
	LimitHeaders []string `json:"limitHeaders"`
	// Features say of each feature whether it was met.
	Features []Sighting `json:"features"`
	// Images are the listed images, counted in several ways.
	Images Census `json:"images"`
}

// FactsOf collects the facts from the exchanges of a run.
func FactsOf(v View, all []*Reading) Facts {
	f := Facts{Protocols: []string{}, LimitHeaders: []string{}, Truncated: v.InJSON.Truncated(), Images: CensusOf(v.InJSON.Images)}
	var took []time.Duration
	for _, r := range all {
		if r.Status == 0 {
			continue
		}
		f.Answered++
		took = append(took, r.Took)
		f.Largest = max(f.Largest, len(r.Images()))
		f.Protocols = appendNew(f.Protocols, r.Proto)
		for _, header := range limitHeaders(r.Header) {
			f.LimitHeaders = appendNew(f.LimitHeaders, header)
		}
	}
	slices.Sort(f.Protocols)
	slices.Sort(f.LimitHeaders)
	slices.Sort(took)
	if len(took) > 0 {
		f.Least, f.Median = took[0], took[len(took)/2]
	}
	f.Skew = skew(all)
	for _, feature := range requirement.Features() {
		f.Features = append(f.Features, Sight(feature, v, all))
	}
	return f
}

func appendNew(list []string, text string) []string {
	if text == "" || slices.Contains(list, text) {
		return list
	}
	return append(list, text)
}

// limitHeaders are the headers of an answer by which services tell of rate
// limits, on some answers or on all. Numbers that count down are left out.
func limitHeaders(h http.Header) []string {
	var told []string
	for name := range h {
		lower := strings.ToLower(name)
		if strings.Contains(lower, "ratelimit") && !strings.Contains(lower, "remaining") && !strings.Contains(lower, "reset") {
			told = append(told, name+": "+h.Get(name))
		}
	}
	return told
}

// skew goes by the answer that took least: its Date was written between the
// moment it was asked and the moment it came, to the second.
func skew(all []*Reading) *time.Duration {
	var nearest *Reading
	for _, r := range all {
		if _, err := http.ParseTime(r.Header.Get("Date")); err == nil && (nearest == nil || r.Took < nearest.Took) {
			nearest = r
		}
	}
	if nearest == nil {
		return nil
	}
	date, _ := http.ParseTime(nearest.Header.Get("Date"))
	ahead := ahead(nearest.Exchange, date)
	return &ahead
}

// ahead is by how much a Date lies outside of the time in which it was
// written; zero when it may be right.
func ahead(x *target.Exchange, date time.Time) time.Duration {
	earliest, latest := x.Started.Truncate(time.Second), x.Started.Add(x.Took)
	switch {
	case date.Before(earliest):
		return date.Sub(earliest)
	case date.After(latest):
		return date.Sub(latest).Truncate(time.Second) + time.Second
	}
	return 0
}
