package suites

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites/requirement"
)

// accepting puts a step before the server's own reading of Accept.
func accepting(before func(header string) (f refserver.Format, done bool)) deployment {
	return altered(func(b *refserver.Behaviour) {
		usual := b.Accept
		b.Accept = func(c *refserver.Call, header string) refserver.Format {
			if f, done := before(header); done {
				return f
			}
			return usual(c, header)
		}
	})
}

// negotiating puts a step before the server's own choice of a format.
func negotiating(before func(c *refserver.Call) (f refserver.Format, done bool)) deployment {
	return altered(func(b *refserver.Behaviour) {
		usual := b.Negotiate
		b.Negotiate = func(c *refserver.Call) refserver.Format {
			if f, done := before(c); done {
				return f
			}
			return usual(c)
		}
	})
}

// labelled changes the Content-Type of what is labelled as a type.
func labelled(as, other string) deployment {
	return rich().answering(func(_ *http.Request, a *reply) {
		if a.header.Get("Content-Type") == as {
			a.header.Set("Content-Type", other)
		}
	})
}

// firstType answers the type that comes first in Accept.
func firstType(header string) (refserver.Format, bool) {
	first, _, several := strings.Cut(header, ",")
	if strings.Contains(first, "application/xml") {
		return refserver.XMLFormat, several
	}
	return refserver.JSONFormat, several
}

// lastType answers the type that comes last in Accept.
func lastType(header string) (refserver.Format, bool) {
	types := strings.Split(header, ",")
	slices.Reverse(types)
	return firstType(strings.Join(types, ","))
}

func TestWrongNegotiation(t *testing.T) {
	always := func(f refserver.Format) func(string) (refserver.Format, bool) {
		return func(header string) (refserver.Format, bool) { return f, strings.Contains(header, ",") }
	}
	to := func(f refserver.Format, headers ...string) deployment {
		return accepting(func(header string) (refserver.Format, bool) { return f, slices.Contains(headers, header) })
	}
	judgeWrong(t, []wrong{
		{"answers XML by itself", to(refserver.XMLFormat, ""), []requirement.ID{"NEG-01", "NEG-11"}},
		{
			"labels JSON as text",
			labelled("application/json", "text/javascript"),
			[]requirement.ID{"NEG-01", "NEG-02", "NEG-04", "NEG-05", "NEG-06", "NEG-07", "NEG-08", "NEG-10", "NEG-11"},
		},
		{
			"labels XML as text",
			labelled("application/xml", "text/xml"),
			[]requirement.ID{"NEG-03", "NEG-04", "NEG-05", "NEG-06", "NEG-07", "NEG-10", "NEG-11"},
		},
		{
			"has no XML",
			negotiating(func(*refserver.Call) (refserver.Format, bool) { return refserver.JSONFormat, true }),
			[]requirement.ID{"NEG-03", "NEG-04", "NEG-05", "NEG-06", "NEG-07", "NEG-11"},
		},
		{
			"ignores extensions",
			negotiating(func(c *refserver.Call) (refserver.Format, bool) {
				c.Route.Suffix = ""
				return 0, false
			}),
			[]requirement.ID{"NEG-04", "NEG-05", "NEG-06", "NEG-11"},
		},
		{
			"lets Accept win over an extension",
			negotiating(func(c *refserver.Call) (refserver.Format, bool) {
				if c.Request.Header.Get("Accept") != "" {
					c.Route.Suffix = ""
				}
				return 0, false
			}),
			[]requirement.ID{"NEG-05", "NEG-11"},
		},
		{
			"lets Accept win over .json only",
			negotiating(func(c *refserver.Call) (refserver.Format, bool) {
				return refserver.XMLFormat, c.Route.Suffix == ".json" && c.Request.Header.Get("Accept") == "application/xml"
			}),
			[]requirement.ID{"NEG-05"},
		},
		{
			"drops the query behind .xml",
			rich().asking(func(r *http.Request) {
				if strings.HasSuffix(r.URL.Path, "detail.xml") {
					r.URL.RawQuery = strings.ReplaceAll(r.URL.RawQuery, "name", "none")
				}
			}),
			[]requirement.ID{"NEG-06"},
		},
		{
			"looks for an extension at the end of the URL",
			negotiating(func(c *refserver.Call) (refserver.Format, bool) {
				if strings.HasSuffix(c.Request.URL.RawQuery, ".xml") {
					return refserver.XMLFormat, true
				}
				return refserver.JSONFormat, strings.HasSuffix(c.Request.URL.RawQuery, ".json")
			}),
			[]requirement.ID{"NEG-06"},
		},
		{"takes the first type", accepting(firstType), []requirement.ID{"NEG-07"}},
		{"takes the last type", accepting(lastType), []requirement.ID{"NEG-07"}},
		{"likes JSON better", accepting(always(refserver.JSONFormat)), []requirement.ID{"NEG-07"}},
		{"likes XML better", accepting(always(refserver.XMLFormat)), []requirement.ID{"NEG-07"}},
		{"answers XML to */*", to(refserver.XMLFormat, "*/*"), []requirement.ID{"NEG-08"}},
		{"answers XML to application/*", to(refserver.XMLFormat, "application/*"), []requirement.ID{"NEG-08"}},
		{"answers XML to text/html", to(refserver.XMLFormat, "text/html"), []requirement.ID{"NEG-09"}},
		{"answers XML to a vendor's JSON", to(refserver.XMLFormat, vendorTypes[0]), []requirement.ID{"NEG-10"}},
		{
			"labels a vendor's type as text",
			rich().answering(func(r *http.Request, a *reply) {
				if r.Header.Get("Accept") == vendorTypes[1] {
					a.header.Set("Content-Type", "text/plain")
				}
			}),
			[]requirement.ID{"NEG-10"},
		},
		{
			"writes faults behind .xml in JSON",
			altered(func(b *refserver.Behaviour) {
				b.Fault = func(c *refserver.Call, f refserver.Fault) refserver.Fault {
					if c.Route.Suffix != "" {
						c.Format = refserver.JSONFormat
					}
					return f
				}
			}),
			[]requirement.ID{"NEG-11"},
		},
		{
			"breaks down over a malformed Accept",
			rich().answering(func(r *http.Request, a *reply) {
				if strings.HasSuffix(r.Header.Get("Accept"), "q=high") {
					a.status = http.StatusInternalServerError
				}
			}),
			[]requirement.ID{"NEG-12"},
		},
		{
			"breaks down over a malformed Accept when there is a fault",
			rich().answering(func(r *http.Request, a *reply) {
				if r.Header.Get("Accept") == ";;;" && a.status == http.StatusBadRequest {
					a.status = http.StatusInternalServerError
				}
			}),
			[]requirement.ID{"NEG-12"},
		},
		{
			"drops the connection over a malformed Accept",
			rich().asking(func(r *http.Request) {
				if r.Header.Get("Accept") == "/" {
					panic(http.ErrAbortHandler)
				}
			}),
			[]requirement.ID{"NEG-12"},
		},
		{
			"translates data",
			rich().answering(func(r *http.Request, a *reply) {
				if r.Header.Get("Accept-Language") == "de" {
					a.body = strings.ReplaceAll(a.body, "nokernel", "keinkern")
				}
			}),
			[]requirement.ID{"NEG-15"},
		},
	}, requestAreas...)
}

// asLatin1 is a text in ISO 8859-1, what goes beyond that left out.
func asLatin1(s string) string {
	var b []byte
	for _, r := range s {
		if r < 0x100 {
			b = append(b, byte(r))
		}
	}
	return string(b)
}

// asIfLatin1 is what becomes of UTF-8 that is taken for ISO 8859-1.
func asIfLatin1(s string) string {
	var b strings.Builder
	for i := range len(s) {
		b.WriteRune(rune(s[i]))
	}
	return b.String()
}

func TestWrongEncodings(t *testing.T) {
	bodies := func(format string, change func(*reply)) deployment {
		return rich().answering(func(_ *http.Request, a *reply) {
			if strings.Contains(a.header.Get("Content-Type"), format) {
				change(a)
			}
		})
	}
	only := []requirement.ID{"NEG-13"}
	judgeWrong(t, []wrong{
		{"says that JSON is in ISO 8859-1", labelled("application/json", "application/json; charset=ISO-8859-1"), only},
		{"says that XML is in ISO 8859-1", bodies("xml", func(a *reply) {
			a.body = strings.Replace(a.body, "encoding='UTF-8'", "encoding='ISO-8859-1'", 1)
		}), only},
		{"writes XML in ISO 8859-1", bodies("xml", func(a *reply) {
			a.body = asLatin1(strings.Replace(a.body, "encoding='UTF-8'", "encoding='ISO-8859-1'", 1))
		}), only},
		{"writes a byte order mark before JSON", bodies("json", func(a *reply) { a.body = "\ufeff" + a.body }), only},
		{"writes names in XML as if they were ISO 8859-1", bodies("xml", func(a *reply) {
			a.body = asIfLatin1(a.body)
		}), only},
		{"reads names as ISO 8859-1", rich().asking(func(r *http.Request) {
			if values, err := url.ParseQuery(r.URL.RawQuery); err == nil && values.Has("name") {
				values.Set("name", asIfLatin1(values.Get("name")))
				r.URL.RawQuery = values.Encode()
			}
		}), only},
	}, requestAreas...)
}

// TestHarmlessLabels holds the forms of a label that say the same.
func TestHarmlessLabels(t *testing.T) {
	for _, d := range []deployment{
		labelled("application/json", "Application/JSON; charset=UTF-8"),
		labelled("application/json", `application/json;charset="utf-8"`),
		labelled("application/xml", "application/xml; charset=utf-8"),
		rich().answering(func(_ *http.Request, a *reply) {
			a.body = strings.Replace(a.body, "<?xml version='1.0' encoding='UTF-8'?>", "<?xml version='1.0'?>", 1)
		}),
		// A default for what cannot be served may be refused, and a vendor's type unknown.
		rich().answering(func(r *http.Request, a *reply) {
			accept := r.Header.Get("Accept")
			if strings.HasPrefix(accept, "text/") || strings.HasPrefix(accept, "image/") || strings.Contains(accept, "vnd") {
				*a = reply{status: http.StatusNotAcceptable, header: http.Header{}}
			}
		}),
	} {
		judge(t, d, requestAreas...).wantBroken(t)
	}
}
