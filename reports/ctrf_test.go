package reports

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/imageconform/imageconform/suites/verdict"
)

// The published schema of the format takes every sample.
func TestCTRFIsValid(t *testing.T) {
	file, err := os.Open("testdata/ctrf/ctrf-schema-0.0.json")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	doc, err := jsonschema.UnmarshalJSON(file)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("ctrf.json", doc); err != nil {
		t.Fatal(err)
	}
	schema := c.MustCompile("ctrf.json")
	for name, of := range samples {
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(write(t, func(b *bytes.Buffer) error { return CTRF(b, of()) })))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		value.(map[string]any)["results"].(map[string]any)["tests"].([]any)[0].(map[string]any)["status"] = "fine"
		if schema.Validate(value) == nil {
			t.Errorf("%s: the schema takes an unknown status", name)
		}
	}
}

// Only what is kept is passed, and what fails the run is failed.
func TestCTRFStatus(t *testing.T) {
	for name, of := range samples {
		r := of()
		var c ctrf
		if err := json.Unmarshal(write(t, func(b *bytes.Buffer) error { return CTRF(b, r) }), &c); err != nil {
			t.Fatal(err)
		}
		s := c.Results.Summary
		if s.Passed+s.Failed+s.Skipped+s.Other != s.Tests || s.Tests != len(r.Verdict.Rows) {
			t.Errorf("%s: the counts are %+v", name, s)
		}
		for i, row := range r.Verdict.Rows {
			got := c.Results.Tests[i].Status
			if (got == "passed") != (row.Outcome == verdict.Passed) || (got == "failed") != r.Fails(row) {
				t.Errorf("%s: %s, which is %s, has the status %s", name, row.ID, row.Outcome, got)
			}
		}
	}
}
