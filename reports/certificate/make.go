package certificate

import (
	"bytes"
	"context"
	"crypto/ed25519"

	"github.com/imageconform/imageconform/suites/recording"
	"github.com/imageconform/imageconform/suites/verdict"
)

// Submission is a run that is to be certified.
type Submission struct {
	// Manifest is without the exchanges and the members, which Make fills in.
	Manifest Manifest
	Verdict  verdict.Verdict
	// Report, JUnit and Evidence are the files that the run wrote.
	Report, JUnit, Evidence []byte
}

// Make makes the bundle of a run and signs it with the submitter's key. It
// verifies what it made, so that no bundle leaves whose evidence does not make
// its verdict.
func Make(ctx context.Context, s Submission, key ed25519.PrivateKey) ([]byte, error) {
	b := bundle{reportFile: s.Report, junitFile: s.JUnit, evidenceFile: s.Evidence}
	m := s.Manifest
	r, err := recording.Read(bytes.NewReader(s.Evidence))
	if err != nil {
		return nil, refuse("%s: %w", evidenceFile, err)
	}
	_, entries := r.Encode()
	root, err := rootOf(entries)
	if err != nil {
		return nil, err
	}
	m.Version, m.Exchanges, m.Members = Version, Exchanges{len(entries), root}, b.listed()
	b[manifestFile] = canonical(m)
	e, err := seal(ctx, canonical(state(b[manifestFile], m, s.Verdict)), key)
	if err != nil {
		return nil, err
	}
	b[statementFile] = canonical(e)
	archive, err := b.pack()
	if err != nil {
		return nil, err
	}
	_, err = Verify(ctx, archive, Trust{Submitter: signer{key}.public(), Nonce: m.Nonce})
	return archive, err
}

// Countersign adds the authority's signature to a bundle. The statement stays
// as it is, and has to be true of the evidence. The submitter's signature is
// verified where the key is given.
func Countersign(ctx context.Context, archive []byte, key ed25519.PrivateKey, submitter ed25519.PublicKey) ([]byte, error) {
	b, e, err := unsealed(archive)
	if err != nil {
		return nil, err
	}
	if len(e.Signatures) > byAuthority {
		return nil, refuse("the bundle is countersigned already")
	}
	if submitter != nil {
		if err := e.check(bySubmitter, submitter); err != nil {
			return nil, err
		}
	}
	if _, err := b.verify(ctx, e, ""); err != nil {
		return nil, err
	}
	signed, err := seal(ctx, e.statement, key)
	if err != nil {
		return nil, err
	}
	e.Signatures = append(e.Signatures, signed.Signatures...)
	b[statementFile] = canonical(e.Envelope)
	return b.pack()
}
