package reports

import (
	"fmt"
	"strings"

	"github.com/imageconform/imageconform/suites/verdict"
)

// outcomeBar shows how many requirements have each outcome, as lengths.
type outcomeBar struct {
	All   int
	Parts []barPart
}

// barPart is the length of one outcome, and where it begins.
type barPart struct {
	Outcome verdict.Outcome
	At, N   int
}

// Label is the bar in words.
func (b outcomeBar) Label() string {
	words := make([]string, len(b.Parts))
	for i, p := range b.Parts {
		words[i] = fmt.Sprintf("%d %s", p.N, p.Outcome)
	}
	return strings.Join(words, ", ")
}

// barOf is the bar of some rows.
func barOf(rows []verdict.Row) outcomeBar {
	b := outcomeBar{All: len(rows)}
	at := 0
	for _, o := range outcomesByWeight {
		n := 0
		for _, row := range rows {
			if row.Outcome == o {
				n++
			}
		}
		if n > 0 {
			b.Parts = append(b.Parts, barPart{o, at, n})
			at += n
		}
	}
	return b
}
