package certificate

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/imageconform/imageconform/schemas"
)

// canonical is a value as the one JSON text that stands for it in a bundle.
// Every value of this package can be written so.
func canonical(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// readStrict reads a canonical JSON text, and refuses every other one.
func readStrict(name string, text []byte, into any) error {
	if _, problems := schemas.ReadJSON(text); len(problems) > 0 {
		return refuse("%s is no sound JSON: %s", name, problems[0])
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return refuse("%s: %s", name, strings.TrimPrefix(err.Error(), "json: "))
	}
	if at, same := difference(text, canonical(into)); !same {
		return refuse("%s is not written as in a bundle, from byte %d on", name, at)
	}
	return nil
}
