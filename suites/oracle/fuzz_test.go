package oracle

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/target"
)

// FuzzRead holds that any answer can be read and judged by itself, and that
// what is quoted of it is safe to show.
func FuzzRead(f *testing.F) {
	for _, body := range []string{
		`{"images": [{"id": "a", "links": [{"rel": "self", "href": "http://h/v2/t/images/a"}]}], "images_links": [{"rel": "next", "href": "http://h/?marker=a"}]}`,
		`<images xmlns="http://docs.openstack.org/compute/api/v1.1"><image id="a"/><link xmlns="http://www.w3.org/2005/Atom" rel="next" href="x"/></images>`,
		`{"overLimit": {"code": 413, "message": "m", "retryAfter": "1"}}`, `<badRequest code="400"><message>a</message></badRequest>`,
		"<!DOCTYPE html><html><script>", "\ufeff{", "", "\x1b[31m", `{"image": {"id": null}}`,
	} {
		f.Add(http.StatusOK, "application/json", []byte(body))
		f.Add(http.StatusRequestEntityTooLarge, "", []byte(body))
	}
	f.Fuzz(func(t *testing.T, status int, label string, body []byte) {
		r := Read(&target.Exchange{
			Request: target.Get("http://h/v2/t/images/detail?limit=1"), Status: status, Body: body,
			Header: http.Header{"Content-Type": {label}, "Retry-After": {label}, "Date": {"Sun, 06 Nov 1994 08:49:37 GMT"}},
		})
		NewAnswer([]*Reading{r})
		var j Judgement
		j.Listed(Answer{r})
		j.TrueTypes([]*Reading{r})
		j.Escaped([]*Reading{r}, []*Reading{r})
		for _, rule := range append(schemas.JSONRules(), schemas.XMLRules()...) {
			j.Shapes(rule, []*Reading{r})
		}
		if r.Fault != nil {
			j.RetryTold(r)
		}
		if len(r.Images()) > 0 {
			j.Page(r, Listing{Images: r.Images()}, Question{Limit: 1})
		}
		for _, f := range j.Findings {
			if f.String() == "" {
				t.Fatalf("a finding without words: %+v", f)
			}
		}
		if r.Lists() && (r.Form != JSON && r.Form != XML) {
			t.Fatalf("a listing that is %s", r.Form)
		}
	})
}

// FuzzParameters compares the reading of links with that of the standard
// library.
func FuzzParameters(f *testing.F) {
	for _, href := range []string{"http://h/?a=b&c=%20d+e", "?a;b", "http://h/%zz?a", "http://h/#?a=b", "a?%zz=1", "http://h?a=1&a=2"} {
		f.Add(href)
	}
	f.Fuzz(func(t *testing.T, href string) {
		values, ok := Parameters(href)
		u, err := url.Parse(href)
		if ok != (err == nil && parses(u.RawQuery)) || ok && values.Encode() != u.Query().Encode() {
			t.Fatalf("%q has the parameters %v, %v", href, values, ok)
		}
		if AbsoluteURI(href) && (AuthorityOf(href) == "" || PathOf(href) == "" && u.EscapedPath() != "") {
			t.Fatalf("%q is absolute, with the authority %q", href, AuthorityOf(href))
		}
		for _, name := range []string{"changes-since", "server", "status", "type", "name"} {
			if !SameFilter(name, href, href) {
				t.Fatalf("%s=%q is not itself", name, href)
			}
		}
	})
}

func parses(query string) bool {
	_, err := url.ParseQuery(query)
	return err == nil
}

// FuzzReadableRetry holds that what is accepted as a Retry-After can be waited
// for.
func FuzzReadableRetry(f *testing.F) {
	for _, text := range []string{"0", " 7 ", "Sun, 06 Nov 1994 08:49:37 GMT", "9223372036854775807", "-1", "1.5", ""} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		_, waited := target.RetryAfter(http.Header{"Retry-After": {text}, "Date": {"Sun, 06 Nov 1994 08:49:37 GMT"}})
		if readable := ReadableRetry(text); readable && !waited {
			t.Fatalf("%q is readable, and no wait", text)
		}
	})
}
