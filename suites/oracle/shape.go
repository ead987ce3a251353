package oracle

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// The requirements that the schemas have a rule for, by format.
var (
	rulesOfJSON = schemas.JSONRules()
	rulesOfXML  = schemas.XMLRules()
)

// Shape holds one answer against a rule of the schemas, in its own format. A
// rule that does not speak of the format has nothing to look at.
func (j *Judgement) Shape(rule string, r *Reading) { j.Shapes(rule, []*Reading{r}) }

// Shapes is Shape of many answers. A defect of an image is one finding, however
// many answers show it.
func (j *Judgement) Shapes(rule string, readings []*Reading) {
	var found defects
	for _, d := range documents(readings) {
		ranged, problems := shape(rule, d.Reading)
		j.Ranged += ranged
		for _, p := range problems {
			found.problem(d, p)
		}
	}
	found.into(j)
}

// shape checks a body. What is no listing has only the shape of one to miss:
// the rules about the document itself look at it, the others do not.
func shape(rule string, r *Reading) (ranged int, problems []schemas.Problem) {
	whole := rule == "JSN-01" || rule == "XML-01" || strings.HasPrefix(rule, "ERR-")
	if r.page == nil || r.Collection == nil && !whole {
		return 0, nil
	}
	switch {
	case r.Form == JSON && r.Value != nil && slices.Contains(rulesOfJSON, rule),
		r.Form == XML && r.Root != nil && slices.Contains(rulesOfXML, rule):
		return r.page.Check(rule)
	}
	return 0, nil
}

// Answers keeps what the rules about bodies are about: the answers of the
// operation itself with 200 or 203, to users who may ask; those to the user
// whose listing is judged come first.
func (v View) Answers(all []*Reading) []*Reading {
	var kept []*Reading
	for _, r := range all {
		if _, ours := v.asked(r); ours && r.OK() && r.Troubled() == "" {
			kept = append(kept, r)
		}
	}
	slices.SortStableFunc(kept, func(a, b *Reading) int { return cmp.Compare(a.Request.As, b.Request.As) })
	return kept
}

// Unread is why an answer that Answers would keep in a format could not be read
// for a cap, empty when each could: what is in it nobody has seen.
func (v View) Unread(all []*Reading, f requirement.Format) string {
	for _, r := range all {
		_, ours := v.asked(r)
		if why := r.Capped(); ours && r.OK() && why != "" && (f == requirement.Both || r.due() == FormOf(f)) {
			return why + ": " + r.Request.Curl()
		}
	}
	return ""
}

// asked is the endpoint that a request of the operation was meant for; ok is
// false for requests of anything else, such as one image or another's tenant.
func (v View) asked(r *Reading) (at target.Endpoint, ok bool) {
	switch at = v.Endpoint; {
	case r.Request.Method != http.MethodGet:
		return at, false
	case r.Request.As == target.Other:
		if !v.OtherEndpoint.IsZero() {
			at = v.OtherEndpoint
		}
	case r.Request.As != target.Self:
		return at, false
	}
	whole, _, _ := strings.Cut(r.Request.URL, "?")
	if below, plain := strings.CutPrefix(whole, at.Base); plain {
		if suffix, detail := strings.CutPrefix(below, "/images/detail"); detail && slices.Contains(suffixes, suffix) {
			return at, true
		}
	}
	base, err := url.PathUnescape(at.Path())
	path, errPath := url.PathUnescape(strings.TrimPrefix(whole, at.Authority()))
	if err != nil || errPath != nil {
		return at, false
	}
	suffix, found := strings.CutPrefix(path, base+"/images/detail")
	return at, found && slices.Contains(suffixes, suffix)
}

// suffixes are what may stand behind the operation's path.
var suffixes = []string{"", "/", ".json", ".xml", "/.json", "/.xml"}

// due is the form of the body, or, of one in neither format, the form that was
// asked for; Other when the request left it open.
func (r *Reading) due() Form {
	if r.Form == JSON || r.Form == XML {
		return r.Form
	}
	path, _, _ := strings.Cut(r.Request.URL, "?")
	accept := r.Request.Header["Accept"]
	switch {
	case strings.HasSuffix(path, ".json"):
		return JSON
	case strings.HasSuffix(path, ".xml"):
		return XML
	case accept == JSON.MediaType() || accept == "":
		return JSON
	case accept == XML.MediaType():
		return XML
	}
	return Other
}
