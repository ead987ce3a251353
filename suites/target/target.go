// Package target is the deployment under judgement: where it is, who may ask
// it, and what it answered. It is the second floor of the flow: specs plan
// scripts of requests, the client of this package asks them, and each answer
// comes back as an Exchange, captured whole and without secrets.
package target

import (
	"cmp"
	"context"
	"crypto/tls"
	"net"
	"time"
)

// Config says which deployment is judged and how it is asked.
type Config struct {
	// Endpoint is the deployment's base URL.
	Endpoint Endpoint
	// Other is the base URL of the second tenant, zero when it is not known.
	Other Endpoint
	// Tokens holds the credential of each identity at hand.
	Tokens map[Identity]Token
	// Renew holds, for identities whose tokens can expire during a run, what
	// gives them another one.
	Renew map[Identity]Renew
	// Secrets are others that no exchange may show, should the deployment
	// repeat them.
	Secrets []Token
	// Lives says how long tokens that can be renewed are good for, from the
	// making of the client; nothing of those where that is not known.
	Lives map[Identity]time.Duration
	// TLS configures https; nil means the system's roots.
	TLS *tls.Config
	// Dial connects to an address; nil means over the network. It lets a
	// deployment of this process be asked under any name.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Timeout bounds one request, its body included; zero means 30 seconds.
	Timeout time.Duration
	// Concurrency is the number of scripts under way at once; zero means 4.
	Concurrency int
	// Rate is the most requests a second; zero means any number.
	Rate float64
	// ChangesSinceRate is the most requests with changes-since a minute that
	// each user makes; zero means any number until the deployment limits it.
	ChangesSinceRate float64
	// Patience bounds how long one request waits for announced rate limits
	// to pass; zero means 60 seconds.
	Patience time.Duration
	// MaxBody is the most bytes of a decoded body that are read; zero means
	// 32 MiB.
	MaxBody int64
	// MaxHeader is the most bytes of a header that are read; zero means 1 MiB.
	MaxHeader int64
	// MaxRatio is how many times larger than on the wire a body may be once it
	// is unpacked, if that is more than 1 MiB; zero means 200.
	MaxRatio int64
	// MaxTotal is the most bytes of all bodies: nothing is asked any more once
	// they are reached. Zero means 4 GiB.
	MaxTotal int64
	// MaxURL is the longest URL that is asked, in bytes; zero means 8 KiB.
	MaxURL int
	// MaxRedirects is the most redirects that are followed for one request; zero
	// means 5.
	MaxRedirects int
	// MaxPages is the most pages of one listing; zero means 10,000.
	MaxPages int
	// UserAgent is sent with each request, and behind it what the request is for.
	UserAgent string
	// Clock stamps the exchanges and times the waits; nil means the system's.
	Clock func() time.Time
	// Sleep waits by that clock and reports false when the context ended first;
	// nil means that time itself passes.
	Sleep func(context.Context, time.Duration) bool
	// Once takes what happens the first time: a request whose connection broke
	// before an answer is not repeated, and what failed once stays in doubt.
	Once bool
	// Control puts the deployment into states that no client can provoke;
	// nil when there is no such means.
	Control Control
}

// The limits that apply where a Config leaves them zero.
const (
	DefaultTimeout     = 30 * time.Second
	DefaultConcurrency = 4
	DefaultPatience    = 60 * time.Second
)

// withDefaults fills the limits that were left zero.
func (c Config) withDefaults() Config {
	if c.Timeout == 0 {
		c.Timeout = DefaultTimeout
	}
	if c.Dial == nil {
		c.Dial = (&net.Dialer{Timeout: c.Timeout}).DialContext
	}
	if c.Concurrency == 0 {
		c.Concurrency = DefaultConcurrency
	}
	if c.Patience == 0 {
		c.Patience = DefaultPatience
	}
	c.MaxBody, c.MaxHeader = cmp.Or(c.MaxBody, DefaultMaxBody), cmp.Or(c.MaxHeader, DefaultMaxHeader)
	c.MaxURL, c.MaxRedirects, c.MaxPages = cmp.Or(c.MaxURL, DefaultMaxURL), cmp.Or(c.MaxRedirects, DefaultMaxRedirects), cmp.Or(c.MaxPages, DefaultMaxPages)
	c.MaxRatio, c.MaxTotal = cmp.Or(c.MaxRatio, DefaultMaxRatio), cmp.Or(c.MaxTotal, DefaultMaxTotal)
	if c.Clock == nil {
		c.Clock = time.Now
	}
	if c.Sleep == nil {
		c.Sleep = sleep
	}
	if c.UserAgent == "" {
		c.UserAgent = "imageconform"
	}
	return c
}

// Admit makes an identity one that signed in, and does so again when its token
// ends.
func (c *Config) Admit(id Identity, g Grant, again Renew) {
	if c.Tokens == nil {
		c.Tokens = map[Identity]Token{}
	}
	if c.Renew == nil {
		c.Renew, c.Lives = map[Identity]Renew{}, map[Identity]time.Duration{}
	}
	c.Tokens[id], c.Lives[id], c.Renew[id] = g.Token, g.Life, again
}

// Has reports whether a credential for the identity is at hand. Nobody and
// Bogus need none.
func (c Config) Has(id Identity) bool {
	if id == Nobody || id == Bogus {
		return true
	}
	return c.Tokens[id] != ""
}
