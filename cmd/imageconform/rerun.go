package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/imageconform/imageconform/reports"
	"github.com/imageconform/imageconform/suites/verdict"
)

// rerunOut is where a run of what failed writes, so that the report that it was
// made from stays.
const rerunOut = "reports/out/rerun"

// ofThisRun are the settings that no report says for another run.
var ofThisRun = []string{"only", "skip", "area", "level", "out", "baseline", "color", "quiet"}

// chosen says which requirements of a report are judged again.
type chosen struct{ failed, warned, undecided bool }

func (p *program) rerunCommand() *cobra.Command {
	var c chosen
	var show bool
	cmd := &cobra.Command{
		Use:   "rerun REPORT",
		Short: "Judge again what failed in an earlier run",
		Long: `Judge again the requirements that failed in an earlier run, by its report.json. The settings
are those of that run, where none is given now; tokens are never in a report.

The reports go to ` + rerunOut + `, unless --out says otherwise. Exit codes are those of run.`,
		Example: `  imageconform rerun --failed reports/out/report.json
  imageconform rerun --failed --undecided reports/out --concurrency 1`,
		Args: exactly(1, "one report is run again", "imageconform rerun --failed reports/out/report.json"),
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().BoolVar(&c.failed, "failed", false, "what failed the run")
	cmd.Flags().BoolVar(&c.warned, "warned", false, "what was warned of")
	cmd.Flags().BoolVar(&c.undecided, "undecided", false, "what was inconclusive or not exercised")
	load := p.loads(cmd, allBut(append([]string{"only", "skip", "area", "level"}, ofCertificates...)...)...)
	cmd.Flags().BoolVar(&show, "show-config", false, "print every setting with its origin, secrets masked, and ask nothing")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		saved, err := p.saved(args[0])
		if err != nil {
			return err
		}
		l, err := load(restored(args[0], saved))
		if err != nil {
			return err
		}
		if err := c.choose(&l, args[0], saved); err != nil {
			return err
		}
		pl, err := p.plan(l)
		if err != nil {
			return err
		}
		if show {
			return p.showConfig(pl)
		}
		return p.judge(cmd.Context(), pl)
	}
	return cmd
}

// restored are the settings of an earlier run, as a layer above the defaults.
// What a report cannot say, it does not: secrets, and what is only in files.
func restored(name string, saved reports.Report) layer {
	return func(l *loaded) error {
		for _, was := range saved.Settings {
			s, known := settingNamed(was.Name)
			if !known || s.flag == "-" || was.Origin == "default" || was.Value == "-" || slices.Contains(ofThisRun, was.Name) || slices.Contains(ofCertificates, was.Name) {
				continue
			}
			if err := s.parse(&l.config, was.Value); err != nil {
				return usage("%s: %s: %w", name, was.Name, err)
			}
			l.origins[s.index] = origin{"report", name}
		}
		return nil
	}
}

// choose makes the requirements of the report the selection.
func (c chosen) choose(l *loaded, name string, saved reports.Report) error {
	var words, ids []string
	for _, of := range []struct {
		wanted bool
		word   string
		is     func(verdict.Row) bool
	}{
		{c.failed, "failed", saved.Fails},
		{c.warned, "was warned of", func(r verdict.Row) bool { return r.Outcome == verdict.Warned }},
		{c.undecided, "was left undecided", func(r verdict.Row) bool {
			return r.Outcome == verdict.Inconclusive || r.Outcome == verdict.NotExercised
		}},
	} {
		if !of.wanted {
			continue
		}
		words = append(words, of.word)
		for _, row := range saved.Verdict.Rows {
			if of.is(row) && !slices.Contains(ids, string(row.ID)) {
				ids = append(ids, string(row.ID))
			}
		}
	}
	if len(words) == 0 {
		return usage("it is not said what to run again").hinted("--failed, --warned or --undecided")
	}
	if len(ids) == 0 {
		return usage("nothing in %s %s", name, strings.Join(words, " or "))
	}
	for _, s := range settings {
		switch s.name() {
		case "only":
			l.config.Only, l.origins[s.index] = ids, origin{"report", name}
		case "skip", "area", "level":
			s.field(&l.config).SetZero()
			l.origins[s.index] = origin{kind: "default"}
		case "out":
			if l.origins[s.index].kind == "default" {
				l.config.Out = rerunOut
			}
		}
	}
	return nil
}
