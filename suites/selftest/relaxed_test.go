package selftest

import (
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// byProfile judges a relaxed server by a profile, about some requirements or
// about all.
func byProfile(t *testing.T, r refserver.Relaxed, profile requirement.Profile, known *oracle.Reader, only ...requirement.ID) verdict.Verdict {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	s := Subject{Name: r.Name, options: r.Options, alter: r.Alter, policy: verdict.Policy{Profile: profile, Partial: len(only) > 0}, only: only}
	v, err := judge(ctx, s, &oracle.Reader{Known: known})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// caught are the requirements in which something was found that nothing excuses.
func caught(v verdict.Verdict) []requirement.ID {
	var found []requirement.ID
	for _, r := range v.Rows {
		if len(r.Findings()) > 0 && r.Level != requirement.Obs {
			found = append(found, r.ID)
		}
	}
	return found
}

// used are the relaxations that excused something.
func used(v verdict.Verdict) []string {
	var names []string
	for _, r := range v.Relaxations {
		if r.Use == verdict.RelaxationUsed {
			names = append(names, string(r.ID))
		}
	}
	return names
}

// needed are the relaxations of a server that are not granted to everybody.
func needed(t *testing.T, r refserver.Relaxed) (ids []string, excused []requirement.ID) {
	t.Helper()
	for _, id := range r.Relaxations {
		x, ok := requirement.LookupRelaxation(id)
		if !ok || !x.Of(requirement.Profile(r.Profile)) {
			t.Fatalf("%s needs %s, which is no relaxation of %s", r.Name, id, r.Profile)
		}
		if x.Granted == "" {
			ids, excused = append(ids, id), append(excused, x.Requirements...)
		}
	}
	return ids, excused
}

// TestRelaxedServers judges the servers that deviate as deployments are known
// to. By their profile nothing is found and exactly their relaxations are used;
// by the documents they break exactly what they are said to, and that is what
// the relaxations name.
func TestRelaxedServers(t *testing.T) {
	if testing.Short() {
		t.Skip("judges each of some 30 servers twice")
	}
	known := &oracle.Reader{}
	for _, r := range refserver.RelaxedServers() {
		if r.Beyond {
			continue
		}
		t.Run(r.Name, func(t *testing.T) {
			t.Parallel()
			profile := requirement.Profile(r.Profile)
			names, excused := needed(t, r)
			var only []requirement.ID
			if r.Name == "more-than-1000-images-at-once" {
				only = excused // Each answer takes long.
			}
			v := byProfile(t, r, profile, known, only...)
			for _, row := range v.Rows {
				if row.Outcome == verdict.NotApplicable {
					continue // It is about what the profile's deployments lack.
				}
				for _, f := range row.Findings() {
					if row.Level != requirement.Obs {
						t.Errorf("by %s, %s is reported:\n%s", r.Profile, row.ID, f)
					}
				}
			}
			if diff := cmp.Diff(names, used(v)); diff != "" {
				t.Errorf("relaxations used (-want +got):\n%s", diff)
			}
			if v.Word == verdict.Nonconformant {
				t.Errorf("by %s it is %s", r.Profile, v.Line())
			}
			if len(r.Breaks) == 0 && len(names) > 0 {
				return // A whole deployment, whose parts are judged by themselves.
			}
			got := caught(byProfile(t, r, requirement.Documented, known, only...))
			if diff := cmp.Diff(ids(r.Breaks), append([]requirement.ID{}, got...)); diff != "" {
				t.Errorf("broken by the documents (-want +got):\n%s", diff)
			}
			for _, id := range got {
				row, _ := requirement.Lookup(id)
				if row.AppliesTo(profile) && !slices.Contains(excused, id) {
					t.Errorf("%s is broken, and not among what %v excuse", id, names)
				}
			}
		})
	}
}

// TestBeyondRelaxations judges the servers that go a step beyond a relaxation:
// by the profile that has it, they are still reported for it.
func TestBeyondRelaxations(t *testing.T) {
	if testing.Short() {
		t.Skip("judges some 50 servers")
	}
	known := &oracle.Reader{}
	for _, r := range refserver.RelaxedServers() {
		if !r.Beyond {
			continue
		}
		t.Run(r.Name, func(t *testing.T) {
			t.Parallel()
			got := caught(byProfile(t, r, requirement.Profile(r.Profile), known, ids(r.Breaks)...))
			if !slices.ContainsFunc(got, func(id requirement.ID) bool { return slices.Contains(r.Breaks, string(id)) }) {
				t.Errorf("by %s it is reported as %v, want one of %v", r.Profile, got, r.Breaks)
			}
		})
	}
}

// TestEachRelaxationHasItsServers holds the table against the catalogue.
func TestEachRelaxationHasItsServers(t *testing.T) {
	exact, further := map[string]bool{}, map[string]bool{}
	names := map[string]bool{}
	for _, r := range refserver.RelaxedServers() {
		if names[r.Name] {
			t.Errorf("two servers are called %s", r.Name)
		}
		names[r.Name] = true
		for _, id := range r.Breaks {
			if _, ok := requirement.Lookup(requirement.ID(id)); !ok {
				t.Errorf("%s breaks %s, which is no requirement", r.Name, id)
			}
		}
		for _, id := range r.Relaxations {
			if r.Beyond {
				further[id] = true
			} else if len(r.Relaxations) == 1 {
				exact[id] = true
			}
		}
	}
	for _, r := range requirement.Relaxations() {
		if !exact[string(r.ID)] {
			t.Errorf("no server needs %s: %s", r.ID, r.Title)
		}
		if !further[string(r.ID)] {
			t.Errorf("no server goes a step beyond %s: %s", r.ID, r.Title)
		}
	}
}

// TestProfilesOfTheCleanServer judges the clean server by every profile: no
// relaxation is used.
func TestProfilesOfTheCleanServer(t *testing.T) {
	if testing.Short() {
		t.Skip("judges the clean server four times")
	}
	for _, profile := range requirement.Profiles() {
		v := byProfile(t, refserver.Relaxed{Name: "clean"}, profile, nil)
		if v.Word != verdict.Conformant || len(caught(v)) > 0 || len(used(v)) > 0 {
			t.Errorf("by %s: %s, found %v, relaxed by %v", profile, v.Line(), caught(v), used(v))
		}
	}
}
