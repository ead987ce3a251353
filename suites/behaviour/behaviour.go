// Package behaviour says what a deployment does in terms by which two of them
// can be compared, or one before and after a change: the same question, and of
// each answer what does not differ by chance. It stands beside the verdict: what
// no requirement rules may change as well, and clients may notice.
package behaviour

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/recording"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// Behaviour is what a deployment answered.
type Behaviour struct {
	// images identify what was listed: two deployments that list the same are
	// compared image by image, others by what holds for any data.
	images  string
	answers map[string]answer
}

// answer is what is compared of the answer to one question.
type answer struct {
	number       int
	requirements []requirement.ID
	curl         string
	facts        map[string]fact
}

// fact is one thing that can be said of an answer.
type fact struct {
	text string
	// bound says that it depends on which images there are.
	bound bool
}

// Of is the behaviour that exchanges show. Of the answers to one question it
// is the first, by the scripts' keys. Answers that did not come tell nothing.
func Of(h recording.Head, entries []recording.Entry) Behaviour {
	c := &canon{reader: &oracle.Reader{}}
	c.learn(h, entries)
	b := Behaviour{images: strings.Join(c.ids, " "), answers: map[string]answer{}}
	ordered := slices.Clone(entries)
	slices.SortFunc(ordered, func(a, b recording.Entry) int {
		return cmp.Or(cmp.Compare(len(a.Script), len(b.Script)), cmp.Compare(a.Script, b.Script), cmp.Compare(a.Number, b.Number))
	})
	for _, e := range ordered {
		if e.Troubled() != "" || e.Cut() {
			continue
		}
		question := c.question(e.Exchange)
		if known, asked := b.answers[question]; asked {
			known.requirements = join(known.requirements, e.Requirements)
			b.answers[question] = known
			continue
		}
		b.answers[question] = answer{number: e.Number, requirements: slices.Clone(e.Requirements), curl: e.Request.Curl(), facts: c.facts(e.Exchange)}
	}
	return b
}

func join(a, b []requirement.ID) []requirement.ID {
	for _, id := range b {
		if !slices.Contains(a, id) {
			a = append(a, id)
		}
	}
	return a
}

// question is a request in terms of any deployment.
func (c *canon) question(x target.Exchange) string {
	r := x.Request
	parts := []string{r.Method, c.address(r.URL)}
	for _, name := range slices.Sorted(maps.Keys(r.Header)) {
		value := r.Header[name]
		if name == "If-None-Match" || name == "If-Modified-Since" {
			value = "as told before"
		}
		parts = append(parts, name+": "+value)
	}
	if r.Body != "" {
		parts = append(parts, "with the body "+r.Body)
	}
	if r.As != target.Self {
		parts = append(parts, "as "+r.As.String())
	}
	if x.State != target.Normal {
		parts = append(parts, "in the state "+x.State.String())
	}
	if r.Plain {
		parts = append(parts, "once")
	}
	return strings.Join(parts, ", ")
}

// passing are headers that differ from answer to answer, or that belong to the
// way and not to the answer.
var passing = []string{"Date", "Age", "Content-Length", "Connection", "Keep-Alive", "Transfer-Encoding", "Server", "Via", "X-Varnish", "Set-Cookie"}

// told are headers whose value is compared, beside whether they are there.
var told = []string{"Allow", "Cache-Control", "Content-Language", "Content-Type", "Vary", "Www-Authenticate"}

// facts are what is compared of an answer.
func (c *canon) facts(x target.Exchange) map[string]fact {
	facts := map[string]fact{"status": {text: statusLine(x.Status)}}
	say := func(name, text string, bound bool) { facts[name] = fact{text, bound} }
	var names []string
	for _, name := range slices.Sorted(maps.Keys(x.Header)) {
		if !slices.Contains(passing, name) {
			names = append(names, name)
		}
		if slices.Contains(told, name) {
			say("header "+name, c.text(strings.Join(x.Header[name], ", ")), false)
		}
	}
	say("headers", strings.Join(names, ", "), false)
	if len(x.Hops) > 0 {
		say("redirects", c.text(strings.Join(x.Hops, ", ")), false)
	}
	r := c.reader.Read(&x)
	switch {
	case r.Fault != nil:
		say("body", "a fault in "+r.Form.String(), false)
		say("fault", r.Fault.Name, false)
		say("code of the fault", r.Fault.Code, false)
		say("message of the fault", c.text(r.Fault.Message), false)
	case r.Collection != nil:
		say("body", "images in "+r.Form.String(), false)
		c.listing(r, say)
	case r.Form == oracle.Empty:
		say("body", "none", false)
	default:
		say("body", "something else in "+r.Form.String(), false)
	}
	return facts
}

func statusLine(status int) string {
	return strings.TrimSpace(strconv.Itoa(status) + " " + http.StatusText(status))
}
