package reports

import (
	"bytes"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestPrintable(t *testing.T) {
	cases := map[string]string{
		"":                          "",
		"plain text, ümläut 雲 ✗":    "plain text, ümläut 雲 ✗",
		"\x1b[31mred\x1b[0m":        `\x1b[31mred\x1b[0m`,
		"\u009b31m":                 `\u009b31m`,
		"\u202ereversed":            `\u202ereversed`,
		"line\nbreak\r\ttab\x00":    `line\nbreak\x0d\ttab\x00`,
		"broken \xff\xc3 byte":      `broken \xff\xc3 byte`,
		"a true \ufffd stays":       "a true \ufffd stays",
		"tag \U000e0041":            `tag \U000e0041`,
		"line\u2028separator\u00ad": `line\u2028separator\u00ad`,
		"\x7f":                      `\x7f`,
	}
	for in, want := range cases {
		if got := printable(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func FuzzPrintable(f *testing.F) {
	f.Add(hostile)
	f.Fuzz(func(t *testing.T, s string) {
		got := printable(s)
		if !utf8.ValidString(got) {
			t.Errorf("%q becomes broken UTF-8: %q", s, got)
		}
		for _, r := range got {
			if !unicode.IsPrint(r) {
				t.Errorf("%q keeps %q", s, r)
			}
		}
	})
}

// No character of the target that steers a terminal is in any report; the
// only line breaks are the report's own.
func TestReportsAreSafeToShow(t *testing.T) {
	for _, format := range Formats() {
		out := write(t, func(b *bytes.Buffer) error { return format.Write(b, report()) })
		for _, r := range string(out) {
			if r != '\n' && !unicode.IsPrint(r) {
				t.Errorf("%s holds %q", format.Name, r)
			}
		}
	}
}
