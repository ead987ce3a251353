package selftest

import (
	"slices"
	"testing"

	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// without is the server that is without a feature.
func without(t *testing.T, f requirement.Feature) Subject {
	t.Helper()
	for _, a := range refserver.Absences() {
		if a.Feature == string(f) {
			return Subject{Name: "without " + a.Feature, Kind: Clean, options: a.Options, alter: a.Alter}
		}
	}
	t.Fatalf("no server is without %s", f)
	return Subject{}
}

// havers name the variants that have what the documented server
// is without.
var havers = map[requirement.Feature]string{
	requirement.PagedMetadata:     "metadata-links",
	requirement.ExtensionStatuses: "status-of-an-extension",
	requirement.ExtensionMembers:  "extension-size-as-number",
	requirement.ImageFaults:       "fault-of-failed-images",
	requirement.PageMaximum:       "page-of-five-and-413-above",
	requirement.PreviousLinks:     "previous-links",
	requirement.Redirects:         "redirect-307-with-path",
}

// structured gives every image a list for metadata, as Nova shows the volumes
// that a server boots from.
func structured(b *refserver.Behaviour) {
	metadata := b.JSON.Metadata
	b.JSON.Metadata = func(c *refserver.Call, items []refserver.Item) any {
		object, _ := metadata(c, items).(refserver.Object)
		return append(object, refserver.Member{Name: "mappings", Value: refserver.Array{"a"}})
	}
}

// with is a server that has a feature.
func with(t *testing.T, f requirement.Feature) Subject {
	t.Helper()
	if f == requirement.StructuredMetadata {
		return Subject{Name: "structured", Kind: Variant, alter: structured}
	}
	name, unusual := havers[f]
	if !unusual {
		name = "documented"
	}
	for _, s := range Subjects() {
		if s.Name == name {
			return s
		}
	}
	t.Fatalf("there is no server %s, to have %s", name, f)
	return Subject{}
}

// declaring is the server judged with a declaration, requiring everything.
func (s Subject) declaring(f requirement.Feature, p verdict.Presence) Subject {
	s.policy = verdict.Policy{Require: verdict.RequireAll, Declared: map[requirement.Feature]verdict.Presence{f: p}}
	return s
}

// about is the server judged about what a feature governs alone.
func (s Subject) about(f requirement.Feature) Subject {
	for _, r := range f.Governed() {
		s.only = append(s.only, r.ID)
	}
	return s
}

func verdictOn(t *testing.T, s Subject, known *oracle.Reader) verdict.Verdict {
	t.Helper()
	v, err := judge(t.Context(), s, known)
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Declarations) != 1 {
		t.Fatalf("%d declarations, want 1", len(v.Declarations))
	}
	return v
}

// A server without a feature is conformant where that is declared, however
// much is required; what the feature governs is said not to apply, by name.
func TestDeclaredAbsent(t *testing.T) {
	if testing.Short() {
		t.Skip("judges a server for each feature")
	}
	known := &oracle.Reader{}
	for _, f := range requirement.Features() {
		t.Run(string(f), func(t *testing.T) {
			t.Parallel()
			v := verdictOn(t, without(t, f).declaring(f, verdict.Absent), &oracle.Reader{Known: known})
			if v.Word != verdict.Conformant || v.Fails(requirement.Should) {
				t.Errorf("%s; undecided: %v", v.Line(), v.Undecided)
			}
			for _, r := range v.Rows {
				governed := slices.Contains(r.Conditions(), f)
				switch {
				case len(r.Findings()) > 0 && r.Outcome != verdict.NotApplicable && r.Level != requirement.Obs:
					t.Errorf("%s is %s: %v", r.ID, r.Outcome, r.Findings()[0])
				case governed && r.Unobservable == "" && (r.Outcome != verdict.NotApplicable || !slices.Contains(r.Reasons, "declared absent: "+string(f))):
					t.Errorf("%s is %s (%v)", r.ID, r.Outcome, r.Reasons)
				case r.Outcome == verdict.Inconclusive:
					t.Errorf("%s is inconclusive: %v", r.ID, r.Reasons)
				}
			}
			if got := v.Declarations[0]; got.Truth != verdict.Held || got.Seen != nil {
				t.Errorf("the declaration is %s: %s", got.Truth, got.Why)
			}
		})
	}
}

// A server with a feature that is declared absent fails, and the declaration
// says where it was seen. What the feature governs is judged all the same.
func TestDeclaredAbsentButSeen(t *testing.T) {
	for _, f := range requirement.Features() {
		t.Run(string(f), func(t *testing.T) {
			t.Parallel()
			v := verdictOn(t, with(t, f).declaring(f, verdict.Absent).about(f), &oracle.Reader{})
			got := v.Declarations[0]
			if got.Truth != verdict.Disproved || got.Seen == nil || v.Word != verdict.Nonconformant || !v.Fails(requirement.Must) {
				t.Fatalf("%s; the declaration is %s: %s", v.Line(), got.Truth, got.Why)
			}
			if got.Seen.Request == "" || got.Seen.Exchange == 0 || got.Seen.Got == "" || got.Seen.Want == "" {
				t.Errorf("it does not say where it was seen: %+v", got.Seen)
			}
			for _, r := range v.Rows {
				if slices.Contains(r.Reasons, "declared absent: "+string(f)) {
					t.Errorf("%s is %s all the same", r.ID, r.Outcome)
				}
			}
		})
	}
}

// chancy are the features that only the images at hand could show.
var chancy = []requirement.Feature{
	requirement.Servers, requirement.SavingImages, requirement.ErrorImages, requirement.DeletedImages, requirement.ChangedImages,
	requirement.Metadata, requirement.NullMetadata, requirement.StructuredMetadata, requirement.PagedMetadata,
	requirement.ExtensionStatuses, requirement.ImageFaults, requirement.PageMaximum,
}

// A feature that is declared present and never seen, although it was asked
// for, fails the run; where nothing had to show it, the run cannot tell.
func TestDeclaredPresentButNotSeen(t *testing.T) {
	for _, f := range requirement.Features() {
		t.Run(string(f), func(t *testing.T) {
			t.Parallel()
			want := verdict.Disproved
			if slices.Contains(chancy, f) {
				want = verdict.Open
			}
			v := verdictOn(t, without(t, f).declaring(f, verdict.Present).about(f), &oracle.Reader{})
			if got := v.Declarations[0]; got.Truth != want || got.Seen != nil || (want == verdict.Disproved) != v.Fails(requirement.Must) && !v.Breaks(requirement.Must) {
				t.Errorf("the declaration is %s (%s), want %s; %s", got.Truth, got.Why, want, v.Line())
			}
			v = verdictOn(t, with(t, f).declaring(f, verdict.Present).about(f), &oracle.Reader{})
			if got := v.Declarations[0]; got.Truth != verdict.Held || got.Seen == nil {
				t.Errorf("of a server that has it the declaration is %s (%s)", got.Truth, got.Why)
			}
		})
	}
}
