package main

import (
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"github.com/imageconform/imageconform/reports/certificate"
)

func (p *program) keygenCommand() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "keygen",
		Short: "Make a key to sign certificates with",
		Long: `Make an Ed25519 key: the private one in NAME.key, which only you can read, and the public
one in NAME.pub, by which others verify what you signed. Files that are there are left
alone.`,
		Example: `  imageconform keygen --out submitter`,
		Args:    none,
		RunE:    func(*cobra.Command, []string) error { return p.keygen(out) },
	}
	cmd.Flags().StringVar(&out, "out", "imageconform", "`name` of the two files, without .key and .pub")
	return cmd
}

// keygen makes a key and says its id.
func (p *program) keygen(name string) error {
	public, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return harness("the key could not be made: %w", err)
	}
	inside, outside, err := certificate.EncodeKeys(key)
	if err != nil {
		return harness("the key could not be made: %w", err)
	}
	if err := create(name+".key", inside, 0o600); err != nil {
		return err
	}
	if err := create(name+".pub", outside, 0o644); err != nil {
		return errors.Join(err, os.Remove(name+".key"))
	}
	_, err = fmt.Fprintf(p.out, "%s.key  the private key, which signs: keep it to yourself\n%s.pub  the public key, %s\n", name, name, certificate.KeyID(public))
	return err
}

// create writes a file that is not there yet.
func create(path string, data []byte, mode fs.FileMode) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode) //nolint:gosec // the file is the user's choice
	switch {
	case errors.Is(err, fs.ErrExist):
		return usage("%s is there already, and a key is never overwritten", path).hinted("--out NAME gives the new key another name")
	case err != nil:
		return harness("the key could not be written: %w", err)
	}
	_, err = file.Write(data)
	if err := errors.Join(err, file.Close()); err != nil {
		return errors.Join(harness("the key could not be written: %w", err), os.Remove(path))
	}
	return nil
}
