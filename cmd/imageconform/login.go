package main

import (
	"sync"

	"github.com/imageconform/imageconform/suites/target"
	"github.com/imageconform/imageconform/suites/target/keystone"
)

// login is how an identity signs in, and what that is called.
type login struct {
	keystone.Login
	// said names the login: a cloud and its file, or the OS_* variables.
	said string
	// unasked says that no setting asked for it, but variables that are for all
	// of OpenStack's clients.
	unasked bool
}

// caller is an identity and the settings that say who it is.
type caller struct {
	id                  target.Identity
	cloud, cloudSetting string
	token               target.Token
	tokenSetting        string
}

func callers(c Config) []caller {
	return []caller{
		{target.Self, c.OSCloud, "os-cloud", c.Token, "token"},
		{target.Other, c.OtherOSCloud, "other-os-cloud", c.OtherToken, "other-token"},
		{target.Forbidden, c.ForbiddenCloud, "forbidden-os-cloud", c.ForbiddenToken, "forbidden-token"},
	}
}

// planLogins decides who signs in. A token that is given needs no login, and
// the bundled deployment gives its own.
func (p *program) planLogins(pl *plan) error {
	l := pl.loaded
	if _, err := keystone.ParseInterface(l.config.OSInterface); err != nil {
		return usage("%s: %w", l.at("os-interface"), err)
	}
	pl.logins = map[target.Identity]login{}
	if l.config.toBundled() {
		return nil
	}
	files := sync.OnceValues(p.findClouds)
	for _, who := range callers(l.config) {
		if who.token != "" {
			if l.given(who.cloudSetting) {
				return usage("%s and %s are both given", l.at(who.tokenSetting), l.at(who.cloudSetting)).hinted("each says who asks: give one of them")
			}
			continue
		}
		found, there, err := p.findLogin(l, who, files)
		if err != nil {
			return err
		}
		if !there {
			continue
		}
		if err := p.accept(pl, who.id, found); err != nil {
			return err
		}
	}
	return nil
}

// findLogin reads the login of an identity, if it has one.
func (p *program) findLogin(l loaded, who caller, files func() (*cloudFiles, error)) (found login, there bool, err error) {
	found.unasked = !l.given(who.cloudSetting)
	switch {
	case who.cloud != "":
		f, err := files()
		if err != nil {
			return found, false, err
		}
		found.said = "cloud " + who.cloud + " of " + f.name
		found.Login, err = f.login(l, who.cloudSetting, who.cloud)
		return found, true, err
	case who.id == target.Self && keystone.InEnvironment(p.env):
		found.said = "the OS_* variables"
		if found.Login, err = keystone.FromEnvironment(p.env, choice(l)); err != nil {
			return found, false, usage("%w", err)
		}
		return found, true, nil
	}
	return found, false, nil
}

// accept takes a login into the plan.
func (p *program) accept(pl *plan, id target.Identity, found login) error {
	for _, secret := range found.Secrets() {
		p.secrets.add(secret)
	}
	config, err := trust(pl.loaded, found.TLS())
	if err != nil {
		return err
	}
	found.Login = found.Trusting(config)
	pl.logins[id] = found
	return nil
}

// choice is what the settings say of the endpoint in a catalogue.
func choice(l loaded) keystone.Choice {
	return keystone.Choice{Region: l.config.OSRegion, Interface: l.config.OSInterface}
}

// unnamed says why the bundled deployment is judged.
func (p *program) unnamed(pl *plan) string {
	switch {
	case pl.given("target"):
		return ""
	case p.env["OS_AUTH_URL"] != "":
		return "OS_AUTH_URL is set, but no user and password, token or application credential: "
	}
	return "no target is given: "
}
