package selftest

import (
	"context"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sync/errgroup"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// excusedMutants are those that are the very deviation of a relaxation, or a
// part of it: by a profile that has the relaxation they are no mutants.
var excusedMutants = map[string]string{
	"slash-suffix-not-found":                     "R14",
	"put-is-an-update-not-found":                 "R9",
	"other-methods-not-found-without-fault":      "R9",
	"delete-fails":                               "R20",
	"401-in-plain-text":                          "R10",
	"status-saving-misses-queued-images":         "R3",
	"status-error-finds-nothing":                 "R3",
	"status-unknown-finds-nothing":               "R3",
	"type-all-finds-nothing":                     "R11",
	"type-server-finds-nothing":                  "R11",
	"type-base-finds-nothing":                    "R11",
	"next-link-missing-in-xml":                   "R2",
	"xml-without-next":                           "R2",
	"next-link-on-full-last-page":                "R4",
	"next-link-on-full-last-page-of-filters":     "R4",
	"next-link-on-full-last-page-after-a-marker": "R4",
	"next-link-to-brief-list":                    "R1",
	"next-link-to-brief-list-in-xml":             "R1",
	"next-link-not-encoded":                      "R5",
	"metadata-value-of-256-characters":           "R29",
	"metadata-value-of-256-characters-in-xml":    "R29",
	"list-of-1001-images":                        "R18",
	"message-of-marker-without-parameter":        "R24",
	"message-of-time-without-parameter":          "R24",
	"rate-limit-answers-429":                     "R8",
	"odd-content-type-answered-415":              "R23",
	"text-content-type-answered-415":             "R23",
	"body-answered-415":                          "R23",
	"private-marker-of-others-forbidden":         "R22",
}

// touched says whether a relaxation of the profile could excuse all that a
// mutant breaks.
func touched(s Subject, p requirement.Profile) bool {
	return s.Kind == Mutant && !slices.ContainsFunc(s.Breaks, func(id requirement.ID) bool {
		return !slices.ContainsFunc(requirement.RelaxationsFor(id), func(r requirement.Relaxation) bool { return r.Of(p) })
	})
}

// TestMutantsByProfile judges every mutant whose defect lies where a profile
// relaxes something: but for those that are the deviation itself, it is caught
// as by the documents.
func TestMutantsByProfile(t *testing.T) {
	if testing.Short() {
		t.Skip("judges some 250 servers")
	}
	known := &oracle.Reader{}
	for _, p := range []requirement.Profile{requirement.NovaLegacy, requirement.Nova21} {
		t.Run(string(p), func(t *testing.T) {
			var group errgroup.Group
			group.SetLimit(2 * runtime.GOMAXPROCS(0))
			for _, s := range Subjects() {
				if !touched(s, p) || !p.HasXML() && strings.HasSuffix(s.Name, "-in-xml") {
					continue
				}
				group.Go(func() error {
					judgeMutant(t, s, p, known)
					return nil
				})
			}
			_ = group.Wait()
		})
	}
}

func judgeMutant(t *testing.T, s Subject, p requirement.Profile, known *oracle.Reader) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	s.policy, s.only = verdict.Policy{Profile: p, Partial: true}, s.Breaks
	v, err := judge(ctx, s, &oracle.Reader{Known: known})
	if err != nil {
		t.Errorf("%s: %v", s.Name, err)
		return
	}
	names := used(v)
	itself, listed := requirement.LookupRelaxation(excusedMutants[s.Name])
	switch {
	case listed && itself.Of(p):
		if len(caught(v)) > 0 || !slices.Contains(names, string(itself.ID)) {
			t.Errorf("%s is %s itself, and is reported as %v, excused by %v", s.Name, itself.ID, caught(v), names)
		}
	case len(caught(v)) == 0 && len(names) > 0:
		t.Errorf("%s survives by %s: %v excuse it", s.Name, p, names)
	}
}
