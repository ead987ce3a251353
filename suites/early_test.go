package suites

import (
	"net/http"
	"sync"
	"testing"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// A target keeps one answer to itself until most specs are judged: they must not
// wait for it. What they are judged to be is what they are in the end.
func TestSpecsDoNotWaitForOthers(t *testing.T) {
	t.Parallel()
	d := rich()
	const most = 150
	judged, once := make(chan struct{}), sync.Once{}
	whole := d.handler
	d.handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("server") != "" {
			select {
			case <-judged:
			case <-t.Context().Done():
			}
		}
		whole.ServeHTTP(w, r)
	})
	s := suiteOn(t, d, "*")
	s.options.Progress = func(e Event) {
		if e.Judged >= most {
			once.Do(func() { close(judged) })
		}
	}
	// As many connections as questions: those that wait leave room for the others.
	s.options.Target.Concurrency = 64
	result, err := s.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if n := len(s.early); n < most {
		t.Errorf("%d specs were judged before the end, want %d", n, most)
	}
	for _, j := range result.Judged {
		if len(j.Findings) > 0 && j.Requirement != requirement.STA09.ID {
			t.Errorf("%s: %v", j.Requirement, j.Findings)
		}
	}
	if v := verdict.Fold(requirement.All(), result.Judged, verdict.Policy{}); v.Word != verdict.Conformant {
		t.Errorf("the verdict is %s", v.Word)
	}
}
