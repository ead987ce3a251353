package suites

import (
	"strings"
	"testing"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
)

// serverLinked changes the links of each server in both formats.
func serverLinked(change func([]refserver.Link) []refserver.Link) deployment {
	return altered(func(b *refserver.Behaviour) {
		before := b.Link.Server
		b.Link.Server = func(c *refserver.Call, id string) []refserver.Link { return change(before(c, id)) }
	})
}

func TestWrongServers(t *testing.T) {
	judgeWrong(t, []wrong{
		{"an integer for an id", jsonImage(func(_ *refserver.Call, _ refserver.Entry, o refserver.Object) refserver.Object {
			for _, m := range o {
				if m.Name == "server" {
					return with(o, "server", with(m.Value.(refserver.Object), "id", 42))
				}
			}
			return o
		}), ids("EQV-05", "SUB-01", "SUB-03", "SUB-05")},
		{"no bookmark", serverLinked(func(l []refserver.Link) []refserver.Link { return l[:1] }), ids("SUB-02")},
		{"an alternate", serverLinked(func(l []refserver.Link) []refserver.Link {
			return append(l, refserver.Link{Rel: "alternate", Href: l[0].Href})
		}), ids("SUB-02")},
		{"self without the tenant", serverLinked(func(l []refserver.Link) []refserver.Link {
			l[0].Href = strings.Replace(l[0].Href, "/openstack/", "/", 1)
			return l
		}), ids("SUB-03")},
		{"a versioned bookmark", serverLinked(func(l []refserver.Link) []refserver.Link {
			l[1].Href = l[0].Href
			return l
		}), ids("SUB-03")},
		{"links to the image", serverLinked(func(l []refserver.Link) []refserver.Link {
			for i := range l {
				l[i].Href = strings.Replace(l[i].Href, "/servers/", "/images/", 1)
			}
			return l
		}), ids("SUB-03")},
		{"another host", serverLinked(func(l []refserver.Link) []refserver.Link {
			for i := range l {
				l[i].Href = strings.Replace(l[i].Href, "127.0.0.1", "10.0.0.7", 1)
			}
			return l
		}), ids("SUB-04")},
		{"the host of the machine instead of the instance", represented(func(i *fixtures.Image, e *refserver.Entry) {
			host := "0f0e0d0c-0b0a-4900-8807-060504030201"
			for n := range e.Metadata {
				if e.Metadata[n].Key == "instance_uuid" {
					e.Metadata[n].Value = &host
				}
			}
		}), ids("SUB-05")},
		{"the server after the metadata", xmlImage(func(_ refserver.Entry, x *refserver.Element) {
			if x.Children[0].Name == "server" {
				x.Children[0], x.Children[1] = x.Children[1], x.Children[0]
			}
		}), ids("SUB-07")},
		{"no server in XML", xmlImage(func(_ refserver.Entry, x *refserver.Element) {
			x.Children = withoutElement(x.Children, "server")
		}), ids("EQV-05")},
	}, bodyAreas...)
}
