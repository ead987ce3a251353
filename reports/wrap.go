package reports

import (
	"strings"
	"unicode/utf8"
)

// Wrap sets the words of a text, the first of them at a column, in lines of
// at most width characters; further lines begin with an indent. A word longer
// than a line stays whole.
func Wrap(text string, column, indent, width int) string {
	var b strings.Builder
	for i, word := range strings.Fields(text) {
		size := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case column+1+size > width:
			b.WriteString("\n" + strings.Repeat(" ", indent))
			column = indent
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += size
	}
	return b.String()
}
