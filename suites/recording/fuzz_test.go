package recording

import (
	"bytes"
	"errors"
	"testing"

	"github.com/imageconform/imageconform/suites/target"
)

// FuzzRead holds that a file is refused, or is a recording that answers what it
// has, and nothing else.
func FuzzRead(f *testing.F) {
	f.Add(written(f, options))
	f.Add(written(f, options, full()))
	f.Add([]byte(`{"log": {"_imageconform": {"version": 1}, "entries": [{}]}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := Read(bytes.NewReader(text))
		if err != nil {
			if !errors.Is(err, ErrRecording) {
				t.Fatalf("refused for another reason: %v", err)
			}
			return
		}
		replay, scripts := NewReplay(r), map[string]target.Doer{}
		for _, e := range r.Entries {
			if scripts[e.Script] == nil {
				scripts[e.Script] = replay.Asking(e.Script)
			}
			if x := scripts[e.Script].Do(t.Context(), e.Request); x.Unrecorded != e.Cut() {
				t.Fatalf("%s %s is recorded, cut: %v, and has no answer: %v", e.Request.Method, e.Request.URL, e.Cut(), x.Unrecorded)
			}
		}
		if x := replay.Do(t.Context(), target.Get("http://nowhere.example/")); x.Status != 0 {
			t.Fatalf("what was never asked is answered with %d", x.Status)
		}
	})
}
