package certificate

import (
	"context"
	"crypto"
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
)

// The kinds of the PEM blocks that keys are kept in.
const (
	privateBlock = "PRIVATE KEY"
	publicBlock  = "PUBLIC KEY"
)

// EncodeKeys are a private key as PKCS #8 and its public key as PKIX, in PEM.
func EncodeKeys(key ed25519.PrivateKey) (private, public []byte, err error) {
	inside, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, nil, fmt.Errorf("encode the private key: %w", err)
	}
	outside, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		return nil, nil, fmt.Errorf("encode the public key: %w", err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: privateBlock, Bytes: inside}), pem.EncodeToMemory(&pem.Block{Type: publicBlock, Bytes: outside}), nil
}

// ReadPrivateKey reads a private key. Its errors repeat nothing of the text.
func ReadPrivateKey(text []byte) (ed25519.PrivateKey, error) {
	block, _ := pem.Decode(text)
	if block == nil || block.Type != privateBlock {
		return nil, errors.New("want a private key in PEM, as imageconform keygen writes it")
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if own, ok := key.(ed25519.PrivateKey); err == nil && ok {
		return own, nil
	}
	return nil, errors.New("want an Ed25519 key in PKCS #8")
}

// ReadPublicKey reads a public key.
func ReadPublicKey(text []byte) (ed25519.PublicKey, error) {
	block, _ := pem.Decode(text)
	switch {
	case block != nil && block.Type == privateBlock:
		return nil, errors.New("want the public key, not the private one")
	case block == nil || block.Type != publicBlock:
		return nil, errors.New("want a public key in PEM, as imageconform keygen writes it")
	}
	key, err := x509.ParsePKIXPublicKey(block.Bytes)
	if own, ok := key.(ed25519.PublicKey); err == nil && ok {
		return own, nil
	}
	return nil, errors.New("want an Ed25519 key")
}

// KeyID names a public key: the SHA-256 of its PKIX form, in hexadecimal.
func KeyID(key ed25519.PublicKey) string {
	form, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		// It is only of the wrong kind that a key cannot be written.
		panic(err)
	}
	sum := sha256.Sum256(form)
	return hex.EncodeToString(sum[:])
}

// signer signs envelopes with a key.
type signer struct{ key ed25519.PrivateKey }

func (s signer) public() ed25519.PublicKey {
	// An Ed25519 key has one of its kind.
	public, _ := s.key.Public().(ed25519.PublicKey)
	return public
}

// Sign signs a text.
func (s signer) Sign(_ context.Context, text []byte) ([]byte, error) {
	return s.key.Sign(nil, text, crypto.Hash(0))
}

// KeyID names the key.
func (s signer) KeyID() (string, error) { return KeyID(s.public()), nil }
