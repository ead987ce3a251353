package requirement

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPositionsAreCompleteAndCarried(t *testing.T) {
	var want, got []string
	for number := 1; number <= 25; number++ {
		want = append(want, fmt.Sprintf("D%d", number))
	}
	for _, p := range Positions() {
		got = append(got, p.ID)
		if p.Topic == "" || p.Sources == "" || p.Taken == "" || len(p.Requirements) == 0 {
			t.Errorf("%s lacks its topic, sources, reading or requirements", p.ID)
		}
		seen := map[ID]bool{}
		for _, id := range p.Requirements {
			row, ok := Lookup(id)
			if !ok {
				t.Errorf("%s names %s, which is no requirement", p.ID, id)
			}
			if row.Why == "" {
				t.Errorf("%s names %s, which does not say why", p.ID, id)
			}
			if seen[id] {
				t.Errorf("%s names %s twice", p.ID, id)
			}
			seen[id] = true
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("ids (-want +got):\n%s", diff)
	}
}

func TestPositionsCannotBeChangedFromOutside(t *testing.T) {
	Positions()[0].Requirements[0] = "XYZ-01"
	if got := Positions()[0].Requirements[0]; got != "URI-02" {
		t.Errorf("the first position now names %s", got)
	}
}
