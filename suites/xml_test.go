package suites

import (
	"slices"
	"strings"
	"testing"

	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites/requirement"
)

func withoutElement(children []*refserver.Element, name string) []*refserver.Element {
	return slices.DeleteFunc(children, func(e *refserver.Element) bool { return e.Name == name })
}

// replaced changes a text wherever a listing in XML has it.
func replaced(old, new string) deployment {
	return xmlText(func(s string) string { return strings.ReplaceAll(s, old, new) })
}

func TestWrongXML(t *testing.T) {
	judgeWrong(t, []wrong{
		{"the namespace of v2", replaced("compute/api/v1.1", "compute/api/v2"), ids("XML-01")},
		{"no namespace", replaced(` xmlns="http://docs.openstack.org/compute/api/v1.1"`, ""), ids("XML-01")},
		{"a root of another name behind a filter", altered(func(b *refserver.Behaviour) {
			before := b.XML.Collection
			b.XML.Collection = func(c *refserver.Call, l refserver.Collection) *refserver.Element {
				e := before(c, l)
				if strings.Contains(c.Request.URL.RawQuery, "status=ACTIVE") {
					e.Name = "imageList"
				}
				return e
			}
		}), ids("XML-01")},
		{"an ampersand as it is", replaced("R&amp;D", "R&D"), ids("XML-01")},
		{"something behind the root", xmlText(func(s string) string { return s + "end" }), ids("XML-01")},
		{"images without a namespace among others", replaced("<image status=\"ERROR\"", "<image xmlns=\"\" status=\"ERROR\""), ids("XML-02")},
		{"qualified attributes", xmlText(func(s string) string {
			s = strings.Replace(s, "<images ", `<images xmlns:c="http://docs.openstack.org/compute/api/v1.1" `, 1)
			return strings.ReplaceAll(s, " minDisk=", " c:minDisk=")
		}), ids("XML-03")},
		{"links in no namespace of their own", replaced("atom:link", "link"), ids("XML-04")},
		{"links before the metadata", xmlImage(func(_ refserver.Entry, x *refserver.Element) {
			slices.SortStableFunc(x.Children, func(a, b *refserver.Element) int { return place(a) - place(b) })
		}), ids("XML-05")},
		{"times without a zone sign", xmlImage(func(_ refserver.Entry, x *refserver.Element) {
			attr(x, "created", func(s string) string { return strings.Replace(s, "T", " ", 1) })
		}), ids("EQV-02", "XML-06")},
		{"a prefix without a declaration", replaced(` xmlns:atom="http://www.w3.org/2005/Atom"`, ""), ids("XML-04", "XML-07")},
		{"no declaration", xmlText(func(s string) string { _, s, _ = strings.Cut(s, "\n"); return s }), ids("XML-08")},
		{"a text for an empty collection", xmlText(func(s string) string {
			if !strings.Contains(s, "<image ") && strings.HasSuffix(s, "/>") {
				return strings.TrimSuffix(s, "/>") + ">None</images>"
			}
			return s
		}), ids("XML-09")},
		{"nothing for an empty collection", xmlText(func(s string) string {
			if !strings.Contains(s, "<image ") && strings.Contains(s, "<images ") {
				return ""
			}
			return s
		}), ids("XML-01", "XML-09")},
		{"a DOCTYPE", replaced("?>\n", "?>\n<!DOCTYPE images>\n"), ids("XML-10")},
		{"an attribute of the image service", xmlImage(func(_ refserver.Entry, x *refserver.Element) {
			x.Attrs = append(x.Attrs, refserver.Attr{Name: "checksum", Value: "d41d"})
		}), ids("XML-11")},
		{"no minRam", xmlImage(func(_ refserver.Entry, x *refserver.Element) {
			x.Attrs = slices.DeleteFunc(x.Attrs, func(a refserver.Attr) bool { return a.Name == "minRam" })
		}), ids("XML-12")},
		{"links within links", xmlImage(func(_ refserver.Entry, x *refserver.Element) {
			wrapper := &refserver.Element{Name: "links"}
			for _, child := range x.Children {
				if child.Name == "atom:link" {
					wrapper.Children = append(wrapper.Children, child)
				}
			}
			x.Children = append(withoutElement(x.Children, "atom:link"), wrapper)
		}), ids("XML-14")},
		{"metadata without a namespace", xmlImage(func(_ refserver.Entry, x *refserver.Element) {
			for _, child := range x.Children {
				if child.Name == "metadata" {
					child.Attrs = append(child.Attrs, refserver.Attr{Name: "xmlns", Value: ""})
				}
			}
		}), ids("XML-15")},
	}, bodyAreas...)
}

// place puts links first.
func place(e *refserver.Element) int {
	if e.Name == "atom:link" {
		return 0
	}
	return 1
}

func attr(x *refserver.Element, name string, change func(string) string) {
	for i := range x.Attrs {
		if x.Attrs[i].Name == name {
			x.Attrs[i].Value = change(x.Attrs[i].Value)
		}
	}
}

// Prefixes, quotes, white space, comments, CDATA and what other namespaces add
// mean nothing.
func TestPermittedXML(t *testing.T) {
	permitted := map[string]deployment{
		"prefixes for all": xmlText(func(s string) string {
			s = strings.ReplaceAll(s, `xmlns="`, `xmlns:c="`)
			for _, name := range []string{"images", "image", "server", "metadata", "meta"} {
				for _, end := range []string{" ", ">", "/"} {
					s = strings.ReplaceAll(s, "<"+name+end, "<c:"+name+end)
				}
				s = strings.ReplaceAll(s, "</"+name+">", "</c:"+name+">")
			}
			return strings.NewReplacer("xmlns:atom=", "xmlns:a=", "atom:", "a:").Replace(s)
		}),
		"white space and comments": xmlText(func(s string) string {
			return strings.ReplaceAll(strings.ReplaceAll(s, "<image ", "\n  <!-- next --><image\n "), "<metadata>", "\n    <metadata>")
		}),
		"elements and attributes of an extension": xmlImage(func(_ refserver.Entry, x *refserver.Element) {
			space := refserver.Attr{Name: "xmlns:ext", Value: "http://docs.openstack.org/compute/ext/image_size/api/v1.1"}
			x.Attrs = append(x.Attrs, space, refserver.Attr{Name: "ext:size", Value: "None"})
			x.Children = append(x.Children, &refserver.Element{Name: "ext:origin", Text: "elsewhere"})
		}),
		"a declaration in other words": replaced("<?xml version='1.0' encoding='UTF-8'?>", `<?xml version="1.0" encoding="utf-8" standalone="yes"?>`),
	}
	for name, d := range permitted {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			judge(t, d, bodyAreas...).wantBroken(t)
		})
	}
}

// Without XML nothing about it is decided, and nothing is found in JSON.
func TestBodiesWithoutXML(t *testing.T) {
	d := altered(func(b *refserver.Behaviour) {
		b.Negotiate = func(*refserver.Call) refserver.Format { return refserver.JSONFormat }
	})
	judged := judge(t, d, bodyAreas...)
	judged.wantBroken(t)
	undecided := judged.undecided()
	for _, row := range requirement.All() {
		if row.Format == requirement.XML && slices.Contains([]requirement.Area{"XML", "EQV"}, row.ID.Area()) && !slices.Contains(undecided, row.ID) {
			t.Errorf("%s was decided without XML", row.ID)
		}
	}
}
