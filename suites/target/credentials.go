package target

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"
)

// Renew signs an identity in again, and gives its new token.
type Renew func(context.Context) (Token, error)

// mostVain is how many renewals in a row may fail, or not help, before a
// refusal is taken for what it says. A deployment that refuses one request in
// particular must not have its identity service asked at each of them.
const mostVain = 3

// credentials are the tokens of the identities as they are now. A client
// shares them with those that it makes for single connections.
type credentials struct {
	timeout time.Duration
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
	// vain counts the renewals since the last that helped, failed is why the
	// last one failed.
	vain   int
	failed error
}

func newCredentials(config Config) *credentials {
	c := &credentials{timeout: config.Timeout, held: map[Identity]*credential{}}
	for id, token := range config.Tokens {
		c.held[id] = &credential{token: token, renew: config.Renew[id]}
		c.learn(id, token)
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

// token is what an identity shows at present.
func (c *credentials) token(id Identity) Token {
	k := c.held[id]
	if k == nil {
		return ""
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.token
}

// after gives the token to ask again with, once one was refused: renewed by
// this request or by another meanwhile. It is empty where nothing can renew it.
func (c *credentials) after(ctx context.Context, id Identity, spent Token) (Token, error) {
	k := c.held[id]
	if k == nil || k.renew == nil {
		return "", nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	switch {
	case k.token != spent:
		return k.token, nil
	case k.vain >= mostVain:
		return "", k.failed
	}
	limited, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	token, err := k.renew(limited)
	if ctx.Err() != nil {
		return "", context.Cause(ctx)
	}
	k.vain++
	if err == nil && token == "" {
		err = errors.New("the new one is empty")
	}
	if k.failed = err; err != nil || token == spent {
		return "", err
	}
	k.token = token
	c.learn(id, token)
	return token, nil
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
// there is a newer one. A token that cannot be renewed any more says nothing of
// the deployment, so that there is no answer to judge then.
func (c *Client) authorised(ctx context.Context, r Request, at string) Exchange {
	token := c.credentials.token(r.As)
	x := c.once(ctx, r, at, token)
	if x.Status != http.StatusUnauthorized {
		return x
	}
	newer, err := c.credentials.after(ctx, r.As, token)
	if err != nil {
		return Exchange{
			Request: r, Declared: -1, Started: x.Started, Took: x.Took,
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
