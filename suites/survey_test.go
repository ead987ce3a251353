package suites

import (
	"testing"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// lackingFeature is the reference server over rich images without a feature.
func lackingFeature(t *testing.T, f requirement.Feature) deployment {
	t.Helper()
	for _, a := range refserver.Absences() {
		if a.Feature == string(f) {
			return reference(a.Apply(refserver.Options{Set: fixtures.Rich()}))
		}
	}
	t.Fatalf("no server is without %s", f)
	return deployment{}
}

// What a survey says can be decided is decided by a run, and the rest is not.
func TestSurveyForesees(t *testing.T) {
	cases := map[string]deployment{
		"rich": rich(), "one user": rich().alone(), "nothing listed": plain(0), "one image": plain(1), "a handful": plain(3), "seven": plain(7),
		"no deleted images": lackingFeature(t, requirement.DeletedImages), "no servers": lackingFeature(t, requirement.Servers),
		"no metadata": lackingFeature(t, requirement.Metadata), "no compression": lackingFeature(t, requirement.Compression),
		"no XML": lackingFeature(t, requirement.XMLFormat),
	}
	for name, d := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if testing.Short() && name != "a handful" && name != "one user" {
				t.Skip("judges a whole deployment")
			}
			outlook, err := suiteOn(t, d, "*").Survey(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			result, err := suiteOn(t, d, "*").Run(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			foreseen := verdict.Fold(requirement.All(), outlook.Judged, verdict.Policy{})
			judged := verdict.Fold(requirement.All(), result.Judged, verdict.Policy{})
			for i, row := range judged.Rows {
				if said := foreseen.Rows[i]; said.Outcome.Decided() != row.Outcome.Decided() {
					t.Errorf("%s is %s, and was foreseen to be %s", row.ID, row.Why(), said.Why())
				}
			}
			if len(outlook.Exchanges)*2 > len(result.Exchanges) {
				t.Errorf("the survey asked %d requests, the run %d", len(outlook.Exchanges), len(result.Exchanges))
			}
		})
	}
}
