package target

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// MaxHops bounds the redirects that are followed for one request.
const MaxHops = 5

// follow asks a request and the redirects that a GET or HEAD meets.
func (c *Client) follow(ctx context.Context, r Request) Exchange {
	x := c.authorised(ctx, r, r.URL)
	renewed := x.Renewed
	var hops []string
	at := r.URL
	for len(hops) < MaxHops && redirects(r.Method, x.Status) {
		next, ok := c.redirection(at, x.Header.Get("Location"))
		if !ok {
			break
		}
		hops = append(hops, strconv.Itoa(x.Status)+" "+next)
		at = next
		x = c.authorised(ctx, r, next)
		renewed = renewed || x.Renewed
	}
	x.Hops, x.Renewed = hops, renewed
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
