package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/imageconform/imageconform/reports"
	"github.com/imageconform/imageconform/suites"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/target"
	"github.com/imageconform/imageconform/suites/verdict"
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
	if err := prepareOut(pl); err != nil {
		return err
	}
	was, err := p.baseline(&pl)
	if err != nil {
		return err
	}
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

// ending is the exit code of a run that was reported.
func (p *program) ending(ctx context.Context, pl plan, a asked) error {
	r := a.report
	switch {
	case a.result.Stuck != nil:
		return harness("%w", a.result.Stuck).hinted("take it back by hand: it may not serve its users now")
	case ctx.Err() != nil:
		return &failure{code: exitInterrupted, err: errors.New("interrupted: the reports are about what was done")}
	case a.trouble != nil:
		return p.unasked(pl, a.trouble)
	case r.Interrupted != "":
		p.warn("%s: the reports are about what was done", r.Interrupted)
	}
	switch {
	case r.Verdict.Fails(pl.failOn):
		return &failure{code: exitNonconformant, hint: listingHint(pl, a.result)}
	case r.Verdict.Word == verdict.Incomplete:
		return &failure{code: exitIncomplete, hint: listingHint(pl, a.result)}
	}
	return nil
}

// unasked is the end of a run in which nothing could be asked.
func (p *program) unasked(pl plan, trouble error) error {
	var unsigned *failure
	_, signs := pl.logins[target.Self]
	f := &failure{code: exitTarget, err: trouble}
	switch {
	case errors.As(trouble, &unsigned):
		return unsigned
	case errors.Is(trouble, suites.ErrRefused) && signs:
		return f.hinted("the identity service gave the token: is " + pl.target.Endpoint.Base + " of the same cloud?")
	case errors.Is(trouble, suites.ErrRefused):
		return f.hinted("is the token in IMAGECONFORM_TOKEN still valid, and for this deployment?")
	case errors.Is(trouble, suites.ErrLimited):
		return f.hinted("--patience lets requests wait for longer")
	case strings.Contains(trouble.Error(), "x509: "):
		return f.hinted("--ca-file trusts another authority; imageconform doctor shows the certificate")
	}
	return f.hinted("is " + pl.target.Endpoint.Base + " the right base URL, and does it answer from here?")
}

// listingHint says what may be wrong when the target gave no listing at all.
func listingHint(pl plan, result suites.Result) string {
	first := result.View.InJSON.Pages.First()
	if first == nil || result.View.InJSON.Readable || first.Status == http.StatusForbidden {
		return ""
	}
	hint := fmt.Sprintf("GET %s answers %s", pl.target.Endpoint.URL("/images/detail", ""), oracle.Describe(first))
	if media := first.MediaType(); media != "" {
		hint += " (" + media + ")"
	}
	if first.Status >= http.StatusInternalServerError {
		return hint + "; is the deployment in order?"
	}
	return hint + "; does the base URL end in /v2/TENANT?"
}
