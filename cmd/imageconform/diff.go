package main

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/imageconform/imageconform/reports"
	"github.com/imageconform/imageconform/suites/behaviour"
	"github.com/imageconform/imageconform/suites/recording"
)

func (p *program) diffCommand() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "diff BEFORE AFTER",
		Short: "Compare two runs",
		Long: `Compare two runs by their report.json: one before and one after an upgrade, or those of two
deployments. It says of which requirements another thing came, and, where evidence.har is
beside both reports, how the answers to the same questions differ where nothing is broken.

Exit code 1 means worse: a requirement is broken that was not, or a MUST or SHOULD that
was passed is no longer decided, or the verdict is a worse one. Every other change, and
every change of behaviour alone, is told with exit code 0.`,
		Example: `  imageconform diff before/report.json after/report.json
  imageconform diff before after --format json`,
		Args: exactly(2, "two reports are compared", "imageconform diff BEFORE AFTER, each a report.json or the folder that holds it"),
		RunE: func(_ *cobra.Command, args []string) error { return p.diff(args[0], args[1], format) },
	}
	cmd.Flags().StringVar(&format, "format", "text", "`format` to write: text or json")
	complete(cmd, "format", cobra.FixedCompletions([]string{"text", "json"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func (p *program) diff(before, after, format string) error {
	write := p.differenceText
	switch strings.ToLower(format) {
	case "text":
	case "json":
		write = reports.DifferenceJSON
	default:
		return usage("--format: want text or json, not %q", format)
	}
	was, err := p.past(before)
	if err != nil {
		return err
	}
	is, err := p.past(after)
	if err != nil {
		return err
	}
	d := was.against(is)
	if err := p.writeOut(d, write); err != nil {
		return err
	}
	if d.Turn() == reports.Worse {
		return &failure{code: exitNonconformant}
	}
	return nil
}

// writeOut writes a difference to standard output, at once.
func (p *program) writeOut(d reports.Difference, write func(io.Writer, reports.Difference) error) error {
	var b bytes.Buffer
	if err := write(&b, d); err != nil {
		return harness("the difference could not be written: %w", err)
	}
	_, err := p.out.Write(b.Bytes())
	return err
}

func (p *program) differenceText(w io.Writer, d reports.Difference) error {
	t := p.terminalOf(p.out)
	return reports.DifferenceText(w, d, reports.TextOptions{Color: p.colours("auto", t), Width: min(t.width, 120)})
}

// past is a run that can be compared.
type past struct {
	report reports.Report
	// behaviour is what was answered, nil where that is not known, for the
	// reason in unknown.
	behaviour *behaviour.Behaviour
	unknown   string
}

// past reads a report, and the evidence beside it.
func (p *program) past(name string) (past, error) {
	r, err := p.saved(name)
	if err != nil {
		return past{}, err
	}
	was := past{report: r}
	was.behaviour, was.unknown = beside(name, r)
	return was, nil
}

// beside is the behaviour that the evidence beside a report shows, or why there
// is none.
func beside(name string, r reports.Report) (shown *behaviour.Behaviour, unknown string) {
	if name == "-" {
		return nil, "nothing is beside standard input"
	}
	path := filepath.Join(filepath.Dir(reportIn(name)), evidenceFile)
	file, err := os.Open(path) //nolint:gosec // the file is the user's choice
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, "there is no " + path
	case err != nil:
		return nil, err.Error()
	}
	defer func() { _ = file.Close() }()
	kept, err := recording.Read(file)
	switch {
	case err != nil:
		return nil, path + ": " + err.Error()
	case !kept.Head.Started.Equal(r.Started):
		return nil, path + " is of another run than its report"
	case kept.Head.Partial:
		return nil, path + " holds only exchanges in which something was found"
	}
	b := behaviour.Of(kept.Head, kept.Entries)
	return &b, ""
}

// against is what changed from one run to another.
func (was past) against(is past) reports.Difference {
	d := reports.Compare(was.report, is.report)
	if was.behaviour == nil || is.behaviour == nil {
		d.Unknown = was.unknown
		if was.behaviour != nil {
			d.Unknown = is.unknown
		}
		return d
	}
	d.Behave(*was.behaviour, *is.behaviour)
	return d
}
