package reports

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// DefaultWidth is the number of columns where nothing tells the terminal's.
const DefaultWidth = 100

// TextOptions say how the text report looks.
type TextOptions struct {
	// Color adds escape sequences for colour.
	Color bool
	// Width is the number of columns to wrap prose at; zero means
	// DefaultWidth. Commands are never wrapped, so that they can be pasted.
	Width int
	// Full adds what was merely observed, how many things each requirement
	// ranged over, and the settings.
	Full bool
}

// Text writes the report for a person: what each area came to, what is wrong
// and how to see it again, what could not be decided and what would decide
// it, and at the end the verdict.
func Text(w io.Writer, r Report, o TextOptions) error {
	if o.Width <= 0 {
		o.Width = DefaultWidth
	}
	p := &sheet{options: o}
	p.head(r)
	p.areas(r)
	found := causes(r.Verdict.Rows)
	p.broken(found, verdict.Failed, "FAILED")
	p.broken(found, verdict.Warned, "WARNED")
	p.waived(r)
	p.relaxations(r)
	p.undecided(found, verdict.Inconclusive, "INCONCLUSIVE, by what came between")
	p.undecided(found, verdict.NotExercised, "NOT EXERCISED, by what is missing")
	p.unneededWaivers(r)
	p.declarations(r)
	if o.Full {
		p.observed(r)
		p.ranged(r)
		p.settings(r)
	}
	p.foot(r)
	_, err := w.Write(p.out.Bytes())
	return err
}

// sheet is a text report in the making.
type sheet struct {
	options TextOptions
	out     bytes.Buffer
}

// line writes one line; no text of the target reaches it other than by
// printable.
func (p *sheet) line(format string, args ...any) { fmt.Fprintf(&p.out, format+"\n", args...) }

// prose writes text wrapped at the width, each line behind the indent.
func (p *sheet) prose(indent int, text string) { p.hanging(indent, indent, text) }

// hanging is prose whose first line has an indent of its own.
func (p *sheet) hanging(first, rest int, text string) {
	p.out.WriteString(strings.Repeat(" ", first) + Wrap(printable(text), first, rest, p.options.Width) + "\n")
}

func (p *sheet) head(r Report) {
	p.line("%s %s", p.bold("imageconform"), printable(r.Version))
	for _, f := range factsOf(r) {
		p.labelled(fmt.Sprintf("  %-9s", f.Name), f.Value)
	}
	p.line("")
}

// areas writes a line an area: a mark for each requirement, and the counts.
func (p *sheet) areas(r Report) {
	for _, area := range requirement.Areas() {
		rows := slices.DeleteFunc(slices.Clone(r.Verdict.Rows), func(row verdict.Row) bool { return row.ID.Area() != area })
		if len(rows) == 0 {
			continue
		}
		var marks strings.Builder
		counts := map[verdict.Outcome]int{}
		for _, row := range rows {
			marks.WriteString(p.mark(row.Outcome))
			counts[row.Outcome]++
		}
		pad := strings.Repeat(" ", max(24-len(rows), 0))
		p.line("  %-29s%s%s%s", area.Title(), marks.String(), pad, p.counts(counts))
	}
	p.line("")
}

// outcomesByWeight are the outcomes in the order in which a reader wants them.
var outcomesByWeight = []verdict.Outcome{
	verdict.Failed, verdict.Warned, verdict.Inconclusive, verdict.NotExercised, verdict.Waived, verdict.NotApplicable, verdict.Passed,
}

func (p *sheet) counts(counts map[verdict.Outcome]int) string {
	var parts []string
	for _, o := range outcomesByWeight {
		if n := counts[o]; n > 0 {
			parts = append(parts, p.paint(o, fmt.Sprintf("%d %s", n, o)))
		}
	}
	return strings.Join(parts, ", ")
}

// labelled is prose beside a label.
func (p *sheet) labelled(label, text string) {
	p.out.WriteString(p.dim(label) + Wrap(printable(text), len(label), len(label), p.options.Width) + "\n")
}

func (p *sheet) foot(r Report) {
	for _, notice := range noticesOf(r) {
		p.hanging(0, 2, notice)
	}
	if len(r.Verdict.Blocking) > 0 {
		p.hanging(0, 2, "To be decided yet: "+ids(r.Verdict.Blocking)+".")
	}
	p.line("%s", p.verdict(r))
}

// of are the rows of an outcome, in the order of the catalogue.
func of(r Report, outcome verdict.Outcome) []verdict.Row {
	return slices.DeleteFunc(slices.Clone(r.Verdict.Rows), func(row verdict.Row) bool { return row.Outcome != outcome })
}

func ids(all []requirement.ID) string {
	words := make([]string, len(all))
	for i, id := range all {
		words[i] = string(id)
	}
	return strings.Join(words, ", ")
}
