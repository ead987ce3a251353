package target

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// follow asks a request and the redirects that a GET or HEAD meets, to where
// they come back to what was asked before.
func (c *Client) follow(ctx context.Context, r Request) Exchange {
	x := c.authorised(ctx, r, r.URL)
	renewed := x.Renewed
	var hops []string
	at := r.URL
	seen := map[string]bool{at: true}
	circular := false
	for redirects(r.Method, x.Status) {
		next, ok := c.redirection(at, x.Header.Get("Location"))
		if circular = seen[next]; !ok || circular {
			break
		}
		if len(hops) == c.config.MaxRedirects {
			x.Failure = c.config.redirectsCap().Error()
			break
		}
		seen[next] = true
		hops = append(hops, strconv.Itoa(x.Status)+" "+next)
		at = next
		x = c.authorised(ctx, r, next)
		renewed = renewed || x.Renewed
	}
	x.Hops, x.Renewed, x.Circular = hops, renewed, circular
	return x
}

func redirects(method string, status int) bool {
	if method != http.MethodGet && method != http.MethodHead {
		return false
	}
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// redirection resolves a Location; ok is false when it leaves the host.
func (c *Client) redirection(from, location string) (string, bool) {
	base, err := url.Parse(from)
	if err != nil || location == "" {
		return "", false
	}
	to, err := base.Parse(location)
	if err != nil {
		return "", false
	}
	if public := c.config.Endpoint.Public; public != "" && strings.HasPrefix(to.String(), public+"/") {
		return c.config.Endpoint.Localise(to.String())
	}
	if to.Scheme != base.Scheme || to.Host != base.Host {
		return "", false
	}
	return to.String(), true
}
