package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/imageconform/imageconform/reports"
)

// rendering is what is to be made of a saved report.
type rendering struct{ from, format, out string }

func (p *program) reportCommand() *cobra.Command {
	var r rendering
	cmd := &cobra.Command{
		Use:   "report",
		Short: "Write a saved report in another format",
		Long: `Write the report of a run that was saved as report.json in any format, as the run itself
wrote it. Nothing is asked and nothing judged.`,
		Example: `  imageconform report --from reports/out/report.json
  imageconform report --from reports/out/report.json --format junit --out junit.xml`,
		Args: none,
		RunE: func(*cobra.Command, []string) error { return p.render(r) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&r.from, "from", "", "the `file` report.json of a run, - for standard input")
	f.StringVar(&r.format, "format", "text", "`format` to write: "+strings.Join(formatNames(), ", "))
	f.StringVar(&r.out, "out", "", "`file` to write it to, standard output without")
	complete(cmd, "format", cobra.FixedCompletions(formatNames(), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// render writes a saved report anew.
func (p *program) render(r rendering) error {
	if r.from == "" {
		return usage("no report is given").hinted("--from reports/out/report.json")
	}
	format, err := formatOf(r.format)
	if err != nil {
		return usage("--format: %w", err).hinted("the formats are " + strings.Join(formatNames(), ", "))
	}
	saved, err := p.saved(r.from)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := format.Write(&b, saved); err != nil {
		return harness("the report could not be written: %w", err)
	}
	if r.out == "" {
		_, err := p.out.Write(b.Bytes())
		return err
	}
	if err := replace(r.out, p.secrets.mask(b.Bytes())); err != nil {
		return harness("the report could not be written: %w", err)
	}
	return nil
}

// saved reads the report of an earlier run, - for standard input. A folder
// stands for the report in it.
func (p *program) saved(name string) (reports.Report, error) {
	from, err := p.open(reportIn(name))
	if err != nil {
		return reports.Report{}, usage("the report could not be read: %w", err)
	}
	defer func() { _ = from.Close() }()
	r, err := reports.ReadJSON(from)
	switch {
	case errors.Is(err, reports.ErrReport):
		return r, usage("%s: %w", name, err).hinted("a run writes it as report.json into the folder that --out names")
	case err != nil:
		return r, usage("%s: %w", name, err)
	}
	return r, nil
}

// reportIn is the file of a report, which may be named by its folder.
func reportIn(name string) string {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return filepath.Join(name, "report.json")
	}
	return name
}

// open opens a file that the user names, - for standard input.
func (p *program) open(name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(p.in), nil
	}
	return os.Open(name) //nolint:gosec // the file is the user's choice
}
