package reports

import (
	"bytes"
	"errors"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Every format of every sample is the same, to the byte, when it is written
// from the JSON report.
func TestEveryFormatComesOutOfTheJSONReport(t *testing.T) {
	for sample, of := range samples {
		r := of()
		saved, err := ReadJSON(bytes.NewReader(write(t, func(b *bytes.Buffer) error { return JSON(b, r) })))
		if err != nil {
			t.Fatalf("%s: %v", sample, err)
		}
		for _, f := range Formats() {
			want := write(t, func(b *bytes.Buffer) error { return f.Write(b, r) })
			got := write(t, func(b *bytes.Buffer) error { return f.Write(b, saved) })
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("%s as %s (-run +saved):\n%s", sample, f.Name, diff)
			}
		}
	}
}

func TestReadJSONRefuses(t *testing.T) {
	report := string(write(t, func(b *bytes.Buffer) error { return JSON(b, report()) }))
	change := func(old, with string) string {
		if !strings.Contains(report, old) {
			t.Fatalf("the report has no %s", old)
		}
		return strings.Replace(report, old, with, 1)
	}
	for name, c := range map[string]struct{ text, want string }{
		"nothing":            {"", "not a JSON report of imageconform: unexpected end of JSON input"},
		"another document":   {`{"images": []}`, "not a JSON report of imageconform: its member report does not say so"},
		"a newer version":    {change(`"version": 1`, `"version": 2`), "not a JSON report of imageconform of version 1: it is of version 2"},
		"an unknown outcome": {change(`"outcome": "failed"`, `"outcome": "fine"`), `unknown outcome "fine"`},
		"an unknown count":   {change(`"failed": 1`, `"fine": 1`), `unknown outcome "fine"`},
		"a number for text":  {change(`"imageconform": "1.2.3"`, `"imageconform": 1`), "cannot unmarshal number"},
	} {
		if _, err := ReadJSON(strings.NewReader(c.text)); !errors.Is(err, ErrReport) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
	}
}

// A report that was written once can be read ever after, and what it said then
// it still says. When this fails, a reader of reports would break, too:
// JSONVersion has to grow, and ReadJSON to read both.
func TestKeptReportsCanBeRead(t *testing.T) {
	kept, err := os.ReadFile("testdata/kept/version-1.json")
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(kept))
	if err != nil {
		t.Fatal(err)
	}
	if err := compiled(t).Validate(value); err != nil {
		t.Errorf("the schema refuses it: %v", err)
	}
	r, err := ReadJSON(bytes.NewReader(kept))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range Formats() {
		if len(write(t, func(b *bytes.Buffer) error { return f.Write(b, r) })) == 0 {
			t.Errorf("%s is empty", f.Name)
		}
	}
	again, err := jsonschema.UnmarshalJSON(bytes.NewReader(write(t, func(b *bytes.Buffer) error { return JSON(b, r) })))
	if err != nil {
		t.Fatal(err)
	}
	for _, lost := range missing("", value, again) {
		t.Errorf("%s is lost or changed", lost)
	}
}

// missing are the places of a document that another does not repeat.
func missing(at string, old, now any) []string {
	var all []string
	switch old := old.(type) {
	case map[string]any:
		members, _ := now.(map[string]any)
		for name, value := range old {
			all = append(all, missing(at+"/"+name, value, members[name])...)
		}
	case []any:
		items, _ := now.([]any)
		if len(items) != len(old) {
			return []string{at}
		}
		for i, value := range old {
			all = append(all, missing(at+"/"+strconv.Itoa(i), value, items[i])...)
		}
	default:
		if !cmp.Equal(old, now) {
			return []string{at}
		}
	}
	return all
}
