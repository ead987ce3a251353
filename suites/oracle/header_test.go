package oracle

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/imageconform/imageconform/suites/target"
)

// header makes a header of names and values in turn.
func header(namesAndValues ...string) http.Header {
	h := http.Header{}
	for i := 0; i < len(namesAndValues); i += 2 {
		h.Add(namesAndValues[i], namesAndValues[i+1])
	}
	return h
}

func TestTrueTypes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, body string
		labels     []string
		lies       int
	}{
		{"JSON", `{"images": []}`, []string{"application/json"}, 0},
		{"JSON with parameters", `{}`, []string{"Application/JSON; charset=UTF-8"}, 0},
		{"JSON by a vendor type", `{}`, []string{"application/vnd.openstack.compute+json"}, 0},
		{"JSON as a problem", `{}`, []string{"application/problem+json"}, 0},
		{"JSON as text", `{}`, []string{"text/plain"}, 1},
		{"JSON as XML", `{}`, []string{"application/xml"}, 1},
		{"JSON without a label", `{}`, nil, 1},
		{"JSON with two labels", `{}`, []string{"application/json", "text/html"}, 1},
		{"JSON that is a string", `"no images"`, []string{"application/json"}, 0},
		{"JSON that is null", `null`, []string{"application/json"}, 0},
		{"broken JSON", `{"images": [`, []string{"application/json"}, 0},
		{"text in braces", `{curly} text`, []string{"text/plain"}, 0},
		{"text as JSON", `Authentication required`, []string{"application/json"}, 1},
		{"text as XML", `Authentication required`, []string{"application/xml"}, 1},
		{"text as text", `Authentication required`, []string{"text/plain"}, 0},
		{"XML", `<images/>`, []string{"application/xml"}, 0},
		{"XML as text/xml", `<images/>`, []string{"text/xml"}, 0},
		{"XML as JSON", `<images/>`, []string{"application/json"}, 1},
		{"XML as a page", `<images/>`, []string{"text/html"}, 1},
		{"a page", `<!DOCTYPE html><html></html>`, []string{"text/html"}, 0},
		{"a page as JSON", `<!DOCTYPE html><html></html>`, []string{"application/json"}, 1},
		{"a page in XML", `<?xml version="1.0"?><html/>`, []string{"text/html"}, 0},
		{"a page in XML as such", `<?xml version="1.0"?><html/>`, []string{"application/xhtml+xml"}, 0},
		{"a page in XML as JSON", `<?xml version="1.0"?><html/>`, []string{"application/json"}, 1},
		{"a piece of a page", `<h1>Bad Request (400)</h1>`, []string{"text/html"}, 0},
		{"a piece of a page as XML", `<h1>Bad Request (400)</h1>`, []string{"application/xml"}, 0},
		{"a piece of a page as JSON", `<h1>Bad Request (400)</h1>`, []string{"application/json"}, 1},
		{"a piece of a page that is no XML", `<p>bad<br>`, []string{"text/html"}, 0},
		{"nothing", ``, nil, 0},
		{"white space", "\n", nil, 0},
	} {
		r := Read(&target.Exchange{Request: target.Get("http://h/"), Status: 200, Body: []byte(c.body), Header: http.Header{"Content-Type": c.labels}})
		var j Judgement
		j.TrueTypes([]*Reading{r})
		if len(j.Findings) != c.lies {
			t.Errorf("%s: %d findings, want %d: %v", c.name, len(j.Findings), c.lies, j.Findings)
		}
	}
	for _, x := range []*target.Exchange{
		{Request: target.Request{Method: http.MethodHead}, Status: 200, Body: []byte("x")},
		{Request: target.Get(""), Status: http.StatusNotModified, Body: []byte("x")},
		{Request: target.Get(""), Status: http.StatusNoContent, Body: []byte("x")},
		{Request: target.Get(""), Status: 200, Body: []byte("{"), BodyFailure: "cut"},
	} {
		var j Judgement
		if j.TrueTypes([]*Reading{Read(x)}); j.Ranged != 0 {
			t.Errorf("%s %d is judged by a body that it cannot have", x.Request.Method, x.Status)
		}
	}
}

func TestRequestIDs(t *testing.T) {
	t.Parallel()
	reading := func(status int, h http.Header) *Reading {
		return Read(&target.Exchange{Request: target.Get("http://h/"), Status: status, Header: h})
	}
	const name = "X-Compute-Request-Id"
	var j Judgement
	j.RequestIDs([]*Reading{
		reading(200, header(name, "req-1")), reading(400, header(name, "req-2")), reading(200, nil),
		reading(203, header(name, "req-1")), reading(200, header(name, "req-1", "Age", "3")),
	})
	if len(j.Findings) != 0 || j.Ranged != 4 {
		t.Errorf("ids of their own, and some from a cache: %d looked at, findings %v", j.Ranged, j.Findings)
	}
	j = Judgement{}
	j.RequestIDs([]*Reading{reading(200, header(name, "req-1")), reading(400, header(name, "req-1")), reading(401, header(name, "req-1")), reading(401, header(name, " "))})
	want := []string{`"req-1", as for ` + target.Get("http://h/").Curl() + "; the like in 1 more answer", "an empty one"}
	var got []string
	for _, f := range j.Findings {
		got = append(got, f.Got)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("ids that are taken or empty (-want +got):\n%s", diff)
	}
}

func TestLengths(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name           string
		x              target.Exchange
		ranged, broken int
	}{
		{"true", target.Exchange{Status: 200, Declared: 5, Received: 5}, 1, 0},
		{"none", target.Exchange{Status: 200, Declared: -1, Received: 5}, 0, 0},
		{"short", target.Exchange{Status: 200, Declared: 9, Received: 5, BodyFailure: "the body ended early, after 5 bytes"}, 1, 1},
		{"long", target.Exchange{Status: 200, Declared: 5, Received: 5, Surplus: 2}, 1, 1},
		{"surplus behind chunks", target.Exchange{Status: 200, Declared: -1, Received: 5, Surplus: 2}, 0, 0},
		{"cut at the cap", target.Exchange{Status: 200, Declared: 9, Received: 5, BodyFailure: "the body is larger than the cap"}, 0, 0},
		{"broken coding", target.Exchange{Status: 200, Declared: 5, Received: 5, BodyFailure: "the content coding gzip is broken"}, 0, 0},
		{"not modified", target.Exchange{Status: 304, Declared: 5, Surplus: 5}, 0, 0},
		{"head", target.Exchange{Request: target.Request{Method: http.MethodHead}, Status: 200, Declared: 5}, 0, 0},
	} {
		var j Judgement
		j.Lengths([]*Reading{Read(&c.x)})
		if j.Ranged != c.ranged || len(j.Findings) != c.broken {
			t.Errorf("%s: %d looked at and %d findings, want %d and %d", c.name, j.Ranged, len(j.Findings), c.ranged, c.broken)
		}
	}
}

func TestCacheable(t *testing.T) {
	t.Parallel()
	const now, later = "Thu, 17 Apr 2014 12:00:00 GMT", "Thu, 17 Apr 2014 12:10:00 GMT"
	for _, c := range []struct {
		name   string
		status int
		header http.Header
		want   bool
	}{
		{"nothing said", 200, nil, false},
		{"ETag", 200, header("ETag", `"a"`), true},
		{"Last-Modified", 200, header("Last-Modified", now), true},
		{"Age", 200, header("Age", "0"), true},
		{"203", 203, nil, true},
		{"max-age", 200, header("Cache-Control", "private, Max-Age=60"), true},
		{"s-maxage", 200, header("Cache-Control", `s-maxage="60"`), true},
		{"max-age of nothing", 200, header("Cache-Control", "max-age=0, must-revalidate"), false},
		{"public", 200, header("Cache-Control", "public"), true},
		{"no-cache alone", 200, header("Cache-Control", "no-cache"), false},
		{"Expires later", 200, header("Date", now, "Expires", later), true},
		{"Expires at once", 200, header("Date", now, "Expires", now), false},
		{"Expires before", 200, header("Date", later, "Expires", now), false},
		{"Expires never said", 200, header("Date", now, "Expires", "0"), false},
		{"no-store", 200, header("ETag", `"a"`, "Cache-Control", "no-cache", "Cache-Control", "No-Store"), false},
	} {
		r := Read(&target.Exchange{Status: c.status, Header: c.header})
		if got := Cacheable(r); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestVariesWith(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		header http.Header
		want   bool
	}{
		{nil, false},
		{header("Vary", "Accept"), true},
		{header("Vary", "accept-encoding , ACCEPT"), true},
		{header("Vary", "Accept-Encoding", "Vary", "Accept"), true},
		{header("Vary", "*"), true},
		{header("Vary", "Accept-Encoding"), false},
		{header("Vary", "X-Auth-Token, Accept-Language"), false},
	} {
		if got := VariesWith(Read(&target.Exchange{Header: c.header}), "Accept"); got != c.want {
			t.Errorf("%v varies with Accept: %v, want %v", c.header, got, c.want)
		}
	}
}
