package certificate

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"regexp"
	"strings"
)

var nonceForm = regexp.MustCompile(`^[0-9A-Za-z._-]{16,64}$`)

// CheckNonce refuses what cannot be a nonce, or could be guessed.
func CheckNonce(nonce string) error {
	if !nonceForm.MatchString(nonce) {
		return errors.New("want 16 to 64 letters, digits, dots, hyphens and underscores")
	}
	return nil
}

// Agent is the User-Agent of a run: the suite's version, and the nonce where
// there is one.
func Agent(version, nonce string) string {
	agent := "imageconform/" + strings.Trim(version, "()")
	if nonce != "" {
		agent += " nonce/" + nonce
	}
	return agent
}

// SeedOf is the seed that a nonce gives to the generated queries.
func SeedOf(nonce string) uint64 { return number("seed", nonce) }

// OrderOf is the order in which a nonce lets the suite ask; zero, that of the
// catalogue, without a nonce.
func OrderOf(nonce string) uint64 {
	if nonce == "" {
		return 0
	}
	return number("order", nonce)
}

// number is a number of a nonce for a purpose: not zero, and one that every
// reader of JSON keeps.
func number(purpose, nonce string) uint64 {
	sum := sha256.Sum256([]byte("imageconform " + purpose + "\x00" + nonce))
	return 1 + binary.BigEndian.Uint64(sum[:])>>12
}
