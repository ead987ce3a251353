package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"os"
	"path/filepath"
	"unicode"
	"unicode/utf8"

	"github.com/imageconform/imageconform/reports"
	"github.com/imageconform/imageconform/reports/certificate"
	"github.com/imageconform/imageconform/suites"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
	"github.com/imageconform/imageconform/suites/verdict"
)

// bundleFile is the bundle of a certificate.
const bundleFile = "certificate.tar"

// ofCertificates are the settings of a run that is certified, and of no other.
var ofCertificates = []string{"certify", "product", "product-version", "vendor", "contact", "nonce", "key"}

// certified is what a certificate takes beside the run.
type certified struct {
	key     ed25519.PrivateKey
	build   certificate.Build
	product certificate.Product
}

// planCertificate refuses what no certificate is made of, before anything is
// asked, and lets the run decide all.
func (p *program) planCertificate(pl *plan) error {
	c, l := &pl.config, pl.loaded
	if !c.Certify {
		for _, name := range ofCertificates[1:] {
			if l.given(name) {
				return usage("%s is given, but not --certify", l.at(name)).hinted("--certify writes the bundle of a certificate")
			}
		}
		return nil
	}
	if err := wholly(pl); err != nil {
		return err
	}
	if err := fresh(pl); err != nil {
		return err
	}
	made := &certified{product: certificate.Product{Name: c.Product, Version: c.ProductVersion, Vendor: c.Vendor, Contact: c.Contact}}
	for _, name := range []string{"product", "product-version", "vendor", "contact", "key"} {
		s, _ := settingNamed(name)
		switch text := s.field(c).String(); {
		case text == "":
			return usage("a certificate wants --%s: %s", name, s.doc)
		case utf8.RuneCountInString(text) > 200 || !printableLine(text):
			return usage("%s: want at most 200 characters that can be printed", l.at(name))
		}
	}
	var err error
	if made.key, err = p.privateKey(c.Key); err != nil {
		return usage("%s: %w", l.at("key"), err)
	}
	if made.build, err = p.build(); err != nil {
		return usage("no certificate can be made: %w", err).hinted("build it by make build in a clean clone, or install a published version")
	}
	pl.certified = made
	pl.target.Once = true
	pl.config.EvidenceBody = target.DefaultMaxBody
	pl.decide("require", "certificate", string(verdict.RequireAll))
	pl.policy.Require = verdict.RequireAll
	return nil
}

// wholly refuses a run that leaves something out.
func wholly(pl *plan) error {
	l := pl.loaded
	for _, name := range []string{"only", "skip", "area", "level"} {
		if l.given(name) {
			return usage("%s: a certificate is about every requirement", l.at(name)).hinted("what a deployment does not have is declared: --feature NAME=absent")
		}
	}
	for _, name := range ofJudging {
		if l.given(name) {
			return usage("%s: a certificate is judged within the usual caps, now and when it is verified", l.at(name))
		}
	}
	switch {
	case l.given("require") && pl.policy.Require != verdict.RequireAll:
		return usage("%s: a certificate requires all", l.at("require"))
	case pl.keep != allEvidence:
		return usage("%s: a certificate keeps all exchanges", l.at("evidence"))
	case l.given("evidence-body"):
		return usage("%s: a certificate keeps whole bodies", l.at("evidence-body"))
	case l.given("baseline"):
		return usage("%s: a certificate is about one run", l.at("baseline"))
	}
	return nil
}

// fresh refuses a run whose questions could have been foreseen.
func fresh(pl *plan) error {
	c, l := pl.config, pl.loaded
	switch {
	case c.Concurrency > certificate.MostConcurrency:
		return usage("%s: a certificate takes at most %d", l.at("concurrency"), certificate.MostConcurrency)
	case c.Generated < suites.DefaultGenerated:
		return usage("%s: a certificate takes at least %d", l.at("generated"), suites.DefaultGenerated)
	case c.Nonce == "":
		return nil
	case l.given("seed"):
		return usage("%s: the nonce is the seed of a certificate", l.at("seed"))
	}
	if err := certificate.CheckNonce(c.Nonce); err != nil {
		return usage("%s: %w", l.at("nonce"), err)
	}
	pl.config.Seed = certificate.SeedOf(c.Nonce)
	pl.decide("seed", "certificate", "")
	return nil
}

func printableLine(text string) bool {
	for _, r := range text {
		if !unicode.IsPrint(r) || r == utf8.RuneError {
			return false
		}
	}
	return true
}

// privateKey reads the file of a private key. Nothing of it is told.
func (p *program) privateKey(file string) (ed25519.PrivateKey, error) {
	if info, err := os.Stat(file); err == nil && info.Mode().IsRegular() && info.Mode().Perm()&0o077 != 0 {
		p.warn("%s can be read by others than you, who can sign with it", file)
	}
	text, err := os.ReadFile(file) //nolint:gosec // the file is the user's choice
	if err != nil {
		return nil, err
	}
	return certificate.ReadPrivateKey(text)
}

// certify makes the bundle of a run.
func (p *program) certify(ctx context.Context, pl *plan, a asked) error {
	if pl.certified == nil || a.trouble != nil || a.result.Stuck != nil || ctx.Err() != nil {
		return nil
	}
	switch r := a.report; {
	case r.Interrupted != "":
		return (&failure{code: exitIncomplete, err: errors.New("no certificate is made: " + r.Interrupted)})
	case r.Changed:
		return (&failure{code: exitIncomplete, err: errors.New("no certificate is made: the images changed during the run, so that its answers are of more than one list")}).
			hinted("let nobody make or remove images meanwhile")
	}
	s := certificate.Submission{Manifest: manifestOf(pl, a), Verdict: a.report.Verdict}
	var report, junit bytes.Buffer
	evidence, err := os.ReadFile(filepath.Join(pl.config.Out, evidenceFile))
	if err := errors.Join(err, reports.JSON(&report, a.report), reports.JUnit(&junit, a.report)); err != nil {
		return harness("the certificate could not be made: %w", err)
	}
	s.Report, s.JUnit, s.Evidence = p.secrets.mask(report.Bytes()), p.secrets.mask(junit.Bytes()), evidence
	bundle, err := certificate.Make(ctx, s, pl.certified.key)
	if err != nil {
		return harness("no certificate is made: %w", err)
	}
	if p.secrets.in(string(bundle)) {
		return harness("no certificate is made: a secret would have been in it")
	}
	if err := replace(filepath.Join(pl.config.Out, bundleFile), bundle); err != nil {
		return harness("the certificate could not be written: %w", err)
	}
	return nil
}

// manifestOf says what was judged, by what, and how.
func manifestOf(pl *plan, a asked) certificate.Manifest {
	r := a.report
	m := certificate.Manifest{
		Product: pl.certified.product, Suite: pl.certified.build,
		Catalogue: certificate.Catalogue{SHA256: requirement.CatalogueDigest(), Set: pl.policy.Set},
		Policy: certificate.Policy{
			Profile: pl.policy.Profile, FailOn: pl.failOn, Declared: pl.policy.Declared, Waivers: pl.policy.Waivers,
		},
		Target: r.Target, Nonce: pl.config.Nonce, Seed: pl.config.Seed, Generated: pl.config.Generated, Concurrency: pl.config.Concurrency,
		Started: r.Started.UTC(), Finished: r.Started.Add(r.Duration).UTC(), Settings: r.Settings,
	}
	if m.Policy.Waivers == nil {
		m.Policy.Waivers = []verdict.WaiverEntry{}
	}
	return m
}
