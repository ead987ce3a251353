package oracle

import (
	"crypto/sha256"
	"net/http"
	"strings"
	"testing"

	"github.com/imageconform/imageconform/suites/target"
)

// TestReaderOfCappedBodies reads a body beyond a cap twice: each time it is known
// by the cap, and what is kept of it is what its digest is of.
func TestReaderOfCappedBodies(t *testing.T) {
	t.Parallel()
	d := &Reader{}
	body := `{"images": [{"id": "a", "name": "` + strings.Repeat("n", 1<<20) + `"}]}`
	for range 2 {
		x := &target.Exchange{Status: http.StatusOK, Body: []byte(body)}
		r := d.Read(x)
		if !strings.Contains(r.Troubled(), "(max-text)") || r.Lists() || len(x.Body) >= len(body) || r.Digest != sha256.Sum256(x.Body) {
			t.Errorf("trouble %q, %d bytes", r.Troubled(), len(x.Body))
		}
		if again := d.Read(x); again.Troubled() != r.Troubled() || again.Digest != r.Digest {
			t.Errorf("read again: trouble %q", again.Troubled())
		}
	}
	if len(d.bodies) != 1 {
		t.Errorf("%d bodies are known", len(d.bodies))
	}
}
