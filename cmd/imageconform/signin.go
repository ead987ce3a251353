package main

import (
	"context"
	"errors"

	"github.com/imageconform/imageconform/suites/target"
	"github.com/imageconform/imageconform/suites/target/keystone"
)

// signIn gets the tokens of all who sign in, and the endpoints from their
// catalogues where the settings give none.
func (p *program) signIn(ctx context.Context, pl *plan) error {
	own := pl.target.Endpoint.Tenant
	for _, id := range target.Identities() {
		who, signs := pl.logins[id]
		if !signs {
			continue
		}
		session, err := p.session(ctx, pl, id, who)
		if err != nil {
			return err
		}
		switch id {
		case target.Self:
			if err := p.aimAt(pl, who, session); err != nil {
				return err
			}
			own = session.Project
		case target.Other:
			if session.Project == own {
				return usage("%s: its project is the one that is judged", pl.at("other-os-cloud")).
					hinted("the second tenant is there to see what it must not see: a cloud with another project is wanted")
			}
			if err := aimOther(pl, who, session); err != nil {
				return err
			}
		default:
			if tenant := pl.target.Endpoint.Tenant; tenant != "" && session.Project != own {
				return usage("%s: its project is not the one that is judged", pl.at("forbidden-os-cloud")).
					hinted("a refusal would be about the project: a user of the same one, who may not list images, is wanted")
			}
		}
	}
	if _, signed := pl.logins[target.Self]; signed && !pl.config.Quiet {
		p.err.printf("imageconform: judging %s\n", pl.target.Endpoint.Base)
	}
	return nil
}

// session signs one identity in, and prepares that it does so again.
func (p *program) session(ctx context.Context, pl *plan, id target.Identity, who login) (keystone.Session, error) {
	if !pl.config.Quiet {
		because := ""
		if id == target.Self && who.unasked {
			because = "; --target " + bundledTarget + " would judge " + bundled
		}
		p.err.printf("imageconform: signing in at %s as %s (%s)%s\n", who.URL(), who.User(), who.said, because)
	}
	limited, cancel := context.WithTimeout(ctx, pl.config.Timeout)
	defer cancel()
	session, err := who.SignIn(limited, pl.target.UserAgent)
	if err != nil {
		return session, refusedLogin(who, err)
	}
	learn := func(token target.Token) { p.secrets.add(string(token)) }
	learn(session.Token)
	pl.target.Admit(id, session.Grant, who.Renewal(pl.target.UserAgent, learn))
	return session, nil
}

// refusedLogin says why nobody could sign in.
func refusedLogin(who login, err error) error {
	f := &failure{code: exitTarget, err: err}
	switch {
	case errors.Is(err, keystone.ErrRefused):
		return f.hinted("are user, secret and project of " + who.said + " right?")
	case errors.Is(err, keystone.ErrUnreachable):
		return f.hinted("is the address in " + who.said + " right, and does it answer from here?")
	}
	return f.hinted("the address in " + who.said + " has to be Keystone's, such as http://host:5000/v3")
}

// aimAt takes the endpoint from the catalogue, unless a target is given.
func (p *program) aimAt(pl *plan, who login, s keystone.Session) error {
	if pl.config.Target != "" {
		if tenant := pl.target.Endpoint.Tenant; tenant != "" && tenant != s.Project {
			p.warn("the token is for the project %s, and the target's path is about %s", s.Project, tenant)
		}
		return nil
	}
	found, err := compute(who, s)
	if err != nil {
		return err
	}
	found.Public = pl.target.Endpoint.Public
	pl.target.Endpoint = found
	return nil
}

// aimOther takes the second tenant's endpoint from its catalogue, or makes it of
// the target.
func aimOther(pl *plan, who login, s keystone.Session) error {
	public := pl.target.Other.Public
	switch {
	case pl.config.OtherTarget != "":
		return nil
	case pl.config.Target != "" && pl.target.Endpoint.Tenant == "":
		pl.target.Other = pl.target.Endpoint
	case pl.config.Target != "":
		pl.target.Other, _ = pl.target.Endpoint.ForTenant(s.Project)
	default:
		found, err := compute(who, s)
		if err != nil {
			return err
		}
		pl.target.Other = found
	}
	pl.target.Other.Public = public
	return nil
}

// compute is the endpoint that a catalogue has for the settings.
func compute(who login, s keystone.Session) (target.Endpoint, error) {
	found, err := s.Endpoint("compute")
	switch {
	case errors.Is(err, keystone.ErrNoProject):
		return target.Endpoint{}, usage("%w, so that it has no catalogue", err).hinted("give " + who.said + " a project")
	case errors.Is(err, keystone.ErrNoEndpoint):
		return target.Endpoint{}, usage("%w", err).hinted("--os-region and --os-interface choose; --target goes without the catalogue")
	case err != nil:
		return target.Endpoint{}, (&failure{code: exitTarget, err: err}).hinted("--target goes without the catalogue")
	}
	e, err := target.ParseEndpoint(found.URL)
	if err != nil {
		return e, (&failure{code: exitTarget, err: err}).hinted("the catalogue has it so; --target goes without the catalogue")
	}
	return e, nil
}
