package reports

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/imageconform/imageconform/suites/oracle"
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

// mostFindings is how many findings of one requirement the text shows.
const mostFindings = 5

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
	p.violations(r, verdict.Failed, "FAILED")
	p.violations(r, verdict.Warned, "WARNED")
	p.violations(r, verdict.Waived, "WAIVED, broken by leave")
	p.relaxations(r)
	p.undecided(r, verdict.Inconclusive, "INCONCLUSIVE, by what came between")
	p.undecided(r, verdict.NotExercised, "NOT EXERCISED, by what is missing")
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
	if r.Changed {
		facts = append(facts, [2]string{"changed", "the images changed during the run; what failed was asked again between two equal listings"})
	}
	if n := r.renewed(); n > 0 {
		facts = append(facts, [2]string{"renewed", "the token; asked again with the new one after a 401: " + plural(n, "request")})
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

func (p *sheet) counts(counts map[verdict.Outcome]int) string {
	var parts []string
	for _, o := range []verdict.Outcome{
		verdict.Failed, verdict.Warned, verdict.Inconclusive, verdict.NotExercised, verdict.Waived, verdict.NotApplicable, verdict.Passed,
	} {
		if n := counts[o]; n > 0 {
			parts = append(parts, p.paint(o, fmt.Sprintf("%d %s", n, o)))
		}
	}
	return strings.Join(parts, ", ")
}

// violations writes the requirements of an outcome with their findings.
func (p *sheet) violations(r Report, outcome verdict.Outcome, heading string) {
	// What only relaxations excuse is told by relaxation.
	rows := slices.DeleteFunc(of(r, outcome), func(row verdict.Row) bool { return len(row.Findings()) == 0 })
	if len(rows) == 0 {
		return
	}
	p.heading(outcome, heading, len(rows))
	for _, row := range rows {
		p.line("%s  %s  %s", p.paint(outcome, p.bold(string(row.ID))), row.Level, printable(row.Title))
		p.prose(2, row.Statement)
		p.hanging(2, 10, "source: "+row.Source)
		for _, e := range row.Excuses {
			p.hanging(2, 10, excusing(e)+e.String())
		}
		p.findings(row.Findings())
		p.line("")
	}
}

// findings writes the first few findings, a request's command once.
func (p *sheet) findings(all []oracle.Finding) {
	request := ""
	for i, f := range all {
		if i == mostFindings {
			p.line("  and %d more in report.json", len(all)-i)
			return
		}
		if f.Request != request && f.Request != "" {
			p.line("  %s %s", p.dim("$"), printable(f.Request))
		}
		request = f.Request
		where := ""
		if f.Where != "" {
			where = " at " + f.Where
		}
		p.labelled("    want: ", f.Want)
		p.labelled("    got:  ", f.Got+where)
	}
}

// labelled is prose beside a label.
func (p *sheet) labelled(label, text string) {
	p.out.WriteString(p.dim(label) + Wrap(printable(text), len(label), len(label), p.options.Width) + "\n")
}

func (p *sheet) heading(o verdict.Outcome, text string, n int) {
	p.line("%s", p.paint(o, p.bold(fmt.Sprintf("%s: %s", text, plural(n, "requirement")))))
	p.line("")
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

// group is a number of rows that wait for the same.
type group struct {
	why  string
	rows []verdict.Row
	// shared says that the reason is that of many rows, whatever each of them
	// needs besides.
	shared bool
}

// groups puts rows of the same reasons together, the largest group first.
//
// A reason that many rows share is named by a group of its own, and not again
// in those of the rows that have a nearer one: a target without XML is said to
// have none once.
func groups(rows []verdict.Row) []group {
	const many = 20
	count := map[string]int{}
	for _, row := range rows {
		for _, reason := range row.Reasons {
			count[reason]++
		}
	}
	var all []group
	for _, row := range rows {
		near := slices.DeleteFunc(slices.Clone(row.Reasons), func(reason string) bool { return count[reason] > many })
		shared := len(near) == 0
		if shared {
			near = row.Reasons
		}
		why := strings.Join(near, "; ")
		at := slices.IndexFunc(all, func(g group) bool { return g.why == why })
		if at < 0 {
			at = len(all)
			all = append(all, group{why: why, shared: shared})
		}
		all[at].rows = append(all[at].rows, row)
	}
	slices.SortStableFunc(all, func(a, b group) int { return cmp.Compare(len(b.rows), len(a.rows)) })
	return all
}
