package reports

import (
	"bytes"
	"encoding/xml"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func junit(t *testing.T, r Report) junitSuite {
	t.Helper()
	data := write(t, func(b *bytes.Buffer) error { return JUnit(b, r) })
	var suites junitSuites
	if err := xml.Unmarshal(data, &suites); err != nil {
		t.Fatalf("read the report: %v", err)
	}
	if len(suites.Suites) != 1 {
		t.Fatalf("%d suites, want 1", len(suites.Suites))
	}
	return suites.Suites[0]
}

func TestJUnitCounts(t *testing.T) {
	for name, of := range samples {
		suite := junit(t, of())
		var failures, errors, skipped int
		for _, c := range suite.Cases {
			kinds := 0
			if c.Failure != nil {
				failures, kinds = failures+1, kinds+1
			}
			if c.Error != nil {
				errors, kinds = errors+1, kinds+1
			}
			if c.Skipped != nil {
				skipped, kinds = skipped+1, kinds+1
			}
			if kinds > 1 {
				t.Errorf("%s: %s has %d results", name, c.Name, kinds)
			}
		}
		if v := of().Verdict; suite.Tests != len(suite.Cases) || suite.Tests != len(v.Rows)+len(v.Declarations) {
			t.Errorf("%s: %d tests, %d testcases, %d rows, %d declarations", name, suite.Tests, len(suite.Cases), len(v.Rows), len(v.Declarations))
		}
		if suite.Failures != failures || suite.Errors != errors || suite.Skipped != skipped {
			t.Errorf("%s: counts %d/%d/%d, testcases %d/%d/%d", name, suite.Failures, suite.Errors, suite.Skipped, failures, errors, skipped)
		}
	}
}

func TestJUnitByOutcome(t *testing.T) {
	cases := map[string]struct{ lenient, strict string }{
		"STA-04": {"skipped", "skipped"},
		"LIM-01": {"passed", "passed"},
		"LIM-04": {"failure", "failure"},
		"LIM-06": {"passed", "failure"},
		"LIM-09": {"passed", "passed"},
		"LIM-10": {"passed", "passed"},
		"LIM-12": {"skipped", "skipped"},
		"MRK-01": {"error", "error"},
	}
	kind := func(c junitCase) string {
		switch {
		case c.Failure != nil:
			return "failure"
		case c.Error != nil:
			return "error"
		case c.Skipped != nil:
			return "skipped"
		}
		return "passed"
	}
	lenient, strict := junit(t, report()), junit(t, strict())
	for i, c := range lenient.Cases {
		id, _, _ := strings.Cut(c.Name, " ")
		if got := kind(c); got != cases[id].lenient {
			t.Errorf("%s: got %s, want %s", id, got, cases[id].lenient)
		}
		if got := kind(strict.Cases[i]); got != cases[id].strict {
			t.Errorf("%s when failing on SHOULD: got %s, want %s", id, got, cases[id].strict)
		}
	}
	if got := lenient.Cases[2].Failure.Text; strings.Count(got, "want: ") != 7 {
		t.Errorf("the failure does not hold all seven findings:\n%s", got)
	}
	if !strings.Contains(lenient.Out.Text, "warned: LIM-06") || strings.Contains(strict.Out.Text, "warned: LIM-06") {
		t.Error("a warning belongs into the output exactly when it is no failure")
	}
}

// testdata/junit.xsd allows what both Ant's and Jenkins' schemas allow.
func TestJUnitGoldensAreValid(t *testing.T) {
	xmllint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("xmllint (Debian: libxml2-utils) is not installed; the goldens are not validated against the XML Schema")
	}
	goldens, err := filepath.Glob("testdata/*-junit.xml")
	if err != nil || len(goldens) != len(samples) {
		t.Fatalf("found %d goldens, want %d: %v", len(goldens), len(samples), err)
	}
	for _, path := range goldens {
		if out, err := exec.Command(xmllint, "--noout", "--nonet", "--schema", "testdata/junit.xsd", path).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", path, err, out)
		}
	}
	// The schema is no rubber stamp.
	broken := exec.Command(xmllint, "--noout", "--nonet", "--schema", "testdata/junit.xsd", "-")
	broken.Stdin = strings.NewReader(`<testsuites><testsuite name="x"/></testsuites>`)
	if out, err := broken.CombinedOutput(); err == nil {
		t.Errorf("a suite without counts is valid:\n%s", out)
	}
}
