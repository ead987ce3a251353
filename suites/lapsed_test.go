package suites

import (
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// lapsing is the deployment with tokens that are taken for so many requests.
func (d deployment) lapsing(after int64, ids ...target.Identity) deployment {
	var asked atomic.Int64
	dead := map[string]bool{}
	for _, id := range ids {
		dead[string(d.tokens[id])] = true
	}
	return d.asking(func(r *http.Request) {
		if asked.Add(1) > after && dead[r.Header.Get("X-Auth-Token")] {
			r.Header.Set("X-Auth-Token", strings.Repeat("0", 32))
		}
	})
}

// TestLapsedTokens holds that a token which ceases to be taken is not the
// target's fault, whenever that is: nothing is found that was not asked as
// somebody else.
func TestLapsedTokens(t *testing.T) {
	if testing.Short() {
		t.Skip("runs all specs several times")
	}
	self, other := target.Self, target.Other
	for after, lapsed := range map[int64][]target.Identity{3: {self, other}, 20: {self}, 150: {self, other}, 300: {other}} {
		t.Run(strconv.FormatInt(after, 10), func(t *testing.T) {
			t.Parallel()
			inconclusive := 0
			for id, judged := range judge(t, rich().lapsing(after, lapsed...), "*") {
				row, _ := requirement.Lookup(id)
				for _, j := range judged {
					if j.Inconclusive != "" {
						inconclusive++
					}
					if len(j.Findings) > 0 && row.Level != requirement.Obs {
						t.Errorf("%s is reported:\n%s", id, j.Findings[0])
					}
				}
			}
			if inconclusive == 0 {
				t.Error("all is decided")
			}
		})
	}
}
