package requirement

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// withoutFeature says of the rows that need more than a handful of images why
// no feature governs them: what they need, every deployment can be given.
var withoutFeature = map[ID]string{
	"NAM-02": "names are free text, and may be given twice",
	"NAM-06": "names are free text",
	"ERR-06": "every deployment can break",
	"ERR-07": "every deployment can be out of service",
	"MRK-09": "no client can observe it",
	"RAT-06": "it binds the suite",
}

// Each row that not every deployment can decide is governed by a feature or
// explained, and none is both.
func TestConditionalRowsAreGoverned(t *testing.T) {
	for _, r := range All() {
		_, explained := withoutFeature[r.ID]
		governed := len(r.Conditions()) > 0
		switch {
		case governed && explained:
			t.Errorf("%s needs %v and is said to need nothing", r.ID, r.Conditions())
		case r.Need != Core && !governed && !explained:
			t.Errorf("%s (%s: %s) is governed by no feature", r.ID, r.Need, r.Recipe)
		case explained && r.Need == Core:
			t.Errorf("%s is core: it needs no explanation", r.ID)
		case explained && r.Need == Condition && r.Unobservable == "":
			t.Errorf("%s depends on a condition that has no name", r.ID)
		}
	}
	for id := range withoutFeature {
		if _, known := Lookup(id); !known {
			t.Errorf("%s is explained, and is no requirement", id)
		}
	}
}

func TestFeatures(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Features() {
		if seen[string(f)] || seen[f.Title()] || f.Title() == "" {
			t.Errorf("feature %q (%s) has no title, or one of its names is taken", f, f.Title())
		}
		seen[string(f)], seen[f.Title()] = true, true
		if len(f.Governed()) == 0 {
			t.Errorf("%s governs no requirement", f)
		}
		if parsed, err := ParseFeature(string(f)); err != nil || parsed != f {
			t.Errorf("%s reads as %s, %v", f, parsed, err)
		}
	}
	if f, err := ParseFeature("Rate-Limiting"); err != nil || f != RateLimiting {
		t.Errorf("Rate-Limiting reads as %s, %v", f, err)
	}
	if _, err := ParseFeature("teleport"); err == nil {
		t.Error("an unknown feature is read")
	}
	if got := Feature("teleport").Title(); got != "" {
		t.Errorf("an unknown feature has the title %q", got)
	}
}

func TestConditions(t *testing.T) {
	cases := []struct {
		row  Requirement
		want []Feature
	}{
		{LIM01, nil},
		{XML01, []Feature{XMLFormat}},
		{NEG04, []Feature{XMLFormat}},
		{MET09, []Feature{XMLFormat, Metadata, NullMetadata}},
		{RAT09, []Feature{SecondTenant, RateLimiting}},
	}
	for _, c := range cases {
		if diff := cmp.Diff(c.want, c.row.Conditions()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.row.ID, diff)
		}
	}
	if !slices.Contains(idsOf(Servers.Governed()), "SRV-01") || slices.Contains(idsOf(Servers.Governed()), "SRV-05") {
		t.Errorf("servers govern %v", idsOf(Servers.Governed()))
	}
}
