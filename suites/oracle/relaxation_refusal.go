package oracle

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/requirement"
)

// refusalRelaxations are about how old Novas refuse, and about what makes them
// break down.
var refusalRelaxations = map[requirement.RelaxationID]recogniser{
	"R8": tooManyRequests, "R9": notFoundForMethod, "R10": plainUnauthorized, "R14": slashedExtension,
	"R16": pageBeyondASCII, "R17": faultOfOddAccept, "R19": controlCharacter, "R20": deleteBreaks,
}

// refuses reports whether an answer has a status and a fault of a name.
func (r *Reading) refuses(status int, name string) bool {
	return r.Status == status && r.Fault != nil && r.Fault.Name == name
}

func tooManyRequests(_ Case, s sight) bool {
	return s.in.refuses(http.StatusTooManyRequests, "overLimit") && s.in.Header.Get("Retry-After") != ""
}

// bareNotFound says whether an answer is the plain text of a router that knows
// no such address.
func (r *Reading) bareNotFound() bool {
	return r.Status == http.StatusNotFound && r.Form == Other && r.MediaType() == "text/plain" &&
		strings.HasPrefix(string(r.Start()), "404 Not Found")
}

func notFoundForMethod(_ Case, s sight) bool {
	return s.in.Request.Method != http.MethodGet && (s.in.bareNotFound() || s.in.refuses(http.StatusNotFound, "itemNotFound"))
}

// plainUnauthorized recognises the text of Keystone's middleware and, of a
// deployment that is unavailable, the fault for an image service that is down.
func plainUnauthorized(c Case, s sight) bool {
	plain := s.in.Status == http.StatusUnauthorized && s.in.MediaType() == "text/plain" &&
		strings.TrimSpace(string(s.in.Start())) == "Authentication required"
	return plain || c.Requirement == "ERR-07" && s.in.refuses(http.StatusInternalServerError, "computeFault")
}

func slashedExtension(_ Case, s sight) bool {
	behindSlash := strings.HasSuffix(PathOf(s.in.Request.URL), "/images/detail/.xml")
	return behindSlash && (s.in.bareNotFound() || s.in.refuses(http.StatusNotFound, "itemNotFound"))
}

// pageBeyondASCII recognises a breakdown over a page of a filter whose value
// goes beyond ASCII.
func pageBeyondASCII(_ Case, s sight) bool {
	values, ok := Parameters(s.in.Request.URL)
	beyond := func(texts []string) bool {
		return slices.ContainsFunc(texts, func(text string) bool {
			return strings.ContainsFunc(text, func(r rune) bool { return r >= utf8.RuneSelf })
		})
	}
	if !ok || !values.Has("limit") || !s.in.refuses(http.StatusInternalServerError, "computeFault") {
		return false
	}
	return slices.ContainsFunc([]string{"name", "server", "status", "type"}, func(name string) bool { return beyond(values[name]) })
}

// faultOfOddAccept recognises a 500 without a body in place of a fault that
// the same request gets under an ordinary Accept.
func faultOfOddAccept(_ Case, s sight) bool {
	if s.in.Status != http.StatusInternalServerError || s.in.Form != Empty || Negotiated(s.in.Request) != Other {
		return false
	}
	return slices.ContainsFunc(s.in.whole(), func(r *Reading) bool {
		return r.Request.URL == s.in.Request.URL && r.Status == http.StatusBadRequest && Negotiated(r.Request) != Other
	})
}

// controlCharacter recognises a breakdown over XML, where an image has a name,
// or a key or value of metadata, that XML cannot write.
func controlCharacter(c Case, s sight) bool {
	u, err := url.Parse(s.in.Request.URL)
	inXML := err == nil && (Negotiated(s.in.Request) == XML || strings.HasSuffix(u.Path, ".xml"))
	return inXML && s.in.refuses(http.StatusInternalServerError, "computeFault") && slices.ContainsFunc(c.InJSON.Images, unwritable)
}

func unwritable(im schemas.Image) bool {
	for key, value := range im.Metadata {
		if !writable(key) || value.Kind == schemas.String && !writable(value.Text) {
			return true
		}
	}
	return !writable(im.Name())
}

func deleteBreaks(_ Case, s sight) bool {
	return s.in.Request.Method == http.MethodDelete && s.in.refuses(http.StatusInternalServerError, "computeFault")
}
