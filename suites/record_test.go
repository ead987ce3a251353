package suites

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites/requirement"
)

// ignoringLimit is a server that gives every image at any limit.
func ignoringLimit() deployment {
	return altered(func(b *refserver.Behaviour) {
		b.Parse.Limit = func(c *refserver.Call, _ string) (int, *refserver.Fault) { return c.MaxLimit, nil }
	})
}

func TestEachFindingNamesItsExchange(t *testing.T) {
	result := run(t, ignoringLimit(), "LIM-*", "HDR-*", "ERR-*")
	for i, x := range result.Exchanges {
		if x.Number != i+1 {
			t.Fatalf("exchange %d has the number %d", i+1, x.Number)
		}
	}
	found := 0
	for _, j := range result.Judged {
		for _, f := range j.Findings {
			found++
			x := result.Exchanges[f.Exchange-1]
			if f.Request != x.Request.Curl() || f.Status != x.Status {
				t.Errorf("%s: %s refers to exchange %d, which is %s", j.Requirement, f, f.Exchange, x.Request.Curl())
			}
			if !slices.Contains(x.Requirements, j.Requirement) {
				t.Errorf("%s: exchange %d is of %v alone", j.Requirement, f.Exchange, x.Requirements)
			}
		}
	}
	if found == 0 {
		t.Error("nothing was found")
	}
}

// A rule over every answer is named where it asked, and nowhere else.
func TestExchangesNameWhoAskedThem(t *testing.T) {
	result := run(t, rich(), "LIM-01", "JSN-1*", "LNK-0*")
	asked := map[requirement.ID]int{}
	for _, x := range result.Exchanges {
		for _, id := range x.Requirements {
			asked[id]++
		}
	}
	if asked["LIM-01"] == 0 || asked["LIM-01"] == len(result.Exchanges) {
		t.Errorf("LIM-01 is said to have asked %d of %d exchanges", asked["LIM-01"], len(result.Exchanges))
	}
	delete(asked, "LIM-01")
	if diff := cmp.Diff(map[requirement.ID]int{}, asked); diff != "" {
		t.Errorf("sweeps that asked (-want +got):\n%s", diff)
	}
}

// Equal bodies of a run are one in memory.
func TestEqualBodiesAreHeldOnce(t *testing.T) {
	result := run(t, rich(), "MTH-01")
	held := map[[32]byte]*byte{}
	shared := 0
	for _, x := range result.Exchanges {
		if len(x.Body) == 0 {
			continue
		}
		first, again := held[x.Digest]
		if again && first != &x.Body[0] {
			t.Errorf("exchange %d holds a copy of a body", x.Number)
		}
		if again {
			shared++
		}
		held[x.Digest] = &x.Body[0]
	}
	if shared == 0 {
		t.Error("no two answers are equal")
	}
}
