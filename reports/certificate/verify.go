package certificate

import (
	"context"
	"crypto/ed25519"
	"time"

	"github.com/imageconform/imageconform/suites"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// Trust is what a bundle is verified by.
type Trust struct {
	Submitter ed25519.PublicKey
	// Authority is the key of the counter-signature; nil where none is expected.
	Authority ed25519.PublicKey
	// Nonce is what the authority gave; empty where it does not matter.
	Nonce string
}

// Verified is a bundle that is what it says.
type Verified struct {
	Manifest Manifest
	Verdict  verdict.Verdict
	Result   Result
	// Submitter and Authority are the ids of the keys that signed.
	Submitter, Authority string
}

// Verify verifies a bundle: its form, its signatures, its digests, its nonce and
// its catalogue, and in the end that the evidence makes the verdict. Whatever
// does not fit is an error wrapping ErrRefused that says where.
func Verify(ctx context.Context, archive []byte, t Trust) (Verified, error) {
	b, e, err := unsealed(archive)
	if err != nil {
		return Verified{}, err
	}
	if err := e.check(bySubmitter, t.Submitter); err != nil {
		return Verified{}, err
	}
	switch {
	case t.Authority != nil:
		if err := e.check(byAuthority, t.Authority); err != nil {
			return Verified{}, err
		}
	case len(e.Signatures) > byAuthority:
		return Verified{}, refuse("it is countersigned, and no key of an authority is given to verify that by")
	}
	v, err := b.verify(ctx, e, t.Nonce)
	if err != nil {
		return Verified{}, err
	}
	v.Submitter = e.Signatures[bySubmitter].KeyID
	if t.Authority != nil {
		v.Authority = e.Signatures[byAuthority].KeyID
	}
	return v, nil
}

// unsealed reads a bundle's form, and its envelope.
func unsealed(archive []byte) (bundle, opened, error) {
	b, err := unpack(archive)
	if err != nil {
		return nil, opened{}, err
	}
	e, err := open(b[statementFile])
	return b, e, err
}

// verify verifies all that is not a signature: from the statement down to the
// evidence, and from there up to the statement again.
func (b bundle) verify(ctx context.Context, e opened, nonce string) (Verified, error) {
	var s statement
	if err := readStrict("the statement", e.statement, &s); err != nil {
		return Verified{}, err
	}
	if err := s.about(b[manifestFile]); err != nil {
		return Verified{}, err
	}
	var m Manifest
	if err := readStrict(manifestFile, b[manifestFile], &m); err != nil {
		return Verified{}, err
	}
	if err := m.check(b, nonce); err != nil {
		return Verified{}, err
	}
	r, err := readEvidence(b[evidenceFile], m)
	if err != nil {
		return Verified{}, err
	}
	a, err := judge(ctx, m, r)
	if err != nil {
		return Verified{}, err
	}
	if err := a.compare(b, m); err != nil {
		return Verified{}, err
	}
	if err := a.complete(r, m); err != nil {
		return Verified{}, err
	}
	made := state(b[manifestFile], m, a.verdict)
	if s.Predicate.Result != made.Predicate.Result {
		return Verified{}, refuse("the statement says %s, and by the evidence it is %s", s.Predicate.Result, made.Predicate.Result)
	}
	if at, same := difference(e.statement, canonical(made)); !same {
		return Verified{}, refuse("the statement says something else than the evidence, from byte %d on", at)
	}
	return Verified{Manifest: m, Verdict: a.verdict, Result: made.Predicate.Result}, nil
}

// about refuses a statement that is about something else than the manifest.
func (s statement) about(manifest []byte) error {
	switch {
	case s.Type != statementType:
		return refuse("the statement is a %q, want %s", s.Type, statementType)
	case s.PredicateType != predicateType:
		return refuse("the statement says a %q, want %s", s.PredicateType, predicateType)
	case len(s.Subject) != 1 || s.Subject[0].Digest["sha256"] != digest(manifest):
		return refuse("%s is not what the statement is about: its digest is another", manifestFile)
	}
	return nil
}

// check compares the manifest with the bundle, with the authority's nonce, and
// with this suite.
func (m Manifest) check(b bundle, nonce string) error {
	if m.Version != Version {
		return refuse("the bundle is of version %d, and this imageconform reads version %d", m.Version, Version)
	}
	listed := b.listed()
	if len(m.Members) != len(listed) {
		return refuse("%s names %d members, want %d", manifestFile, len(m.Members), len(listed))
	}
	for i, is := range listed {
		if m.Members[i] != is {
			return refuse("%s is not the one that %s names: its digest or its size is another", is.Name, manifestFile)
		}
	}
	ours := requirement.CatalogueDigest()
	switch {
	case nonce != "" && m.Nonce != nonce:
		return refuse("it was made for the nonce %q, want %q", m.Nonce, nonce)
	case m.Nonce != "" && m.Seed != SeedOf(m.Nonce):
		return refuse("its seed is not that of its nonce")
	case m.Catalogue.SHA256 != ours:
		return refuse("it was judged by the catalogue %s of imageconform %s, and the catalogue here is %s", m.Catalogue.SHA256, m.Suite.Version, ours)
	case m.Finished.Before(m.Started):
		return refuse("its run ends before it begins")
	case m.Concurrency < 1 || m.Concurrency > MostConcurrency:
		return refuse("it was made with %d requests under way at once, want 1 to %d", m.Concurrency, MostConcurrency)
	}
	if m.Generated < suites.DefaultGenerated {
		return refuse("it was made with %d generated queries, want at least %d", m.Generated, suites.DefaultGenerated)
	}
	for _, w := range m.Policy.Waivers {
		last, err := time.Parse(time.DateOnly, w.Expires)
		if err != nil || !m.Started.Before(last.AddDate(0, 0, 1)) {
			return refuse("the waiver of %s had expired, or never does", w.Requirement)
		}
	}
	return nil
}

// MostConcurrency is the most requests under way at once in a run that is
// certified: with more, no order could be told.
const MostConcurrency = 16
