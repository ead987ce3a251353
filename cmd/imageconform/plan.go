package main

import (
	"crypto/tls"
	"crypto/x509"
	"net/url"
	"os"
	"strings"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
	"github.com/imageconform/imageconform/suites/verdict"
)

// plan is a configuration that was found good, in the terms of the suite.
type plan struct {
	loaded
	rows     []requirement.Requirement
	selected string
	policy   verdict.Policy
	failOn   requirement.Level
	target   target.Config
}

// plan checks the whole configuration before anything is asked.
func (p *program) plan(l loaded) (plan, error) {
	c := l.config
	pl := plan{loaded: l}
	var err error
	if pl.policy.Profile, err = requirement.ParseProfile(c.Profile); err != nil {
		return pl, usage("%s: %w", l.at("profile"), err)
	}
	if pl.policy.Require, err = verdict.ParseRequire(strings.ToLower(c.Require)); err != nil {
		return pl, usage("%s: %w", l.at("require"), err)
	}
	if pl.failOn, err = requirement.ParseLevel(c.FailOn); err != nil || pl.failOn > requirement.Should {
		return pl, usage("%s: want must or should, not %q", l.at("fail-on"), c.FailOn)
	}
	switch strings.ToLower(c.Color) {
	case "auto", "always", "never":
	default:
		return pl, usage("%s: want auto, always or never, not %q", l.at("color"), c.Color)
	}
	switch {
	case c.Timeout <= 0:
		return pl, usage("%s: want a time above zero", l.at("timeout"))
	case c.Deadline < 0:
		return pl, usage("%s: want no negative time", l.at("deadline"))
	case c.Concurrency < 1:
		return pl, usage("%s: want at least 1", l.at("concurrency"))
	}
	selection := selection{only: c.Only, skip: c.Skip, areas: c.Area, levels: c.Level, at: l.at}
	if pl.rows, err = selection.rows(); err != nil {
		return pl, err
	}
	pl.selected = selection.String()
	if pl.policy.Declared, err = declared(l); err != nil {
		return pl, err
	}
	if pl.policy.Waivers, err = p.readWaivers(l); err != nil {
		return pl, err
	}
	pl.policy.Partial = len(pl.rows) < len(requirement.All())
	return pl, p.planTarget(&pl)
}

// planTarget reads whom to ask and how.
func (p *program) planTarget(pl *plan) error {
	c, l := pl.config, pl.loaded
	pl.target = target.Config{
		Timeout: c.Timeout, Concurrency: c.Concurrency, UserAgent: "imageconform/" + version(), Clock: p.clock,
		Tokens: map[target.Identity]target.Token{},
	}
	if c.Target == "" {
		for _, name := range []string{"token", "other-target", "other-token", "forbidden-token", "control", "control-token", "public-url", "ca-file", "insecure"} {
			if l.given(name) {
				return usage("%s is given, but no target", l.at(name)).
					hinted("give --target or IMAGECONFORM_TARGET; without either of them only the bundled reference deployment is judged")
			}
		}
		return nil
	}
	var err error
	if pl.target.Endpoint, err = target.ParseEndpoint(c.Target); err != nil {
		return usage("%s: %w", l.at("target"), err).hinted("a base URL is what a service catalogue has, such as http://host:8774/v2/TENANT")
	}
	if c.Token == "" {
		return usage("no token is given for the target").hinted("export IMAGECONFORM_TOKEN")
	}
	if pl.target.Endpoint.Public, err = publicPrefix(l); err != nil {
		return err
	}
	if c.OtherTarget != "" {
		if pl.target.Other, err = target.ParseEndpoint(c.OtherTarget); err != nil {
			return usage("%s: %w", l.at("other-target"), err)
		}
		pl.target.Other.Public = pl.target.Endpoint.Public
	}
	for id, token := range map[target.Identity]target.Token{target.Self: c.Token, target.Other: c.OtherToken, target.Forbidden: c.ForbiddenToken} {
		if token != "" {
			pl.target.Tokens[id] = token
		}
	}
	if pl.target.TLS, err = trust(l); err != nil {
		return err
	}
	if c.Control != "" {
		control, err := target.NewHTTPControl(c.Control, c.ControlToken, pl.target.TLS)
		if err != nil {
			return usage("%s: %w", l.at("control"), err)
		}
		pl.target.Control = control
	}
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

// trust is the configuration of https, nil for the system's.
func trust(l loaded) (*tls.Config, error) {
	if l.config.CAFile == "" && !l.config.Insecure {
		return nil, nil
	}
	config := &tls.Config{MinVersion: tls.VersionTLS12, InsecureSkipVerify: l.config.Insecure} //nolint:gosec // asked for, and warned of
	if l.config.CAFile == "" {
		return config, nil
	}
	pem, err := os.ReadFile(l.config.CAFile)
	if err != nil {
		return nil, usage("%s: %w", l.at("ca-file"), err)
	}
	if config.RootCAs, err = x509.SystemCertPool(); err != nil {
		config.RootCAs = x509.NewCertPool()
	}
	if !config.RootCAs.AppendCertsFromPEM(pem) {
		return nil, usage("%s: %s holds no PEM certificate", l.at("ca-file"), l.config.CAFile)
	}
	return config, nil
}
