package certificate

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"strings"
	"testing"
)

func TestKeysAreReadAsTheyAreWritten(t *testing.T) {
	private, outside, err := EncodeKeys(key("submitter"))
	if err != nil {
		t.Fatal(err)
	}
	own, err := ReadPrivateKey(private)
	if err != nil || !own.Equal(key("submitter")) {
		t.Errorf("another private key is read: %v", err)
	}
	theirs, err := ReadPublicKey(outside)
	if err != nil || !theirs.Equal(public("submitter")) {
		t.Errorf("another public key is read: %v", err)
	}
}

// TestOtherKeysAreRefused tells why, and nothing of a private key.
func TestOtherKeysAreRefused(t *testing.T) {
	private, outside, err := EncodeKeys(key("submitter"))
	if err != nil {
		t.Fatal(err)
	}
	other, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	inside, err := x509.MarshalPKCS8PrivateKey(other)
	if err != nil {
		t.Fatal(err)
	}
	ec := pem.EncodeToMemory(&pem.Block{Type: privateBlock, Bytes: inside})
	for name, text := range map[string][]byte{"public": outside, "empty": nil, "text": []byte("canary"), "another kind": ec, "cut": private[:60]} {
		if _, err := ReadPrivateKey(text); err == nil || strings.Contains(err.Error(), "canary") {
			t.Errorf("as a private key, %s: %v", name, err)
		}
	}
	for name, text := range map[string][]byte{"private": private, "empty": nil, "another kind": ec} {
		if _, err := ReadPublicKey(text); err == nil || strings.Contains(err.Error(), string(private[30:50])) {
			t.Errorf("as a public key, %s: %v", name, err)
		}
	}
}

// TestRootIsThatOfTheStandard takes the trees that Certificate Transparency
// publishes for RFC 6962.
func TestRootIsThatOfTheStandard(t *testing.T) {
	var leaves [][]byte
	for _, leaf := range []string{"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"} {
		text, err := hex.DecodeString(leaf)
		if err != nil {
			t.Fatal(err)
		}
		leaves = append(leaves, text)
	}
	for n, want := range map[int]string{
		0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
		8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
	} {
		if got, err := rootOf(leaves[:n]); got != want || err != nil {
			t.Errorf("the root of %d leaves is %s, %v", n, got, err)
		}
	}
}

func TestNonces(t *testing.T) {
	for word, good := range map[string]bool{
		nonce: true, strings.Repeat("x", 64): true, "short": false, strings.Repeat("x", 65): false, "with a space in it": false, "with-a-bracket-(": false,
	} {
		if err := CheckNonce(word); (err == nil) != good {
			t.Errorf("%q: %v", word, err)
		}
	}
	if SeedOf(nonce) == OrderOf(nonce) || SeedOf(nonce) == SeedOf("2026-12-77aa01b3") || OrderOf("") != 0 {
		t.Error("two nonces, or two purposes, give the same number")
	}
	if got := Agent("(devel)", nonce); got != "imageconform/devel nonce/"+nonce {
		t.Errorf("the agent is %q", got)
	}
}
