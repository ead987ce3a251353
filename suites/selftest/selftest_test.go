package selftest

import (
	"context"
	"runtime"
	"testing"

	"github.com/imageconform/imageconform/suites/requirement"
)

// run judges subjects and reports every problem.
func run(t *testing.T, subjects []Subject) Matrix {
	t.Helper()
	m, err := Run(context.Background(), subjects, 2*runtime.GOMAXPROCS(0), func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func of(kinds ...Kind) []Subject {
	var some []Subject
	for _, s := range Subjects() {
		for _, k := range kinds {
			if s.Kind == k {
				some = append(some, s)
			}
		}
	}
	return some
}

// TestNoFalseAlarm runs the suite over the clean server and every variant
// that the documents permit.
func TestNoFalseAlarm(t *testing.T) {
	if testing.Short() {
		t.Skip("judges some 150 servers")
	}
	for _, row := range run(t, of(Clean, Variant)).Rows {
		for _, problem := range row.Problems {
			t.Errorf("%s %s: %s", row.Kind, row.Name, problem)
		}
	}
}

func TestSubjectsNameRequirements(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range Subjects() {
		if seen[string(s.Kind)+s.Name] {
			t.Errorf("two %ss are called %s", s.Kind, s.Name)
		}
		seen[string(s.Kind)+s.Name] = true
		for _, id := range append(s.Breaks, s.Consequences...) {
			if _, known := requirement.Lookup(id); !known {
				t.Errorf("%s %s names %s, which is no requirement", s.Kind, s.Name, id)
			}
		}
	}
}
