package recording

import (
	"fmt"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Printable writes every character of a JSON text that cannot be shown on a
// terminal as its escape. Outside of strings there is none but the line breaks.
func Printable(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for _, r := range string(text) {
		switch {
		case r == '\n' || unicode.IsPrint(r):
			out = utf8.AppendRune(out, r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			out = fmt.Appendf(out, `\u%04x\u%04x`, high, low)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
	}
	return out
}
