package certificate

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"fmt"

	"github.com/secure-systems-lab/go-securesystemslib/dsse"
)

// payloadType is that of in-toto statements.
const payloadType = "application/vnd.in-toto+json"

// Whose signature stands at which place of an envelope.
const (
	bySubmitter = iota
	byAuthority
	mostSignatures
)

// signatory says in words whose the signature at a place is.
var signatory = [mostSignatures]string{"submitter", "authority"}

// seal puts a statement into an envelope that the submitter signs.
func seal(ctx context.Context, statement []byte, key ed25519.PrivateKey) (dsse.Envelope, error) {
	signing, err := dsse.NewEnvelopeSigner(signer{key})
	if err != nil {
		return dsse.Envelope{}, fmt.Errorf("sign the statement: %w", err)
	}
	e, err := signing.SignPayload(ctx, payloadType, statement)
	if err != nil {
		return dsse.Envelope{}, fmt.Errorf("sign the statement: %w", err)
	}
	return *e, nil
}

// opened is an envelope in the form that a bundle has it in, and its statement.
type opened struct {
	dsse.Envelope
	statement []byte
}

// open reads an envelope. Whose its signatures are is for check.
func open(text []byte) (opened, error) {
	var e opened
	if err := readStrict(statementFile, text, &e.Envelope); err != nil {
		return e, err
	}
	switch n := len(e.Signatures); {
	case e.PayloadType != payloadType:
		return e, refuse("%s has the payload type %q, want %s", statementFile, e.PayloadType, payloadType)
	case e.Payload == "":
		return e, refuse("%s has no payload", statementFile)
	case n == 0:
		return e, refuse("%s is not signed", statementFile)
	case n > mostSignatures:
		return e, refuse("%s has %d signatures, want the submitter's and perhaps the authority's", statementFile, n)
	}
	var err error
	if e.statement, err = base64.StdEncoding.Strict().DecodeString(e.Payload); err != nil {
		return e, refuse("%s has a payload that is no base64", statementFile)
	}
	return e, nil
}

// check verifies one signature. The id of its key is not signed, so that it has
// to be the key's own.
func (e opened) check(place int, key ed25519.PublicKey) error {
	who := signatory[place]
	if place >= len(e.Signatures) {
		return refuse("the %s's signature is missing", who)
	}
	s := e.Signatures[place]
	if s.KeyID != KeyID(key) {
		return refuse("the %s's signature is of the key %q, and the key that is given is %s", who, s.KeyID, KeyID(key))
	}
	sig, err := base64.StdEncoding.Strict().DecodeString(s.Sig)
	if err != nil || !ed25519.Verify(key, dsse.PAE(e.PayloadType, e.statement), sig) {
		return refuse("the %s's signature does not fit the statement", who)
	}
	return nil
}
