package target

import (
	"mime"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// FuzzLocalise holds that no link of a deployment leads its token to another
// host, and that what is followed can be asked.
func FuzzLocalise(f *testing.F) {
	for _, href := range []string{
		"http://cloud.example:8774/v2/demo/images/detail?marker=1", "https://other.example/v2/demo", "//other.example/x", "http://@other.example/",
		"http://public.example/api/v2/demo/images?name=a%20b", "http://public.example/api/@other.example/", "http:other", "http://[::1]:80/%zz", "?limit=1", "http://x/\x7f",
	} {
		f.Add(href)
	}
	e, err := ParseEndpoint("http://cloud.example:8774/v2/demo")
	if err != nil {
		f.Fatal(err)
	}
	e.Public = "http://public.example/api"
	f.Fuzz(func(t *testing.T, href string) {
		at, ok := e.Localise(href)
		if !ok {
			return
		}
		u, err := url.Parse(at)
		if err != nil || u.Scheme != "http" || u.Host != "cloud.example:8774" || u.User != nil {
			t.Fatalf("%q is followed to %q (%v)", href, at, err)
		}
		r, err := http.NewRequest(http.MethodGet, at, nil)
		if err != nil || r.URL.Host != "cloud.example:8774" {
			t.Fatalf("%q is followed to %q, which cannot be asked: %v", href, at, err)
		}
	})
}

// FuzzParseEndpoint holds that what is taken for a base URL stays the same when
// it is read again, and that its secrets are in no error.
func FuzzParseEndpoint(f *testing.F) {
	for _, raw := range []string{
		"http://host:8774/v2/demo", "https://[::1]/v2.1/", "http://user:verysecret@host/v2", "http://host/v2/demo/images/detail.xml/", "http://host/v2/a%2Fb",
		"http://host//v2//", "http://host/%zz", "ftp://host", "http://host/v2/demo?x", "http://:80/",
	} {
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		e, err := ParseEndpoint(raw)
		if err != nil {
			if strings.Contains(raw, "verysecret") && strings.Contains(err.Error(), "verysecret") {
				t.Fatalf("the error repeats a password: %v", err)
			}
			return
		}
		again, err := ParseEndpoint(e.Base)
		if err != nil || again != e {
			t.Fatalf("%q is %+v, which reads again as %+v, %v", raw, e, again, err)
		}
		if _, err := http.NewRequest(http.MethodGet, e.URL("/images/detail", "limit=1"), nil); err != nil {
			t.Fatalf("%q is %+v, below which nothing can be asked: %v", raw, e, err)
		}
	})
}

// FuzzRetryAfter holds that every wait is one that a run can survive.
func FuzzRetryAfter(f *testing.F) {
	f.Add("120", "")
	f.Add("Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT")
	f.Add("Sun Nov  6 08:49:37 1994", "Sunday, 06-Nov-94 08:49:37 GMT")
	f.Add("-1", "99999999999999999999")
	f.Add("1e9", "\x00")
	f.Fuzz(func(t *testing.T, after, date string) {
		wait, ok := RetryAfter(http.Header{"Retry-After": {after}, "Date": {date}})
		if wait < 0 || wait > longestTold || !ok && wait != 0 {
			t.Fatalf("%q at %q is a wait of %s, %v", after, date, wait, ok)
		}
		for n := range 12 {
			x := &Exchange{Status: http.StatusTooManyRequests, Header: http.Header{"Retry-After": {after}, "Date": {date}}}
			if wait, limited := announcedWait(x, n); !limited || wait < rounding || wait > longestTold+time.Minute {
				t.Fatalf("%q at %q is waited out for %s, %v", after, date, wait, limited)
			}
		}
	})
}

// FuzzMediaType compares with the standard library, which reads parameters too
// and refuses what is wrong in them.
func FuzzMediaType(f *testing.F) {
	for _, label := range []string{"application/json", "APPLICATION/XML ; charset=utf-8", "text/html;;", `a/b; c="d;e"`, "", ";", "application/vnd.openstack.compute+json;version=2"} {
		f.Add(label)
	}
	f.Fuzz(func(t *testing.T, label string) {
		x := &Exchange{Header: http.Header{"Content-Type": {label}}}
		got := x.MediaType()
		if strings.ToLower(got) != got || strings.TrimSpace(got) != got || strings.Contains(got, ";") {
			t.Fatalf("%q is the media type %q", label, got)
		}
		if want, _, err := mime.ParseMediaType(label); err == nil && got != want {
			t.Fatalf("%q is the media type %q, and %q to the standard library", label, got, want)
		}
	})
}
