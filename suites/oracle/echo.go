package oracle

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/antchfx/xmlquery"
)

// What an error may repeat of a request: Special is markup in both formats,
// Controls are characters that neither may hold as they are, and of which XML
// has no way to write some at all.
const (
	Special  = `<x>&"'\`
	Controls = "a\x01\v\x1f\x7f\u0085\ufffeb"
)

// echoes says whether a request carries characters that an answer must escape
// where it repeats them.
func echoes(r *Reading) bool {
	u, err := url.Parse(r.Request.URL)
	if err != nil {
		return false
	}
	query, err := url.QueryUnescape(u.RawQuery)
	if err != nil {
		return true
	}
	return strings.ContainsFunc(u.Path+query, func(c rune) bool {
		return strings.ContainsRune(`<>"'\`, c) || c < ' ' || c > '~'
	})
}

// Echoes keeps the answers to the probes that carry Special or Controls, also
// those in the place of the tenant, which is not the operation's own path.
func (v View) Echoes(all []*Reading) []*Reading {
	var kept []*Reading
	special, _ := v.Endpoint.ForTenant(Special)
	for _, r := range all {
		_, query, _ := strings.Cut(r.Request.URL, "?")
		probe := strings.Contains(query, Escape(Special)) || strings.Contains(query, Escape(Controls)) ||
			!special.IsZero() && strings.HasPrefix(r.Request.URL, special.Base+"/")
		if probe && r.Troubled() == "" {
			kept = append(kept, r)
		}
	}
	return kept
}

// Escaped checks that errors to requests with characters that have to be
// escaped are still what they seem to be: JSON or XML that a strict reader
// takes, whose message holds text only, or a page that does not run it. The
// probes must not break the writing of the fault either, where the parameter is
// otherwise refused properly.
func (j *Judgement) Escaped(errors, probes []*Reading) {
	t := newTally(j)
	defer t.close()
	all := probes
	for _, r := range errors {
		if echoes(r) && !slices.Contains(probes, r) {
			all = append(all, r)
		}
	}
	for _, r := range all {
		if r.Status < http.StatusBadRequest {
			continue
		}
		if slices.Contains(probes, r) && refusedOtherwise(r, errors) {
			t.check(r, "server error", "", r.Status < http.StatusInternalServerError, "a fault of the 4xx, with the value escaped or left out",
				"%s", Describe(r))
		}
		t.escaped(r)
	}
}

// refusedOtherwise says that the parameter which a probe asks with is refused
// by one of the errors, for a value without special characters.
func refusedOtherwise(probe *Reading, errors []*Reading) bool {
	parameter := func(r *Reading) string {
		_, query, _ := strings.Cut(r.Request.URL, "?")
		name, _, _ := strings.Cut(query, "=")
		return name
	}
	return slices.ContainsFunc(errors, func(r *Reading) bool {
		return r.Status < http.StatusInternalServerError && !echoes(r) && parameter(r) != "" && parameter(r) == parameter(probe)
	})
}

func (t *tally) escaped(r *Reading) {
	form := r.Form.String()
	switch {
	case r.Form == JSON || r.Form == XML && !r.isPage():
		t.into.Ranged++
		for _, p := range r.Problems {
			t.check(r, form+p.Rule, p.Where, false, form+" with "+p.Want, "%s", p.Got)
		}
		if child := messageChild(r); child != "" {
			t.check(r, "element in message", "/*/message", false, "text in the message", "the element %s", Quote(child))
		}
	case strings.Contains(r.MediaType(), "html"):
		t.check(r, "markup in a page", "", !bytes.Contains(r.Text(), []byte("<x>")), "a page that escapes what it repeats",
			"%s", Labelled(r))
	}
}

// messageChild is an element within the message of a fault in XML, which holds
// text only.
func messageChild(r *Reading) string {
	root := rootOf(r.Root)
	if root == nil {
		return ""
	}
	for child := root.FirstChild; child != nil; child = child.NextSibling {
		if child.Type != xmlquery.ElementNode || child.Data != "message" {
			continue
		}
		for inner := child.FirstChild; inner != nil; inner = inner.NextSibling {
			if inner.Type == xmlquery.ElementNode {
				return inner.Data
			}
		}
	}
	return ""
}
