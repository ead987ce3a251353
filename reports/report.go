// Package reports writes what a run found: for a person at a terminal, as
// JSON for programs, and as JUnit for continuous integration. It is the last
// step of the flow. Its writers are pure: everything they show, the time
// included, is in the Report.
package reports

import (
	"io"
	"strconv"
	"time"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// Report is a verdict and the facts of the run that led to it. Nothing in it
// is secret: settings that are come masked.
type Report struct {
	Verdict verdict.Verdict
	// Version is that of imageconform.
	Version string
	// Target is the base URL that was judged.
	Target string
	// Started and Duration say when the run was, and how long it took.
	Started  time.Time
	Duration time.Duration
	// Requests counts the requests that were answered.
	Requests int
	// Exchanges are those requests with their answers, by number, as far as the
	// report carries them.
	Exchanges []Exchange
	// Seed chose the generated queries, 0 when there were none.
	Seed uint64
	// Images tells how many images the listing showed in each format.
	Images []ImageCount
	// Settings are the effective settings, with where each came from.
	Settings []Setting
	// FailOn is the least level whose violation fails the run.
	FailOn requirement.Level
	// Selection says what was selected of the catalogue; empty means all.
	Selection string
	// Catalogue is the number of requirements that could have been selected.
	Catalogue int
	// Changed says that the target's images changed during the run.
	Changed bool
	// Interrupted says why the run ended early, empty when it did not.
	Interrupted string
	// Trouble says why nothing could be asked, empty when it could.
	Trouble string
}

// ImageCount is the number of images that the listing showed in a format.
type ImageCount struct {
	Format requirement.Format `json:"format"`
	Images int                `json:"images"`
}

// Setting is one effective setting, its secrets masked.
type Setting struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Origin string `json:"origin"`
}

// Format is one way to write a report.
type Format struct {
	Name string
	// File is the name of the report's file.
	File string
	// Usual says that a run writes it unless it is told which to write.
	Usual bool
	// Write writes a report. It fails only when the writer does.
	Write func(io.Writer, Report) error
}

// Formats lists every format that is written to a file, in the order in
// which they are written.
func Formats() []Format {
	return []Format{
		{Name: "json", File: "report.json", Usual: true, Write: JSON},
		{Name: "junit", File: "junit.xml", Usual: true, Write: JUnit},
		{Name: "text", File: "report.txt", Usual: true, Write: func(w io.Writer, r Report) error {
			return Text(w, r, TextOptions{Width: DefaultWidth, Full: true})
		}},
		{Name: "html", File: "report.html", Usual: true, Write: HTML},
		{Name: "markdown", File: "summary.md", Write: Markdown},
		{Name: "github", File: "annotations.txt", Write: GitHub},
		{Name: "ctrf", File: "ctrf.json", Write: CTRF},
		{Name: "badge", File: "badge.svg", Write: Badge},
	}
}

// Fails reports whether a row's violation fails the run.
func (r Report) Fails(row verdict.Row) bool {
	return row.Outcome == verdict.Failed ||
		row.Outcome == verdict.Warned && r.FailOn >= requirement.Should && row.Level <= r.FailOn
}

// images is how many images a format showed.
func (r Report) images(f requirement.Format) int {
	for _, c := range r.Images {
		if c.Format == f {
			return c.Images
		}
	}
	return 0
}

// renewed counts the requests that were asked again with a renewed token.
func (r Report) renewed() int {
	n := 0
	for _, x := range r.Exchanges {
		if x.Renewed {
			n++
		}
	}
	return n
}

// seconds writes a duration as decimal seconds, to the millisecond.
func seconds(d time.Duration) string {
	return strconv.FormatFloat(d.Seconds(), 'f', 3, 64)
}

// plural counts things in English.
func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return strconv.Itoa(n) + " " + thing + "s"
}
