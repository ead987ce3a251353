package main

import (
	"context"
	"crypto/rand"
	"time"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites/target"
)

// reference starts the bundled reference deployment on loopback, with rich
// data and its control endpoint, and makes it the target.
func (p *program) reference(ctx context.Context, pl *plan) (*refserver.Deployment, error) {
	d, err := refserver.Start(ctx, "127.0.0.1:0", refserver.Options{
		Set: fixtures.Rich(), Control: true, Clock: time.Now, Secret: rand.Text(),
	})
	if err != nil {
		return nil, harness("%w", err)
	}
	return d, p.aim(&pl.target, d)
}

// aim points a target at a reference deployment, as all of its users.
func (p *program) aim(t *target.Config, d *refserver.Deployment) error {
	c := d.Credentials()
	var err error
	if t.Endpoint, err = target.ParseEndpoint(d.URL + c.Path); err != nil {
		return harness("aim at the reference deployment: %w", err)
	}
	if t.Other, err = target.ParseEndpoint(d.URL + c.OtherPath); err != nil {
		return harness("aim at the reference deployment: %w", err)
	}
	t.Tokens = map[target.Identity]target.Token{
		target.Self: target.Token(c.Demo.Token), target.Other: target.Token(c.Other.Token), target.Forbidden: target.Token(c.Restricted.Token),
	}
	t.Secrets = append(t.Secrets, target.Token(c.ControlToken))
	for _, secret := range []string{c.Demo.Token, c.Other.Token, c.Restricted.Token, c.ControlToken} {
		p.secrets.add(secret)
	}
	if t.Control, err = target.NewHTTPControl(d.URL+refserver.ControlPath, target.Token(c.ControlToken), nil); err != nil {
		return harness("aim at the reference deployment: %w", err)
	}
	return nil
}
