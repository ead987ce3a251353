package oracle

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/imageconform/imageconform/schemas"
)

// equivalent reports whether a value in XML says what the one in JSON does.
// What XML has no characters for cannot be compared.
func equivalent(inJSON, inXML schemas.Scalar) bool {
	a, b := inJSON.Text, inXML.Text
	switch inJSON.Kind {
	case schemas.Null:
		return b == "None" || b == ""
	case schemas.Boolean:
		return strings.EqualFold(a, b)
	case schemas.Integer, schemas.Number:
		return a == b || number(a) != "" && number(a) == number(b)
	case schemas.String:
		return a == b || !writable(a)
	}
	return true
}

// number is an integer without sign and zeros that do not matter, empty for
// any other text.
func number(text string) string {
	sign, digits := "", strings.TrimSpace(text)
	if rest, ok := strings.CutPrefix(digits, "-"); ok {
		sign, digits = "-", rest
	} else {
		digits = strings.TrimPrefix(digits, "+")
	}
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return ""
	}
	if digits = strings.TrimLeft(digits, "0"); digits == "" {
		return "0"
	}
	return sign + digits
}

// writable reports whether XML 1.0 can hold a text.
func writable(text string) bool {
	for _, r := range text {
		if r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF || r == utf8.RuneError {
			return false
		}
	}
	return true
}

// metadataTwins looks at the images whose metadata can be compared: there is
// an object in JSON, and in XML an element or, for no items, none.
func metadataTwins(all []Twins, look func(in *document, a, b schemas.Image)) {
	eachTwin(all, func(in *document, a, b schemas.Image) {
		if a.HasMetadata {
			look(in, a, b)
		}
	})
}

// item is one key with its values in both formats.
type item struct {
	key           string
	inJSON, inXML schemas.Scalar
}

// items are those of two images, sorted by key. Keys that XML cannot write,
// and values of JSON that are no scalars, are left out.
func items(a, b schemas.Image) []item {
	keys := map[string]bool{}
	for key := range a.Metadata {
		keys[key] = writable(key)
	}
	for key := range b.Metadata {
		keys[key] = writable(key)
	}
	var all []item
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		i := item{key, a.Metadata[key], b.Metadata[key]}
		if keys[key] && i.inJSON.Kind != schemas.Composite && i.inXML.Kind != schemas.Composite {
			all = append(all, i)
		}
	}
	return all
}

// same reports whether both formats say the same of the item: a null may be
// missing in XML, any other value may not.
func (i item) same() bool {
	switch {
	case !i.inJSON.Present():
		return false
	case !i.inXML.Present():
		return i.inJSON.Kind == schemas.Null
	}
	return equivalent(i.inJSON, i.inXML)
}

// note adds the item's difference to the defects.
func (i item) note(found *defects, in *document, image schemas.Image, want string) {
	found.note(defect{
		where: image.Where + "/metadata", image: image.ID(), want: want,
		got: fmt.Sprintf("key %s: %s, in JSON %s", Quote(i.key), show(i.inXML), show(i.inJSON)), in: in,
	})
}

// SameMetadata checks that the metadata of an image is one map in both formats.
func (j *Judgement) SameMetadata(all []Twins) {
	var found defects
	metadataTwins(all, func(in *document, a, b schemas.Image) {
		j.Ranged++
		for _, i := range items(a, b) {
			if !i.same() {
				i.note(&found, in, b, "the metadata of the JSON")
			}
		}
	})
	found.into(j)
}

// PairedMetadata checks that both formats have the same keys, and each value
// with its key, in whatever order they stand. What characters do to keys and
// values is for other requirements.
func (j *Judgement) PairedMetadata(all []Twins) {
	var found defects
	metadataTwins(all, func(in *document, a, b schemas.Image) {
		if len(a.Metadata) < 2 || len(b.Metadata) == 0 {
			return
		}
		j.Ranged++
		var alone, changed []item
		for _, i := range items(a, b) {
			switch {
			case i.same() || delicate(i.key):
			case i.inJSON.Present() && i.inXML.Present():
				changed = append(changed, i)
			default:
				alone = append(alone, i)
			}
		}
		if len(changed) > 0 && !sameValues(changed) {
			changed = nil
		}
		for _, i := range append(alone, changed...) {
			i.note(&found, in, b, "the items of the JSON, in any order")
		}
	})
	found.into(j)
	if j.Ranged == 0 {
		j.Missing = "an image with two or more metadata items"
	}
}

// sameValues reports whether items have the same values in both formats, though
// perhaps with other keys.
func sameValues(items []item) bool {
	var x, y []string
	for _, i := range items {
		text := i.inJSON.Text
		if i.inJSON.Kind == schemas.Null {
			text = "None"
		}
		x, y = append(x, text), append(y, cmp.Or(i.inXML.Text, "None"))
	}
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

// Nulls checks that XML writes a null of JSON as None, as an empty text or not
// at all, and None for nothing else.
func (j *Judgement) Nulls(all []Twins) {
	var found defects
	nulls := 0
	metadataTwins(all, func(in *document, a, b schemas.Image) {
		for _, i := range items(a, b) {
			switch {
			case i.inJSON.Kind == schemas.Null:
				nulls++
				j.Ranged++
				if !i.same() {
					i.note(&found, in, b, "None, an empty text or no item, for a null in JSON")
				}
			case i.inJSON.Present() && i.inXML.Text == "None" && !i.same():
				i.note(&found, in, b, "None only for a null in JSON")
			}
		}
	})
	found.into(j)
	if nulls == 0 {
		j.Missing = "a metadata value that is null in JSON"
	}
}

// SpecialMetadata checks that keys and values with characters that a format
// has to escape, or that are beyond ASCII, are the same in both.
func (j *Judgement) SpecialMetadata(all []Twins) {
	var found defects
	metadataTwins(all, func(in *document, a, b schemas.Image) {
		mangled := false
		for _, i := range items(a, b) {
			if !i.inJSON.Present() || !delicate(i.key) && !delicate(i.inJSON.Text) {
				continue
			}
			j.Ranged++
			if !i.same() {
				mangled = true
				i.note(&found, in, b, "the key and value of the JSON")
			}
		}
		for _, i := range items(a, b) {
			if !mangled && !i.inJSON.Present() && (delicate(i.key) || delicate(i.inXML.Text)) {
				i.note(&found, in, b, "the key and value of the JSON")
			}
		}
	})
	found.into(j)
	if j.Ranged == 0 {
		j.Missing = "a metadata key or value with <, &, quotes or characters beyond ASCII"
	}
}

func delicate(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return r > 0x7E || strings.ContainsRune("<>&\"'\t\r\n", r) })
}
