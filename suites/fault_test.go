package suites

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites/requirement"
)

func TestReferenceFaults(t *testing.T) {
	t.Parallel()
	t.Run("rich", func(t *testing.T) {
		t.Parallel()
		all := judge(t, rich(), "ERR-*")
		all.wantBroken(t)
		all.wantUndecided(t)
	})
	for _, n := range []int{0, 1, 3} {
		t.Run(fmt.Sprint(n, " images"), func(t *testing.T) {
			t.Parallel()
			all := judge(t, plain(n), "ERR-*")
			all.wantBroken(t)
			all.wantUndecided(t, "ERR-06", "ERR-07")
		})
	}
}

// faulty is the reference server with other faults.
func faulty(when func(*refserver.Fault) bool, change func(*refserver.Call, *refserver.Fault)) deployment {
	return altered(refault(when, change))
}

// refault changes the faults of which a condition holds.
func refault(when func(*refserver.Fault) bool, change func(*refserver.Call, *refserver.Fault)) func(*refserver.Behaviour) {
	return func(b *refserver.Behaviour) {
		next := b.Fault
		b.Fault = func(c *refserver.Call, f refserver.Fault) refserver.Fault {
			f = next(c, f)
			if when(&f) {
				change(c, &f)
			}
			return f
		}
	}
}

// status is the condition that a fault has one of some statuses.
func status(of ...int) func(*refserver.Fault) bool {
	return func(f *refserver.Fault) bool { return slices.Contains(of, f.Status) }
}

func called(name string) func(*refserver.Call, *refserver.Fault) {
	return func(_ *refserver.Call, f *refserver.Fault) { f.Name = name }
}

func saying(message string) func(*refserver.Call, *refserver.Fault) {
	return func(_ *refserver.Call, f *refserver.Fault) { f.Message = message }
}

// inJSONFault changes the members within each fault in JSON.
func inJSONFault(change func(refserver.Object) refserver.Object) deployment {
	return altered(func(b *refserver.Behaviour) {
		next := b.JSON.Fault
		b.JSON.Fault = func(c *refserver.Call, f refserver.Fault) refserver.Object {
			root := next(c, f)
			root[0].Value = change(root[0].Value.(refserver.Object))
			return root
		}
	})
}

// inXMLFault is the reference server with other faults in XML.
func inXMLFault(change func(refserver.Fault, *refserver.Element)) deployment {
	return altered(rewriteXMLFault(change))
}

func rewriteXMLFault(change func(refserver.Fault, *refserver.Element)) func(*refserver.Behaviour) {
	return func(b *refserver.Behaviour) {
		next := b.XML.Fault
		b.XML.Fault = func(c *refserver.Call, f refserver.Fault) *refserver.Element {
			root := next(c, f)
			change(f, root)
			return root
		}
	}
}

// bodies changes the body of each answer with a status.
func bodies(status int, change func(*http.Request, *reply)) deployment {
	return rich().answering(func(r *http.Request, a *reply) {
		if a.status == status {
			change(r, a)
		}
	})
}

func asText(_ *http.Request, a *reply) {
	a.body = "something is wrong\n"
	a.header.Set("Content-Type", "text/plain")
}

func asksXML(r *http.Request) bool { return strings.Contains(r.Header.Get("Accept"), "xml") }

func TestWrongFaults(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		server deployment
		want   []requirement.ID
	}{
		{"401 as plain text", bodies(401, asText), ids("ERR-01")},
		{"405 without a body", bodies(405, func(_ *http.Request, a *reply) { a.body = "" }), ids("ERR-01")},
		{"405 as JSON to all", rich().asking(func(r *http.Request) {
			if r.Method == http.MethodPost {
				r.Header.Del("Accept")
			}
		}), ids("ERR-01")},
		{"400 as a page", bodies(400, func(_ *http.Request, a *reply) {
			a.body = "<?xml version='1.0'?><!DOCTYPE html><html><body>bad</body></html>"
			a.header.Set("Content-Type", "text/html")
		}), ids("ERR-01")},
		{"error of another API", bodies(400, func(r *http.Request, a *reply) {
			if !asksXML(r) {
				a.body = `{"error": "bad"}`
			}
		}), ids("ERR-01", "ERR-02")},

		{"code as a string", inJSONFault(func(o refserver.Object) refserver.Object {
			o[0].Value = fmt.Sprint(o[0].Value)
			return o
		}), ids("ERR-02")},
		{"no message", inJSONFault(func(o refserver.Object) refserver.Object { return o[:1] }), ids("ERR-02", "ERR-11")},
		{"empty message", faulty(status(405), saying("")), ids("ERR-02")},
		{"details that are no text", inJSONFault(func(o refserver.Object) refserver.Object {
			return append(o, refserver.Member{Name: "details", Value: refserver.Object{}})
		}), ids("ERR-02")},
		{"code of another status", faulty(status(401), func(_ *refserver.Call, f *refserver.Fault) { f.Code = 403 }), ids("ERR-02", "ERR-03")},
		{"code of another status in XML", inXMLFault(func(_ refserver.Fault, e *refserver.Element) { e.Attrs[1].Value = "500" }), ids("ERR-03")},
		{"two faults in one", altered(func(b *refserver.Behaviour) {
			next := b.JSON.Fault
			b.JSON.Fault = func(c *refserver.Call, f refserver.Fault) refserver.Object {
				return append(next(c, f), refserver.Member{Name: "request_id", Value: c.RequestID})
			}
		}), ids("ERR-02")},
		{"broken JSON", bodies(400, func(r *http.Request, a *reply) {
			if !asksXML(r) && r.URL.RawQuery == "limit=abc" {
				a.body = strings.TrimSuffix(a.body, "}")
			}
		}), ids("ERR-02")},
		{"no code in XML", inXMLFault(func(_ refserver.Fault, e *refserver.Element) { e.Attrs = e.Attrs[:1] }), ids("ERR-03")},
		{"details before the message", inXMLFault(func(_ refserver.Fault, e *refserver.Element) {
			e.Children = append([]*refserver.Element{{Name: "details", Text: "first"}}, e.Children...)
		}), ids("ERR-03")},
		{"no message in XML", inXMLFault(func(_ refserver.Fault, e *refserver.Element) { e.Children = nil }), ids("ERR-03", "ERR-11")},

		{"401 called forbidden", faulty(status(401), called("forbidden")), ids("ERR-04")},
		{"405 called itemNotFound", faulty(status(405), called("itemNotFound")), ids("ERR-04")},
		{"400 called as in 2011", faulty(status(400), called("cloudServersFault")), ids("ERR-04", "ERR-05")},
		{"everything called computeFault", faulty(status(400, 401, 403, 405), called("computeFault")), ids()},
		{"500 called otherwise", faulty(status(500), called("internalServerError")), ids("ERR-04", "ERR-06")},
		{"500 with a trace", faulty(status(500), saying(`Traceback (most recent call last): File "x", line 3`)), ids("ERR-06")},
		{"500 with a query", faulty(status(500), saying("cannot SELECT id, name FROM images WHERE deleted = 0")), ids("ERR-06")},
		{"500 with a path", faulty(status(500), saying("no such file: /var/lib/glance/images/1")), ids("ERR-06")},
		{"500 with a trace in details", faulty(status(500), func(_ *refserver.Call, f *refserver.Fault) {
			f.Details = "Traceback (most recent call last)"
		}), ids()},
		{"400 in place of 500", faulty(status(500), func(_ *refserver.Call, f *refserver.Fault) {
			f.Status, f.Code, f.Name = 400, 400, "badRequest"
		}), ids("ERR-06")},
		{"503 called otherwise", faulty(status(503), called("serverCapacityUnavailable")), ids("ERR-04", "ERR-07")},
		{"503 to be tried soon", faulty(status(503), func(_ *refserver.Call, f *refserver.Fault) { f.Header.Set("Retry-After", "soon") }), ids("ERR-07")},
		{"503 without a time", faulty(status(503), func(_ *refserver.Call, f *refserver.Fault) { f.Header.Del("Retry-After") }), ids()},

		{"404 for nothing found", altered(func(b *refserver.Behaviour) {
			next := b.Select
			b.Select = func(c *refserver.Call) (refserver.Page, *refserver.Fault) {
				page, fault := next(c)
				if fault == nil && len(page.Images) == 0 {
					fault = &refserver.Fault{Status: 404, Code: 404, Name: "itemNotFound", Message: "no images"}
				}
				return page, fault
			}
		}), ids("ERR-08")},
		{"404 of an image without a fault", bodies(404, asText), ids("ERR-08")},
		{"404 of an image with another fault", faulty(status(404), called("badRequest")), ids("ERR-08")},
		{"415 to a GET", rich().answering(func(r *http.Request, a *reply) {
			if r.Header.Get("Content-Type") == "text/foo" {
				a.status = http.StatusUnsupportedMediaType
			}
		}), ids("ERR-01", "ERR-09")},

		{"namespace of the path's version, early", inXMLFault(func(f refserver.Fault, e *refserver.Element) {
			if f.Status == 401 {
				e.Attrs[0].Value = "http://docs.openstack.org/compute/api/v2"
			}
		}), ids("ERR-10")},
		{"no namespace, late", inXMLFault(func(f refserver.Fault, e *refserver.Element) {
			if f.Status == 400 {
				e.Attrs = e.Attrs[1:]
			}
		}), ids("ERR-10")},
		{"one message for all", faulty(status(400), saying("The server could not comply with the request.")), ids("ERR-11")},

		{"echo as it is", echoing(func(s string) string { return s }, "application/json", "application/xml"), ids("ERR-12")},
		{"echo as it is in JSON", echoing(func(s string) string { return s }, "application/json"), ids("ERR-12")},
		{"echo as it is in XML", echoing(func(s string) string { return s }, "application/xml"), ids("ERR-12")},
		{"controls as they are in XML", echoing(strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;").Replace, "application/xml"), ids("ERR-12")},
		{"controls as references in XML", echoing(strings.NewReplacer("&", "&amp;", "<", "&lt;", "\x01", "&#1;").Replace, "application/xml"), ids("ERR-12")},
		{"controls as they are in JSON", echoing(strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace, "application/json"), ids("ERR-12")},
		{"an element for what was asked", echoing(func(s string) string {
			return strings.Map(func(c rune) rune {
				if c < ' ' || c == '\ufffe' {
					return -1
				}
				return c
			}, strings.NewReplacer("<x>", "<x/>", "&", "&amp;").Replace(s))
		}, "application/xml"), ids("ERR-12")},
		{"server error for controls", rich().answering(func(r *http.Request, a *reply) {
			if a.status == 400 && strings.Contains(r.URL.RawQuery, "%01") {
				a.status = http.StatusInternalServerError
				a.body = strings.NewReplacer("badRequest", "computeFault", "400", "500", "integer, not", "x").Replace(a.body)
			}
		}), ids("ERR-12")},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			judge(t, c.server, "ERR-*").wantBroken(t, c.want...)
		})
	}
}

func ids(all ...requirement.ID) []requirement.ID { return all }

// echoing puts the values of a bad query into the message, after its own idea
// of escaping them, where an answer has one of the types.
func echoing(escape func(string) string, types ...string) deployment {
	return rich().answering(func(r *http.Request, a *reply) {
		query, err := url.QueryUnescape(r.URL.RawQuery)
		if err != nil || a.status != 400 || !slices.Contains(types, a.header.Get("Content-Type")) {
			return
		}
		for _, begin := range []string{`"message":"`, "<message>"} {
			a.body = strings.Replace(a.body, begin, begin+escape(query)+" ", 1)
		}
	})
}
