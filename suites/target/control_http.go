package target

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// HTTPControl puts a deployment into states through a control endpoint such
// as that of `imageconform serve --control`: a PUT of the state's word, with
// the control token in X-Control-Token.
type HTTPControl struct {
	url    string
	token  Token
	client *http.Client
	// away says that the deployment may be in another state than Normal.
	away bool
}

// ErrControl is the reason of every refused control endpoint.
var ErrControl = errors.New("not a control endpoint")

// NewHTTPControl makes a control of an endpoint's URL and its token; config
// is for https and may be nil. It does not touch the network.
func NewHTTPControl(raw string, token Token, config *tls.Config) (*HTTPControl, error) {
	u, err := url.Parse(raw)
	switch {
	case err != nil:
		// The parser's own error repeats the URL, which may hold a password.
		return nil, fmt.Errorf("%w: it does not parse as a URL", ErrControl)
	case u.Scheme != "http" && u.Scheme != "https", u.Hostname() == "":
		return nil, fmt.Errorf("%w: want http:// or https:// and a host", ErrControl)
	case u.User != nil:
		return nil, fmt.Errorf("%w: credentials do not belong in its URL", ErrControl)
	}
	transport := &http.Transport{Proxy: http.ProxyFromEnvironment, TLSClientConfig: config}
	return &HTTPControl{url: u.String(), token: token, client: &http.Client{
		Transport: transport,
		Timeout:   10 * time.Second,
		// The token is for this endpoint and no other.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

// Reaches reports whether the state is one that the endpoint has a word for.
func (c *HTTPControl) Reaches(s State) bool {
	return s == Normal || slices.Contains(States(), s)
}

// Enter asks for the state. It fails when the endpoint does not answer, or
// with anything but success.
func (c *HTTPControl) Enter(ctx context.Context, s State) error {
	status, err := c.put(ctx, s)
	// What did not answer may have done it all the same.
	c.away = c.away || status == 0 || status/100 == 2
	return err
}

// Leave asks for Normal, and fails as Enter does. Where the endpoint refused to
// enter the state there is nothing to leave.
func (c *HTTPControl) Leave(ctx context.Context, _ State) error {
	if !c.away {
		return nil
	}
	_, err := c.put(ctx, Normal)
	c.away = err != nil
	return err
}

// put asks for a state and returns the status of the answer, 0 for none.
func (c *HTTPControl) put(ctx context.Context, s State) (status int, err error) {
	q, err := http.NewRequestWithContext(ctx, http.MethodPut, c.url, strings.NewReader(s.String()))
	if err != nil {
		return 0, fmt.Errorf("ask for the state %s: %s", s, reason(err))
	}
	q.Header.Set("X-Control-Token", string(c.token))
	answer, err := c.client.Do(q)
	if err != nil {
		return 0, fmt.Errorf("ask for the state %s: %s", s, reason(err))
	}
	_ = answer.Body.Close()
	if answer.StatusCode/100 != 2 {
		return answer.StatusCode, fmt.Errorf("ask for the state %s: the control endpoint answered with status %d", s, answer.StatusCode)
	}
	return answer.StatusCode, nil
}

// Close drops the idle connections.
func (c *HTTPControl) Close() { c.client.CloseIdleConnections() }
