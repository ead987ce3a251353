package oracle

import (
	"net/url"
	"slices"
	"strings"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/target"
)

// address is a link's target taken apart.
type address struct {
	// authority is scheme, host and port in comparable form.
	authority string
	// segments are those of the path, decoded, without empty ones between
	// others; a slash at the end leaves an empty one there.
	segments []string
	// rest is the query and fragment, as written.
	rest string
}

// addressOf takes an absolute link apart. ok is false for others, which break
// the requirement about absolute links and have no parts to judge.
func addressOf(href string) (a address, ok bool) {
	u, err := url.Parse(href)
	if err != nil {
		return address{}, false
	}
	a.authority = authority(u)
	if a.authority == "" || strings.HasPrefix(a.authority, ":") {
		return address{}, false
	}
	if cut := strings.IndexAny(href, "?#"); cut >= 0 {
		a.rest = href[cut:]
	}
	a.segments = segments(u.EscapedPath())
	return a, true
}

// segments are those of an escaped path.
func segments(path string) []string {
	var all []string
	parts := strings.Split(strings.TrimPrefix(path, "/"), "/")
	for i, part := range parts {
		if part == "" && i < len(parts)-1 {
			continue
		}
		if plain, err := url.PathUnescape(part); err == nil {
			part = plain
		}
		all = append(all, part)
	}
	return all
}

// below is the path of a link as seen from the API: without that of the public
// prefix, where the link begins with it.
func (a address) below(at target.Endpoint) []string {
	public, ok := addressOf(at.Public)
	if !ok || public.authority != a.authority {
		return a.segments
	}
	prefix := slices.DeleteFunc(public.segments, func(s string) bool { return s == "" })
	if len(prefix) <= len(a.segments) && slices.Equal(prefix, a.segments[:len(prefix)]) {
		return a.segments[len(prefix):]
	}
	return a.segments
}

// placed is the path of a resource below an escaped path of the API.
func placed(path, collection, id string) []string {
	under := slices.DeleteFunc(segments(path), func(s string) bool { return s == "" })
	return append(under, collection, id)
}

// destination is where the links of a relation lead: below the base path, or below
// the same without its version.
type destination struct{ relation, path string }

func destinations(at target.Endpoint) []destination {
	return []destination{{"self", at.Path()}, {"bookmark", at.Unversioned()}}
}

// shownPath is a decoded path for a report.
func shownPath(segments []string) string { return "/" + strings.Join(segments, "/") }

// related are the links of a relation.
func related(links []schemas.Link, relation string) []schemas.Link {
	var of []schemas.Link
	for _, l := range links {
		if l.Rel.Text == relation {
			of = append(of, l)
		}
	}
	return of
}

// HrefOf is the target of an image's first link of a relation, empty when it
// has none.
func HrefOf(im schemas.Image, relation string) string {
	if of := related(im.Links(), relation); len(of) > 0 {
		return of[0].Href.Text
	}
	return ""
}
