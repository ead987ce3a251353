package suites

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites/requirement"
)

func TestReferenceHeaders(t *testing.T) {
	t.Parallel()
	t.Run("rich", func(t *testing.T) {
		t.Parallel()
		all := judge(t, rich(), "HDR-*")
		all.wantBroken(t)
		all.wantUndecided(t, "HDR-08")
	})
	for _, n := range []int{0, 1, 3} {
		t.Run(fmt.Sprint(n, " images"), func(t *testing.T) {
			t.Parallel()
			all := judge(t, plain(n), "HDR-*")
			all.wantBroken(t)
			all.wantUndecided(t, "HDR-08", "HDR-10")
		})
	}
}

// TestPermittedHeaders are servers that make use of what HTTP leaves free.
func TestPermittedHeaders(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name      string
		server    deployment
		undecided []requirement.ID
	}{
		{"parameters and case of media types", rich().answering(func(_ *http.Request, a *reply) {
			if media := a.header.Get("Content-Type"); media != "" {
				a.header.Set("Content-Type", strings.Replace(media, "application", "Application", 1)+" ; charset=utf-8")
			}
		}), ids("HDR-08")},
		{"chunks in place of lengths", chunked(rich()), ids("HDR-06", "HDR-07", "HDR-08")},
		{"closed connections", rich().answering(func(_ *http.Request, a *reply) { a.header.Set("Connection", "close") }), ids("HDR-08")},
		{"no headers beyond need", chunked(rich().answering(func(_ *http.Request, a *reply) {
			for _, name := range []string{"ETag", "Vary", "X-Compute-Request-Id"} {
				a.header.Del(name)
			}
		})), ids("HDR-04", "HDR-05", "HDR-06", "HDR-07", "HDR-08", "HDR-09")},
		{"nothing to be stored", rich().answering(func(_ *http.Request, a *reply) {
			a.header.Del("Vary")
			a.header.Set("Cache-Control", "private, No-Store")
		}), ids("HDR-08", "HDR-09")},
		{"a cache that keeps request ids", rich().answering(func(_ *http.Request, a *reply) {
			if a.status == http.StatusOK {
				a.status = http.StatusNonAuthoritativeInfo
				a.header.Set("X-Compute-Request-Id", "req-kept")
			}
		}), ids("HDR-08")},
		{"redirects", redirecting("/there"), nil},
		{"no conditional requests", rich().asking(func(r *http.Request) { r.Header.Del("If-None-Match") }), ids("HDR-08")},
		{"Vary: *", rich().answering(func(_ *http.Request, a *reply) { a.header.Set("Vary", "*") }), ids("HDR-08")},
		{"faults for browsers", rich().answering(func(_ *http.Request, a *reply) {
			if a.status == http.StatusUnauthorized {
				a.header.Set("Content-Type", "text/html")
				a.body = "<?xml version='1.0'?><!DOCTYPE html><html/>"
			}
		}), ids("HDR-08")},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			all := judge(t, c.server, "HDR-*")
			all.wantBroken(t)
			all.wantUndecided(t, c.undecided...)
		})
	}
}

// chunked is a deployment that never knows how much it will send, and so does
// not compress either.
func chunked(d deployment) deployment {
	return d.answering(func(_ *http.Request, a *reply) {
		a.header.Del("Content-Length")
		if a.status != http.StatusNotModified {
			a.body += strings.Repeat(" ", 4096) // net/http counts what is shorter
		}
	}).asking(func(r *http.Request) { r.Header.Del("Accept-Encoding") })
}

// redirecting sends each request to a place below its path, which serves it.
func redirecting(place string) deployment {
	d := rich()
	next := d.handler
	d.handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet && !strings.HasPrefix(r.URL.Path, place) {
			http.Redirect(w, r, place+r.URL.RequestURI(), http.StatusTemporaryRedirect)
			return
		}
		http.StripPrefix(place, next).ServeHTTP(w, r)
	})
	return d
}

// raw writes answers past net/http, which keeps lengths and bodies true.
func (d deployment) raw(when func(*http.Request, *reply) bool, write func(a *reply) string) deployment {
	next := d.handler
	d.handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		recorder := httptest.NewRecorder()
		next.ServeHTTP(recorder, r)
		a := &reply{recorder.Code, recorder.Header(), recorder.Body.String()}
		if !when(r, a) {
			for name, values := range a.header {
				w.Header()[name] = values
			}
			w.WriteHeader(a.status)
			_, _ = io.WriteString(w, a.body)
			return
		}
		conn, buffer, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		_, _ = buffer.WriteString(write(a))
		_ = buffer.Flush()
	})
	return d
}

// stating is an answer with a Content-Length that is off.
func stating(off int) func(*reply) string {
	return func(a *reply) string {
		a.header.Set("Content-Length", strconv.Itoa(len(a.body)+off))
		a.header.Set("Connection", "close")
		var b bytes.Buffer
		fmt.Fprintf(&b, "HTTP/1.1 %d %s\r\n", a.status, http.StatusText(a.status))
		_ = a.header.Write(&b)
		return b.String() + "\r\n" + a.body
	}
}

func asksToClose(r *http.Request, _ *reply) bool { return r.Close }

func isStatus(status int) func(*http.Request, *reply) bool {
	return func(_ *http.Request, a *reply) bool { return a.status == status }
}

// unread leaves the body of a refused POST on the connection, where it garbles
// the request behind it.
func unread() deployment {
	var mu sync.Mutex
	garbled := map[string]bool{}
	return rich().answering(func(r *http.Request, a *reply) {
		mu.Lock()
		defer mu.Unlock()
		if garbled[r.RemoteAddr] {
			a.status, a.body = http.StatusBadRequest, "Bad request syntax"
			a.header.Set("Content-Type", "text/plain")
		}
		garbled[r.RemoteAddr] = r.Method == http.MethodPost && r.ContentLength > 0
	})
}

// keyed is the reference server whose cache keys forget something.
func keyed(key func(*refserver.Call) string) deployment {
	return altered(func(b *refserver.Behaviour) { b.CacheKey = key })
}

func TestWrongHeaders(t *testing.T) {
	t.Parallel()
	empty := func(a *reply) bool {
		return strings.Contains(a.body, `"images":[]`) || strings.Contains(a.body, `v1.1"/>`)
	}
	for _, c := range []struct {
		name   string
		server deployment
		want   []requirement.ID
	}{
		{"no Content-Type", bodies(400, func(_ *http.Request, a *reply) { a.header["Content-Type"] = nil }), ids("HDR-01")},
		{"XML faults labelled JSON", bodies(401, func(_ *http.Request, a *reply) { a.header.Set("Content-Type", "application/json") }), ids("HDR-01")},
		{"empty lists labelled text", rich().answering(func(_ *http.Request, a *reply) {
			if empty(a) {
				a.header.Set("Content-Type", "text/plain")
			}
		}), ids("HDR-01")},
		{"text labelled JSON", bodies(401, func(_ *http.Request, a *reply) {
			a.header.Set("Content-Type", "application/json")
			a.body = "Authentication required"
		}), ids("HDR-01")},
		{"206 for a page", rich().answering(func(r *http.Request, a *reply) {
			if a.status == 200 && strings.Contains(r.URL.RawQuery, "limit=1") {
				a.status = http.StatusPartialContent
			}
		}), ids("HDR-02")},
		{"204 for nothing", rich().answering(func(_ *http.Request, a *reply) {
			if empty(a) {
				a.status, a.body = http.StatusNoContent, ""
				a.header.Del("Content-Length")
			}
		}), ids("HDR-03")},
		{"206 for nothing in XML", rich().answering(func(r *http.Request, a *reply) {
			if empty(a) && asksXML(r) {
				a.status = http.StatusPartialContent
			}
		}), ids("HDR-02", "HDR-03")},
		{"one request id", rich().answering(func(_ *http.Request, a *reply) { a.header.Set("X-Compute-Request-Id", "req-1") }), ids("HDR-04")},
		{"one request id of faults", bodies(400, func(_ *http.Request, a *reply) { a.header.Set("X-Compute-Request-Id", "req-1") }), ids("HDR-04")},
		{"an empty request id", bodies(401, func(_ *http.Request, a *reply) { a.header.Set("X-Compute-Request-Id", "") }), ids("HDR-04")},
		{"304 to any tag", rich().answering(func(r *http.Request, a *reply) {
			if r.Header.Get("If-None-Match") != "" {
				a.status, a.body = http.StatusNotModified, ""
				a.header.Del("Content-Length")
			}
		}), ids("HDR-05")},
		{"304 with a body", rich().raw(isStatus(304), func(a *reply) string {
			a.body = "not modified"
			return stating(0)(a)
		}), ids("HDR-05")},
		{"412 for a match", bodies(304, func(_ *http.Request, a *reply) { a.status = http.StatusPreconditionFailed }), ids("HDR-05")},
		{"gzip by label only", rich().answering(func(r *http.Request, a *reply) {
			if r.Header.Get("Accept-Encoding") != "" {
				a.header.Set("Content-Encoding", "gzip")
				a.body = unpacked(a.body)
			}
		}), ids("HDR-06")},
		{"gzip without a label", rich().answering(func(_ *http.Request, a *reply) { a.header.Del("Content-Encoding") }), ids("HDR-01", "HDR-06")},
		{"gzip cut short", rich().answering(func(_ *http.Request, a *reply) {
			if a.header.Get("Content-Encoding") == "gzip" {
				a.body = a.body[:len(a.body)-4]
			}
		}), ids("HDR-06")},
		{"gzip of another list", rich().asking(func(r *http.Request) {
			if r.Header.Get("Accept-Encoding") != "" && r.URL.RawQuery == "" {
				r.URL.RawQuery = "limit=3"
			}
		}), ids("HDR-06")},
		{"another coding", rich().answering(func(r *http.Request, a *reply) {
			if r.Header.Get("Accept-Encoding") != "" {
				a.header.Set("Content-Encoding", "br")
			}
		}), ids("HDR-06")},
		{"a length that is too large", rich().raw(asksToClose, stating(3)), ids("HDR-07")},
		{"a length that is too small", rich().raw(func(r *http.Request, a *reply) bool { return r.Close && a.status == 400 }, stating(-3)), ids("HDR-07")},
		{"a redirect to nowhere", rich().answering(func(r *http.Request, a *reply) {
			if a.status == 200 && r.URL.RawQuery == "" && !asksXML(r) {
				a.status = http.StatusFound
			}
		}), ids("HDR-02", "HDR-08")},
		{"a redirect in a circle", rich().answering(func(r *http.Request, a *reply) {
			if a.status == 200 && r.URL.RawQuery == "" && !asksXML(r) {
				a.status = http.StatusFound
				a.header.Set("Location", r.URL.Path)
			}
		}), ids("HDR-02", "HDR-08")},
		{"a redirect to what is not there", rich().answering(func(r *http.Request, a *reply) {
			if a.status == 200 && r.URL.RawQuery == "" && !asksXML(r) {
				a.status = http.StatusFound
				a.header.Set("Location", "/v2/nothing")
			}
		}), ids("HDR-02", "HDR-08")},
		{"no Vary", rich().answering(func(_ *http.Request, a *reply) { a.header.Del("Vary") }), ids("HDR-09")},
		{"Vary with another header in XML", rich().answering(func(r *http.Request, a *reply) {
			if asksXML(r) {
				a.header.Set("Vary", "Accept-Encoding")
			}
		}), ids("HDR-09")},
		{"a cache that forgets the format", keyed(func(c *refserver.Call) string { return c.Account.User + c.Request.URL.RequestURI() }), ids("HDR-10")},
		{"a cache that forgets the query", keyed(func(c *refserver.Call) string { return c.Account.User + c.Request.URL.Path + c.Format.String() }), ids("HDR-10")},
		{"a cache that forgets the tenant", keyed(func(c *refserver.Call) string { return c.Request.URL.RawQuery + c.Format.String() }), ids("HDR-10")},
		{"a cache before the door", altered(func(b *refserver.Behaviour) {
			next := b.Authenticate
			b.Authenticate = func(c *refserver.Call) *refserver.Fault {
				if c.State == refserver.Cached && c.Request.Header.Get("X-Auth-Token") == "" {
					c.Account.Tenant, c.Tenant = c.Route.Tenant, c.Route.Tenant
					return nil
				}
				return next(c)
			}
		}), ids("HDR-10")},
		{"a body left unread", unread(), ids("HDR-11")},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			judge(t, c.server, "HDR-*").wantBroken(t, c.want...)
		})
	}
}

// unpacked is a body without its gzip, where it has one.
func unpacked(body string) string {
	r, err := gzip.NewReader(strings.NewReader(body))
	if err != nil {
		return body
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		return body
	}
	return string(plain)
}
