package main

import (
	"bytes"
	"context"
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"github.com/imageconform/imageconform/reports"
	"github.com/imageconform/imageconform/suites"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
	"github.com/imageconform/imageconform/suites/verdict"
)

func (p *program) doctorCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Look at a deployment, and say what can be decided there",
		Long: `Look at a deployment before it is judged: whether it answers, its certificate, clock and
latency, its formats and pages, what it lists, and which requirements it can decide with
the users and the images at hand; for the others what is missing, and the command that
would make it. The settings are those of run. It asks far less than a run, makes no
bursts, and puts the deployment into no state.

Exit codes: 0 what has to be decided can be, 2 usage or configuration error, 3 it cannot,
4 target not reachable or credentials refused, 5 imageconform itself failed,
130 interrupted.`,
		Example: `  imageconform doctor --target http://cloud.example:8774/v2/TENANT
  imageconform doctor --config cloud.yaml --require all --json`,
		Args: none,
	}
	planned := p.plans(cmd, allBut(append([]string{"out", "evidence", "fail-on", "waivers", "baseline"}, ofCertificates...)...)...)
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		pl, err := planned()
		if err != nil {
			return err
		}
		return p.examine(cmd.Context(), pl, asJSON)
	}
	return cmd
}

// examine looks at a deployment, and says by its error how it ended.
func (p *program) examine(ctx context.Context, pl plan, asJSON bool) error {
	closeTarget, err := p.openTarget(ctx, &pl)
	if err != nil {
		return err
	}
	defer closeTarget()
	c, trouble, err := p.checkup(ctx, &pl)
	if err != nil {
		return err
	}
	if err := p.printCheckup(pl, c, asJSON); err != nil {
		return harness("the checkup could not be printed: %w", err)
	}
	switch {
	case ctx.Err() != nil:
		return &failure{code: exitInterrupted, err: errors.New("interrupted: what is said is about the part that was done")}
	case trouble != nil:
		return p.unasked(pl, trouble)
	case len(c.Prospect.Blocking) > 0:
		return &failure{code: exitIncomplete}
	}
	return nil
}

// checkup signs in, asks, and gathers what was found. trouble is why nothing
// could be asked.
func (p *program) checkup(ctx context.Context, pl *plan) (c reports.Checkup, trouble, err error) {
	ctx, cancel := bounded(ctx, *pl)
	defer cancel()
	started := p.clock()
	trouble = p.signIn(ctx, pl)
	if err := planPace(pl); err != nil {
		return c, nil, err
	}
	tell, end := p.progress(pl, "looking at")
	c.Outlook, trouble = suites.New(suites.Options{
		Seed: pl.config.Seed, Generated: pl.config.Generated,
		Target: pl.target, Policy: pl.policy, Progress: tell, Trouble: trouble, Select: pl.selects,
		Reader: &oracle.Reader{Limits: pl.limits},
	}).Survey(ctx)
	end()
	c.Version, c.Target, c.Started, c.Duration = version(), pl.judged(), started, p.clock().Sub(started)
	c.Prospect = verdict.Fold(pl.rows, c.Outlook.Judged, pl.policy)
	switch {
	case trouble != nil:
		c.Trouble = trouble.Error()
	case ctx.Err() != nil:
		p.warn("%s: what is said is about the part that was done", context.Cause(ctx))
	}
	if certificate, err := target.ShownCertificate(ctx, pl.target); err == nil {
		c.Certificate = &certificate
	}
	if c.Certificate != nil && pl.unverified() {
		c.CertificateTrouble = "it is not verified"
	}
	return c, trouble, nil
}

func (p *program) printCheckup(pl plan, c reports.Checkup, asJSON bool) error {
	var b bytes.Buffer
	var err error
	switch t := p.terminalOf(p.out); {
	case asJSON:
		err = reports.CheckupJSON(&b, c)
	case pl.config.Quiet:
		b.WriteString(c.Prospect.Prospect() + "\n")
	default:
		err = reports.CheckupText(&b, c, reports.TextOptions{Color: p.colours(pl.config.Color, t), Width: min(t.width, 120)})
	}
	if err != nil {
		return err
	}
	_, err = p.out.Write(b.Bytes())
	return err
}

// selects reports whether a requirement is one of those to judge.
func (pl *plan) selects(r requirement.Requirement) bool {
	return slices.ContainsFunc(pl.rows, func(row requirement.Requirement) bool { return row.ID == r.ID })
}
