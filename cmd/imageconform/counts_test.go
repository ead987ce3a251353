package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/imageconform/imageconform/suites"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/selftest"
)

// TestReadmeCounts holds the counts that the README gives against what is
// counted; with -update it writes them.
func TestReadmeCounts(t *testing.T) {
	const path, begin, end = "../../README.md", "<!-- counts -->\n", "\n<!-- /counts -->"
	of := map[selftest.Kind]int{}
	for _, s := range selftest.Subjects() {
		of[s.Kind]++
	}
	want := fmt.Sprintf("%d requirements, %d specs, %d mutants, %d permitted variants.",
		len(requirement.All()), suites.New(suites.Options{}).Specs(), of[selftest.Mutant], of[selftest.Variant])
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begun := strings.Cut(string(text), begin)
	got, after, ended := strings.Cut(rest, end)
	switch {
	case !begun || !ended:
		t.Fatalf("%s has no place for the counts between %q and %q", path, begin, end)
	case got == want:
	case *update:
		if err := os.WriteFile(path, []byte(before+begin+want+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("the README counts\n%s\nbut there are\n%s\nwrite them with: make golden", got, want)
	}
}
