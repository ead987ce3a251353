package oracle

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/antchfx/xmlquery"

	"github.com/imageconform/imageconform/schemas"
)

// Errors keeps the answers that have to be faults: those of the operation with
// a status of 400 or more, to a method that has a body. 406 is left out, since
// none of the formats at hand was asked for.
func (v View) Errors(all []*Reading) []*Reading {
	var kept []*Reading
	for _, r := range all {
		failed := r.Status >= http.StatusBadRequest && r.Status != http.StatusNotAcceptable && r.Troubled() == ""
		if failed && slices.Contains(faultMethods, r.Request.Method) && v.ofOperation(r.Request.URL) {
			kept = append(kept, r)
		}
	}
	return kept
}

var faultMethods = []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete}

// ofOperation says whether a URL is that of the operation: of a known base, or
// of the same one for another tenant whose name is a plain word.
func (v View) ofOperation(raw string) bool {
	u, err := url.Parse(raw)
	if err != nil {
		return false
	}
	base := ""
	for _, operation := range []string{"/images/detail", "/images/detail.json", "/images/detail.xml"} {
		if before, found := strings.CutSuffix(u.EscapedPath(), operation); found {
			base = before
		}
	}
	tenant := base[strings.LastIndexByte(base, '/')+1:]
	if other, ok := v.Endpoint.ForTenant(tenant); ok && isWord(tenant) && other.Path() == base {
		return true
	}
	return base != "" && (base == v.Endpoint.Path() || !v.OtherEndpoint.IsZero() && base == v.OtherEndpoint.Path())
}

func isWord(s string) bool {
	return s != "" && strings.IndexFunc(s, func(c rune) bool {
		return !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_')
	}) < 0
}

// AskedIn keeps the answers to requests that ask for a form.
func AskedIn(f Form, all []*Reading) []*Reading {
	return slices.DeleteFunc(slices.Clone(all), func(r *Reading) bool { return Negotiated(r.Request) != f })
}

// unreadable says that a body of a format is so broken that nothing of it can
// be told.
func (r *Reading) unreadable() bool {
	return r.Form == JSON && r.Value == nil || r.Form == XML && r.Root == nil
}

// shown says in few words what an error's body is, for findings of one kind.
func shown(r *Reading) string { return fmt.Sprint(r.Status, " ", r.MediaType(), " ", r.Form) }

// Faults checks that each error has a fault as its body, in the form that its
// request asks for. A body of that form that cannot be read is for others.
func (j *Judgement) Faults(errors []*Reading) {
	t := newTally(j)
	defer t.close()
	for _, r := range errors {
		form := Negotiated(r.Request)
		if r.Form != form || !r.unreadable() || r.isPage() {
			t.check(r, shown(r), "", r.Form == form && r.Fault != nil, "a fault as "+form.String(), "%s", Labelled(r))
		}
	}
}

// FaultShapes checks that each error whose body is in a form has the shape of a
// fault in that form, by the rule of the schemas, and the status as its code.
func (j *Judgement) FaultShapes(rule string, form Form, errors []*Reading) {
	t := newTally(j)
	defer t.close()
	for _, r := range errors {
		if r.Form != form || r.Collection != nil || r.isPage() || echoes(r) && len(r.Problems) > 0 {
			continue
		}
		for _, p := range r.Problems {
			t.check(r, p.Rule, p.Where, false, p.Want, "%s", p.Got)
		}
		if r.Fault == nil && !r.unreadable() {
			t.check(r, "no fault", "", false, "a fault: its name, and in it a code and a message", "%s", Describe(r))
			continue
		}
		_, problems := shape(rule, r)
		for _, p := range problems {
			t.check(r, p.Want+lastStep(p.Where), p.Where, false, p.Want, "%s", p.Got)
		}
		if code, err := codeOf(r.Fault); err == nil {
			t.check(r, "code of "+strconv.Itoa(r.Status), "", code == r.Status,
				"a code equal to the status, "+strconv.Itoa(r.Status), "the code %d", code)
		} else if len(problems)+len(r.Problems) == 0 {
			j.Ranged++
		}
	}
}

// codeOf is the code of a fault where it is an integer.
func codeOf(f *schemas.Fault) (int, error) {
	if f == nil || f.CodeKind != schemas.Integer && f.CodeKind != schemas.String {
		return 0, strconv.ErrSyntax
	}
	return strconv.Atoi(strings.TrimSpace(f.Code))
}

// isPage says that a body is a page for a browser, or a piece of one, and not a
// document of the API.
func (r *Reading) isPage() bool {
	if root := rootOf(r.Root); root != nil && strings.EqualFold(root.Data, "html") {
		return true
	}
	return strings.Contains(r.MediaType(), "html") && r.Form != JSON && r.Fault == nil && r.Collection == nil && r.Single == nil
}

func rootOf(document *xmlquery.Node) *xmlquery.Node {
	if document == nil {
		return nil
	}
	return xmlquery.FindOne(document, "/*")
}

func lastStep(where string) string { return where[strings.LastIndexByte(where, '/')+1:] }

// faultNames are the names that the documents give to a status, besides
// computeFault, which may stand for any. Those of 404 and the like belong to
// other operations.
var faultNames = map[int][]string{
	http.StatusBadRequest:            {"badRequest"},
	http.StatusUnauthorized:          {"unauthorized"},
	http.StatusForbidden:             {"forbidden"},
	http.StatusNotFound:              {"itemNotFound"},
	http.StatusMethodNotAllowed:      {"badMethod"},
	http.StatusConflict:              {"buildInProgress", "backupOrResizeInProgress", "conflictingRequest"},
	http.StatusRequestEntityTooLarge: {"overLimit"},
	http.StatusUnsupportedMediaType:  {"badMediaType"},
	http.StatusInternalServerError:   {},
	http.StatusNotImplemented:        {"notImplemented"},
	http.StatusServiceUnavailable:    {"serviceUnavailable"},
}

// FaultNames checks the name of each fault by its status. A status that the
// documents do not know has no name to be held against.
func (j *Judgement) FaultNames(errors []*Reading) {
	t := newTally(j)
	defer t.close()
	for _, r := range errors {
		names, known := faultNames[r.Status]
		if r.Fault == nil || !known {
			continue
		}
		names = append(slices.Clone(names), "computeFault")
		t.check(r, fmt.Sprint(r.Status, r.Fault.Name), "", slices.Contains(names, r.Fault.Name),
			fmt.Sprintf("a fault called %s for status %d", strings.Join(names, " or "), r.Status), "%s", Describe(r))
	}
}

// BadRequests checks that the fault of each 400 is a badRequest, or at least a
// computeFault, which is noted.
func (j *Judgement) BadRequests(errors []*Reading) {
	t := newTally(j)
	defer t.close()
	general := 0
	for _, r := range errors {
		if r.Status != http.StatusBadRequest || r.Fault == nil {
			continue
		}
		if r.Fault.Name == "computeFault" {
			general++
		}
		t.check(r, r.Fault.Name, "", r.Fault.Name == "badRequest" || r.Fault.Name == "computeFault",
			"a badRequest fault, or a computeFault", "%s", Describe(r))
	}
	if general > 0 {
		j.Observe("%d bad requests are answered with a computeFault", general)
	}
}

// FaultNamespaces checks the namespace of each error in XML.
func (j *Judgement) FaultNamespaces(errors []*Reading) {
	t := newTally(j)
	defer t.close()
	for _, r := range errors {
		root := rootOf(r.Root)
		if root == nil || r.isPage() {
			continue
		}
		t.check(r, root.NamespaceURI, "/*", root.NamespaceURI == schemas.ComputeNamespace,
			"the namespace "+schemas.ComputeNamespace, "%s with the namespace %s", root.Data, Quote(root.NamespaceURI))
	}
}
