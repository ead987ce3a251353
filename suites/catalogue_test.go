package suites

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// unobserved are the few rows that no client can look at. Each says why in
// the catalogue.
var unobserved = []requirement.ID{
	"CS-12", "CS-19", "TYP-07", "MRK-09", "ORD-04", "ERR-13", "ERR-14", "RAT-06", "RAT-08",
}

func TestEachRequirementHasASpec(t *testing.T) {
	specs := map[requirement.ID]int{}
	texts := map[string]bool{}
	for _, sp := range New(Options{}).specs {
		specs[sp.row.ID]++
		name := sp.row.ID.Area().Title() + " " + sp.text
		if texts[name] {
			t.Errorf("two specs are called %q", name)
		}
		texts[name] = true
		if sp.row.Unobservable != "" {
			t.Errorf("%s has a spec, but the catalogue says that it cannot be observed: %s", sp.row.ID, sp.row.Unobservable)
		}
		if row, known := requirement.Lookup(sp.row.ID); !known || row.Title != sp.row.Title {
			t.Errorf("a spec is about %s, which the catalogue does not have", sp.row.ID)
		}
	}
	for _, row := range requirement.All() {
		if excused := slices.Contains(unobserved, row.ID); excused != (row.Unobservable != "") {
			t.Errorf("%s: the list of the few that cannot be observed and the catalogue disagree", row.ID)
		} else if !excused && specs[row.ID] == 0 {
			t.Errorf("%s has no spec", row.ID)
		}
	}
}

// TestEachProfileHasASpecForItsRows holds that what applies to a profile is
// judged under it, be it without XML.
func TestEachProfileHasASpecForItsRows(t *testing.T) {
	for _, profile := range requirement.Profiles() {
		specs := map[requirement.ID]bool{}
		for _, sp := range New(Options{Policy: verdict.Policy{Profile: profile}}).specs {
			specs[sp.row.ID] = true
		}
		for _, row := range requirement.All() {
			if row.AppliesTo(profile) && row.Unobservable == "" && !specs[row.ID] {
				t.Errorf("%s applies to %s, which has no spec for it", row.ID, profile)
			}
		}
	}
}

// TestPoorDeployments runs every spec over deployments with next to nothing in
// them: nothing is found broken, nothing breaks down, and what ranged over
// nothing is not passed. Which specs decide something without any image, and
// with a single one, is held by name: each has to be right to.
func TestPoorDeployments(t *testing.T) {
	var decided strings.Builder
	for n := range 4 {
		if n < 2 {
			fmt.Fprintf(&decided, "# decided with %d images\n", n)
		}
		seen := map[string]bool{}
		for _, j := range run(t, plain(n), "*").Judged {
			seen[string(j.Requirement)+j.Spec] = true
			if len(j.Findings) > 0 || j.Inconclusive != "" {
				t.Errorf("%d images: %s %s: %s%v", n, j.Requirement, j.Spec, j.Inconclusive, j.Findings)
			}
			if j.Ranged == 0 && j.Missing == "" {
				t.Errorf("%d images: %s %s ranged over nothing and does not say what is missing", n, j.Requirement, j.Spec)
			}
			if n < 2 && j.Missing == "" {
				fmt.Fprintf(&decided, "%s %s\n", j.Requirement, j.Spec)
			}
		}
		for _, sp := range New(Options{}).specs {
			if !seen[string(sp.row.ID)+sp.text] {
				t.Errorf("%d images: %s %s was not judged", n, sp.row.ID, sp.text)
			}
		}
	}
	golden(t, "decided-by-few-images.txt", decided.String())
}

// golden compares a text with a file of testdata, or with -update writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *updateGoldens {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s (-want +got); where that is right, -update takes it over:\n%s", path, diff)
	}
}
