package reports

import (
	"strings"
	"unicode/utf8"
)

// excerpt is the part of a body around the place of a finding.
type excerpt struct {
	Before, Marked, After string
	// Skipped are the bytes left out before, within and after.
	SkippedBefore, SkippedWithin, SkippedAfter int
	// From and To are the place itself, in bytes of the body.
	From, To int
}

// The most bytes that an excerpt shows around a place, and of it.
const (
	mostAround = 200
	mostMarked = 600
)

// excerptAt shows a place of a body, ok where the body has it.
func excerptAt(body []byte, where string) (x excerpt, ok bool) {
	at, ok := locate(body, where)
	if !ok {
		return excerpt{}, false
	}
	x.From, x.To = at.from, at.to
	begin, end := boundary(body, at.from-mostAround), boundary(body, at.to+mostAround)
	marked := at.to
	if at.to-at.from > mostMarked {
		marked = boundary(body, at.from+mostMarked)
	}
	x.SkippedBefore, x.SkippedWithin, x.SkippedAfter = begin, at.to-marked, len(body)-end
	x.Before, x.Marked, x.After = legible(body[begin:at.from]), legible(body[at.from:marked]), legible(body[at.to:end])
	return x, true
}

// boundary is the beginning of the character that a byte belongs to.
func boundary(body []byte, at int) int {
	at = min(max(at, 0), len(body))
	for back := 0; back < utf8.UTFMax && at > 0 && at < len(body) && !utf8.RuneStart(body[at]); back++ {
		at--
	}
	return at
}

// legible is printable of a text of several lines.
func legible(text []byte) string {
	lines := strings.Split(string(text), "\n")
	for i, line := range lines {
		cells := strings.Split(line, "\t")
		for j, cell := range cells {
			cells[j] = printable(cell)
		}
		lines[i] = strings.Join(cells, "\t")
	}
	return strings.Join(lines, "\n")
}
