package target

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Doer answers requests. The client does it over the network, a replay from
// a recording.
type Doer interface {
	// Do asks once and never fails: what went wrong is in the exchange.
	Do(ctx context.Context, r Request) Exchange
	// Single is a Doer that asks everything over one connection of its own.
	// Close it with the returned function.
	Single() (Doer, func())
}

// Client asks a deployment. It is safe for concurrent use.
type Client struct {
	config    Config
	secrets   []secret
	transport *http.Transport
}

// NewClient makes a client; it does not touch the network.
func NewClient(config Config) *Client {
	config = config.withDefaults()
	return &Client{config: config, secrets: secrets(config.Tokens), transport: newTransport(config)}
}

func newTransport(config Config) *http.Transport {
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            config.Dial,
		TLSClientConfig:        config.TLS,
		TLSHandshakeTimeout:    config.Timeout,
		ForceAttemptHTTP2:      true,
		MaxIdleConnsPerHost:    config.Concurrency,
		MaxResponseHeaderBytes: maxHeader,
		// The coding is part of what is judged, so it is undone here, not there.
		DisableCompression: true,
	}
}

// Config is the client's configuration with its defaults filled in.
func (c *Client) Config() Config { return c.config }

// Close drops the idle connections.
func (c *Client) Close() { c.transport.CloseIdleConnections() }

// Single is a client of the same configuration with one connection.
func (c *Client) Single() (Doer, func()) {
	transport := newTransport(c.config)
	transport.MaxConnsPerHost = 1
	single := &Client{config: c.config, secrets: c.secrets, transport: transport}
	return single, single.Close
}

// Wait lets time pass as the configuration says.
func (c *Client) Wait(ctx context.Context, d time.Duration) bool { return c.config.Sleep(ctx, d) }

// Do asks one request: it follows redirects of a GET within the endpoint's
// host, waits out announced rate limits within the configured patience, and
// repeats a GET once whose connection broke before an answer.
func (c *Client) Do(ctx context.Context, r Request) Exchange {
	x := c.follow(ctx, r)
	if x.Failure != "" && r.Method == http.MethodGet && !r.Plain && ctx.Err() == nil {
		x = c.follow(ctx, r)
	}
	waited := time.Duration(0)
	for !r.Plain {
		wait, limited := announcedWait(&x, x.Waits)
		if !limited || waited+wait > c.config.Patience || !c.config.Sleep(ctx, wait) {
			return x
		}
		waits := x.Waits
		waited += wait
		x = c.follow(ctx, r)
		x.Waits = waits + 1
	}
	return x
}

// MaxHops bounds the redirects that are followed for one request.
const MaxHops = 5

// follow asks a request and the redirects that a GET or HEAD meets.
func (c *Client) follow(ctx context.Context, r Request) Exchange {
	x := c.once(ctx, r, r.URL)
	var hops []string
	at := r.URL
	for len(hops) < MaxHops && redirects(r.Method, x.Status) {
		next, ok := c.redirection(at, x.Header.Get("Location"))
		if !ok {
			break
		}
		hops = append(hops, strconv.Itoa(x.Status)+" "+next)
		at = next
		x = c.once(ctx, r, next)
	}
	x.Hops = hops
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

// once makes one round trip.
func (c *Client) once(ctx context.Context, r Request, at string) (x Exchange) {
	x = Exchange{Request: r, Declared: -1, Started: c.config.Clock()}
	defer func() { x.Took = c.config.Clock().Sub(x.Started) }()
	ctx, cancel := context.WithTimeout(ctx, c.config.Timeout)
	defer cancel()
	trace := &httptrace.ClientTrace{GotConn: func(i httptrace.GotConnInfo) { x.Reused = i.Reused }}
	q, err := http.NewRequestWithContext(httptrace.WithClientTrace(ctx, trace), r.Method, at, strings.NewReader(r.Body))
	if err != nil {
		x.Failure = "the request could not be made: " + c.redact(reason(err))
		return x
	}
	if r.Body == "" {
		q.Body = http.NoBody
	}
	c.dress(q, r)
	trip := c.roundTrip
	if q.Close && !proxied(q) {
		trip = c.closing
	}
	if err := trip(q, &x); err != nil {
		x.Failure = c.redact(reason(err))
	}
	return x
}

// roundTrip makes one round trip over a pooled connection.
func (c *Client) roundTrip(q *http.Request, x *Exchange) error {
	answer, err := c.transport.RoundTrip(q)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	c.capture(answer, x)
	return nil
}

// capture takes an answer down, without secrets.
func (c *Client) capture(answer *http.Response, x *Exchange) {
	x.Status, x.Proto, x.Declared = answer.StatusCode, answer.Proto, answer.ContentLength
	x.Header = c.redactHeader(answer.Header)
	c.readBody(answer, x)
}

// dress writes the headers, the secret among them.
func (c *Client) dress(q *http.Request, r Request) {
	q.Header.Set("User-Agent", c.config.UserAgent)
	for name, value := range r.Header {
		q.Header.Set(name, value)
	}
	q.Close = strings.EqualFold(r.Header["Connection"], "close")
	switch r.As {
	case Nobody:
	case Bogus:
		q.Header.Set("X-Auth-Token", BogusToken)
	default:
		q.Header.Set("X-Auth-Token", string(c.config.Tokens[r.As]))
	}
}

// reason is an error without the request line that net/url puts before it.
func reason(err error) string {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return "no answer within the time allowed for one request"
	}
	return err.Error()
}
