package reports

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/xeipuuv/gojsonschema"
)

// compiled is the published schema, read by a second implementation.
func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(JSONSchema))
	if err != nil {
		t.Fatalf("read the schema: %v", err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("report.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("report.schema.json")
	if err != nil {
		t.Fatalf("compile the schema: %v", err)
	}
	return schema
}

func TestJSONGoldensAreValid(t *testing.T) {
	goldens, err := filepath.Glob("testdata/*-report.json")
	if err != nil || len(goldens) != len(samples) {
		t.Fatalf("found %d goldens, want %d: %v", len(goldens), len(samples), err)
	}
	schema := compiled(t)
	for _, path := range goldens {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		result, err := gojsonschema.Validate(gojsonschema.NewBytesLoader(JSONSchema), gojsonschema.NewBytesLoader(data))
		if err != nil || !result.Valid() {
			t.Errorf("%s is not valid to gojsonschema: %v %v", path, err, result)
		}
	}
}

// The schema lets nothing pass that the report does not promise.
func TestJSONSchemaIsStrict(t *testing.T) {
	data := write(t, func(b *bytes.Buffer) error { return JSON(b, report()) })
	breaks := map[string]func(map[string]any){
		"unknown member":   func(d map[string]any) { d["extra"] = 1 },
		"no verdict":       func(d map[string]any) { delete(d, "verdict") },
		"another version":  func(d map[string]any) { d["version"] = 2 },
		"unknown outcome":  func(d map[string]any) { entry(d)["outcome"] = "fine" },
		"negative range":   func(d map[string]any) { entry(d)["ranged"] = -1 },
		"unknown of entry": func(d map[string]any) { entry(d)["note"] = "x" },
		"missing count":    func(d map[string]any) { delete(d["verdict"].(map[string]any)["counts"].(map[string]any), "failed") },
	}
	schema := compiled(t)
	for name, spoil := range breaks {
		var d map[string]any
		if err := json.Unmarshal(data, &d); err != nil {
			t.Fatal(err)
		}
		spoil(d)
		if err := schema.Validate(d); err == nil {
			t.Errorf("%s is valid", name)
		}
	}
}

func entry(d map[string]any) map[string]any {
	return d["requirements"].([]any)[0].(map[string]any)
}

func TestJSONKeepsWhatItEscapes(t *testing.T) {
	data := write(t, func(b *bytes.Buffer) error { return JSON(b, report()) })
	if strings.ContainsAny(string(data), "\u009b\u202e\x7f") {
		t.Error("the report shows a character that steers a terminal")
	}
	var d document
	if err := json.Unmarshal(data, &d); err != nil {
		t.Fatalf("read the report: %v", err)
	}
	// The byte that is no UTF-8 is told as the other formats show it.
	want := "400 for the limit " + strings.ReplaceAll(hostile, "\xff", `\xff`)
	if got := d.Requirements[2].Specs[0].Findings[4].Want; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
