package oracle

import (
	"bytes"
	"net/url"
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

// Escaped checks that errors to requests with characters that have to be
// escaped are still what they seem to be: JSON or XML that a strict reader
// takes, whose message holds text only, or a page that does not run it.
func (j *Judgement) Escaped(errors []*Reading) {
	t := newTally(j)
	defer t.close()
	for _, r := range errors {
		if !echoes(r) {
			continue
		}
		form := r.Form.String()
		switch {
		case r.Form == JSON || r.Form == XML && !r.isPage():
			j.Ranged++
			for _, p := range r.Problems {
				t.check(r, form+p.Rule, p.Where, false, form+" with "+p.Want, "%s", p.Got)
			}
			if child := messageChild(r); child != "" {
				t.check(r, "element in message", "/*/message", false, "text in the message", "the element %s", Quote(child))
			}
		case strings.Contains(r.MediaType(), "html"):
			t.check(r, "markup in a page", "", !bytes.Contains(r.Body, []byte("<x>")), "a page that escapes what it repeats",
				"%s", Labelled(r))
		}
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
