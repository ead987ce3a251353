package suites

import (
	"strings"
	"testing"

	"github.com/imageconform/imageconform/suites/requirement"
)

// TestDocumentsBeyondACap holds that a list nobody read to its end is no
// finding: it may be in order, and what hangs on it is inconclusive by the name
// of the cap.
func TestDocumentsBeyondACap(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ does, value, want string }{
		{"nests deeply", strings.Repeat("[", 200) + strings.Repeat("]", 200), "the cap of 128 levels (max-depth)"},
		{"counts beyond any number", "1e1000000", "the cap of 1000 digits (max-number)"},
		{"has thousands of members", "{" + strings.Repeat(`"x": 1,`, 2000) + `"y": 1}`, "the cap of 1024 members or attributes (max-members)"},
	} {
		all := judge(t, jsonText(func(s string) string {
			return strings.Replace(s, `"minDisk":`, `"ext:more":`+c.value+`,"minDisk":`, 1)
		}), "JSN-*", "LNK-01", "STA-01", "HDR-02", "SRV-01")
		all.wantBroken(t)
		for _, id := range ids("JSN-02", "JSN-21", "LNK-01", "SRV-01", "STA-01") {
			for _, j := range all[id] {
				if !strings.Contains(j.Inconclusive, c.want) && j.Format != requirement.XML {
					t.Errorf("a deployment that %s: %s is %+v, want %q", c.does, id, j.Judgement, c.want)
				}
			}
		}
	}
}
