package suites

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites/target"
)

// linking changes the links of each image in both formats.
func linking(change func(*refserver.Call, []refserver.Link) []refserver.Link) deployment {
	return altered(func(b *refserver.Behaviour) {
		before := b.Link.Image
		b.Link.Image = func(c *refserver.Call, i *fixtures.Image) []refserver.Link { return change(c, before(c, i)) }
	})
}

// hrefs changes the target of each link of a relation.
func hrefs(relation string, change func(*refserver.Call, string) string) deployment {
	return linking(func(c *refserver.Call, links []refserver.Link) []refserver.Link {
		for i := range links {
			if links[i].Rel == relation {
				links[i].Href = change(c, links[i].Href)
			}
		}
		return links
	})
}

func replacing(old, new string) func(*refserver.Call, string) string {
	return func(_ *refserver.Call, href string) string { return strings.Replace(href, old, new, 1) }
}

func TestWrongLinks(t *testing.T) {
	judgeWrong(t, []wrong{
		{"relative self links", hrefs("self", func(_ *refserver.Call, href string) string {
			_, path, _ := strings.Cut(href, "/v2/")
			return "/v2/" + path
		}), ids("LNK-01")},
		{"no bookmark", linking(func(_ *refserver.Call, l []refserver.Link) []refserver.Link { return slices.Delete(l, 1, 2) }), ids("LNK-02")},
		{"two self links", linking(func(_ *refserver.Call, l []refserver.Link) []refserver.Link { return append(l[:1:1], l...) }), ids("LNK-02")},
		{"no alternate", linking(func(_ *refserver.Call, l []refserver.Link) []refserver.Link { return l[:2] }), ids("LNK-03")},
		{"an alternate without a type", linking(func(_ *refserver.Call, l []refserver.Link) []refserver.Link {
			l[2].Type = ""
			return l
		}), ids("LNK-04")},
		{"a typed self link", linking(func(_ *refserver.Call, l []refserver.Link) []refserver.Link {
			l[0].Type = "application/json"
			return l
		}), ids("LNK-05")},
		{"self without the tenant", hrefs("self", replacing("/openstack/", "/")), ids("LNK-06", "LNK-10")},
		{"self of another version", hrefs("self", replacing("/v2/", "/v1.1/")), ids("LNK-06", "LNK-10")},
		{"self to the collection", hrefs("self", replacing("/images/", "/images/detail/")), ids("LNK-06", "LNK-10")},
		{"self without the tenant behind a filter", hrefs("self", func(c *refserver.Call, href string) string {
			if strings.Contains(c.Request.URL.RawQuery, "status=") {
				return strings.Replace(href, "/openstack/", "/", 1)
			}
			return href
		}), ids("LNK-15")},
		{"a versioned bookmark", hrefs("bookmark", replacing("/openstack/", "/v2/openstack/")), ids("LNK-07")},
		{"a bookmark without the tenant", hrefs("bookmark", replacing("/openstack/", "/")), ids("LNK-07")},
		{"an alternate to a file", hrefs("alternate", func(_ *refserver.Call, href string) string { return href + "/file" }), ids("LNK-08")},
		{"an alternate of the other tenant", hrefs("alternate", replacing("/openstack/", "/neighbour/")), ids("LNK-09")},
		{"self links that lead nowhere", rich().answering(func(r *http.Request, a *reply) {
			if !strings.Contains(r.URL.Path, "/images/detail") {
				a.status, a.body = http.StatusNotFound, ""
			}
		}), ids("LNK-10")},
		{"the host from behind the proxy", hrefs("self", replacing("127.0.0.1", "10.0.0.7")), ids("LNK-11")},
		{"http behind TLS, told the other way round", hrefs("bookmark", replacing("http:", "https:")), ids("LNK-07", "LNK-11")},
		{"the bookmark first", linking(func(_ *refserver.Call, l []refserver.Link) []refserver.Link {
			return []refserver.Link{l[1], l[0], l[2]}
		}), ids("LNK-12")},
		{"a relation of its own", linking(func(_ *refserver.Call, l []refserver.Link) []refserver.Link {
			return append(l, refserver.Link{Rel: "thumbnail", Href: l[0].Href})
		}), ids("LNK-13")},
		{"double slashes", hrefs("self", replacing("/images/", "//images/")), ids("LNK-10", "LNK-14")},
		{"None for the tenant of the alternate", hrefs("alternate", replacing("/openstack/", "/None/")), ids("LNK-14")},
		{"a space in the alternate", hrefs("alternate", replacing("/openstack/", "/open stack/")), ids("LNK-14")},
		{"the extension in self links", hrefs("self", func(c *refserver.Call, href string) string { return href + c.Route.Suffix }), ids("LNK-15")},
		{"the query in self links", hrefs("self", func(c *refserver.Call, href string) string {
			return strings.TrimSuffix(href+"?"+c.Request.URL.RawQuery, "?")
		}), ids("LNK-15")},
	}, bodyAreas...)
}

// Links may name a public address instead of the one that was asked, name the
// tenant in another encoding, and come with more links; alternates may lead
// anywhere.
func TestPermittedLinks(t *testing.T) {
	permitted := map[string]deployment{
		"an encoded tenant":             hrefs("self", replacing("/openstack/", "/%6Fpenstack/")),
		"an alternate without a tenant": hrefs("alternate", replacing("/openstack/", "/")),
		"an alternate at Compute":       hrefs("alternate", func(c *refserver.Call, href string) string { return strings.Replace(href, c.ImagePrefix, c.Prefix, 1) }),
		"a link about the image": linking(func(_ *refserver.Call, l []refserver.Link) []refserver.Link {
			return append(l, refserver.Link{Rel: "describedby", Href: l[0].Href, Type: "text/html"})
		}),
		"no tenant anywhere": reference(refserver.Options{Set: fixtures.Rich(), NoTenant: true}),
	}
	for name, d := range permitted {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			judge(t, d, bodyAreas...).wantBroken(t)
		})
	}
}

// A deployment behind a public address is judged by it once it is told. Until
// then a path in it cannot be told from a wrong one.
func TestPublicPrefix(t *testing.T) {
	const public = "https://cloud.example.com/compute"
	d := reference(refserver.Options{Set: fixtures.Rich(), LinkPrefix: public}).alone()
	areas := []string{"LNK-*", "SUB-*"}
	judge(t, d, areas...).wantBroken(t, "LNK-06", "LNK-07", "LNK-10", "LNK-11", "SUB-03")

	server := httptest.NewServer(d.handler)
	defer server.Close()
	at := endpoint(t, server.URL+d.path)
	at.Public = public
	told, err := New(Options{Target: target.Config{Endpoint: at, Tokens: d.tokens}, Select: selection(t, areas)}).Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, j := range told.Judged {
		if len(j.Findings) > 0 || j.Ranged == 0 {
			t.Errorf("%s looked at %d links and found %v", j.Requirement, j.Ranged, j.Findings)
		}
	}
}
