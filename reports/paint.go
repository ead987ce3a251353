package reports

import "github.com/imageconform/imageconform/suites/verdict"

// Escape sequences of ECMA-48, as every terminal knows them.
const (
	reset   = "\x1b[0m"
	bold    = "\x1b[1m"
	dim     = "\x1b[2m"
	red     = "\x1b[31m"
	green   = "\x1b[32m"
	yellow  = "\x1b[33m"
	magenta = "\x1b[35m"
)

// looks holds the mark and the colour of each outcome.
var looks = map[verdict.Outcome]struct{ mark, color string }{
	verdict.Passed:        {"●", green},
	verdict.Waived:        {"◐", yellow},
	verdict.NotApplicable: {"·", dim},
	verdict.NotExercised:  {"○", dim},
	verdict.Warned:        {"▲", yellow},
	verdict.Inconclusive:  {"?", magenta},
	verdict.Failed:        {"✗", red},
}

func (p *sheet) mark(o verdict.Outcome) string { return p.paint(o, looks[o].mark) }

// paint colours a text as its outcome.
func (p *sheet) paint(o verdict.Outcome, text string) string { return p.in(looks[o].color, text) }

func (p *sheet) bold(text string) string { return p.in(bold, text) }

func (p *sheet) dim(text string) string { return p.in(dim, text) }

func (p *sheet) in(color, text string) string {
	if !p.options.Color {
		return text
	}
	return color + text + reset
}

// verdict is the verdict line, in the colour of its word.
func (p *sheet) verdict(r Report) string {
	color := yellow
	switch r.Verdict.Word {
	case verdict.Nonconformant:
		color = red
	case verdict.Conformant:
		color = green
	}
	return p.in(color, p.bold(r.Verdict.Line()))
}
