package target

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Endpoint is the base URL of a deployment as a service catalogue names it:
// everything before /images/detail.
type Endpoint struct {
	// Base is the URL without a trailing slash, query or fragment.
	Base string
	// Version is the version segment of the path, such as "v2" or "v2.1";
	// empty when the path has none.
	Version string
	// Tenant is the segment after the version, decoded; empty when the URL
	// has none.
	Tenant string
	// Public is the prefix that stands for scheme and host in the links that
	// the deployment writes, empty when they point back to the base URL.
	Public string
}

// ErrEndpoint is the reason of every refused base URL.
var ErrEndpoint = errors.New("not a base URL of the Compute API")

var versionSegment = regexp.MustCompile(`^v[0-9]+(\.[0-9]+)?$`)

// ParseEndpoint reads a base URL such as http://host:8774/v2/tenant. It
// accepts the operation's whole URL too, and drops the operation from it.
func ParseEndpoint(raw string) (Endpoint, error) {
	u, err := url.Parse(raw)
	if err != nil {
		// The parser's own error repeats the URL, which may hold a password.
		return Endpoint{}, fmt.Errorf("%w: it does not parse as a URL", ErrEndpoint)
	}
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return Endpoint{}, fmt.Errorf("%w: want http:// or https://", ErrEndpoint)
	case u.Host == "" || u.Hostname() == "":
		return Endpoint{}, fmt.Errorf("%w: it names no host", ErrEndpoint)
	case u.User != nil:
		return Endpoint{}, fmt.Errorf("%w: credentials do not belong in it", ErrEndpoint)
	case u.RawQuery != "" || u.Fragment != "":
		return Endpoint{}, fmt.Errorf("%w: it carries a query or a fragment", ErrEndpoint)
	}
	path := withoutOperation(u.EscapedPath())
	e := Endpoint{Base: u.Scheme + "://" + u.Host + path}
	segments := strings.Split(path, "/")
	at := versionAt(segments)
	if at < 0 {
		return e, nil
	}
	e.Version = segments[at]
	if at+1 < len(segments) {
		if e.Tenant, err = url.PathUnescape(segments[at+1]); err != nil {
			return Endpoint{}, fmt.Errorf("%w: its tenant is badly escaped", ErrEndpoint)
		}
	}
	return e, nil
}

// withoutOperation is a path without the operation and without slashes at its end.
func withoutOperation(path string) string {
	path = strings.TrimRight(path, "/")
	for _, operation := range []string{"/images/detail", "/images/detail.json", "/images/detail.xml"} {
		if base, found := strings.CutSuffix(path, operation); found {
			return strings.TrimRight(base, "/")
		}
	}
	return path
}

// versionAt is the index of the version among the segments of a path: before
// the tenant if that may be, since a tenant may be called v2 too, -1 if none is.
func versionAt(segments []string) int {
	n := len(segments)
	for _, at := range []int{n - 2, n - 1} {
		if at >= 0 && versionSegment.MatchString(segments[at]) {
			return at
		}
	}
	return slices.IndexFunc(segments, versionSegment.MatchString)
}

// IsZero reports whether the endpoint is not known.
func (e Endpoint) IsZero() bool { return e.Base == "" }

// URL is the absolute URL of a path below the base, with a raw query when
// it is not empty.
func (e Endpoint) URL(path, query string) string {
	if query != "" {
		query = "?" + query
	}
	return e.Base + path + query
}

// LinkPrefix is what links of the deployment begin with: the public prefix,
// or else the base's authority.
func (e Endpoint) LinkPrefix() string {
	if e.Public != "" {
		return e.Public
	}
	return e.Authority()
}

// Authority is the base's scheme and host, "http://host:8774".
func (e Endpoint) Authority() string {
	scheme, rest, _ := strings.Cut(e.Base, "://")
	host, _, _ := strings.Cut(rest, "/")
	return scheme + "://" + host
}

// Path is the base's path, escaped, "/v2/tenant".
func (e Endpoint) Path() string { return strings.TrimPrefix(e.Base, e.Authority()) }

// Unversioned is the base's path without its version segment, "/tenant".
func (e Endpoint) Unversioned() string {
	segments := strings.Split(e.Path(), "/")
	if at := versionAt(segments); at >= 0 {
		segments = slices.Delete(segments, at, at+1)
	}
	return strings.Join(segments, "/")
}

// ForTenant is the same endpoint with another tenant in its path. ok is
// false when the path carries no tenant.
func (e Endpoint) ForTenant(tenant string) (other Endpoint, ok bool) {
	if e.Tenant == "" {
		return Endpoint{}, false
	}
	segments := strings.Split(e.Path(), "/")
	segments[versionAt(segments)+1] = url.PathEscape(tenant)
	other = e
	other.Base, other.Tenant = e.Authority()+strings.Join(segments, "/"), tenant
	return other, true
}

// Localise turns a link of the deployment into the URL that the suite asks:
// always at the endpoint's own scheme and host, so that a token never leaves
// for another one, and with the public prefix replaced by the base's. ok is
// false when the link is not a usable absolute URI.
func (e Endpoint) Localise(href string) (string, bool) {
	if strings.ContainsAny(href, " \t\r\n\"<>\\^`{|}") {
		return "", false
	}
	if e.Public != "" {
		if rest, ok := strings.CutPrefix(href, e.Public+"/"); ok {
			href = e.Authority() + "/" + rest
		}
	}
	u, err := url.Parse(href)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return "", false
	}
	return e.Authority() + u.RequestURI(), true
}
