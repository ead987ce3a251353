package main

import (
	"crypto/tls"
	"strings"

	"github.com/imageconform/imageconform/reports"
	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites"
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
	keep     keep
	// formats are those of the reports.
	formats []reports.Format
	target  target.Config
	// limits are the caps of one document.
	limits schemas.Limits
	// spool takes the bodies of long lists; nil leaves them in memory.
	spool *target.Spool
	// frugal bounds the memory of a run; nil leaves it alone.
	frugal *frugal
	// certified is what a certificate takes; nil where none is made.
	certified *certified
	// bundled says that the reference deployment is judged.
	bundled bool
	// logins are who signs in for a token, and for an endpoint where no target
	// is given.
	logins map[target.Identity]login
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
	set, err := requirement.ParseSet(c.RequirementSet)
	if err != nil {
		return pl, usage("%s: %w", l.at("requirement-set"), err)
	}
	pl.policy.Set, pl.policy.Unscored = set.Name, set.Beyond()
	if pl.failOn, err = requirement.ParseLevel(c.FailOn); err != nil || pl.failOn > requirement.Should {
		return pl, usage("%s: want must or should, not %q", l.at("fail-on"), c.FailOn)
	}
	if pl.keep, err = parseKeep(c.Evidence); err != nil {
		return pl, usage("%s: %w", l.at("evidence"), err)
	}
	if pl.formats, err = parseFormats(c.Formats); err != nil {
		return pl, usage("%s: %w", l.at("formats"), err).hinted("the formats are " + strings.Join(formatNames(), ", ") + ", and all stands for each")
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
	case c.EvidenceBody < 0:
		return pl, usage("%s: want no negative number", l.at("evidence-body"))
	case c.Generated < suites.LeastGenerated:
		return pl, usage("%s: want at least %d", l.at("generated"), suites.LeastGenerated).hinted("--skip " + string(requirement.CMB08.ID) + " leaves them out")
	}
	if err := planCaps(&pl); err != nil {
		return pl, err
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
	if err := p.planTarget(&pl); err != nil {
		return pl, err
	}
	if err := planPace(&pl); err != nil {
		return pl, err
	}
	return pl, p.planCertificate(&pl)
}

// judged is the deployment in the terms of a report.
func (pl *plan) judged() string {
	switch {
	case !pl.target.Endpoint.IsZero():
		return pl.target.Endpoint.Base
	case pl.bundled:
		return bundled
	}
	return "compute of " + pl.logins[target.Self].said
}

// unverified reports whether anyone could stand between us and what is asked.
func (pl *plan) unverified() bool {
	insecure := func(c *tls.Config) bool { return c != nil && c.InsecureSkipVerify }
	for _, l := range pl.logins {
		if insecure(l.TLS()) {
			return true
		}
	}
	return insecure(pl.target.TLS)
}

// decide notes that a setting follows from something else than its giver, with
// another value where one is said.
func (pl *plan) decide(name, kind, value string) {
	s, known := settingNamed(name)
	if !known {
		return
	}
	pl.origins[s.index] = origin{kind: kind}
	if value != "" {
		s.field(&pl.config).SetString(value)
	}
}
