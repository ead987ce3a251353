package recording

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Printable writes every character of a JSON text that cannot be shown on a
// terminal as its escape. Outside of strings there is none but the line breaks.
func Printable(text []byte) []byte {
	plain := bytes.IndexFunc(text, func(r rune) bool { return r != '\n' && !isPlain(r) })
	if plain < 0 {
		return text
	}
	out := append(make([]byte, 0, len(text)+len(text)/8), text[:plain]...)
	for _, r := range string(text[plain:]) {
		switch {
		case isPlain(r), r == '\n', unicode.IsPrint(r):
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

// isPlain says that a character can be shown anywhere.
func isPlain(r rune) bool { return r >= ' ' && r <= '~' }
