package target

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
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
	config      Config
	credentials *credentials
	transport   *http.Transport
	pace        *pacer
	// total counts the bytes of all bodies.
	total *atomic.Int64
	room  *room
	open  *connections
}

// NewClient makes a client; it does not touch the network.
func NewClient(config Config) *Client {
	config = config.withDefaults()
	transport, open := newTransport(config)
	return &Client{
		config: config, credentials: newCredentials(config), transport: transport, pace: newPacer(config),
		total: &atomic.Int64{}, room: newRoom(), open: open,
	}
}

func newTransport(config Config) (*http.Transport, *connections) {
	open := &connections{}
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            open.noting(config.Dial),
		TLSClientConfig:        config.TLS.Clone(), // each transport adds to its own
		TLSHandshakeTimeout:    config.Timeout,
		ForceAttemptHTTP2:      true,
		MaxIdleConnsPerHost:    config.Concurrency,
		MaxResponseHeaderBytes: config.MaxHeader,
		// The coding is part of what is judged, so it is undone here, not there.
		DisableCompression: true,
	}, open
}

// Config is the client's configuration with its defaults filled in.
func (c *Client) Config() Config { return c.config }

// Close drops the connections of requests, of which none may be under way.
func (c *Client) Close() {
	c.transport.CloseIdleConnections()
	c.open.close()
}

// Single is a client of the same configuration with one connection.
func (c *Client) Single() (Doer, func()) {
	transport, open := newTransport(c.config)
	transport.MaxConnsPerHost = 1
	single := &Client{config: c.config, credentials: c.credentials, transport: transport, pace: c.pace, total: c.total, room: c.room, open: open}
	return single, single.Close
}

// Wait lets time pass as the configuration says.
func (c *Client) Wait(ctx context.Context, d time.Duration) bool { return c.config.Sleep(ctx, d) }

// Do asks one request: it follows redirects of a GET within the endpoint's
// host, waits out announced rate limits within the configured patience,
// repeats a GET once whose connection broke before an answer, unless the
// configuration says otherwise, and any request whose token was refused and could be renewed.
func (c *Client) Do(ctx context.Context, r Request) Exchange {
	taken, why := c.pace.turn(ctx, r)
	why = cmp.Or(why, c.config.unasked(r, c.total.Load()))
	if why != "" {
		return Exchange{Request: r, Declared: -1, Started: c.config.Clock(), Failure: "not asked: " + why}
	}
	x := c.follow(ctx, r)
	if x.Failure != "" && x.Status == 0 && r.Method == http.MethodGet && !r.Plain && !c.config.Once && ctx.Err() == nil {
		x = c.follow(ctx, r)
	}
	met := refusal{request: r, first: c.config.Clock()}
	for !r.Plain && x.Failure == "" {
		wait, limited := announcedWait(&x, x.Waits)
		if !limited || r.Large && x.Waits >= waitsOfLarge(x.Status) {
			c.pace.passed(r)
			return x
		}
		met.taken, met.wait, met.told = taken, wait, impatient(&x, c.config.Patience)
		if !c.pace.limited(met) {
			x.Withheld = met.told
			return x
		}
		if taken, why = c.pace.turn(ctx, r); why != "" || ctx.Err() != nil {
			x.Withheld = why
			return x
		}
		before := x
		x = c.follow(ctx, r)
		x.Waits, x.Renewed = before.Waits+1, x.Renewed || before.Renewed
	}
	return x
}

// waitsOfLarge is how often a refusal of what may be refused for its size is
// waited out: a 413 may mean that just as well, a 429 hardly.
func waitsOfLarge(status int) int {
	if status == http.StatusRequestEntityTooLarge {
		return 1
	}
	return 4
}

// once makes one round trip.
func (c *Client) once(ctx context.Context, r Request, at string, token Token) (x Exchange) {
	c.pace.spread(ctx, r)
	x = Exchange{Request: r, UserAgent: agent(ctx, c.config.UserAgent), Declared: -1, Started: c.config.Clock()}
	defer func() { x.Took = c.config.Clock().Sub(x.Started) }()
	ctx, end := allowing(ctx, c.config.Timeout, c.config.Clock, x.Started)
	defer end()
	trace := &httptrace.ClientTrace{GotConn: func(i httptrace.GotConnInfo) { x.Reused = i.Reused }}
	q, err := http.NewRequestWithContext(httptrace.WithClientTrace(ctx, trace), r.Method, at, strings.NewReader(r.Body))
	if err != nil {
		x.Failure = "the request could not be made: " + c.redact(reason(err))
		return x
	}
	if r.Body == "" {
		q.Body = http.NoBody
	}
	c.dress(q, r, token)
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
		return c.config.headerError(orCause(q.Context(), err))
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
func (c *Client) dress(q *http.Request, r Request, token Token) {
	q.Header.Set("User-Agent", agent(q.Context(), c.config.UserAgent))
	for name, value := range r.Header {
		q.Header.Set(name, value)
	}
	q.Close = strings.EqualFold(r.Header["Connection"], "close")
	switch r.As {
	case Nobody:
	case Bogus:
		q.Header.Set("X-Auth-Token", BogusToken)
	default:
		q.Header.Set("X-Auth-Token", string(token))
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
