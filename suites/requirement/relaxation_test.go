package requirement

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestRelaxationsAreComplete(t *testing.T) {
	sentence := regexp.MustCompile(`^[^ ].*[.]$`)
	var want, got []string
	for i, r := range Relaxations() {
		want, got = append(want, fmt.Sprintf("R%d", i+1)), append(got, string(r.ID))
		if r.Title == "" || utf8.RuneCountInString(r.Title) > maxTitle || strings.HasSuffix(r.Title, ".") {
			t.Errorf("%s has the title %q, which is none, long, or no phrase", r.ID, r.Title)
		}
		if !sentence.MatchString(r.Why) || strings.Contains(r.Why, "  ") {
			t.Errorf("%s says %q, which is no prose", r.ID, r.Why)
		}
		if strings.HasSuffix(r.Granted, ".") {
			t.Errorf("%s is granted since %q, which is no phrase", r.ID, r.Granted)
		}
		if len(r.Requirements) == 0 || len(r.Profiles) == 0 {
			t.Errorf("%s lacks its requirements or profiles", r.ID)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("ids (-want +got):\n%s", diff)
	}
}

func TestRelaxationsNameRequirementsOfTheirProfiles(t *testing.T) {
	for _, r := range Relaxations() {
		seen := map[ID]bool{}
		for _, id := range r.Requirements {
			row, known := Lookup(id)
			switch {
			case !known:
				t.Errorf("%s names %s, which is no requirement", r.ID, id)
			case seen[id]:
				t.Errorf("%s names %s twice", r.ID, id)
			case row.Level == Obs || row.Unobservable != "":
				t.Errorf("%s names %s, which cannot be broken", r.ID, id)
			case !slices.ContainsFunc(r.Profiles, row.AppliesTo):
				t.Errorf("%s names %s, which applies to none of its profiles", r.ID, id)
			}
			seen[id] = true
			if !slices.ContainsFunc(RelaxationsFor(id), func(x Relaxation) bool { return x.ID == r.ID }) {
				t.Errorf("%s is not among the relaxations for %s", r.ID, id)
			}
		}
		for _, profile := range r.Profiles {
			if profile == Documented || !slices.Contains(Profiles(), profile) {
				t.Errorf("%s is of the profile %q", r.ID, profile)
			}
		}
	}
}

func TestRelaxationsOf(t *testing.T) {
	if got := RelaxationsOf(Documented); len(got) != 0 {
		t.Errorf("the documented profile relaxes %d things", len(got))
	}
	for _, profile := range Profiles()[1:] {
		if len(RelaxationsOf(profile)) == 0 {
			t.Errorf("%s relaxes nothing", profile)
		}
		for _, r := range RelaxationsOf(profile) {
			if !r.Of(profile) {
				t.Errorf("%s is not of %s", r.ID, profile)
			}
		}
	}
}

func TestLookupRelaxation(t *testing.T) {
	if r, ok := LookupRelaxation("r4"); !ok || r.ID != "R4" {
		t.Errorf("r4 finds %s, %t", r.ID, ok)
	}
	if _, ok := LookupRelaxation("R0"); ok {
		t.Error("R0 is found")
	}
}

func TestRelaxationsCannotBeChangedFromOutside(t *testing.T) {
	Relaxations()[0].Requirements[0] = "XYZ-01"
	if got := Relaxations()[0].Requirements[0]; got != "PAG-04" {
		t.Errorf("the first relaxation now names %s", got)
	}
}

func TestProfilesSayWhatTheyAre(t *testing.T) {
	for _, profile := range Profiles() {
		if profile.Title() == "" {
			t.Errorf("%s has no title", profile)
		}
		for _, r := range profile.Excluded() {
			if r.AppliesTo(profile) {
				t.Errorf("%s applies to %s, which excludes it", r.ID, profile)
			}
		}
	}
}
