package main

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
)

// turns counts from 1.
func turns() func() int64 {
	var n atomic.Int64
	return func() int64 { return n.Add(1) }
}

// changing is honest for fifty answers.
func changing(then func(*stage, http.ResponseWriter, *http.Request)) func(*stage) string {
	return func(s *stage) string {
		asked := turns()
		return handled(func(_ *stage, w http.ResponseWriter, r *http.Request) {
			if asked() <= 50 {
				s.honest.ServeHTTP(w, r)
				return
			}
			then(s, w, r)
		})(s)
	}
}

// redirects answers each request with a place to go to.
func redirects(status int, to func(s *stage, r *http.Request) string) func(*stage) string {
	return func(s *stage) string {
		return handled(func(_ *stage, w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", to(s, r))
			w.WriteHeader(status)
		})(s)
	}
}

// leads answers each request with an image and a next link.
func leads(to func(s *stage, r *http.Request, n int64) string) func(*stage) string {
	return func(s *stage) string {
		asked := turns()
		return handled(func(_ *stage, w http.ResponseWriter, r *http.Request) {
			n := asked()
			href := to(s, r, n)
			if r.Header.Get("Accept") == "application/xml" {
				w.Header().Set("Content-Type", "application/xml")
				fmt.Fprintf(w, `%s<image id="%d" name="n"/><atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="next" href="%s"/></images>`, xmlListing, n, href)
				return
			}
			w.Header().Set("Content-Type", "application/json")
			fmt.Fprintf(w, `{"images": [{"id": "%d", "name": "n"}], "images_links": [{"rel": "next", "href": "%s"}]}`, n, href)
		})(s)
	}
}

// here is a URL of the list on the host that is asked.
func here(r *http.Request, query string) string {
	return "http://" + r.Host + r.URL.Path + "?" + query
}

var linkModes = []mode{
	{name: "redirect-loop", says: "redirects to itself", open: redirects(302, func(_ *stage, r *http.Request) string { return here(r, "") })},
	{name: "redirect-endless", says: "redirects to a new place each time", open: redirects(307, func(_ *stage, r *http.Request) string {
		return here(r, r.URL.RawQuery+"a")
	})},
	{name: "redirect-elsewhere", says: "redirects to another host", open: redirects(302, func(s *stage, _ *http.Request) string { return s.elsewhere.url() + s.path + "/images/detail" })},
	{name: "redirect-relative-elsewhere", says: "redirects to another host by //host", open: redirects(308, func(s *stage, _ *http.Request) string {
		return strings.TrimPrefix(s.elsewhere.url(), "http:") + s.path + "/images/detail"
	})},
	{name: "redirect-user", says: "redirects to another host that looks like this one", open: redirects(301, func(s *stage, r *http.Request) string {
		return "http://" + r.Host + "@" + s.elsewhere.Addr().String() + s.path + "/images/detail"
	})},
	{name: "redirect-file", says: "redirects to a file", open: redirects(302, func(*stage, *http.Request) string { return "file:///etc/passwd" })},
	{name: "redirect-garbage", says: "redirects to what is no URI", open: redirects(302, func(*stage, *http.Request) string { return "http://[::1]:namedport/%zz" })},
	{name: "next-elsewhere", says: "next links to another host", open: leads(func(s *stage, _ *http.Request, n int64) string {
		return fmt.Sprintf("%s%s/images/detail?marker=%d", s.elsewhere.url(), s.path, n)
	})},
	{name: "next-user", says: "next links to another host that looks like this one", open: leads(func(s *stage, r *http.Request, n int64) string {
		return fmt.Sprintf("http://%s@%s%s/images/detail?marker=%d", r.Host, s.elsewhere.Addr(), s.path, n)
	})},
	{name: "next-file", says: "next links to a file", open: leads(func(*stage, *http.Request, int64) string { return "file:///etc/passwd" })},
	{name: "next-cycle", says: "next links in a circle of two", open: leads(func(_ *stage, r *http.Request, n int64) string { return here(r, fmt.Sprintf("marker=%d", n%2)) })},
	{name: "next-endless", says: "a fresh next link on every page", open: leads(func(_ *stage, r *http.Request, n int64) string { return here(r, fmt.Sprintf("marker=%d", n)) })},
	{name: "next-growing", says: "next links that double in length, to 1 KiB", open: leads(func(_ *stage, r *http.Request, n int64) string {
		return here(r, "marker="+strings.Repeat("m", min(2*len(r.URL.RawQuery)+int(n), 1<<10)))
	})},
}

// tells answers each request with a status and a header.
func tells(status int, headers ...string) func(*stage) string {
	return handled(func(_ *stage, w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, `{"overLimit": {"code": 413, "message": "later"}}`)
	})
}

var rateModes = []mode{
	{name: "later-day", says: "413 with Retry-After: 86400, always", open: tells(413, "Retry-After", "86400")},
	{name: "later-ages", says: "429 with a Retry-After beyond any number", open: tells(429, "Retry-After", strings.Repeat("9", 100))},
	{name: "later-past", says: "429 with a negative Retry-After", open: tells(429, "Retry-After", "-1")},
	{name: "later-zero", says: "429 with Retry-After: 0, always", open: tells(429, "Retry-After", "0")},
	{name: "later-at-last", says: "in order for fifty answers, then Retry-After: 86400", open: changing(func(s *stage, w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", "86400")
		w.WriteHeader(http.StatusTooManyRequests)
	})},
	{name: "only-503", says: "503 to everything", open: tells(503, "Retry-After", "86400")},
	{name: "only-401", says: "401 to everything", open: tells(401, "WWW-Authenticate", "Keystone uri='http://127.0.0.2'")},
	{name: "only-204", says: "204 to everything", open: tells(204)},
	{name: "dies", says: "in order for fifty answers, then closes each connection", open: changing(func(*stage, http.ResponseWriter, *http.Request) {
		panic(http.ErrAbortHandler)
	})},
}
