// Package keystone signs in at an identity service: it turns credentials, from
// a clouds.yaml or from OS_* variables, into a token, the endpoint of compute
// and a renewal. gophercloud does the work here, and only here: the operation
// that is judged is asked by package target, so that nothing is hidden.
package keystone

import (
	"cmp"
	"context"
	"crypto/tls"
	"net/http"
	"time"

	"github.com/gophercloud/gophercloud/v2"
	"github.com/gophercloud/gophercloud/v2/openstack"

	"github.com/imageconform/imageconform/suites/target"
)

// Login is who signs in, and where. It holds secrets, and prints as its URL.
type Login struct {
	auth gophercloud.AuthOptions
	find gophercloud.EndpointOpts
	tls  *tls.Config
}

// URL is the address of the identity service.
func (l Login) URL() string { return l.auth.IdentityEndpoint }

// String is the URL, for a login that is printed by accident.
func (l Login) String() string { return l.URL() }

// GoString is the URL for %#v.
func (l Login) GoString() string { return l.URL() }

// TLS is what the cloud says of https: authorities, a client certificate, and
// whether certificates are verified.
func (l Login) TLS() *tls.Config { return l.tls }

// Trusting is the login with another configuration of https.
func (l Login) Trusting(config *tls.Config) Login {
	l.tls = config
	return l
}

// Secrets are the parts of the login that nobody may be shown.
func (l Login) Secrets() []string {
	return []string{l.auth.Password, l.auth.TokenID, l.auth.ApplicationCredentialSecret}
}

// User is who signs in, as far as the login tells it.
func (l Login) User() string {
	switch {
	case l.auth.TokenID != "":
		return "the holder of a token"
	case l.auth.ApplicationCredentialSecret != "":
		return "the holder of an application credential"
	}
	return cmp.Or(l.auth.Username, l.auth.UserID)
}

// Session is what signing in gave.
type Session struct {
	target.Grant
	// Project is the id of the project that the token is for, empty for none.
	Project string

	find      gophercloud.EndpointOpts
	catalogue []Endpoint
}

// SignIn asks for a token. Its errors are ErrRefused, ErrUnreachable or
// ErrUnusable, and hold nothing that the identity service said.
func (l Login) SignIn(ctx context.Context, userAgent string) (Session, error) {
	client, err := openstack.NewClient(l.auth.IdentityEndpoint)
	if err != nil {
		return Session{}, unusable(l.URL(), "its address cannot be read")
	}
	transport := &http.Transport{Proxy: http.ProxyFromEnvironment, TLSClientConfig: l.tls, TLSHandshakeTimeout: 10 * time.Second}
	defer transport.CloseIdleConnections()
	client.HTTPClient = http.Client{Transport: guard{l.URL(), transport}}
	client.UserAgent.Prepend(userAgent)
	if err := openstack.Authenticate(ctx, client, l.auth); err != nil {
		return Session{}, explain(ctx, l.URL(), err)
	}
	s := Session{Grant: target.Grant{Token: target.Token(client.Token())}, find: l.find}
	if s.Token == "" {
		return Session{}, unusable(l.URL(), "it gave no token")
	}
	if err := s.read(client.GetAuthResult()); err != nil {
		return Session{}, unusable(l.URL(), "its answer cannot be read")
	}
	return s, nil
}

// Renewal signs in anew whenever it is called; learn is told each new token
// before anybody else.
func (l Login) Renewal(userAgent string, learn func(target.Token)) target.Renew {
	return func(ctx context.Context) (target.Grant, error) {
		s, err := l.SignIn(ctx, userAgent)
		if err == nil {
			learn(s.Token)
		}
		return s.Grant, err
	}
}
