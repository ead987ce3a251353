package target

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"
)

// Grant is a token, and how long it is good for from when it was given; a Life
// of zero is not known.
type Grant struct {
	Token Token
	Life  time.Duration
}

// Renew signs an identity in again.
type Renew func(context.Context) (Grant, error)

// mostVain is how many renewals in a row may fail, or not help, before a
// refusal is taken for what it says. A deployment that refuses one request in
// particular must not have its identity service asked at each of them.
const mostVain = 3

// credentials are the tokens of the identities as they are now. A client
// shares them with those that it makes for single connections.
type credentials struct {
	timeout time.Duration
	clock   func() time.Time
	held    map[Identity]*credential

	mu      sync.RWMutex
	secrets []secret
}

// credential is the token of one identity. It is locked while it is renewed,
// so that requests wait for the new one.
type credential struct {
	renew Renew

	mu    sync.Mutex
	token Token
	// until is when the token is renewed before it ends, zero for never.
	until time.Time
	// vain counts the renewals since the last that helped, failed is why the
	// last one failed.
	vain   int
	failed error
}

func newCredentials(config Config) *credentials {
	c := &credentials{timeout: config.Timeout, clock: config.Clock, held: map[Identity]*credential{}}
	for id, token := range config.Tokens {
		k := &credential{renew: config.Renew[id]}
		c.hold(id, k, Grant{token, config.Lives[id]})
		c.held[id] = k
	}
	for _, other := range config.Secrets {
		c.secrets = withSecret(c.secrets, other, mask)
	}
	return c
}

// learn makes a token one that no exchange may show.
func (c *credentials) learn(id Identity, token Token) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.secrets = withSecret(c.secrets, token, "$"+id.Variable())
}

func (c *credentials) known() []secret {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.secrets
}

// margin is how long before its end a token is not used any more: a deployment
// that hands it on would find it ended on the way, and say so in words of its own.
func margin(life time.Duration) time.Duration { return min(life/10, time.Minute) }

// hold makes a token the one of its identity.
func (c *credentials) hold(id Identity, k *credential, g Grant) {
	k.token, k.until = g.Token, time.Time{}
	if g.Life > 0 {
		k.until = c.clock().Add(g.Life - margin(g.Life))
	}
	c.learn(id, g.Token)
}

// token is what an identity shows at present, renewed if it is about to end. If
// that fails it is tried no more before the deployment refuses the old one.
func (c *credentials) token(ctx context.Context, id Identity) Token {
	k := c.held[id]
	if k == nil {
		return ""
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.renew != nil && !k.until.IsZero() && !c.clock().Before(k.until) {
		k.until = time.Time{}
		if g, err := c.again(ctx, k); err == nil {
			c.hold(id, k, g)
		}
	}
	return k.token
}

// after gives the token to ask again with, where an answer may be about the
// token: renewed by this request, if it was refused, or by another meanwhile. It
// is empty where there is none.
func (c *credentials) after(ctx context.Context, id Identity, spent Token, refused bool) (Token, error) {
	k := c.held[id]
	if k == nil || k.renew == nil {
		return "", nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	switch {
	case k.token != spent:
		return k.token, nil
	case !refused:
		return "", nil
	case k.vain >= mostVain:
		return "", k.failed
	}
	g, err := c.again(ctx, k)
	if ctx.Err() != nil {
		return "", context.Cause(ctx)
	}
	k.vain++
	if k.failed = err; err != nil || g.Token == spent {
		return "", err
	}
	c.hold(id, k, g)
	return g.Token, nil
}

// again signs in.
func (c *credentials) again(ctx context.Context, k *credential) (Grant, error) {
	limited, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	g, err := k.renew(limited)
	if err == nil && g.Token == "" {
		err = errors.New("the new one is empty")
	}
	return g, err
}

// accepted notes that a renewed token is good for something.
func (c *credentials) accepted(id Identity, token Token) {
	k := c.held[id]
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.token == token {
		k.vain = 0
	}
}

// authorised makes a round trip, and another one if the token was refused and
// there is a newer one, or if it failed while the token was renewed: the end of
// a token has more faces than 401. A token that cannot be renewed any more says
// nothing of the deployment, so that there is no answer to judge then.
func (c *Client) authorised(ctx context.Context, r Request, at string) Exchange {
	token := c.credentials.token(ctx, r.As)
	x := c.once(ctx, r, at, token)
	if x.Status < http.StatusBadRequest {
		return x
	}
	newer, err := c.credentials.after(ctx, r.As, token, x.Status == http.StatusUnauthorized)
	if err != nil {
		return Exchange{
			Request: r, UserAgent: x.UserAgent, Declared: -1, Started: x.Started, Took: x.Took,
			Failure: "the token was refused with 401, and could not be renewed: " + c.redact(reason(err)),
		}
	}
	if newer == "" {
		return x
	}
	x = c.once(ctx, r, at, newer)
	x.Renewed = true
	if x.Status != http.StatusUnauthorized {
		c.credentials.accepted(r.As, newer)
	}
	return x
}
