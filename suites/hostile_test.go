package suites

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// sameAnswer answers every request but those of the baseline with the same.
type sameAnswer struct {
	path   string
	plain  map[string]target.Exchange
	answer target.Exchange
}

func (s sameAnswer) Do(_ context.Context, r target.Request) target.Exchange {
	x := s.answer
	if plain, baseline := s.plain[r.Header["Accept"]]; baseline && strings.HasSuffix(r.URL, s.path) {
		x = plain
	}
	x.Request = r
	return x
}

func (s sameAnswer) Single() (target.Doer, func()) { return s, func() {} }

// FuzzAnswers holds that no answer makes a spec break down: each comes to a
// judgement by every requirement, in the end.
func FuzzAnswers(f *testing.F) {
	d := plain(3)
	server := sameAnswer{path: d.path + "/images/detail", plain: map[string]target.Exchange{}}
	for _, media := range []string{"application/json", "application/xml"} {
		r := httptest.NewRequest(http.MethodGet, server.path, nil)
		r.Header.Set("Accept", media)
		r.Header.Set("X-Auth-Token", string(d.tokens[target.Self]))
		w := httptest.NewRecorder()
		d.handler.ServeHTTP(w, r)
		server.plain[media] = target.Exchange{Status: w.Code, Header: w.Header(), Body: w.Body.Bytes()}
		f.Add(w.Code, media, "Vary: Accept", w.Body.Bytes())
	}
	f.Add(http.StatusOK, "application/json", "", []byte(`{"images": [{"links": [{}], "metadata": {"": null}, "server": {}}], "images_links": [{"rel": "next", "href": "?"}]}`))
	f.Add(http.StatusOK, "application/xml", "Etag: W/", []byte(`<images><image><server/><metadata><meta/></metadata></image><a:link xmlns:a="http://www.w3.org/2005/Atom" rel="next" href="http://h/"/></images>`))
	f.Add(http.StatusTooManyRequests, "text/plain", "Retry-After: -1", []byte(`{"overLimit": {}}`))
	f.Add(http.StatusNotModified, "", "Allow: ,", []byte(nil))
	f.Add(99, "\x00", "Www-Authenticate: =", []byte("\x00"))
	f.Fuzz(func(t *testing.T, status int, label, header string, body []byte) {
		if status < 100 || status > 999 || len(body) > 1<<12 {
			t.Skip("no client reads such an answer")
		}
		name, value, _ := strings.Cut(header, ":")
		s := server
		s.answer = target.Exchange{Status: status, Body: body, Received: int64(len(body)), Header: http.Header{
			"Content-Type": {label}, http.CanonicalHeaderKey(name): {strings.TrimSpace(value)},
		}}
		config := target.Config{Endpoint: endpoint(t, "http://host"+d.path), Other: endpoint(t, "http://host"+d.path+"2"), Tokens: map[target.Identity]target.Token{
			target.Self: "a", target.Other: "b", target.Forbidden: "c",
		}}
		result, err := New(Options{Target: config, Doer: s}).Run(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		judged := map[requirement.ID]bool{}
		for _, j := range result.Judged {
			judged[j.Requirement] = true
			if strings.Contains(j.Inconclusive, "bug") {
				t.Errorf("%s %s: %s", j.Requirement, j.Spec, j.Inconclusive)
			}
		}
		for _, row := range requirement.All() {
			if !judged[row.ID] && row.Unobservable == "" {
				t.Errorf("%s is not judged", row.ID)
			}
		}
	})
}

// FuzzAccept asks the reference deployment with any Accept header. Where the
// judges say which format that wants, it has to come.
func FuzzAccept(f *testing.F) {
	for _, accept := range []string{
		"application/json", "application/xml;q=0.9, application/json;q=0.8", "application/*;q=0.1, application/xml;q=0", "*/*", "text/html", ";;;", "APPLICATION/XML",
		"application/xml; q=1; level=1, application/json", "application/vnd.openstack.compute+xml", "", "application/json;q=1.000,application/xml;q=.9", "application/xml;q=2",
	} {
		f.Add(accept)
	}
	d := plain(3)
	f.Fuzz(func(t *testing.T, accept string) {
		accept = strings.TrimSpace(accept)
		if strings.ContainsFunc(accept, func(c rune) bool { return c < ' ' && c != '\t' || c == 0x7f }) {
			t.Skip("no client sends such a header")
		}
		asked := target.Get("http://host"+d.path+"/images/detail").With("Accept", accept)
		r := httptest.NewRequest(http.MethodGet, asked.URL, nil)
		r.Header.Set("Accept", accept)
		r.Header.Set("X-Auth-Token", string(d.tokens[target.Self]))
		w := httptest.NewRecorder()
		d.handler.ServeHTTP(w, r)
		got := oracle.Read(&target.Exchange{Request: asked, Status: w.Code, Header: w.Header(), Body: w.Body.Bytes()})
		if want := oracle.Negotiated(asked); want != oracle.Other && (got.Form != want || !got.Lists()) {
			t.Fatalf("Accept: %q wants %s, and gives %s", accept, want, oracle.Describe(got))
		}
	})
}
