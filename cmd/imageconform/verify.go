package main

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/imageconform/imageconform/reports/certificate"
	"github.com/imageconform/imageconform/suites/verdict"
)

// verifying is what a bundle is verified by, as files and words.
type verifying struct{ key, authority, nonce string }

func (p *program) verifyCommand() *cobra.Command {
	var by verifying
	cmd := &cobra.Command{
		Use:   "verify BUNDLE",
		Short: "Verify the bundle of a certificate, and judge its evidence again",
		Long: `Verify the bundle that run --certify wrote: its signatures, its digests, the nonce and the
catalogue of requirements. Then judge the recorded answers again by this suite: every
requirement has to come out as the bundle says. Nothing is asked of any network.

Exit codes: 0 verified and conformant, 1 verified and nonconformant, 3 verified and
incomplete, 6 refused, with the reason.`,
		Example: `  imageconform verify reports/out/certificate.tar --key submitter.pub
  imageconform verify certificate.tar --key submitter.pub --authority-key authority.pub --nonce 2026-11-4f81c0d2`,
		Args: exactly(1, "one bundle is verified", "imageconform verify certificate.tar --key submitter.pub"),
		RunE: func(cmd *cobra.Command, args []string) error { return p.verify(cmd.Context(), args[0], by) },
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().StringVar(&by.key, "key", "", "public key `file` of the submitter")
	cmd.Flags().StringVar(&by.authority, "authority-key", "", "public key `file` of the authority that countersigned")
	cmd.Flags().StringVar(&by.nonce, "nonce", "", "the `nonce` that the authority gave")
	return cmd
}

// verify verifies a bundle and prints what it says.
func (p *program) verify(ctx context.Context, name string, by verifying) error {
	if by.key == "" {
		return usage("no key is given").hinted("--key names the submitter's public key")
	}
	t := certificate.Trust{Nonce: by.nonce}
	var err error
	if t.Submitter, err = publicKey("--key", by.key); err != nil {
		return err
	}
	if by.authority != "" {
		if t.Authority, err = publicKey("--authority-key", by.authority); err != nil {
			return err
		}
	}
	bundle, err := p.bundle(name)
	if err != nil {
		return err
	}
	v, err := certificate.Verify(ctx, bundle, t)
	if err != nil {
		return unverified(ctx, name, err)
	}
	if _, err := p.out.Write(table(verifiedLines(v))); err != nil {
		return err
	}
	switch {
	case v.Verdict.Fails(v.Manifest.Policy.FailOn):
		return &failure{code: exitNonconformant}
	case v.Verdict.Word == verdict.Incomplete:
		return &failure{code: exitIncomplete}
	}
	return nil
}

// unverified is how it ends that a bundle was not verified.
func unverified(ctx context.Context, name string, err error) error {
	switch {
	case errors.Is(err, certificate.ErrRefused):
		return &failure{code: exitRefused, err: fmt.Errorf("%s: %w", name, err)}
	case ctx.Err() != nil:
		return &failure{code: exitInterrupted, err: err}
	}
	return harness("%s: %w", name, err)
}

// bundle reads a bundle, - for standard input.
func (p *program) bundle(name string) ([]byte, error) {
	from, err := p.open(name)
	if err != nil {
		return nil, usage("the bundle could not be read: %w", err)
	}
	defer func() { _ = from.Close() }()
	bundle, err := io.ReadAll(from)
	if err != nil {
		return nil, usage("the bundle could not be read: %w", err)
	}
	return bundle, nil
}

func publicKey(flag, file string) (ed25519.PublicKey, error) {
	text, err := os.ReadFile(file) //nolint:gosec // the file is the user's choice
	if err != nil {
		return nil, usage("%s: %w", flag, err)
	}
	key, err := certificate.ReadPublicKey(text)
	if err != nil {
		return nil, usage("%s: %s: %w", flag, file, err)
	}
	return key, nil
}

// verifiedLines are what a verified bundle says. The same bundle says the same
// everywhere.
func verifiedLines(v certificate.Verified) [][]string {
	m := v.Manifest
	none := func(text string) string {
		if text == "" {
			return "none"
		}
		return text
	}
	var declared, waived []string
	for f, presence := range m.Policy.Declared {
		declared = append(declared, string(f)+" "+string(presence))
	}
	slices.Sort(declared)
	for _, w := range m.Policy.Waivers {
		waived = append(waived, fmt.Sprintf("%s until %s", w.Requirement, w.Expires))
	}
	lines := [][]string{
		{"verdict", v.Verdict.Line()},
		{"result", string(v.Result)},
		{"product", m.Product.Name + " " + m.Product.Version},
		{"vendor", m.Product.Vendor + ", " + m.Product.Contact},
		{"deployment", m.Target},
		{"judged", fmt.Sprintf("%s to %s", m.Started.Format("2006-01-02 15:04:05Z"), m.Finished.Format("2006-01-02 15:04:05Z"))},
		{"profile", string(m.Policy.Profile)},
		{"requirements", m.Catalogue.Set + ", catalogue sha256:" + m.Catalogue.SHA256},
		{"declared", none(strings.Join(declared, ", "))},
		{"waived", none(strings.Join(waived, ", "))},
		{"suite", fmt.Sprintf("imageconform %s of %s, sha256:%s", m.Suite.Version, m.Suite.Revision, m.Suite.SHA256)},
		{"nonce", none(m.Nonce)},
		{"evidence", fmt.Sprintf("%d exchanges, root %s", m.Exchanges.Count, m.Exchanges.MerkleRoot)},
		{"submitter", v.Submitter},
		{"authority", none(v.Authority)},
	}
	for i := range lines {
		lines[i][1] = oneLine(lines[i][1])
	}
	return lines
}
