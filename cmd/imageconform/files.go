package main

import (
	"bytes"
	"cmp"
	"io"
	"os"
	"path/filepath"

	"github.com/imageconform/imageconform/reports"
)

// prepareOut is prepareFolder for the reports of a run.
func prepareOut(pl plan) error {
	files := []string{evidenceFile, bundleFile}
	for _, f := range pl.formats {
		files = append(files, f.File)
	}
	return prepareFolder(pl.config.Out, files...)
}

// prepareFolder makes the folder of the reports and finds out whether they can
// be written, before anything is asked.
func prepareFolder(dir string, files ...string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // for others to read, such as a CI job
		return harness("the folder of the reports cannot be made: %w", err)
	}
	for _, file := range files {
		path := filepath.Join(dir, file)
		if info, err := os.Lstat(path); err == nil && info.IsDir() {
			return harness("the report %s cannot be written: it is a folder", path)
		}
	}
	probe, err := os.CreateTemp(dir, ".imageconform-*")
	if err != nil {
		return harness("the reports cannot be written: %w", err)
	}
	_ = probe.Close()
	if err := os.Remove(probe.Name()); err != nil {
		return harness("the reports cannot be written: %w", err)
	}
	return nil
}

// writeReports writes the formats of a plan into its folder, and the summary of
// a job. It goes on after one that fails, and returns the first error.
func (p *program) writeReports(pl plan, r reports.Report) error {
	var first error
	for _, f := range pl.formats {
		err := p.writeFormat(f, r, func(text []byte) error { return replace(filepath.Join(pl.config.Out, f.File), text) })
		if err != nil && first == nil {
			first = harness("the report %s could not be written: %w", f.File, err)
		}
	}
	return cmp.Or(first, p.summarise(r))
}

// writeFormat hands a report in a format on, without secrets.
func (p *program) writeFormat(f reports.Format, r reports.Report, to func([]byte) error) error {
	var b bytes.Buffer
	if err := f.Write(&b, r); err != nil {
		return err
	}
	return to(p.secrets.mask(b.Bytes()))
}

// replace writes a file so that a reader sees the old one or the new one
// whole, never a part.
func replace(path string, data []byte) (err error) {
	temporary, err := os.CreateTemp(filepath.Dir(path), ".imageconform-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = temporary.Close()
			_ = os.Remove(temporary.Name())
		}
	}()
	if _, err = io.Copy(temporary, bytes.NewReader(data)); err != nil {
		return err
	}
	// Reports are for others to read, such as a CI job.
	if err = temporary.Chmod(0o644); err != nil {
		return err
	}
	if err = temporary.Close(); err != nil {
		return err
	}
	return os.Rename(temporary.Name(), path)
}
