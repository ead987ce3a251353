package target

import (
	"fmt"
	"log/slog"
)

// Identity is who asks.
type Identity int

// The identities that a request can be made as.
const (
	// Self is the user whose listing is judged.
	Self Identity = iota
	// Other is a user of another tenant.
	Other
	// Forbidden is a user who is known but may not list images.
	Forbidden
	// Nobody sends no credential at all.
	Nobody
	// Bogus sends a token that no deployment issued.
	Bogus
)

// BogusToken is what Bogus sends.
const BogusToken = "imageconform-no-such-token"

// Identities lists every identity.
func Identities() []Identity { return []Identity{Self, Other, Forbidden, Nobody, Bogus} }

func (id Identity) String() string {
	switch id {
	case Self:
		return "self"
	case Other:
		return "other"
	case Forbidden:
		return "forbidden"
	case Nobody:
		return "nobody"
	case Bogus:
		return "bogus"
	}
	return fmt.Sprintf("Identity(%d)", int(id))
}

// MarshalText writes the identity's name.
func (id Identity) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads an identity's name.
func (id *Identity) UnmarshalText(text []byte) error {
	for _, known := range Identities() {
		if known.String() == string(text) {
			*id = known
			return nil
		}
	}
	return fmt.Errorf("unknown identity %q", text)
}

// Variable is the environment variable that holds the identity's token, and
// what stands for it wherever a request is shown. Nobody and Bogus have none.
func (id Identity) Variable() string {
	switch id {
	case Self:
		return "IMAGECONFORM_TOKEN"
	case Other:
		return "IMAGECONFORM_OTHER_TOKEN"
	case Forbidden:
		return "IMAGECONFORM_FORBIDDEN_TOKEN"
	}
	return ""
}

// Token is a secret. It prints as a mask whatever the verb, so that no log,
// error or panic carries it; only the client turns it into a header.
type Token string

const mask = "********"

// String masks the token.
func (t Token) String() string { return mask }

// GoString masks the token for %#v.
func (t Token) GoString() string { return mask }

// Format masks the token for every verb.
func (t Token) Format(f fmt.State, _ rune) { _, _ = fmt.Fprint(f, mask) }

// MarshalText masks the token in JSON, YAML and XML.
func (t Token) MarshalText() ([]byte, error) { return []byte(mask), nil }

// LogValue masks the token in structured logs.
func (t Token) LogValue() slog.Value { return slog.StringValue(mask) }
