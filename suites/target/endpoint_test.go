package target

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseEndpoint(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		raw  string
		want Endpoint
		// path and unversioned are what the endpoint says of itself.
		path, unversioned string
	}{
		{"http://h:8774/v2/t", Endpoint{Base: "http://h:8774/v2/t", Version: "v2", Tenant: "t"}, "/v2/t", "/t"},
		{"http://h:8774/v2/t/", Endpoint{Base: "http://h:8774/v2/t", Version: "v2", Tenant: "t"}, "/v2/t", "/t"},
		{"http://h/v2/t/images/detail", Endpoint{Base: "http://h/v2/t", Version: "v2", Tenant: "t"}, "/v2/t", "/t"},
		{"http://h/v2/t/images/detail/", Endpoint{Base: "http://h/v2/t", Version: "v2", Tenant: "t"}, "/v2/t", "/t"},
		{"http://h/v2/t/images/detail.xml", Endpoint{Base: "http://h/v2/t", Version: "v2", Tenant: "t"}, "/v2/t", "/t"},
		{"http://h/v2.1", Endpoint{Base: "http://h/v2.1", Version: "v2.1"}, "/v2.1", ""},
		{"http://h/v2/images/detail", Endpoint{Base: "http://h/v2", Version: "v2"}, "/v2", ""},
		{"https://h/compute/v2.1/t", Endpoint{Base: "https://h/compute/v2.1/t", Version: "v2.1", Tenant: "t"}, "/compute/v2.1/t", "/compute/t"},
		{"http://h/v2x/v2/t", Endpoint{Base: "http://h/v2x/v2/t", Version: "v2", Tenant: "t"}, "/v2x/v2/t", "/v2x/t"},
		{"http://h/v2/v3", Endpoint{Base: "http://h/v2/v3", Version: "v2", Tenant: "v3"}, "/v2/v3", "/v3"},
		{"http://h/v2/a%2Fb%20c", Endpoint{Base: "http://h/v2/a%2Fb%20c", Version: "v2", Tenant: "a/b c"}, "/v2/a%2Fb%20c", "/a%2Fb%20c"},
		{"http://[::1]:8774/v2/t", Endpoint{Base: "http://[::1]:8774/v2/t", Version: "v2", Tenant: "t"}, "/v2/t", "/t"},
		{"http://h", Endpoint{Base: "http://h"}, "", ""},
		{"http://h/nova", Endpoint{Base: "http://h/nova"}, "/nova", "/nova"},
	} {
		got, err := ParseEndpoint(c.raw)
		if err != nil {
			t.Errorf("ParseEndpoint(%q): %v", c.raw, err)
			continue
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("ParseEndpoint(%q) (-want +got):\n%s", c.raw, diff)
		}
		if got.Path() != c.path || got.Unversioned() != c.unversioned {
			t.Errorf("ParseEndpoint(%q): path %q and unversioned %q, want %q and %q",
				c.raw, got.Path(), got.Unversioned(), c.path, c.unversioned)
		}
	}
}

func TestParseEndpointRefuses(t *testing.T) {
	t.Parallel()
	const password = "hunter2hunter2"
	for _, raw := range []string{
		"", "h:8774/v2/t", "/v2/t", "ftp://h/v2/t", "http:///v2/t", "http://:8774/v2/t",
		"http://user:" + password + "@h/v2/t", "http://user:" + password + "@h:port/v2/t",
		"http://h/v2/t?limit=1", "http://h/v2/t#top", "http://h/v2/%zz",
	} {
		e, err := ParseEndpoint(raw)
		if !errors.Is(err, ErrEndpoint) {
			t.Errorf("ParseEndpoint(%q) = %+v, %v; want ErrEndpoint", raw, e, err)
			continue
		}
		if !e.IsZero() {
			t.Errorf("ParseEndpoint(%q) gives %+v beside its error", raw, e)
		}
		if contains(err.Error(), password) {
			t.Errorf("ParseEndpoint(%q) repeats the password: %v", raw, err)
		}
	}
}

func TestEndpointURL(t *testing.T) {
	t.Parallel()
	e := mustEndpoint(t, "http://h/v2/t")
	if got, want := e.URL("/images/detail", "limit=1"), "http://h/v2/t/images/detail?limit=1"; got != want {
		t.Errorf("with a query: %s, want %s", got, want)
	}
	if got, want := e.URL("/images/detail", ""), "http://h/v2/t/images/detail"; got != want {
		t.Errorf("without a query: %s, want %s", got, want)
	}
	if got := e.LinkPrefix(); got != "http://h" {
		t.Errorf("links begin with %s, want the base's authority", got)
	}
	e.Public = "https://cloud.example.com"
	if got := e.LinkPrefix(); got != e.Public {
		t.Errorf("links begin with %s, want the public prefix", got)
	}
}

func TestForTenant(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ base, tenant, want string }{
		{"http://h/v2/t", "u", "http://h/v2/u"},
		{"http://h/v2/t", "a/b <c>", "http://h/v2/a%2Fb%20%3Cc%3E"},
		{"http://h/v2x/v2/t", "u", "http://h/v2x/v2/u"},
		{"http://h/v2/v2", "u", "http://h/v2/u"},
	} {
		e := mustEndpoint(t, c.base)
		e.Public = "https://public"
		got, ok := e.ForTenant(c.tenant)
		want := Endpoint{Base: c.want, Version: "v2", Tenant: c.tenant, Public: e.Public}
		if diff := cmp.Diff(want, got); !ok || diff != "" {
			t.Errorf("%s for tenant %q: %v (-want +got):\n%s", c.base, c.tenant, ok, diff)
		}
	}
	if got, ok := mustEndpoint(t, "http://h/v2.1").ForTenant("u"); ok {
		t.Errorf("a base without a tenant gives %s for another one", got.Base)
	}
}

func TestLocalise(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		public, href, want string
	}{
		{"", "http://h:8774/v2/t/images/detail?limit=1", "http://h:8774/v2/t/images/detail?limit=1"},
		{"", "https://elsewhere/v2/t/images/detail?limit=1&marker=a%20b", "http://h:8774/v2/t/images/detail?limit=1&marker=a%20b"},
		{"", "http://user:pass@elsewhere/v2/t#top", "http://h:8774/v2/t"},
		{"", "http://elsewhere", "http://h:8774/"},
		{"https://cloud/compute", "https://cloud/compute/v2/t/images/detail", "http://h:8774/v2/t/images/detail"},
		{"https://cloud/compute", "http://h:8774/v2/t", "http://h:8774/v2/t"},
		{"https://cloud", "https://cloud.evil/v2/t", "http://h:8774/v2/t"},
		{"", "/v2/t/images/detail", ""},
		{"", "//elsewhere/v2/t", ""},
		{"", "ftp://h:8774/v2/t", ""},
		{"", "mailto:someone@h", ""},
		{"", "http://h:8774/v2/t?name=a b", ""},
		{"", "http://h:8774/v2/t?name=<x>", ""},
		{"", "http://h:8774/v2/t\r\nX-Evil: 1", ""},
		{"https://cloud", "https://cloud/v2/t?name=a b", ""},
		{"", "http://h:8774/%zz", ""},
		{"", "", ""},
	} {
		e := mustEndpoint(t, "http://h:8774/v2/t")
		e.Public = c.public
		got, ok := e.Localise(c.href)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("Localise(%q) with public prefix %q = %q, %v; want %q", c.href, c.public, got, ok, c.want)
		}
	}
}

func mustEndpoint(t *testing.T, raw string) Endpoint {
	t.Helper()
	e, err := ParseEndpoint(raw)
	if err != nil {
		t.Fatal(err)
	}
	return e
}
