package reports

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// printable makes a text of the target safe to show on one line: whatever
// steers a terminal, reverses the reading direction, breaks the line or is no
// character at all is written as an escape.
func printable(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return !plain(r) }) {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], string(utf8.RuneError)):
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case plain(r), r == utf8.RuneError:
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < 0x80:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r <= 0xffff:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	return b.String()
}

// plain reports whether a character can be shown as it is. The replacement
// character cannot be told from a broken byte by its value alone.
func plain(r rune) bool { return unicode.IsPrint(r) && r != utf8.RuneError }
