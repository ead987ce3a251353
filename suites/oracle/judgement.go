package oracle

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/imageconform/imageconform/suites/requirement"
)

// Finding is one departure from a requirement, with what a reader needs to
// see it again.
type Finding struct {
	// Exchange is the number of its exchange in the run, 0 when it is about none.
	Exchange int `json:"exchange,omitempty"`
	// Request is the question as a curl line, its token a variable.
	Request string `json:"request,omitempty"`
	// Status is the HTTP status of the answer, 0 when there was none.
	Status int `json:"status,omitempty"`
	// RequestID is the identifier that the deployment gave to the request.
	RequestID string `json:"requestId,omitempty"`
	// Where points into the body: a JSON pointer or an XPath.
	Where string `json:"where,omitempty"`
	Want  string `json:"want"`
	Got   string `json:"got"`
	// Advice says that only a SHOULD within the requirement is broken.
	Advice bool `json:"advice,omitempty"`
	// Moving says that a target which changes by itself would explain it too.
	Moving bool `json:"moving,omitempty"`

	// sights are the things that the finding is about, the first being the one
	// that it shows.
	sights []sight
}

// String is the finding as lines of a report.
func (f Finding) String() string {
	var b strings.Builder
	if f.Request != "" {
		fmt.Fprintf(&b, "  $ %s\n", f.Request)
	}
	where := ""
	if f.Where != "" {
		where = " (at " + f.Where + ")"
	}
	fmt.Fprintf(&b, "    want: %s\n    got:  %s%s\n", f.Want, f.Got, where)
	return b.String()
}

// Judgement is what one spec found out.
type Judgement struct {
	// Ranged counts the things that were looked at. Over nothing there is no
	// passing.
	Ranged int `json:"ranged"`
	// Findings are the departures, in the order of the exchanges.
	Findings []Finding `json:"findings,omitempty"`
	// Missing says what was lacking to decide; set, the requirement can be
	// broken but not passed.
	Missing string `json:"missing,omitempty"`
	// Recipe is how to provide what is lacking.
	Recipe requirement.Recipe `json:"recipe,omitzero"`
	// Inconclusive says why nothing can be said: trouble on the way, or a
	// target that does not hold still.
	Inconclusive string `json:"inconclusive,omitempty"`
	// Observed are remarks about behaviour that no document rules.
	Observed []string `json:"observed,omitempty"`
	// Excused are departures that a relaxation of the profile allows.
	Excused []Excused `json:"excused,omitempty"`

	// lacks are the answers in which there was nothing to look at, where
	// something was to be expected.
	lacks []sight
}

// WithoutMoving is the judgement of a target that changed by itself: what that
// explains is no finding.
func (j Judgement) WithoutMoving() Judgement {
	j.Findings = slices.DeleteFunc(slices.Clone(j.Findings), func(f Finding) bool { return f.Moving })
	return j
}

// Departures are the findings, those that are excused among them.
func (j Judgement) Departures() []Finding {
	all := slices.Clone(j.Findings)
	for _, e := range j.Excused {
		all = append(all, e.Finding)
	}
	return all
}

// OnlyAdvice reports whether there are findings, and all of them are advice.
func (j *Judgement) OnlyAdvice() bool {
	for _, f := range j.Findings {
		if !f.Advice {
			return false
		}
	}
	return len(j.Findings) > 0
}

// Check looks at one thing: it counts it, and records a finding unless it is
// as it has to be. got is a format with its arguments. It returns ok.
func (j *Judgement) Check(r *Reading, ok bool, want, got string, args ...any) bool {
	return j.CheckAt(r, "", ok, want, got, args...)
}

// CheckAt is Check of a place within the body.
func (j *Judgement) CheckAt(r *Reading, where string, ok bool, want, got string, args ...any) bool {
	j.Ranged++
	if !ok {
		j.Find(r, where, want, fmt.Sprintf(got, args...))
	}
	return ok
}

// Find records a finding without counting.
func (j *Judgement) Find(r *Reading, where, want, got string) {
	j.Findings = append(j.Findings, findingOf(want, sight{in: r, where: where, got: got}))
}

// Lack records that an answer holds nothing to look at, where something was
// to be expected. It is no finding: the lack is another requirement's.
func (j *Judgement) Lack(r *Reading, what string) {
	j.lacks = append(j.lacks, sight{in: r, got: what})
}

// Observe records a remark. It counts as something looked at.
func (j *Judgement) Observe(format string, args ...any) {
	j.Ranged++
	j.Observed = append(j.Observed, fmt.Sprintf(format, args...))
}

// Listed checks that every page of an answer lists images. The pages are
// counted only when they do not: what they hold is for the caller to judge.
func (j *Judgement) Listed(a Answer) bool {
	for _, r := range a {
		if !r.Lists() {
			return j.Check(r, false, "200 or 203 with a collection of images", "%s", Describe(r))
		}
	}
	return len(a) > 0
}

// Whole is Listed, and that the walk came to an end without a next link.
func (j *Judgement) Whole(a Answer) bool {
	if !j.Listed(a) {
		return false
	}
	if href, more := a.Last().Next(); more {
		return j.Check(a.Last(), false, "pages that end", "after %d pages a next link that leads nowhere new: %s", len(a), Quote(href))
	}
	return true
}

// Describe says in a few words what an answer is.
func Describe(r *Reading) string {
	if why := r.Troubled(); why != "" {
		return "no answer: " + why
	}
	said := fmt.Sprintf("status %d with ", r.Status)
	if r.Renewed && r.Status == http.StatusUnauthorized {
		said = fmt.Sprintf("status %d to a renewed token too, with ", r.Status)
	}
	switch {
	case r.Fault != nil:
		return said + "fault " + r.Fault.Name + ": " + Quote(r.Fault.Message)
	case r.Collection != nil:
		return said + fmt.Sprintf("%d images as %s", len(r.Collection.Images), r.Form)
	case r.Single != nil:
		return said + "one image as " + r.Form.String()
	case r.Form == Empty:
		return said + r.Form.String()
	case len(r.Problems) > 0:
		return said + "broken " + r.Form.String() + ": " + r.Problems[0].Got
	}
	return said + r.Form.String() + ": " + Quote(string(r.Start()))
}

// Quote shows a text of the target: quoted, control characters escaped, cut
// to a length that a report can bear.
func Quote(s string) string {
	const most = 160
	runes := []rune(s)
	if len(runes) > most {
		return fmt.Sprintf("%+q... (%d characters)", string(runes[:most]), len(runes))
	}
	return strings.ReplaceAll(fmt.Sprintf("%q", s), "\u2028", `\u2028`)
}

func requestID(r *Reading) string {
	for _, name := range []string{"X-Compute-Request-Id", "X-Openstack-Request-Id"} {
		if id := r.Header.Get(name); id != "" {
			return id
		}
	}
	return ""
}
