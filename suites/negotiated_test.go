package suites

import (
	"net/http/httptest"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/target"
)

// TestNegotiatedAgreesWithReference holds what requests are taken to ask for
// against a second opinion, which shares no code with the first: the reference
// server. Where a request leaves the format open nothing is compared.
func TestNegotiatedAgreesWithReference(t *testing.T) {
	t.Parallel()
	server := refserver.New(refserver.Options{Set: fixtures.Document()})
	path := server.Credentials().Path + "/images/detail"
	media := rapid.SampledFrom([]string{"application/json", "application/xml", "Application/XML", "application/*", "*/*", "text/html", "text/xml"})
	quality := rapid.SampledFrom([]string{"", ";q=0", ";q=0.1", ";q=0.5", "; q=1", ";charset=utf-8;q=0.9"})
	compared := 0
	rapid.Check(t, func(t *rapid.T) {
		var ranges []string
		for range rapid.IntRange(1, 4).Draw(t, "ranges") {
			ranges = append(ranges, media.Draw(t, "media")+quality.Draw(t, "quality"))
		}
		accept := strings.Join(ranges, ", ")
		r := target.Get("http://h"+path+rapid.SampledFrom([]string{"", ".json", ".xml"}).Draw(t, "suffix")).With("Accept", accept)
		form := oracle.Negotiated(r)
		if form == oracle.Other {
			return
		}
		compared++
		q := httptest.NewRequest(r.Method, r.URL, nil)
		q.Header.Set("Accept", accept)
		answer := httptest.NewRecorder()
		server.ServeHTTP(answer, q)
		if got := answer.Header().Get("Content-Type"); got != form.MediaType() {
			t.Fatalf("%s with Accept %q asks for %v, and the reference answers %s", r.URL, accept, form, got)
		}
	})
	if compared == 0 {
		t.Error("no request asked for a format")
	}
}
