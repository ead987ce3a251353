package certificate

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ed25519"
	"errors"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/secure-systems-lab/go-securesystemslib/dsse"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/verdict"
)

// TestBundlesAreVerified verifies honest bundles, whatever their verdict, and
// each twice.
func TestBundlesAreVerified(t *testing.T) {
	for name, c := range map[string]struct {
		product
		word   verdict.Word
		result Result
	}{
		"sound":  {sound, verdict.Conformant, Passed},
		"broken": {broken, verdict.Nonconformant, Failed},
		"poor":   {poor, verdict.Incomplete, Failed},
	} {
		if testing.Short() && name == "sound" {
			continue
		}
		archive := submitted(t, name, c.product)
		v, err := verify(t, archive)
		if err != nil {
			t.Fatal(err)
		}
		if v.Verdict.Word != c.word || v.Result != c.result || v.Submitter != KeyID(public("submitter")) || v.Manifest.Nonce != nonce {
			t.Errorf("%s: %s, %s, signed by %s for %s", name, v.Verdict.Word, v.Result, v.Submitter, v.Manifest.Nonce)
		}
		again, err := verify(t, archive)
		if diff := cmp.Diff(v, again, cmpopts.IgnoreUnexported(oracle.Judgement{}, oracle.Finding{})); diff != "" || err != nil {
			t.Errorf("%s, verified again: %v\n%s", name, err, diff)
		}
	}
}

// TestMovingProducts lists one image no more after a while.
func TestMovingProducts(t *testing.T) {
	p, gone := poor, fixtures.Document().Images[0].ID
	p.alter = func(b *refserver.Behaviour) {
		selectPage, present := b.Select, b.Present
		var asked atomic.Int64
		b.Select = func(c *refserver.Call) (refserver.Page, *refserver.Fault) {
			asked.Add(1)
			return selectPage(c)
		}
		b.Present = func(c *refserver.Call, i *fixtures.Image) bool {
			return present(c, i) && (i.ID != gone || asked.Load() < 200)
		}
	}
	_, err := Make(t.Context(), p.run(t), key("submitter"))
	if !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), "the images changed during the run") {
		t.Error(err)
	}
}

// TestCountersigned adds the authority's signature to a bundle. The statement
// and the other members stay to the byte.
func TestCountersigned(t *testing.T) {
	archive := submitted(t, "broken", broken)
	signed, err := Countersign(t.Context(), archive, key("authority"), public("submitter"))
	if err != nil {
		t.Fatal(err)
	}
	before, after := unpacked(t, archive), unpacked(t, signed)
	for _, name := range members[1:] {
		if !bytes.Equal(before[name], after[name]) {
			t.Errorf("%s is another", name)
		}
	}
	trust := Trust{Submitter: public("submitter"), Authority: public("authority"), Nonce: nonce}
	v, err := Verify(t.Context(), signed, trust)
	if err != nil || v.Authority != KeyID(public("authority")) {
		t.Errorf("countersigned by %q: %v", v.Authority, err)
	}
	// Other programs verify both signatures, too.
	e, err := open(after[statementFile])
	if err != nil {
		t.Fatal(err)
	}
	others, err := dsse.NewMultiEnvelopeVerifier(2, checker{signer{key("submitter")}}, checker{signer{key("authority")}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := others.Verify(t.Context(), &e.Envelope); err != nil {
		t.Error(err)
	}
}

func unpacked(t *testing.T, archive []byte) bundle {
	t.Helper()
	b, err := unpack(archive)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// checker verifies as other programs do.
type checker struct{ signer }

func (c checker) Verify(_ context.Context, text, sig []byte) error {
	if !ed25519.Verify(c.public(), text, sig) {
		return errors.New("another signature")
	}
	return nil
}

func (c checker) Public() crypto.PublicKey { return c.public() }
