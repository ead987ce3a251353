package suites

import (
	"net/http"
	"strings"
	"testing"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// denied changes the answers to those who have no good token.
func denied(change func(*http.Request, *reply)) deployment {
	return rich().answering(func(r *http.Request, a *reply) {
		if a.status == http.StatusUnauthorized {
			change(r, a)
		}
	})
}

// authenticating puts a step before the server's own authentication.
func authenticating(before func(c *refserver.Call) (fault *refserver.Fault, done bool)) deployment {
	return altered(func(b *refserver.Behaviour) {
		usual := b.Authenticate
		b.Authenticate = func(c *refserver.Call) *refserver.Fault {
			if fault, done := before(c); done {
				return fault
			}
			return usual(c)
		}
	})
}

// seeing shows an image to whom it is private when the condition holds.
func seeing(when func(c *refserver.Call) bool) deployment {
	return altered(func(b *refserver.Behaviour) {
		before := b.Visible
		b.Visible = func(c *refserver.Call, i *fixtures.Image) bool { return when(c) || before(c, i) }
	})
}

func TestWrongAuthentication(t *testing.T) {
	demo := rich().tokens[target.Self]
	stranger := func(c *refserver.Call) bool { return c.Request.Header.Get("X-Auth-Token") == "" }
	bogus := func(c *refserver.Call) bool { return c.Request.Header.Get("X-Auth-Token") == target.BogusToken }
	judgeWrong(t, []wrong{
		{
			"lets anybody in who has no token",
			rich().asking(func(r *http.Request) {
				if r.Header.Get("X-Auth-Token") == "" {
					r.Header.Set("X-Auth-Token", string(demo))
				}
			}),
			[]requirement.ID{"AUTH-01", "AUTH-09"},
		},
		{
			"forbids strangers in XML",
			authenticating(func(c *refserver.Call) (*refserver.Fault, bool) {
				return refusing(http.StatusForbidden, "forbidden"), stranger(c) && c.Format == refserver.XMLFormat
			}),
			[]requirement.ID{"AUTH-01", "AUTH-09"},
		},
		{
			"forbids bad tokens",
			authenticating(func(c *refserver.Call) (*refserver.Fault, bool) {
				return refusing(http.StatusForbidden, "forbidden"), bogus(c)
			}),
			[]requirement.ID{"AUTH-02"},
		},
		{
			"tells strangers in plain text",
			denied(func(_ *http.Request, a *reply) {
				a.header.Set("Content-Type", "text/plain")
				a.body = "Authentication required"
			}),
			[]requirement.ID{"AUTH-03"},
		},
		{
			"tells bad tokens in JSON only",
			authenticating(func(c *refserver.Call) (*refserver.Fault, bool) {
				if bogus(c) {
					c.Format = refserver.JSONFormat
				}
				return nil, false
			}),
			[]requirement.ID{"AUTH-03"},
		},
		{
			"calls a missing token a badRequest",
			authenticating(func(c *refserver.Call) (*refserver.Fault, bool) {
				f := refusing(http.StatusUnauthorized, "badRequest")
				f.Header.Set("WWW-Authenticate", "Keystone")
				return f, stranger(c)
			}),
			[]requirement.ID{"AUTH-03"},
		},
		{
			"does not say how to authenticate",
			denied(func(_ *http.Request, a *reply) { a.header.Del("WWW-Authenticate") }),
			[]requirement.ID{"AUTH-04"},
		},
		{
			"tells strangers of an image in XML",
			denied(func(_ *http.Request, a *reply) {
				a.body = strings.Replace(a.body, "</message>", " 1fa89347-ed6a-4202-bd3d-e791a7cf0a3a</message>", 1)
			}),
			[]requirement.ID{"AUTH-05"},
		},
		{
			"reads parameters first",
			altered(func(b *refserver.Behaviour) {
				before := b.Screen
				b.Screen = func(c *refserver.Call) *refserver.Fault {
					if fault := c.Stage.ReadQuery(c); fault != nil {
						return fault
					}
					return before(c)
				}
			}),
			[]requirement.ID{"AUTH-09"},
		},
		{
			"reads parameters first behind an extension",
			altered(func(b *refserver.Behaviour) {
				before := b.Screen
				b.Screen = func(c *refserver.Call) *refserver.Fault {
					if fault := c.Stage.ReadQuery(c); fault != nil && c.Route.Suffix == ".json" {
						return fault
					}
					return before(c)
				}
			}),
			[]requirement.ID{"AUTH-09"},
		},
	}, requestAreas...)
}

func TestWrongTenancy(t *testing.T) {
	tenancy := func(allow func(path, own string) bool) deployment {
		return altered(func(b *refserver.Behaviour) {
			before := b.Tenancy
			b.Tenancy = func(c *refserver.Call) *refserver.Fault {
				if allow(c.Route.Tenant, c.Account.Tenant) {
					return nil
				}
				return before(c)
			}
		})
	}
	judgeWrong(t, []wrong{
		{"serves the user's images below any tenant", tenancy(func(string, string) bool { return true }), []requirement.ID{"AUTH-06"}},
		{"compares tenants by their beginning", tenancy(strings.HasPrefix), []requirement.ID{"AUTH-06"}},
		{
			"knows its second tenant only",
			tenancy(func(path, own string) bool {
				return path == fixtures.Rich().OtherTenant || path == fixtures.Rich().Tenant
			}),
			[]requirement.ID{"AUTH-06"},
		},
		{
			"takes the tenant from the path",
			altered(func(b *refserver.Behaviour) {
				b.Tenancy = func(c *refserver.Call) *refserver.Fault {
					c.Tenant = c.Route.Tenant
					return nil
				}
			}),
			[]requirement.ID{"AUTH-06"},
		},
		{
			"does not compare tenants behind an extension",
			altered(func(b *refserver.Behaviour) {
				before := b.Tenancy
				b.Tenancy = func(c *refserver.Call) *refserver.Fault {
					if c.Route.Suffix == ".xml" {
						return nil
					}
					return before(c)
				}
			}),
			[]requirement.ID{"AUTH-06"},
		},
		{
			"lets everyone list",
			altered(func(b *refserver.Behaviour) { b.Permit = func(*refserver.Call) *refserver.Fault { return nil } }),
			[]requirement.ID{"AUTH-07"},
		},
		{
			"does not know who may not list",
			altered(func(b *refserver.Behaviour) {
				b.Permit = func(c *refserver.Call) *refserver.Fault {
					if c.Account.Restricted {
						return refusing(http.StatusUnauthorized, "unauthorized")
					}
					return nil
				}
			}),
			[]requirement.ID{"AUTH-07"},
		},
		{
			"finds images of all tenants by name",
			seeing(func(c *refserver.Call) bool { return c.Query.Asked[refserver.NameParam] }),
			[]requirement.ID{"AUTH-08"},
		},
		{
			"finds images of all tenants by status in XML",
			seeing(func(c *refserver.Call) bool {
				return c.Query.Asked[refserver.StatusParam] && c.Format == refserver.XMLFormat
			}),
			[]requirement.ID{"AUTH-08"},
		},
		{
			"finds images of all servers",
			seeing(func(c *refserver.Call) bool { return c.Query.Asked[refserver.ServerParam] }),
			[]requirement.ID{"AUTH-08"},
		},
		{
			"tells of changes in all tenants",
			seeing(func(c *refserver.Call) bool { return c.Query.Asked[refserver.ChangesSince] }),
			[]requirement.ID{"AUTH-08"},
		},
		{
			"finds base images of all tenants",
			seeing(func(c *refserver.Call) bool { return c.Query.Type == refserver.Base }),
			[]requirement.ID{"AUTH-08"},
		},
		{
			"shows the first tenant's images to the second by name",
			seeing(func(c *refserver.Call) bool {
				return c.Tenant == fixtures.Rich().OtherTenant && c.Query.Asked[refserver.NameParam]
			}),
			[]requirement.ID{"AUTH-08"},
		},
	}, requestAreas...)
}

// TestLeaksAnywhere holds that a private image is found in any listing of a
// run, here behind a marker that the specs about tenants do not ask for.
func TestLeaksAnywhere(t *testing.T) {
	d := seeing(func(c *refserver.Call) bool { return c.Query.Asked[refserver.MarkerParam] })
	all := judge(t, d, "AUTH-08", "MRK-05")
	if broken := all.broken(); len(broken) == 0 || broken[0] != "AUTH-08" {
		t.Errorf("no finding of AUTH-08, but of %v", broken)
	}
}

// TestForeignTenantsRefused holds each accepted way to refuse them.
func TestForeignTenantsRefused(t *testing.T) {
	for _, status := range []int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound} {
		d := altered(func(b *refserver.Behaviour) {
			b.Tenancy = func(c *refserver.Call) *refserver.Fault {
				if c.Route.Tenant != c.Account.Tenant {
					return refusing(status, "computeFault")
				}
				return nil
			}
		})
		judge(t, d, requestAreas...).wantBroken(t)
	}
}
