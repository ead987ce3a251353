package main

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/imageconform/imageconform/reports"
)

// allFormats stands for every format.
const allFormats = "all"

func formatNames() []string {
	var names []string
	for _, f := range reports.Formats() {
		names = append(names, f.Name)
	}
	return names
}

// usualFormats are those that a run writes unless it is told which to write.
func usualFormats() []string {
	var names []string
	for _, f := range reports.Formats() {
		if f.Usual {
			names = append(names, f.Name)
		}
	}
	return names
}

// parseFormats reads names of formats, in the order in which they are written.
func parseFormats(names []string) ([]reports.Format, error) {
	wanted := map[string]bool{}
	for _, name := range names {
		if strings.EqualFold(name, allFormats) {
			return reports.Formats(), nil
		}
		f, err := formatOf(name)
		if err != nil {
			return nil, err
		}
		wanted[f.Name] = true
	}
	return slices.DeleteFunc(reports.Formats(), func(f reports.Format) bool { return !wanted[f.Name] }), nil
}

func formatOf(name string) (reports.Format, error) {
	for _, f := range reports.Formats() {
		if strings.EqualFold(f.Name, name) {
			return f, nil
		}
	}
	return reports.Format{}, fmt.Errorf("there is no format %q", name)
}

// annotate adds workflow commands where GitHub Actions reads what is printed.
func (p *program) annotate(b *bytes.Buffer, pl plan, r reports.Report) error {
	if p.env["GITHUB_ACTIONS"] != "true" || pl.config.Quiet {
		return nil
	}
	return reports.GitHub(b, r)
}

// summarise adds the report in short to the summary of a job, where GitHub
// Actions names its file.
func (p *program) summarise(r reports.Report) error {
	path := p.env["GITHUB_STEP_SUMMARY"]
	if path == "" {
		return nil
	}
	err := p.writeFormat(reports.Format{Write: reports.Markdown}, r, func(text []byte) error { return appendTo(path, text) })
	if err != nil {
		return harness("the summary of the job could not be written: %w", err)
	}
	return nil
}

// appendTo adds a text to a file, which need not be there.
func appendTo(path string, text []byte) error {
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644) //nolint:gosec // named by the job, whose other steps read it
	if err != nil {
		return err
	}
	if _, err := file.Write(text); err != nil {
		_ = file.Close()
		return err
	}
	return file.Close()
}
