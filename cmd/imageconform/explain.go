package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/imageconform/imageconform/reports"
	"github.com/imageconform/imageconform/suites/requirement"
)

func (p *program) explainCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "explain ID...",
		Short: "Explain requirements: what is asked, what is accepted, and why",
		Example: `  imageconform explain LIM-04
  imageconform explain 'RAT-*'`,
		ValidArgsFunction: completeIDs,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("no requirement is named").hinted("imageconform list shows the ids")
			}
			width := p.terminalOf(p.out).width
			if width == 0 || width > 100 {
				width = 100
			}
			var b bytes.Buffer
			for _, arg := range args {
				rows, err := requirement.Match(arg)
				if err != nil || len(rows) == 0 {
					return usage("there is no requirement %q", arg).hinted(near(arg))
				}
				for _, r := range rows {
					if b.Len() > 0 {
						b.WriteByte('\n')
					}
					explain(&b, r, width)
				}
			}
			_, err := p.out.Write(b.Bytes())
			return err
		},
	}
}

// needs says in words what it takes to decide a requirement.
var needs = map[requirement.Need]string{
	requirement.Core:      "any deployment with a handful of images, and one user",
	requirement.Data:      "particular images",
	requirement.Identity:  "a second caller",
	requirement.Hook:      "a state of the deployment that no client can provoke",
	requirement.Condition: "an optional behaviour of the deployment",
}

// explain writes everything that the catalogue says of a requirement.
func explain(b *bytes.Buffer, r requirement.Requirement, width int) {
	fmt.Fprintf(b, "%s  %s  %s\n", r.ID, r.Level, r.Title)
	need := r.Need.String() + ": " + needs[r.Need]
	if !r.Recipe.IsZero() {
		need += "; " + r.Recipe.String()
	}
	var features []string
	for _, f := range r.Conditions() {
		features = append(features, fmt.Sprintf("a deployment that %s (%s)", f.Title(), f))
	}
	parts := []struct{ label, text string }{
		{"area", r.ID.Area().Title()},
		{"rule", r.Statement},
		{"source", r.Source},
		{"asked", r.Asked},
	}
	for i, accepted := range r.Accepted {
		label := "accepted"
		if i > 0 {
			label = "or"
		}
		parts = append(parts, struct{ label, text string }{label, accepted})
	}
	parts = append(parts, []struct{ label, text string }{
		{"why", r.Why},
		{"needs", need},
		{"only for", strings.Join(features, "; ")},
		{"format", r.Format.String()},
		{"not for", profileNames(r.NotFor())},
		{"relaxed", relaxedBy(r)},
		{"unseen", r.Unobservable},
	}...)
	for _, part := range parts {
		if part.text != "" {
			labelled(b, part.label, part.text, width)
		}
	}
}

// relaxedBy names the relaxations that can excuse a requirement, each with the
// profiles that have it.
func relaxedBy(r requirement.Requirement) string {
	var all []string
	for _, x := range requirement.RelaxationsFor(r.ID) {
		if x.Granted == "" {
			all = append(all, fmt.Sprintf("%s (%s): %s", x.ID, profileNames(x.Profiles), x.Title))
		}
	}
	return strings.Join(all, "; ")
}

// labelled writes a text behind a label, wrapped.
func labelled(b *bytes.Buffer, label, text string, width int) {
	const indent = 12
	fmt.Fprintf(b, "  %-*s%s\n", indent-2, label, reports.Wrap(text, indent, indent, width))
}
