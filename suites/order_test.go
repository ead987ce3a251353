package suites

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestOrderOfTheQuestions asks the same questions in the order of the catalogue
// and in two that were chosen.
func TestOrderOfTheQuestions(t *testing.T) {
	asked := func(order uint64) []string {
		s := suiteOn(t, rich(), "LIM-*", "PAG-*", "MRK-*")
		s.options.Order, s.options.Target.Concurrency = order, 1
		var scripts []string
		s.record.keep = func(all []Exchange) {
			scripts = append(scripts, strings.ReplaceAll(all[0].Script, s.endpoint.Authority(), ""))
		}
		result, err := s.Run(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, j := range result.Judged {
			if len(j.Findings) > 0 {
				t.Errorf("in the order %d %s is broken", order, j.Requirement)
			}
		}
		return scripts
	}
	plain, one, other := asked(0), asked(7), asked(8)
	if diff := cmp.Diff(one, asked(7)); diff != "" {
		t.Errorf("the same order (-first +again):\n%s", diff)
	}
	if slices.Equal(plain, one) || slices.Equal(one, other) {
		t.Error("two orders are the same")
	}
	for _, order := range [][]string{one, other} {
		if diff := cmp.Diff(slices.Sorted(slices.Values(plain)), slices.Sorted(slices.Values(order))); diff != "" {
			t.Errorf("what is asked (-in the catalogue's order +in another):\n%s", diff)
		}
	}
}
