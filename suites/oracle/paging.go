package oracle

import (
	"net/url"
	"regexp"
	"strings"
)

// Parameters are those of the query of a URL, decoded, in any order. ok is
// false when the URL or its query does not parse.
func Parameters(href string) (values url.Values, ok bool) {
	u, err := url.Parse(href)
	if err != nil {
		return nil, false
	}
	values, err = url.ParseQuery(u.RawQuery)
	return values, err == nil
}

// characters are what RFC 3986 lets stand in a URI.
var characters = regexp.MustCompile(`^(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$`)

// AbsoluteURI reports whether a text is an http URI with a host, written in
// the characters that a URI may have.
func AbsoluteURI(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && characters.MatchString(s)
}

// PathOf is the escaped path of a URL, empty when it does not parse.
func PathOf(href string) string {
	u, err := url.Parse(href)
	if err != nil {
		return ""
	}
	return u.EscapedPath()
}

// AuthorityOf is scheme and host of a URL in lower case, a default port left
// out; empty when it does not parse.
func AuthorityOf(href string) string {
	u, err := url.Parse(href)
	if err != nil {
		return ""
	}
	return authority(u)
}

func authority(u *url.URL) string {
	if u.Host == "" {
		return ""
	}
	host := strings.ToLower(u.Host)
	switch u.Scheme {
	case "http":
		host = strings.TrimSuffix(host, ":80")
	case "https":
		host = strings.TrimSuffix(host, ":443")
	}
	return strings.ToLower(u.Scheme) + "://" + host
}
