package main

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/imageconform/imageconform/reports"
)

// prepareOut makes the folder of the reports this run's alone, until it is done.
func prepareOut(pl plan) (done func(), err error) {
	if err := prepareFolder(pl.config.Out, append(pl.files(), bundleFile, evidenceFile)...); err != nil {
		return nil, err
	}
	return hold(pl.config.Out)
}

// files are the names of what a run makes of itself at its end.
func (pl plan) files() []string {
	var names []string
	for _, f := range pl.formats {
		names = append(names, f.File)
	}
	if pl.certified != nil {
		names = append(names, bundleFile)
	}
	return names
}

// clearOut takes away what an earlier run left in the folder: should this one be
// killed, nobody takes the reports of that one for its own.
func clearOut(pl plan) error {
	left, err := filepath.Glob(filepath.Join(escapeGlob(pl.config.Out), temporaryFiles))
	if err != nil {
		return harness("the folder of the reports cannot be read: %w", err)
	}
	for _, name := range append(pl.files(), evidenceFile) {
		left = append(left, filepath.Join(pl.config.Out, name))
	}
	for _, path := range left {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return harness("what an earlier run wrote cannot be removed: %w", err)
		}
	}
	return nil
}

// temporaryFiles are what files are written as before they have their name.
const temporaryFiles = ".imageconform-*"

// escapeGlob is a path as a pattern that matches nothing but it.
func escapeGlob(path string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(path)
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
	probe, err := os.CreateTemp(dir, temporaryFiles)
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
	temporary, err := os.CreateTemp(filepath.Dir(path), temporaryFiles)
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
