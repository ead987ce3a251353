package suites

import (
	"strings"
	"testing"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/target"
)

// TestRequestsOfARun holds how much is asked of the images in which everything
// can be decided: a deployment answers a dozen requests a second.
func TestRequestsOfARun(t *testing.T) {
	const most = 387
	result := run(t, rich(), "*")
	if n := len(result.Exchanges); n > most {
		t.Errorf("a run makes %d requests, want at most %d", n, most)
	}
	asked := map[string]string{}
	for _, x := range result.Exchanges {
		if x.State != target.Normal || strings.Contains(x.Script, "again ") || target.OneConnection(x.Script) ||
			!strings.HasSuffix(x.Script, x.Request.Key()) {
			continue // It is repeated on purpose, or behind a link.
		}
		if other := asked[x.Request.Key()]; other != "" {
			t.Errorf("%s is asked twice: by %q and by %q", x.Request.Curl(), other, x.Script)
		}
		asked[x.Request.Key()] = x.Script
	}
	if len(asked) < most/2 {
		t.Errorf("only %d requests were compared", len(asked))
	}
}

// TestDownloadsOfALongList holds how often a run receives the images of a list
// that comes in a hundred pages, all in all: twelve times in each format.
func TestDownloadsOfALongList(t *testing.T) {
	const images, page, most = 1000, 10, 12
	result := run(t, reference(refserver.Options{Set: fixtures.Generate(images), MaxLimit: page}), "*")
	received := map[oracle.Form]int{}
	for _, x := range result.Exchanges {
		received[x.Form] += len(x.Images())
	}
	for _, form := range []oracle.Form{oracle.JSON, oracle.XML} {
		if n := received[form]; n > most*images || n < images {
			t.Errorf("%d images as %s, which is %.1f times the list; want at most %d times", n, form, float64(n)/images, most)
		}
	}
	if n := len(result.Exchanges); n > 2*most*images/page+400 {
		t.Errorf("%d requests over %d pages", n, images/page)
	}
}
