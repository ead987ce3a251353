package schemas

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Problem is one departure of a document from its shape.
type Problem struct {
	// Rule is the requirement that is broken ("JSN-12"), or what a strict
	// reading found ("json-duplicate-key").
	Rule string
	// Where is a JSON pointer ("/images/3/minDisk", empty for the whole
	// document) or a path of local names with positions
	// ("/images/image[4]/@minDisk"); for broken syntax "byte 17".
	Where string
	// Want says what the rule asks for at that place.
	Want string
	// Got shows what is there, short and printable; "absent" if nothing is.
	Got string
}

// String gives the problem in one line.
func (p Problem) String() string {
	return fmt.Sprintf("%s at %s: want %s, got %s", p.Rule, cmp.Or(p.Where, "the document"), p.Want, p.Got)
}

// absent is what Got says of a thing that is not there.
const absent = "absent"

// shownRunes bounds how much of a foreign value a Problem repeats.
const shownRunes = 120

// maxProblems bounds what one check lists: a page of a thousand images that are
// all wrong needs no longer list to be understood.
const maxProblems = 1000

// show cuts a text to shownRunes and escapes what is not printable, so that a
// foreign value can stand in a report.
func show(text string) string {
	var b strings.Builder
	count := 0
	for i, r := range text {
		if count == shownRunes {
			b.WriteString("…")
			break
		}
		count++
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(text[i:], "\uFFFD"):
			fmt.Fprintf(&b, `\x%02x`, text[i])
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\r':
			b.WriteString(`\r`)
		case !unicode.IsPrint(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// quote shows a text between quotation marks.
func quote(text string) string { return `"` + show(text) + `"` }

// showJSON shows a decoded JSON value as compact JSON.
func showJSON(value any) string {
	return show(compactJSON(value))
}

// compactJSON writes a decoded JSON value as the shortest JSON text, without
// the HTML escapes of json.Marshal.
func compactJSON(value any) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return fmt.Sprintf("%v", value)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

var pointerEscaper = strings.NewReplacer("~", "~0", "/", "~1")

// pointer appends one reference token to a JSON pointer (RFC 6901). A foreign key
// is cut and made printable like any foreign value.
func pointer(parent, token string) string {
	return parent + "/" + pointerEscaper.Replace(show(token))
}
