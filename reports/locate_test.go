package reports

import (
	"strings"
	"testing"
)

func TestLocate(t *testing.T) {
	const list = `{"images": [ {"id": "a", "minDisk": "8", "links": [{"rel":"self"}]}, {"id": "b", "minDisk": 7.0, "a/b~": [1, 2]} ], "images_links": []}`
	const doc = `<?xml version="1.0"?><images xmlns:atom="http://www.w3.org/2005/Atom"><image id="a" minDisk="8"><metadata><meta key="k">v</meta><meta key='l' xml:lang="en">w</meta></metadata><atom:link rel="self"/></image><!-- c --><image id="b"/></images>`
	cases := []struct {
		name, body, where, want string
	}{
		{"a member", list, "/images/0/minDisk", `"8"`},
		{"a number", list, "/images/1/minDisk", `7.0`},
		{"an item", list, "/images/1/a~1b~0/1", `2`},
		{"an object", list, "/images/0/links/0", `{"rel":"self"}`},
		{"a member that is not there", list, "/images/1/progress", `{"id": "b", "minDisk": 7.0, "a/b~": [1, 2]}`},
		{"an item that is not there", list, "/images/7/name", `[ {"id": "a", "minDisk": "8", "links": [{"rel":"self"}]}, {"id": "b", "minDisk": 7.0, "a/b~": [1, 2]} ]`},
		{"the first of two names", `{"a": 1, "a": 2}`, "/a", `1`},
		{"nothing of it", list, "/servers", ``},
		{"a byte", list, "byte 2", `i`},
		{"a byte behind the end", "{}", "byte 2", ``},
		{"no place", list, "the header Vary", ``},
		{"in a text that breaks off behind it", `{"images": [{"id": 7}, {`, "/images/0/id", `7`},
		{"in a text that breaks off within it", `{"images": [{"id": 7}, {`, "/images/1/id", `{`},
		{"in what is no JSON", `<html>`, "/images/0", ``},
		{"in an empty body", ``, "/images", ``},
		{"an element", doc, "/images/image[1]/metadata[1]/meta[2]", `<meta key='l' xml:lang="en">w</meta>`},
		{"an attribute", doc, "/images/image[1]/@minDisk", `minDisk="8"`},
		{"an attribute with a prefix", doc, "/images/image[1]/metadata[1]/meta[2]/@lang", `xml:lang="en"`},
		{"an attribute in single quotes", doc, "/images/image[1]/metadata[1]/meta[2]/@key", `key='l'`},
		{"an element with a prefix", doc, "/images/image[1]/link[1]", `<atom:link rel="self"/>`},
		{"the second of its name", doc, "/images/image[2]", `<image id="b"/>`},
		{"an attribute that is not there", doc, "/images/image[2]/@name", `<image id="b"/>`},
		{"an element that is not there", doc, "/images/image[2]/metadata[1]", `<image id="b"/>`},
		{"any root", doc, "/*", strings.TrimPrefix(doc, `<?xml version="1.0"?>`)},
		{"behind a byte order mark", "\ufeff<a><b/></a>", "/a/b[1]", `<b/>`},
		{"an end too many", `</a><b/>`, "/b", ``},
		{"elements that never end", `<images><image><server>`, "/images/image[1]/server[1]", `<server>`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			at, ok := locate([]byte(c.body), c.where)
			if got := c.body[at.from:at.to]; got != c.want || ok != (c.want != "") {
				t.Errorf("got %q, %t; want %q", got, ok, c.want)
			}
		})
	}
}

// Bodies and places are foreign: none leads beyond the body.
func FuzzLocate(f *testing.F) {
	f.Add(`{"images": [{"id": 7}]}`, "/images/0/id")
	f.Add(`<images><image id="7"/></images>`, "/images/image[1]/@id")
	f.Add("a", "byte 0")
	f.Add("<a", "/[")
	f.Fuzz(func(t *testing.T, body, where string) {
		if at, ok := locate([]byte(body), where); at.from < 0 || at.to < at.from || at.to > len(body) || ok != (at != span{}) {
			t.Errorf("got %v, %t in %d bytes", at, ok, len(body))
		}
	})
}
