package oracle

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/imageconform/imageconform/suites/target"
)

// of makes a sign of what a whole answer says.
func of(shown func(*Reading) string) func(*Reading) (what, where string) {
	return func(r *Reading) (string, string) { return shown(r), "" }
}

// inHeader makes a sign of a header, the first of several that is there.
func inHeader(names ...string) func(*Reading) (what, where string) {
	return of(func(r *Reading) string {
		for _, name := range names {
			if value := r.Header.Get(name); value != "" {
				return name + ": " + Quote(value)
			}
		}
		return ""
	})
}

func inState(s target.State) func(*Reading) bool {
	return func(r *Reading) bool { return r.State == s }
}

func answered(*Reading) bool { return true }

func wantsXML(r *Reading) bool { return Negotiated(r.Request) == XML }

// showsXML wants a document of the API, since a proxy may speak XML of its own.
func showsXML(r *Reading) string {
	if wantsXML(r) && r.Form == XML && (r.Collection != nil || r.Fault != nil) {
		return Describe(r)
	}
	return ""
}

func byNeighbour(r *Reading) bool { return r.Request.As == target.Other }

func listsForNeighbour(r *Reading) string {
	if byNeighbour(r) && r.Lists() {
		return Describe(r)
	}
	return ""
}

func mayBeForbidden(r *Reading) bool {
	return r.Request.As == target.Forbidden || r.State == target.Refusing
}

// knowsForbidden is any answer to a user who may not list but the one that a
// stranger gets: whether it is the right one is for its requirement.
func knowsForbidden(r *Reading) string {
	switch {
	case r.State == target.Refusing && r.Status == http.StatusForbidden,
		r.Request.As == target.Forbidden && r.Status != http.StatusUnauthorized:
		return Describe(r)
	}
	return ""
}

// cutsByItself is a page in answer to a request without limit.
func cutsByItself(r *Reading) string {
	href, more := r.Next()
	if _, asked := limitOf(r); asked || !r.Lists() || !more {
		return ""
	}
	return fmt.Sprintf("%d images and a next link to %s, without a limit", len(r.Images()), Quote(href))
}

// limitOf is the text of the parameter limit.
func limitOf(r *Reading) (text string, given bool) {
	parameters, readable := Parameters(r.Request.URL)
	if !readable || !parameters.Has("limit") {
		return "", false
	}
	return parameters.Get("limit"), true
}

// maxPage is the most images that the schema lets a collection hold.
const maxPage = 1000

func asksTooMuch(r *Reading) bool {
	text, _ := limitOf(r)
	limit, err := strconv.Atoi(text)
	return err == nil && limit > maxPage
}

func refusesLimit(r *Reading) string {
	if asksTooMuch(r) && r.Status == http.StatusRequestEntityTooLarge {
		return Describe(r)
	}
	return ""
}

// behindMarker says that an answer is a page before which there are others.
func behindMarker(r *Reading) bool {
	parameters, readable := Parameters(r.Request.URL)
	return readable && parameters.Get("marker") != "" && r.Lists() && len(r.Images()) > 0
}

func pagesBack(r *Reading) string {
	if href, ok := r.Link(target.Previous...); ok {
		return "a previous link to " + Quote(href)
	}
	return ""
}

func announces(r *Reading) string {
	if r.mayHaveBody() && r.Declared >= 0 {
		return fmt.Sprintf("Content-Length: %d", r.Declared)
	}
	return ""
}

func wantsGzip(r *Reading) bool {
	return r.OK() && strings.Contains(r.Request.Header["Accept-Encoding"], "gzip")
}

func compressed(r *Reading) string {
	if r.Coding == "" || r.Coding == "identity" {
		return ""
	}
	return "Content-Encoding: " + r.Coding
}

func redirected(r *Reading) string {
	switch {
	case len(r.Hops) > 0:
		return "a redirect: " + Quote(r.Hops[0])
	case r.Status >= 300 && r.Status < 400 && r.Status != http.StatusNotModified:
		return fmt.Sprintf("status %d", r.Status)
	}
	return ""
}

func fromCache(r *Reading) string {
	switch {
	case !r.Lists() || !r.cached():
		return ""
	case r.Header.Get("Age") != "":
		return fmt.Sprintf("status %d with Age: %s", r.Status, Quote(r.Header.Get("Age")))
	}
	return fmt.Sprintf("status %d", r.Status)
}

func mayBeCached(r *Reading) string {
	if !r.Lists() || !Cacheable(r) {
		return ""
	}
	for _, name := range []string{"ETag", "Last-Modified", "Cache-Control", "Expires", "Age"} {
		if value := r.Header.Get(name); value != "" {
			return name + ": " + Quote(value)
		}
	}
	return fmt.Sprintf("status %d", r.Status)
}

func limits(r *Reading) string {
	switch {
	case r.Waits > 0:
		return fmt.Sprintf("%d refusals for a while before the answer", r.Waits)
	case RateLimited(r) && !asksTooMuch(r):
		return fmt.Sprintf("status %d with Retry-After: %s", r.Status, Quote(r.Header.Get("Retry-After")))
	}
	return ""
}
