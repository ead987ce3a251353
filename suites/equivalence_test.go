package suites

import (
	"slices"
	"strings"
	"testing"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
)

// xmlCollection changes the listing in XML before it is written.
func xmlCollection(change func(*refserver.Call, *refserver.Collection)) deployment {
	return altered(func(b *refserver.Behaviour) {
		before := b.XML.Collection
		b.XML.Collection = func(c *refserver.Call, l refserver.Collection) *refserver.Element {
			l.Entries = slices.Clone(l.Entries)
			change(c, &l)
			return before(c, l)
		}
	})
}

func xmlFault(change func(*refserver.Fault)) deployment {
	return altered(func(b *refserver.Behaviour) {
		before := b.XML.Fault
		b.XML.Fault = func(c *refserver.Call, f refserver.Fault) *refserver.Element {
			change(&f)
			return before(c, f)
		}
	})
}

func TestWrongEquivalence(t *testing.T) {
	judgeWrong(t, []wrong{
		{"one image less in XML", xmlCollection(func(_ *refserver.Call, l *refserver.Collection) {
			if len(l.Entries) > 20 {
				l.Entries = l.Entries[:len(l.Entries)-1]
			}
		}), ids("EQV-01")},
		{"another order behind a marker in XML", xmlCollection(func(c *refserver.Call, l *refserver.Collection) {
			if c.Query.Asked[refserver.MarkerParam] {
				slices.Reverse(l.Entries)
			}
		}), ids("EQV-01")},
		{"a filter with a marker ignored in XML", altered(func(b *refserver.Behaviour) {
			before := b.Matches
			b.Matches = func(c *refserver.Call, i *fixtures.Image) bool {
				asked := c.Query.Asked
				return c.Format == refserver.XMLFormat && asked[refserver.MarkerParam] && asked[refserver.StatusParam] || before(c, i)
			}
		}), ids("EQV-01")},
		{"no deleted images in XML", xmlCollection(func(_ *refserver.Call, l *refserver.Collection) {
			l.Entries = slices.DeleteFunc(l.Entries, func(e refserver.Entry) bool { return valueOf(e, "status") == "DELETED" })
		}), ids("EQV-01")},
		{"names unescaped in XML", xmlImage(func(_ refserver.Entry, x *refserver.Element) {
			attr(x, "name", func(s string) string { return strings.ReplaceAll(s, "%20", " ") })
		}), ids("EQV-02")},
		{"a second lost in XML", xmlImage(func(e refserver.Entry, x *refserver.Element) {
			if valueOf(e, "name") == "Ubuntu" {
				attr(x, "updated", func(s string) string { return strings.Replace(s, ":01Z", ":00Z", 1) })
			}
		}), ids("EQV-02")},
		{"megabytes for gigabytes in XML", xmlImage(func(_ refserver.Entry, x *refserver.Element) {
			attr(x, "minDisk", func(s string) string {
				if s == "0" || len(s) > 4 {
					return s
				}
				return s + "000"
			})
		}), ids("EQV-02")},
		{"an item lost in XML", xmlItems(func(items []refserver.Item) []refserver.Item {
			return slices.DeleteFunc(items, func(i refserver.Item) bool { return i.Key == "base_image_ref" })
		}), ids("EQV-03", "MET-08")},
		{"another alternate in XML", xmlImage(func(_ refserver.Entry, x *refserver.Element) {
			last := x.Children[len(x.Children)-1]
			attr(last, "href", func(s string) string { return strings.Replace(s, "/openstack/", "/", 1) })
		}), ids("EQV-04")},
		{"another server in XML", xmlImage(func(_ refserver.Entry, x *refserver.Element) {
			if server := x.Children[0]; server.Name == "server" {
				attr(server.Children[0], "href", func(s string) string { return strings.Replace(s, "/openstack/", "/%6Fpenstack/", 1) })
			}
		}), ids("EQV-05")},
		{"no next link in XML", xmlCollection(func(_ *refserver.Call, l *refserver.Collection) { l.Links = nil }), ids("EQV-06")},
		{"a next link that forgets the filter in XML", xmlCollection(func(_ *refserver.Call, l *refserver.Collection) {
			l.Links = slices.Clone(l.Links)
			for i := range l.Links {
				l.Links[i].Href = strings.ReplaceAll(l.Links[i].Href, "name=", "nom=")
			}
		}), ids("EQV-06")},
		{"another fault in XML", xmlFault(func(f *refserver.Fault) { f.Name = "computeFault" }), ids("EQV-07")},
		{"another code in XML", xmlFault(func(f *refserver.Fault) { f.Code = 500 }), ids("EQV-07")},
		{"another message in XML", xmlFault(func(f *refserver.Fault) { f.Message = strings.ReplaceAll(f.Message, `"`, "&quot;") }), ids("EQV-07")},
		{"bad limits ignored in XML", altered(func(b *refserver.Behaviour) {
			before := b.Parse.Limit
			b.Parse.Limit = func(c *refserver.Call, text string) (int, *refserver.Fault) {
				n, fault := before(c, text)
				if c.Format == refserver.XMLFormat && fault != nil {
					return 1000, nil
				}
				return n, fault
			}
		}), ids("EQV-07")},
	}, bodyAreas...)
}

func valueOf(e refserver.Entry, name string) any {
	for _, s := range e.Scalars {
		if s.Name == name {
			return s.Value
		}
	}
	return nil
}
