package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/imageconform/imageconform/reports"
	"github.com/imageconform/imageconform/suites"
)

// bundled stands for the target where none is given.
const bundled = "the bundled reference deployment"

func (p *program) runCommand() *cobra.Command {
	var show bool
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Judge a deployment",
		Long: `Judge a deployment: the one at --target, or the compute endpoint of the cloud that
--os-cloud or the OS_* variables sign in to; without these, or with --target bundled, the
bundled reference deployment.

The verdict is printed, and written as report.html, report.txt, report.json and
junit.xml. Each setting is a flag, an environment variable IMAGECONFORM_... and a key of
the file that --config names; the first of these that is given wins. Tokens are read from
the environment or the file only:

` + secretsHelp() + `
Exit codes: 0 conformant, 1 nonconformant, 2 usage or configuration error,
3 incomplete, 4 target not reachable or credentials refused, 5 imageconform itself
failed, 130 interrupted. With --baseline 1 means worse than that run, and 0 not worse.`,
		Example: `  imageconform run --require all
  imageconform run --target http://cloud.example:8774/v2/TENANT
  imageconform run --os-cloud demo --other-os-cloud other
  imageconform run --config cloud.yaml --only 'LIM-*,MRK-*' --fail-on should
  imageconform run --config cloud.yaml --show-config
  imageconform run --config cloud.yaml --certify --key submitter.key`,
		Args: none,
	}
	planned := p.plans(cmd)
	cmd.Flags().BoolVar(&show, "show-config", false, "print every setting with its origin, secrets masked, and ask nothing")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		pl, err := planned()
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

// plans gives a command the flags of the named settings, or of all, and what
// makes a plan of them once the flags are read.
func (p *program) plans(cmd *cobra.Command, named ...string) (planned func() (plan, error)) {
	load := p.loads(cmd, named...)
	return func() (plan, error) {
		l, err := load()
		if err != nil {
			return plan{}, err
		}
		return p.plan(l)
	}
}

func secretsHelp() string {
	var b strings.Builder
	for _, s := range settings {
		if s.secret() {
			fmt.Fprintf(&b, "  %-29s %s\n", s.env, s.doc)
		}
	}
	return b.String()
}

// showConfig prints the effective settings.
func (p *program) showConfig(pl plan) error {
	lines := [][]string{{"setting", "value", "origin"}}
	for _, s := range shown(pl) {
		lines = append(lines, []string{s.Name, s.Value, s.Origin})
	}
	_, err := p.out.Write(table(lines))
	return err
}

// shown are the effective settings, the absent target by its name.
func shown(pl plan) []reports.Setting {
	all := pl.effective()
	for i := range all {
		if all[i].Name == "target" && all[i].Value == "" {
			all[i].Value = pl.judged()
		}
		if all[i].Name == "rate" && all[i].Value == autoRate && pl.target.Rate > 0 {
			all[i].Value = fmt.Sprint(autoRate, " ", pl.target.Rate)
		}
		if all[i].Value == "" {
			all[i].Value = "-"
		}
	}
	return all
}

// judge runs the suite, folds, reports, and says by its error how it ended.
func (p *program) judge(ctx context.Context, pl plan) error {
	small, usual := newFrugal(p.env)
	defer usual()
	pl.frugal = small
	release, err := prepareOut(pl)
	if err != nil {
		return err
	}
	defer release()
	was, err := p.baseline(&pl)
	if err != nil {
		return err
	}
	if err := clearOut(pl); err != nil {
		return err
	}
	spool, done, err := openSpool(pl.config.Out)
	if err != nil {
		return err
	}
	defer done()
	pl.spool = spool
	closeTarget, err := p.openTarget(ctx, &pl)
	if err != nil {
		return err
	}
	defer closeTarget()
	asked := p.ask(ctx, &pl)
	if f := (*failure)(nil); errors.As(asked.trouble, &f) && f.code != exitTarget {
		return f
	}
	writeErr := cmp.Or(p.writeReports(pl, asked.report), asked.lost)
	var bundle error
	if writeErr == nil {
		bundle = p.certify(ctx, &pl, asked)
	}
	if err := p.print(pl, asked.report); err != nil {
		return harness("the verdict could not be printed: %w", err)
	}
	if writeErr != nil {
		return writeErr
	}
	if !pl.config.Quiet {
		p.err.printf("imageconform: %s\n", written(pl, pl.certified != nil && bundle == nil))
	}
	if bundle != nil {
		return bundle
	}
	ended := p.ending(ctx, pl, asked)
	if f := (*failure)(nil); was == nil || errors.As(ended, &f) && f.code != exitNonconformant && f.code != exitIncomplete {
		return ended
	}
	return p.compare(&pl, was, asked)
}

// openTarget starts the bundled deployment where that is the target, until it
// is closed, and warns of one whose certificate is not verified.
func (p *program) openTarget(ctx context.Context, pl *plan) (closeTarget func(), err error) {
	if pl.unverified() {
		p.warn("the deployment's certificate is not verified: anyone on the way can read the tokens")
	}
	if !pl.bundled {
		return func() {}, nil
	}
	d, err := p.reference(context.WithoutCancel(ctx), pl)
	if err != nil {
		return nil, err
	}
	return func() { _ = d.Close() }, nil
}

// progress shows how far the run is, unless it is to be quiet.
func (p *program) progress(pl *plan, doing string) (tell func(suites.Event), end func()) {
	if pl.config.Quiet {
		return nil, func() {}
	}
	if pl.bundled {
		p.err.printf("imageconform: %s%s %s\n", p.unnamed(pl), doing, bundled)
	}
	g := newProgress(p.err, p.terminalOf(p.err).is && p.env["CI"] == "", p.clock)
	return g.tell, g.end
}

// print writes the verdict to stdout.
func (p *program) print(pl plan, r reports.Report) error {
	var b bytes.Buffer
	if pl.config.Quiet {
		b.WriteString(r.Verdict.Line() + "\n")
	} else {
		t := p.terminalOf(p.out)
		if err := reports.Text(&b, r, reports.TextOptions{Color: p.colours(pl.config.Color, t), Width: min(t.width, 120)}); err != nil {
			return err
		}
	}
	if err := p.annotate(&b, pl, r); err != nil {
		return err
	}
	_, err := p.out.Write(b.Bytes())
	return err
}

func (p *program) colours(when string, t terminal) bool {
	switch strings.ToLower(when) {
	case "always":
		return true
	case "never":
		return false
	}
	return t.is && p.env["NO_COLOR"] == ""
}

func written(pl plan, bundled bool) string {
	var files []string
	for _, f := range pl.formats {
		files = append(files, filepath.Join(pl.config.Out, f.File))
	}
	if pl.keep != noEvidence {
		files = append(files, filepath.Join(pl.config.Out, evidenceFile))
	}
	if bundled {
		files = append(files, filepath.Join(pl.config.Out, bundleFile))
	}
	return "wrote " + strings.Join(files, ", ")
}
