package selftest

import (
	"context"
	"maps"
	"runtime"
	"slices"
	"testing"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// run judges subjects and reports every problem.
func run(t *testing.T, subjects []Subject) Matrix {
	t.Helper()
	m, err := Run(context.Background(), subjects, runtime.GOMAXPROCS(0), func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestMatrix holds what the command measures: every mutant is caught, by right
// and with no other consequences than it has, every requirement catches mutants
// of its own, and there is no false alarm about the clean server and what the
// documents permit.
func TestMatrix(t *testing.T) {
	if testing.Short() {
		t.Skip("judges some 1,300 servers")
	}
	m := run(t, Subjects())
	for _, row := range m.Rows {
		for _, problem := range row.Problems {
			t.Errorf("%s %s: %s", row.Kind, row.Name, problem)
		}
	}
	for _, id := range m.Unproven {
		t.Errorf("%s caught no mutant of its own", id)
	}
}

// TestWeakSuite takes an oracle's strength away: what a mutant gives is judged
// as the clean server's is, and the requirement is named.
func TestWeakSuite(t *testing.T) {
	t.Parallel()
	mutant := Subject{Name: "limit-ignored", Kind: Mutant, Breaks: []requirement.ID{"LIM-01"}, Consequences: []requirement.ID{"LIM-02"}}
	for _, c := range []struct {
		name     string
		broken   []requirement.ID
		problems int
		unproven bool
	}{
		{"survived", nil, 1, true},
		{"caught by right", []requirement.ID{"LIM-01"}, 0, false},
		{"with a consequence", []requirement.ID{"LIM-01", "LIM-02"}, 0, false},
		{"with something else", []requirement.ID{"LIM-01", "JSN-01"}, 1, false},
		{"by luck", []requirement.ID{"JSN-01"}, 2, true},
	} {
		row := weigh(mutant, judgedBroken(c.broken))
		if len(row.Problems) != c.problems {
			t.Errorf("%s: problems %q, want %d", c.name, row.Problems, c.problems)
		}
		if got := slices.Contains(unproven([]Row{row}), "LIM-01"); got != c.unproven {
			t.Errorf("%s: LIM-01 unproven: %v, want %v", c.name, got, c.unproven)
		}
	}
}

func judgedBroken(ids []requirement.ID) verdict.Verdict {
	var judged []oracle.Judged
	for _, id := range ids {
		judged = append(judged, oracle.Judged{Requirement: id, Judgement: oracle.Judgement{Ranged: 1, Findings: []oracle.Finding{{Want: "one", Got: "two"}}}})
	}
	return verdict.Fold(requirement.All(), judged, verdict.Policy{})
}

func TestCoreIsOfEveryRequirement(t *testing.T) {
	t.Parallel()
	all, core := map[requirement.ID]bool{}, map[requirement.ID]bool{}
	for _, s := range Subjects() {
		if id, ok := s.Own(); ok {
			all[id] = true
		}
	}
	for _, s := range Core(Subjects()) {
		if id, ok := s.Own(); ok {
			core[id] = true
		}
	}
	if len(core) == 0 || !maps.Equal(all, core) {
		t.Errorf("the core has mutants of %d requirements, all of %d", len(core), len(all))
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
