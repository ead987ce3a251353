package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"

	"github.com/imageconform/imageconform/reports"
)

// prepareOut is prepareFolder for the reports of a run.
func prepareOut(dir string) error {
	files := []string{evidenceFile}
	for _, f := range reports.Formats() {
		files = append(files, f.File)
	}
	return prepareFolder(dir, files...)
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

// writeReports writes every format into the folder. It goes on after one
// that fails, and returns the first error.
func (p *program) writeReports(dir string, r reports.Report) error {
	var first error
	for _, f := range reports.Formats() {
		var b bytes.Buffer
		err := f.Write(&b, r)
		if err == nil {
			err = replace(filepath.Join(dir, f.File), p.secrets.mask(b.Bytes()))
		}
		if err != nil && first == nil {
			first = harness("the report %s could not be written: %w", f.File, err)
		}
	}
	return first
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
