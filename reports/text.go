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
	// Full adds what was merely observed, and the settings.
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
	facts := [][2]string{
		{"target", printable(r.Target)},
		{"asked", fmt.Sprintf("%s in %s s, started %s", plural(r.Requests, "request"), seconds(r.Duration), r.Started.UTC().Format("2006-01-02 15:04:05Z"))},
		{"listed", fmt.Sprintf("%s as JSON, %d as XML", plural(r.images(requirement.JSON), "image"), r.images(requirement.XML))},
		{"judged", fmt.Sprintf("by the profile %s, requiring %s MUST, failing on %s", r.Verdict.Policy.Profile, required(r), r.FailOn)},
	}
	if r.Selection != "" {
		facts = append(facts, [2]string{"selected", fmt.Sprintf("%d of %s: %s", len(r.Verdict.Rows), plural(r.Catalogue, "requirement"), printable(r.Selection))})
	}
	if r.Seed != 0 {
		facts = append(facts, [2]string{"seed", fmt.Sprintf("%d; --seed %d asks the same generated queries of the same images", r.Seed, r.Seed)})
	}
	if r.Changed {
		facts = append(facts, [2]string{"changed", "the images changed during the run; what failed was asked again between two equal listings"})
	}
	if n := r.renewed(); n > 0 {
		facts = append(facts, [2]string{"renewed", "the token ended during the run; asked again with a new one: " + plural(n, "request")})
	}
	for _, f := range facts {
		p.labelled(fmt.Sprintf("  %-9s", f[0]), f[1])
	}
	p.line("")
}

// required says in words which MUST the policy wants decided.
func required(r Report) string {
	if r.Verdict.Policy.Require == verdict.RequireAll {
		return "every applicable"
	}
	return "every core"
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
	if r.Trouble != "" {
		p.prose(0, "Nothing could be asked: "+r.Trouble+".")
	}
	if r.Interrupted != "" {
		p.prose(0, "The run ended early ("+r.Interrupted+"): what follows is about the part that was done.")
	}
	if len(r.Verdict.Blocking) > 0 {
		p.hanging(0, 2, "To be decided yet: "+ids(r.Verdict.Blocking)+".")
	}
	if r.Verdict.Counts[verdict.Failed] == 0 && r.Verdict.Breaks(r.FailOn) {
		p.prose(0, "A SHOULD is broken, and this run fails on SHOULD.")
	}
	if len(r.Verdict.Unneeded()) > 0 {
		p.prose(0, "A waiver has nothing to waive, and fails the run: take it out of the list.")
	}
	if len(r.Verdict.Disproved()) > 0 {
		p.prose(0, "The deployment is not as it was declared, which fails the run.")
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
