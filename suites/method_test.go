package suites

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites/requirement"
)

// otherMethod changes the answers to methods that are refused.
func otherMethod(change func(*http.Request, *reply)) deployment {
	return rich().answering(func(r *http.Request, a *reply) {
		if a.status == http.StatusMethodNotAllowed {
			change(r, a)
		}
	})
}

// deleting refuses a DELETE and does its work nevertheless, as those who ask
// over the same connection can see.
func deleting() deployment {
	var did sync.Map
	return rich().answering(func(r *http.Request, a *reply) {
		if r.Method == http.MethodDelete {
			did.Store(r.RemoteAddr, true)
		} else if _, done := did.Load(r.RemoteAddr); done {
			a.body = strings.Replace(a.body, "SAVING", "DELETED", 1)
		}
	})
}

func TestWrongMethods(t *testing.T) {
	judgeWrong(t, []wrong{
		{
			"serves PATCH like GET",
			altered(func(b *refserver.Behaviour) {
				before := b.Method
				b.Method = func(c *refserver.Call) *refserver.Fault {
					if c.Request.Method == http.MethodPatch {
						return nil
					}
					return before(c)
				}
			}),
			[]requirement.ID{"MTH-02"},
		},
		{
			"finds nothing to delete",
			otherMethod(func(r *http.Request, a *reply) {
				if r.Method == http.MethodDelete {
					a.status = http.StatusNotFound
				}
			}),
			[]requirement.ID{"MTH-02"},
		},
		{
			"names the fault methodNotAllowed in XML",
			altered(func(b *refserver.Behaviour) {
				before := b.XML.Fault
				b.XML.Fault = func(c *refserver.Call, f refserver.Fault) *refserver.Element {
					if f.Name == "badMethod" {
						f.Name = "methodNotAllowed"
					}
					return before(c, f)
				}
			}),
			[]requirement.ID{"MTH-02"},
		},
		{
			"refuses methods without a body",
			otherMethod(func(_ *http.Request, a *reply) { a.body = "" }),
			[]requirement.ID{"MTH-02"},
		},
		{"hides an image behind a DELETE", deleting(), []requirement.ID{"MTH-02"}},
		{
			"has an Allow without GET",
			otherMethod(func(_ *http.Request, a *reply) { a.header.Set("Allow", "HEAD, FORGET") }),
			[]requirement.ID{"MTH-03"},
		},
		{
			"has no Allow for DELETE",
			otherMethod(func(r *http.Request, a *reply) {
				if r.Method == http.MethodDelete {
					a.header.Del("Allow")
				}
			}),
			[]requirement.ID{"MTH-03"},
		},
		{
			"labels HEAD otherwise",
			rich().answering(func(r *http.Request, a *reply) {
				if r.Method == http.MethodHead {
					a.header.Set("Content-Type", "text/html")
				}
			}),
			[]requirement.ID{"MTH-04"},
		},
		{
			"has nothing to say to HEAD",
			rich().answering(func(r *http.Request, a *reply) {
				if r.Method == http.MethodHead {
					a.status = http.StatusNoContent
				}
			}),
			[]requirement.ID{"MTH-04"},
		},
		{
			"breaks down over OPTIONS",
			otherMethod(func(r *http.Request, a *reply) {
				if r.Method == http.MethodOptions {
					a.status = http.StatusInternalServerError
				}
			}),
			[]requirement.ID{"MTH-05"},
		},
	}, requestAreas...)
}

// TestAllowInAnyForm holds the forms that a list of methods may have.
func TestAllowInAnyForm(t *testing.T) {
	for _, allow := range []string{"GET", "HEAD,GET", "POST , GET\t", ""} {
		d := otherMethod(func(_ *http.Request, a *reply) {
			if a.header.Set("Allow", allow); allow == "" {
				a.header["Allow"] = []string{"HEAD", "GET"}
			}
		})
		judge(t, d, "MTH-03").wantBroken(t)
	}
}

// TestHeadRefused holds that a server need not know HEAD.
func TestHeadRefused(t *testing.T) {
	for _, status := range []int{http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusNotImplemented} {
		d := rich().answering(func(r *http.Request, a *reply) {
			if r.Method == http.MethodHead {
				a.status = status
			}
		})
		all := judge(t, d, "MTH-04")
		all.wantBroken(t)
		all.wantUndecided(t)
	}
}
