package main

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gophercloud/gophercloud/v2"

	"github.com/imageconform/imageconform/fixtures/seed"
	"github.com/imageconform/imageconform/reports/certificate"
	"github.com/imageconform/imageconform/suites/target"
	"github.com/imageconform/imageconform/suites/target/keystone"
)

// imageService signs in, and finds the image service in the catalogue.
func (p *program) imageService(ctx context.Context, l loaded) (seed.Service, error) {
	pl := plan{loaded: l, logins: map[target.Identity]login{}}
	pl.target = target.Config{UserAgent: certificate.Agent(version(), "")}
	who, there, err := p.findLogin(l, callers(l.config)[0], sync.OnceValues(p.findClouds))
	switch {
	case err != nil:
		return seed.Service{}, err
	case !there:
		return seed.Service{}, usage("nobody signs in").hinted("give --os-cloud, or OS_CLOUD or the OS_* variables of an openrc: the image service is in the catalogue")
	}
	if err := p.accept(&pl, target.Self, who); err != nil {
		return seed.Service{}, err
	}
	if pl.unverified() {
		p.warn("the cloud's certificates are not verified: anyone on the way can read the token")
	}
	who = pl.logins[target.Self]
	who.unasked = false
	session, err := p.session(ctx, &pl, target.Self, who)
	if err != nil {
		return seed.Service{}, err
	}
	at, err := imageEndpoint(who, session)
	if err != nil {
		return seed.Service{}, err
	}
	if !l.config.Quiet {
		p.err.printf("imageconform: images of project %s at %s\n", session.Project, at)
	}
	return seed.Service{Client: imageClient(pl, who, at), Project: session.Project, Timeout: l.config.Timeout, Pause: time.Second}, nil
}

// imageEndpoint is the image service's address, without the version.
func imageEndpoint(who login, s keystone.Session) (string, error) {
	found, err := s.Endpoint("image")
	switch {
	case errors.Is(err, keystone.ErrNoProject):
		return "", usage("%w, so that it has no catalogue", err).hinted("give " + who.said + " a project")
	case errors.Is(err, keystone.ErrNoEndpoint):
		return "", usage("%w", err).hinted("--os-region and --os-interface choose")
	case err != nil:
		return "", &failure{code: exitTarget, err: err}
	}
	return strings.TrimSuffix(strings.TrimRight(found.URL, "/"), "/v2"), nil
}

// imageClient speaks to the image service as the one who signed in. It follows
// no redirect: that would carry the token away.
func imageClient(pl plan, who login, at string) *gophercloud.ServiceClient {
	renew := pl.target.Renew[target.Self]
	provider := &gophercloud.ProviderClient{TokenID: string(pl.target.Tokens[target.Self])}
	provider.HTTPClient = http.Client{
		Transport:     &http.Transport{Proxy: http.ProxyFromEnvironment, TLSClientConfig: who.TLS()},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	provider.UserAgent.Prepend(pl.target.UserAgent)
	provider.ReauthFunc = func(ctx context.Context) error {
		grant, err := renew(ctx)
		if err == nil {
			provider.TokenID = string(grant.Token)
		}
		return err
	}
	return &gophercloud.ServiceClient{ProviderClient: provider, Endpoint: at + "/", ResourceBase: at + "/v2/"}
}
