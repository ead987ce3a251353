package main

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
)

const (
	xmlListing = `<images xmlns="http://docs.openstack.org/compute/api/v1.1">`
	million    = 1_000_000
)

// image is a listing of one image with a name that is written as it is.
func image(xml bool, name string) []byte {
	if xml {
		return []byte(xmlListing + `<image id="1" name="` + name + `"/></images>`)
	}
	return []byte(`{"images": [{"id": "1", "name": "` + name + `"}]}`)
}

// by gives a body by its format.
func by(json, xml string) func(*stage, bool) []byte {
	return func(_ *stage, isXML bool) []byte {
		if isXML {
			return []byte(xml)
		}
		return []byte(json)
	}
}

// packed is a body of so many spaces, packed by what a writer does.
func packed(size int, packer func(io.Writer) io.WriteCloser) func(*stage, bool) []byte {
	var once sync.Once
	var b bytes.Buffer
	return func(s *stage, _ bool) []byte {
		once.Do(func() { s.pack(&b, size, packer) })
		return b.Bytes()
	}
}

func (s *stage) pack(b io.Writer, size int, packer func(io.Writer) io.WriteCloser) {
	w := packer(b)
	chunk := bytes.Repeat([]byte(" "), 1<<20)
	for range size >> 20 {
		_, _ = w.Write(chunk)
	}
	_, _ = w.Write(image(false, "one"))
	if err := w.Close(); err != nil {
		s.t.Error(err)
	}
}

func gzipped(w io.Writer) io.WriteCloser  { return quick(gzip.NewWriterLevel(w, flate.BestSpeed)) }
func zlibbed(w io.Writer) io.WriteCloser  { return quick(zlib.NewWriterLevel(w, flate.BestSpeed)) }
func deflated(w io.Writer) io.WriteCloser { return quick(flate.NewWriter(w, flate.BestSpeed)) }

// quick is a writer of a level that there is.
func quick[W io.WriteCloser](w W, err error) io.WriteCloser {
	if err != nil {
		panic(err)
	}
	return w
}

// billion are entities that grow tenfold each.
func billion() string {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE images [<!ENTITY e0 "lol">`)
	for i := range 10 {
		fmt.Fprintf(&b, `<!ENTITY e%d "%s">`, i+1, strings.Repeat(fmt.Sprintf("&e%d;", i), 10))
	}
	return b.String() + `]>` + string(image(true, "&e10;"))
}

var bodyModes = []mode{
	{name: "gzip-bomb", says: "256 MiB packed by gzip", open: lists(packed(1<<28, gzipped), "Content-Encoding", "gzip")},
	{name: "deflate-bomb", says: "256 MiB packed by deflate", open: lists(packed(1<<28, zlibbed), "Content-Encoding", "deflate")},
	{name: "bare-deflate-bomb", says: "256 MiB packed by deflate without its wrapper", open: lists(packed(1<<28, deflated), "Content-Encoding", "deflate")},
	{name: "gzip-within-cap", says: "31 MiB packed by gzip, in each answer", open: lists(packed(31<<20, gzipped), "Content-Encoding", "gzip")},
	{name: "gzip-twice", says: "gzip in gzip", open: lists(packed(1<<20, gzipped), "Content-Encoding", "gzip, gzip")},
	{name: "gzip-cut", says: "gzip without its end", open: lists(func(s *stage, xml bool) []byte { return packed(1<<20, gzipped)(s, xml)[:200] }, "Content-Encoding", "gzip")},
	{name: "gzip-not", says: "said to be gzip, and not", open: lists(by(noImages, xmlListing+"</images>"), "Content-Encoding", "gzip")},
	{name: "unknown-coding", says: "a coding that nobody knows", open: lists(by(noImages, xmlListing+"</images>"), "Content-Encoding", "rot13")},
	{name: "deep", says: "a million levels of arrays or elements", open: lists(by(`{"images": `+strings.Repeat("[", million)+strings.Repeat("]", million)+"}", xmlListing+strings.Repeat("<a>", million)+strings.Repeat("</a>", million)+"</images>"))},
	{name: "deep-open", says: "a million levels that are never closed", open: lists(by(strings.Repeat(`{"images":`, million), strings.Repeat("<images>", million)))},
	{name: "long-string", says: "a name of 100 MB", open: longString},
	{name: "long-name-within-cap", says: "a name of 30 MB, in each answer", open: lists(func(_ *stage, xml bool) []byte { return image(xml, strings.Repeat("n", 30*million)) })},
	{name: "huge-number", says: "1e1000000 for a size", open: lists(by(`{"images": [{"id": "1", "name": "n", "minRam": 1e1000000, "minDisk": -1e1000000, "progress": 1e-1000000}]}`, xmlListing+`<image id="1" name="n" minRam="1e1000000" minDisk="-1e1000000"/></images>`))},
	{name: "long-number", says: "a number of a million digits", open: lists(by(`{"images": [{"id": "1", "name": "n", "minRam": `+strings.Repeat("9", million)+`}]}`, xmlListing+`<image id="1" name="n" minRam="`+strings.Repeat("9", million)+`"/></images>`))},
	{name: "many-keys", says: "a hundred thousand keys or attributes", open: lists(by(`{"images": [{`+manyOf(`"k%d": 1,`)+`"id": "1"}]}`, xmlListing+`<image `+manyOf(`k%d="1" `)+`id="1"/></images>`))},
	{name: "one-key", says: "one key or attribute, a hundred thousand times", open: lists(by(`{"images": [{`+strings.Repeat(`"id": "1", `, million/10)+`"id": "1"}]}`, xmlListing+`<image `+strings.Repeat(`id="1" `, million/10)+`/></images>`))},
	{name: "entity-bomb", says: "entities that grow to 30 GB", open: lists(func(_ *stage, _ bool) []byte { return []byte(billion()) })},
	{name: "external-entity", says: "entities of another host and of a file", open: lists(func(s *stage, _ bool) []byte {
		return []byte(`<!DOCTYPE images SYSTEM "` + s.elsewhere.url() + `/dtd" [<!ENTITY a SYSTEM "` + s.elsewhere.url() + `/entity"><!ENTITY b SYSTEM "file:///etc/passwd">]>` + string(image(true, "&a;&b;")))
	})},
	{name: "no-utf-8", says: "names that are no UTF-8", open: lists(func(_ *stage, xml bool) []byte { return image(xml, "\xff\xfe\xc0\x80\xed\xa0\x80") })},
	{name: "control-names", says: "NUL, ANSI and newlines in names", open: lists(func(_ *stage, xml bool) []byte { return image(xml, "\x00\x1b[2J\x1b]0;owned\x07\r\n::error::owned") })},
	{name: "escaped-names", says: "the same by escapes", open: lists(by(`{"images": [{"id": "1\u001b[2J", "name": "\u0000\u001b[2J\u202e\ud800\r\n::error::owned"}]}`, string(image(true, "&#27;[2J&#0;&#xD800;"))))},
	{name: "script-names", says: "script and markup in names", open: lists(by(`{"images": [{"id": "<script>stolen()</script>", "name": "\"><script>stolen()</script>]]>--><img src=x onerror=stolen()>", "links": [{"rel": "self", "href": "javascript:stolen()"}]}]}`, string(image(true, "&quot;&gt;&lt;script&gt;stolen()&lt;/script&gt;]]&gt;"))))},
	{name: "echoes-token", says: "repeats the token in its headers and its body", open: handled(func(_ *stage, w http.ResponseWriter, r *http.Request) {
		token := r.Header.Get("X-Auth-Token")
		w.Header().Set("X-Echo", token)
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(image(false, token))
	})},
	{name: "wrong-format", says: "the other format than the one it says", open: lists(by(xmlListing+"</images>", noImages))},
	{name: "changes-its-mind", says: "in order for fifty answers, then HTML", open: changing(func(_ *stage, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, "<html><script>stolen()</script>")
	})},
	{name: "loses-its-images", says: "in order for fifty answers, then an empty list", open: changing(func(_ *stage, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, noImages)
	})},
	{name: "cuts-at-random", says: "every third answer in order, the others cut", open: cutting},
}

func manyOf(format string) string {
	var b strings.Builder
	for i := range million / 10 {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// longString streams what this process need not hold.
func longString(s *stage) string {
	chunk := bytes.Repeat([]byte("n"), million)
	return handled(func(_ *stage, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, err := io.WriteString(w, `{"images": [{"id": "1", "name": "`)
		for i := 0; i < 100 && err == nil; i++ {
			_, err = w.Write(chunk)
		}
		_, _ = io.WriteString(w, `"}]}`)
	})(s)
}

// cutting is honest in every third answer and leaves half of the others away.
func cutting(s *stage) string {
	asked := turns()
	return handled(func(s *stage, w http.ResponseWriter, r *http.Request) {
		if asked()%3 == 1 {
			s.honest.ServeHTTP(w, r)
			return
		}
		whole := httptest.NewRecorder()
		s.honest.ServeHTTP(whole, r)
		for name, values := range whole.Header() {
			w.Header()[name] = values
		}
		w.Header().Del("Content-Length")
		w.WriteHeader(whole.Code)
		_, _ = w.Write(whole.Body.Bytes()[:whole.Body.Len()/2])
	})(s)
}
