package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/imageconform/imageconform/reports"
)

// TestReportsOfARunAreValid runs a part of the suite and checks its files
// against the published schema and against that of strict JUnit readers.
func TestReportsOfARunAreValid(t *testing.T) {
	out := t.TempDir()
	var stdout, stderr bytes.Buffer
	code := run([]string{"run", "--area", "LIM,RAT,AUTH", "--out", out}, strings.NewReader(""), &stdout, &stderr, nil, time.Now)
	if code != exitConformant {
		t.Fatalf("exit code %d\n%s%s", code, &stdout, &stderr)
	}
	schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(reports.JSONSchema))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("report.schema.json", schema); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(filepath.Join(out, "report.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	report, err := jsonschema.UnmarshalJSON(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := compiler.MustCompile("report.schema.json").Validate(report); err != nil {
		t.Error(err)
	}
	xmllint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("xmllint (Debian: libxml2-utils) is not installed; junit.xml is not validated against the XML Schema")
	}
	junit := exec.Command(xmllint, "--noout", "--nonet", "--schema", "../../reports/testdata/junit.xsd", filepath.Join(out, "junit.xml"))
	if said, err := junit.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, said)
	}
}
