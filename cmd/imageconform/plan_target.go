package main

import (
	"net/url"
	"strings"

	"github.com/imageconform/imageconform/reports/certificate"
	"github.com/imageconform/imageconform/suites/target"
)

// bundledTarget is what --target is given for the reference deployment, where
// variables of OpenStack's clients would name another one.
const bundledTarget = "bundled"

func (c Config) toBundled() bool { return strings.EqualFold(c.Target, bundledTarget) }

// planTarget reads whom to ask and how.
func (p *program) planTarget(pl *plan) error {
	err := p.planLogins(pl)
	if err != nil {
		return err
	}
	if len(pl.logins) == 0 {
		pl.loaded = pl.withoutBorrowed()
	}
	c, l := pl.config, pl.loaded
	pl.target = target.Config{
		Timeout: c.Timeout, Concurrency: c.Concurrency, UserAgent: certificate.Agent(version(), c.Nonce), Clock: p.clock,
		Tokens: map[target.Identity]target.Token{},
	}
	c.bound(&pl.target)
	_, signsIn := pl.logins[target.Self]
	if pl.bundled = c.toBundled() || c.Target == "" && !signsIn; pl.bundled {
		pl.config.Target = ""
		return nothingBut(l)
	}
	if c.Token == "" && !signsIn {
		return usage("no token is given for the target").hinted("export IMAGECONFORM_TOKEN, or sign in with --os-cloud")
	}
	if err := planEndpoints(pl); err != nil {
		return err
	}
	for id, token := range map[target.Identity]target.Token{target.Self: c.Token, target.Other: c.OtherToken, target.Forbidden: c.ForbiddenToken} {
		if token != "" {
			pl.target.Tokens[id] = token
		}
	}
	if pl.target.TLS, err = trust(l, pl.logins[target.Self].TLS()); err != nil {
		return err
	}
	var endpoint *target.HTTPControl
	if c.Control != "" {
		if endpoint, err = target.NewHTTPControl(c.Control, c.ControlToken, pl.target.TLS); err != nil {
			return usage("%s: %w", l.at("control"), err)
		}
		pl.target.Secrets = append(pl.target.Secrets, c.ControlToken)
	}
	pl.target.Control, err = p.planControl(l, endpoint)
	return err
}

// nothingBut refuses settings that are about a target other than the bundled.
func nothingBut(l loaded) error {
	for _, name := range []string{
		"token", "other-target", "other-token", "forbidden-token", "os-cloud", "os-region", "os-interface", "other-os-cloud", "forbidden-os-cloud",
		"control", "control-token", "hooks", "public-url", "ca-file", "cert-file", "key-file", "insecure",
	} {
		if l.given(name) {
			return usage("%s is given, but no target", l.at(name)).
				hinted("give --target or --os-cloud; without either of them only the bundled reference deployment is judged")
		}
	}
	return nil
}

// planEndpoints reads the endpoints that are given.
func planEndpoints(pl *plan) (err error) {
	c, l := pl.config, pl.loaded
	public, err := publicPrefix(l)
	if err != nil {
		return err
	}
	if c.Target != "" {
		if pl.target.Endpoint, err = target.ParseEndpoint(c.Target); err != nil {
			return usage("%s: %w", l.at("target"), err).hinted("a base URL is what a service catalogue has, such as http://host:8774/v2/TENANT")
		}
	}
	if c.OtherTarget != "" {
		if pl.target.Other, err = target.ParseEndpoint(c.OtherTarget); err != nil {
			return usage("%s: %w", l.at("other-target"), err)
		}
	}
	pl.target.Endpoint.Public, pl.target.Other.Public = public, public
	return nil
}

// publicPrefix is what links begin with, without a slash at the end.
func publicPrefix(l loaded) (string, error) {
	raw := strings.TrimRight(l.config.PublicURL, "/")
	if raw == "" {
		return "", nil
	}
	u, err := url.Parse(raw)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return "", usage("%s: want http:// or https://, a host and perhaps a path", l.at("public-url"))
	}
	return raw, nil
}
