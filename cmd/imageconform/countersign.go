package main

import (
	"context"
	"crypto/ed25519"

	"github.com/spf13/cobra"

	"github.com/imageconform/imageconform/reports/certificate"
)

// countersigning is by what a bundle is countersigned, and where it goes.
type countersigning struct{ key, submitter, out string }

func (p *program) countersignCommand() *cobra.Command {
	var by countersigning
	cmd := &cobra.Command{
		Use:   "countersign BUNDLE",
		Short: "Add the authority's signature to a bundle",
		Long: `Add the authority's signature to a bundle, in its place or to --out. The statement stays as
the submitter signed it. The evidence is judged again before, as verify does; the
submitter's signature is verified where --submitter-key is given.`,
		Example: `  imageconform countersign certificate.tar --key authority.key --submitter-key submitter.pub`,
		Args:    exactly(1, "one bundle is countersigned", "imageconform countersign certificate.tar --key authority.key"),
		RunE:    func(cmd *cobra.Command, args []string) error { return p.countersign(cmd.Context(), args[0], by) },
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().StringVar(&by.key, "key", "", "private key `file` of the authority")
	cmd.Flags().StringVar(&by.submitter, "submitter-key", "", "public key `file` of the submitter")
	cmd.Flags().StringVar(&by.out, "out", "", "`file` for the countersigned bundle, instead of the bundle's own")
	return cmd
}

// countersign adds a signature.
func (p *program) countersign(ctx context.Context, name string, by countersigning) error {
	if by.key == "" {
		return usage("no key is given").hinted("--key names the authority's private key")
	}
	key, err := p.privateKey(by.key)
	if err != nil {
		return usage("--key: %w", err)
	}
	var submitter ed25519.PublicKey
	if by.submitter != "" {
		if submitter, err = publicKey("--submitter-key", by.submitter); err != nil {
			return err
		}
	}
	bundle, err := p.bundle(name)
	if err != nil {
		return err
	}
	signed, err := certificate.Countersign(ctx, bundle, key, submitter)
	if err != nil {
		return unverified(ctx, name, err)
	}
	out := by.out
	switch {
	case out == "" && name == "-":
		return usage("a bundle from standard input wants --out")
	case out == "":
		out = name
	}
	if err := replace(out, signed); err != nil {
		return harness("the bundle could not be written: %w", err)
	}
	p.err.printf("imageconform: wrote %s\n", out)
	return nil
}
