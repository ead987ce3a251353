package reports

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

func text(t *testing.T, r Report, o TextOptions) string {
	t.Helper()
	return string(write(t, func(b *bytes.Buffer) error { return Text(b, r, o) }))
}

var escape = regexp.MustCompile("\x1b\\[[0-9]+m")

func TestTextColour(t *testing.T) {
	plain, coloured := text(t, report(), TextOptions{}), text(t, report(), TextOptions{Color: true})
	golden(t, "mixed-colour.txt", []byte(coloured))
	if strings.Contains(plain, "\x1b") {
		t.Error("the plain report holds an escape sequence")
	}
	if got := escape.ReplaceAllString(coloured, ""); got != plain {
		t.Errorf("without its colours the report differs from the plain one:\n%s", got)
	}
}

func TestTextWidth(t *testing.T) {
	for _, width := range []int{40, 72, 100} {
		for _, line := range strings.Split(text(t, report(), TextOptions{Width: width}), "\n") {
			long := utf8.RuneCountInString(line) > width
			// Commands stay whole, and so do the one-line heads of the parts.
			wrapped := strings.HasPrefix(line, "    ") || strings.HasPrefix(line, "  source:")
			if long && wrapped && strings.Contains(strings.TrimSpace(line), " ") {
				t.Errorf("at width %d a line has %d characters: %s", width, utf8.RuneCountInString(line), line)
			}
		}
	}
}

func TestTextEndsWithTheVerdict(t *testing.T) {
	for name, of := range samples {
		r := of()
		lines := strings.Split(strings.TrimRight(text(t, r, TextOptions{}), "\n"), "\n")
		if got := lines[len(lines)-1]; got != r.Verdict.Line() {
			t.Errorf("%s ends with %q, want %q", name, got, r.Verdict.Line())
		}
	}
}

func TestTextCutsManyFindings(t *testing.T) {
	if out := text(t, report(), TextOptions{}); !strings.Contains(out, "and 2 more in report.json") {
		t.Errorf("seven findings are not cut to five:\n%s", out)
	}
}
