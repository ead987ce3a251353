package reports

import (
	"io"
	"time"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// The members of a CTRF report, the Common Test Report Format of ctrf.io.
type (
	ctrf struct {
		Format      string      `json:"reportFormat"`
		Version     string      `json:"specVersion"`
		Timestamp   string      `json:"timestamp"`
		GeneratedBy string      `json:"generatedBy"`
		Results     ctrfResults `json:"results"`
	}
	ctrfResults struct {
		Tool        ctrfTool        `json:"tool"`
		Summary     ctrfSummary     `json:"summary"`
		Tests       []ctrfTest      `json:"tests"`
		Environment ctrfEnvironment `json:"environment"`
	}
	ctrfTool struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}
	ctrfSummary struct {
		Tests    int            `json:"tests"`
		Passed   int            `json:"passed"`
		Failed   int            `json:"failed"`
		Skipped  int            `json:"skipped"`
		Pending  int            `json:"pending"`
		Other    int            `json:"other"`
		Start    int64          `json:"start"`
		Stop     int64          `json:"stop"`
		Duration int64          `json:"duration"`
		Extra    map[string]any `json:"extra"`
	}
	ctrfTest struct {
		ID        string         `json:"testId"`
		Name      string         `json:"name"`
		Status    string         `json:"status"`
		RawStatus string         `json:"rawStatus"`
		Duration  int            `json:"duration"`
		Suite     []string       `json:"suite"`
		Message   string         `json:"message,omitempty"`
		Trace     string         `json:"trace,omitempty"`
		Tags      []string       `json:"tags"`
		Labels    map[string]any `json:"labels"`
	}
	ctrfEnvironment struct {
		AppName string         `json:"appName"`
		Name    string         `json:"testEnvironment"`
		Healthy bool           `json:"healthy"`
		Extra   map[string]any `json:"extra"`
	}
)

// CTRF writes the report in the Common Test Report Format: a test for each
// requirement. What could not be decided is never passed; a warning that does
// not fail the run, and trouble, are neither passed nor failed.
func CTRF(w io.Writer, r Report) error {
	v := r.Verdict
	ended := r.Started.Add(r.Duration.Round(time.Millisecond)).UTC()
	start, stop := r.Started.UnixMilli(), ended.UnixMilli()
	c := ctrf{
		Format: "CTRF", Version: "0.0.0", Timestamp: ended.Format("2006-01-02T15:04:05Z"), GeneratedBy: "imageconform",
		Results: ctrfResults{
			Tool:    ctrfTool{"imageconform", printable(r.Version)},
			Summary: ctrfSummary{Start: start, Stop: stop, Duration: stop - start, Extra: map[string]any{"verdict": v.Word, "line": v.Line()}},
			Tests:   []ctrfTest{},
			Environment: ctrfEnvironment{
				AppName: printable(r.Target), Name: string(v.Policy.Profile), Healthy: r.Trouble == "" && r.Interrupted == "",
				Extra: map[string]any{"require": v.Policy.Require, "failOn": r.FailOn, "partial": v.Policy.Partial},
			},
		},
	}
	s := &c.Results.Summary
	for _, row := range v.Rows {
		t := ctrfTestOf(r, row)
		s.Tests++
		*map[string]*int{"passed": &s.Passed, "failed": &s.Failed, "skipped": &s.Skipped, "other": &s.Other}[t.Status]++
		c.Results.Tests = append(c.Results.Tests, t)
	}
	return encode(w, "the CTRF report", c)
}

// ctrfTestOf is the test of a requirement. The suite asks for many at once, so
// that none has a time of its own.
func ctrfTestOf(r Report, row verdict.Row) ctrfTest {
	t := ctrfTest{
		ID: string(row.ID), Name: string(row.ID) + " " + printable(row.Title), RawStatus: row.Outcome.String(),
		Suite: []string{"imageconform", row.ID.Area().Title()}, Tags: []string{row.Level.String(), row.Need.String()},
		Labels: map[string]any{"level": row.Level, "need": row.Need, "ranged": row.Ranged, "source": printable(row.Source)},
	}
	if row.Format != requirement.Both {
		t.Labels["format"] = row.Format
	}
	switch {
	case r.Fails(row):
		t.Status, t.Message, t.Trace = "failed", firstFinding(row), violation(row)
	case row.Outcome == verdict.Warned:
		t.Status, t.Message, t.Trace = "other", firstFinding(row), violation(row)
	case row.Outcome == verdict.Inconclusive:
		t.Status, t.Message = "other", reasons(row)
	case row.Outcome == verdict.Passed:
		t.Status = "passed"
	default:
		t.Status, t.Message = "skipped", skipped(row)
	}
	return t
}
