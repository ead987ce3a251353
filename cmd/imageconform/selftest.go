package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"path/filepath"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/imageconform/imageconform/reports"
	"github.com/imageconform/imageconform/suites"
	"github.com/imageconform/imageconform/suites/selftest"
)

// measuring is what the self-test is asked to do.
type measuring struct {
	core  bool
	only  []string
	out   string
	jobs  int
	quiet bool
}

func (p *program) selftestCommand() *cobra.Command {
	m := measuring{}
	cmd := &cobra.Command{
		Use:   "selftest",
		Short: "Measure the suite by servers whose faults are known",
		Long: `Run every spec over the clean reference deployment, over its mutants, each wrong in one
way, and over its permitted variants; and say which requirement caught which mutant.

A mutant that no requirement of its row catches, a report that its row does not expect, an
alarm about a server that does as it may, a requirement without a mutant of its own: each
is a weakness of the suite and gives exit code 1. The matrix is written as matrix.html,
matrix.md and matrix.json.`,
		Example: `  imageconform selftest
  imageconform selftest --core
  imageconform selftest --only 'LIM-*'
  imageconform selftest --only status-ignored-in-xml`,
		Args: none,
		RunE: func(cmd *cobra.Command, _ []string) error { return p.measure(cmd.Context(), m) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.BoolVar(&m.core, "core", false, "of each requirement only one or two mutants: a minute or two instead of several")
	f.StringSliceVar(&m.only, "only", nil, "only servers whose name, kind or broken requirement matches a `GLOB`; comma-separated or repeated")
	f.StringVar(&m.out, "out", "reports/out", "`folder` for the matrix")
	f.IntVar(&m.jobs, "jobs", 2*runtime.GOMAXPROCS(0), "servers judged at once")
	f.BoolVar(&m.quiet, "quiet", false, "no progress")
	return cmd
}

// measure judges the servers, writes the matrix, and says by its error whether
// the suite is as strong as it has to be.
func (p *program) measure(ctx context.Context, m measuring) error {
	all := selftest.Subjects()
	subjects := all
	if m.core {
		subjects = selftest.Core(subjects)
	}
	if len(m.only) > 0 {
		var err error
		if subjects, err = selftest.Only(subjects, m.only); err != nil {
			return usage("--only: %w", err)
		}
	}
	switch {
	case len(subjects) == 0:
		return usage("--only: no server matches").hinted("a server is named as in matrix.md, or by a requirement that it breaks, such as 'LIM-*'")
	case m.jobs < 1:
		return usage("--jobs: want at least 1")
	}
	if err := prepareFolder(m.out, "matrix.md", "matrix.json", "matrix.html"); err != nil {
		return err
	}
	// Every server leaves a lot behind; collecting it less often saves a tenth.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	started := p.clock()
	tell, end := p.measuringProgress(m.quiet)
	matrix, err := selftest.Run(ctx, subjects, m.jobs, func(n int) {
		tell(suites.Event{Stage: "selftest", Done: n, Total: len(subjects)})
	})
	end()
	if ctx.Err() != nil {
		return &failure{code: exitInterrupted, err: errors.New("interrupted: no matrix is written")}
	}
	if err != nil {
		return harness("the servers could not be judged: %w", err)
	}
	r := reports.Matrix{Matrix: matrix, Version: version(), Of: len(all), Duration: p.clock().Sub(started)}
	if err := p.writeMatrix(m.out, r); err != nil {
		return err
	}
	t := p.terminalOf(p.out)
	var b bytes.Buffer
	if err := reports.MatrixText(&b, r, reports.TextOptions{Color: p.colours("auto", t), Width: min(t.width, 120)}); err != nil {
		return harness("the matrix could not be printed: %w", err)
	}
	if _, err := p.out.Write(b.Bytes()); err != nil {
		return err
	}
	if !r.Sound() {
		return &failure{code: exitNonconformant}
	}
	return nil
}

func (p *program) measuringProgress(quiet bool) (tell func(suites.Event), end func()) {
	if quiet {
		return func(suites.Event) {}, func() {}
	}
	g := newProgress(p.err, p.terminalOf(p.err).is && p.env["CI"] == "", p.clock)
	return g.tell, g.end
}

// writeMatrix writes the matrix in each format.
func (p *program) writeMatrix(dir string, m reports.Matrix) error {
	for _, f := range []struct {
		name  string
		write func(io.Writer, reports.Matrix) error
	}{{"matrix.md", reports.MatrixMarkdown}, {"matrix.json", reports.MatrixJSON}, {"matrix.html", reports.MatrixHTML}} {
		var b bytes.Buffer
		err := f.write(&b, m)
		if err == nil {
			err = replace(filepath.Join(dir, f.name), b.Bytes())
		}
		if err != nil {
			return harness("%s could not be written: %w", f.name, err)
		}
	}
	return nil
}
