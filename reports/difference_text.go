package reports

import (
	"fmt"
	"io"

	"github.com/imageconform/imageconform/suites/behaviour"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// DifferenceText writes a difference for a person: what is worse first, and at
// the end what it comes to.
func DifferenceText(w io.Writer, d Difference, o TextOptions) error {
	if o.Width <= 0 {
		o.Width = DefaultWidth
	}
	p := &sheet{options: o}
	p.run("before", d.Before)
	p.run("after", d.After)
	p.unlike(d)
	p.line("")
	lost, broken := split(d.Turned(Worse), func(c RowChange) bool { return undecided(c.After.Outcome) })
	p.turned(broken, verdict.Failed, "WORSE")
	p.turned(lost, verdict.Inconclusive, "NO LONGER DECIDED, which is worse, too")
	p.turned(d.Turned(Better), verdict.Passed, "BETTER")
	p.turned(d.Turned(Other), verdict.NotApplicable, "OTHERWISE")
	p.only("ONLY BEFORE", d.OnlyBefore)
	p.only("ONLY AFTER", d.OnlyAfter)
	p.behaviour(d)
	p.line("%s", p.in(turnColor[d.Turn()], p.bold(d.Line())))
	_, err := w.Write(p.out.Bytes())
	return err
}

var turnColor = map[Turn]string{Worse: red, Better: green, Other: yellow, Same: green}

// run says which run is compared.
func (p *sheet) run(label string, r Report) {
	p.labelled(fmt.Sprintf("%-8s", label), fmt.Sprintf("%s, %s, imageconform %s", r.Target, r.Started.UTC().Format("2006-01-02 15:04:05Z"), r.Version))
	p.line("%8s%s", "", p.verdict(r))
}

// unlike says in what the runs themselves differ: not every change is one of
// the deployment.
func (p *sheet) unlike(d Difference) {
	for _, x := range []struct{ what, before, after string }{
		{"suites of other versions", d.Before.Version, d.After.Version},
		{"other profiles", string(d.Before.Verdict.Policy.Profile), string(d.After.Verdict.Policy.Profile)},
		{"other selections", d.Before.Selection, d.After.Selection},
	} {
		if x.before != x.after {
			p.labelled(fmt.Sprintf("%-8s", "beware"), fmt.Sprintf("the runs are by %s: %q and %q", x.what, x.before, x.after))
		}
	}
}

// split parts changes into those of a kind and the others.
func split(all []RowChange, of func(RowChange) bool) (these, others []RowChange) {
	for _, c := range all {
		if of(c) {
			these = append(these, c)
			continue
		}
		others = append(others, c)
	}
	return these, others
}

// turned writes the requirements of a turn, each with what came of it.
func (p *sheet) turned(changes []RowChange, look verdict.Outcome, heading string) {
	if len(changes) == 0 {
		return
	}
	p.line("%s", p.paint(look, p.bold(fmt.Sprintf("%s: %s", heading, plural(len(changes), "requirement")))))
	p.line("")
	for _, c := range changes {
		p.line("%s  %s  %s", p.paint(c.After.Outcome, p.bold(string(c.After.ID))), c.After.Level, printable(c.After.Title))
		p.line("  %s %s %s", p.paint(c.Before.Outcome, c.Before.Outcome.String()), p.dim("->"), p.paint(c.After.Outcome, c.After.Outcome.String()))
		for _, reason := range c.After.Reasons {
			p.hanging(2, 4, reason)
		}
		for _, e := range c.After.Excuses {
			p.hanging(2, 4, e.String())
		}
		if c.Turn == Worse {
			p.findings(c.After.Findings())
		}
		p.line("")
	}
}

// only writes requirements that one run judged.
func (p *sheet) only(heading string, all []requirement.ID) {
	const most = 20
	if len(all) == 0 {
		return
	}
	p.line("%s", p.bold(fmt.Sprintf("%s: %s", heading, plural(len(all), "requirement"))))
	text := ids(all[:min(len(all), most)])
	if len(all) > most {
		text += fmt.Sprintf(" and %d more", len(all)-most)
	}
	p.prose(2, text)
	p.line("")
}

// behaviour writes how answers differ, each way with one of its questions.
func (p *sheet) behaviour(d Difference) {
	if d.Behaviour == nil {
		p.prose(0, "The answers were not compared: "+d.Unknown+".")
		p.line("")
		return
	}
	c := d.Behaviour
	over := fmt.Sprintf("the answers to %s that both were asked", plural(c.Asked, "question"))
	if !c.SameImages {
		over += "; they list different images, so that only what does not depend on them was compared"
	}
	if len(c.Changes) == 0 {
		p.prose(0, "No change of behaviour in "+over+".")
		p.line("")
		return
	}
	p.line("%s", p.in(yellow, p.bold("BEHAVIOUR: "+plural(len(c.Changes), "change"))))
	p.prose(2, "where nothing is broken, in "+over)
	p.line("")
	for i, x := range c.Changes {
		if i == mostChanges {
			p.line("and %s in --format json", plural(len(c.Changes)-i, "more change"))
			p.line("")
			return
		}
		p.change(x)
	}
}

// mostChanges is how many changes of behaviour the text shows.
const mostChanges = 20

func (p *sheet) change(x behaviour.Change) {
	p.line("%s", p.bold(printable(x.What)))
	p.labelled("  before: ", orNone(x.From))
	p.labelled("  after:  ", orNone(x.To))
	p.line("  %s %s", p.dim("$"), printable(x.Seen[0].Curl))
	if n := len(x.Seen) - 1; n > 0 {
		p.line("  and %s", plural(n, "more question"))
	}
	p.line("")
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}

// Line is the difference in one line.
func (d Difference) Line() string {
	line := map[Turn]string{Worse: "worse", Better: "not worse", Other: "not worse", Same: "the same"}[d.Turn()]
	if d.Verdict != Same {
		line += fmt.Sprintf(": %s, and was %s", d.After.Verdict.Word, d.Before.Verdict.Word)
	} else {
		line += fmt.Sprintf(": %s as before", d.After.Verdict.Word)
	}
	for _, turn := range []Turn{Worse, Better, Other} {
		if n := len(d.Turned(turn)); n > 0 {
			line += fmt.Sprintf(", %d %s", n, map[Turn]string{Worse: "worse", Better: "better", Other: "otherwise"}[turn])
		}
	}
	if d.Behaviour != nil && len(d.Behaviour.Changes) > 0 {
		line += ", " + plural(len(d.Behaviour.Changes), "change") + " of behaviour"
	}
	return line
}
