package target

import (
	"cmp"
	"encoding/json"
	"html"
	"net/url"
	"slices"
	"strings"
)

// secret is one way in which a deployment may echo a token, and what stands
// for it in an exchange.
type secret struct{ text, stands string }

// withSecret adds a secret to a list, as it is, and as JSON, XML and URLs write
// it. The longest come first, since one secret may be the beginning of another.
// The given list stays as it is.
func withSecret(known []secret, token Token, stands string) []secret {
	// A token of a few characters would turn up in any text by chance.
	if len(token) < 8 {
		return known
	}
	plain := string(token)
	forms := []string{plain, url.QueryEscape(plain), url.PathEscape(plain), html.EscapeString(plain)}
	if quoted, err := json.Marshal(plain); err == nil {
		forms = append(forms, strings.Trim(string(quoted), `"`))
	}
	all := slices.Clone(known)
	for _, form := range forms {
		all = append(all, secret{form, stands})
	}
	slices.SortFunc(all, func(a, b secret) int {
		return cmp.Or(cmp.Compare(len(b.text), len(a.text)), cmp.Compare(a.text, b.text), cmp.Compare(a.stands, b.stands))
	})
	return slices.Compact(all)
}
