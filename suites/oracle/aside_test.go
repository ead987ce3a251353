package oracle

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/imageconform/imageconform/suites/target"
)

// Bodies of listings in order go into the spool once there are many; what is
// wrong, small or no listing stays, and all of it reads as before.
func TestReaderPutsBodiesAside(t *testing.T) {
	t.Parallel()
	file, err := os.Create(filepath.Join(t.TempDir(), "bodies"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	d := &Reader{Spool: target.NewSpool(file)}
	filler := bytes.Repeat([]byte(" "), mostInMemory/2)
	for i, c := range []struct {
		body  string
		aside bool
	}{
		{`{"images": [{"id": "a"}]}`, false},
		{`{"images": [{"id": "b"}]}`, true},
		{`{"images": [{"id": "c", "id": "c"}]}`, false},
		{`{"itemNotFound": {"code": 404}}`, false},
		{`<images xmlns="http://docs.openstack.org/compute/api/v1.1"><image id="d"></image></images>`, true},
	} {
		body := append(bytes.Clone(filler), c.body...)
		if c.body[0] == '<' { // one text as long as that would be beyond a cap
			copy(body, bytes.Repeat([]byte("<!-- -->"), len(filler)/8))
		}
		for again := range 2 {
			x := &target.Exchange{Status: http.StatusOK, Request: target.Get(fmt.Sprint("http://h/", i, again)), Body: bytes.Clone(body)}
			r := d.Read(x)
			if got := r.Spooled != nil; got != c.aside || got && r.Body != nil {
				t.Errorf("%s: put aside %v, want %v", c.body, got, c.aside)
			}
			if !bytes.Equal(r.Text(), body) || r.Size() != len(body) {
				t.Errorf("%s: came back as %d bytes", c.body, r.Size())
			}
			once := d.Read(x)
			if diff := cmp.Diff(IDs(r.Images()), IDs(once.Images())); diff != "" || once.Digest != r.Digest {
				t.Errorf("%s: read again (-want +got):\n%s", c.body, diff)
			}
		}
	}
}
