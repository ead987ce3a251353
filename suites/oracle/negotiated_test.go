package oracle

import (
	"testing"

	"github.com/imageconform/imageconform/suites/target"
)

func TestNegotiated(t *testing.T) {
	t.Parallel()
	const none = "\x00"
	for _, c := range []struct {
		path, accept string
		want         Form
	}{
		{"/images/detail", none, JSON},
		{"/images/detail?name=a.xml", none, JSON},
		{"/images/detail", "application/json", JSON},
		{"/images/detail", "application/xml", XML},
		{"/images/detail", "Application/XML; charset=utf-8", XML},
		{"/images/detail.xml", none, XML},
		{"/images/detail.xml?limit=1", "application/json", XML},
		{"/images/detail.json", "application/xml", JSON},
		{"/images/detail.txt", "application/xml", XML},
		{"/images/detail/.xml", "application/xml", Other},
		{"/images/detail/.json", none, Other},
		{"/images/detail", "application/json;q=0.1, application/xml;q=0.9", XML},
		{"/images/detail", "application/xml;q=0.1,application/json;q=0.9", JSON},
		{"/images/detail", "application/json;q=0.5, application/xml", XML},
		{"/images/detail", "application/xml, */*;q=0.1", XML},
		{"/images/detail", "application/xml;q=0.2, application/*", JSON},
		{"/images/detail", "*/*, application/json;q=0", XML},
		{"/images/detail", "text/html, application/xml;q=0.5", XML},
		{"/images/detail", "application/json, application/xml", Other},
		{"/images/detail", "*/*", Other},
		{"/images/detail", "application/*", Other},
		{"/images/detail", "text/html", Other},
		{"/images/detail", "application/json;q=0", Other},
		{"/images/detail", "application/vnd.openstack.compute+xml", Other},
		{"/images/detail", "application/xml, application/vnd.openstack.compute+json", Other},
		{"/images/detail", "", Other},
		{"/images/detail", ";;;", Other},
		{"/images/detail", "/", Other},
		{"/images/detail", "application/xml;q=high", Other},
		{"/images/detail", "application/xml;q=2", Other},
		{"/images/detail", "application/xml;q=NaN", Other},
		{"/images/detail", "application/xml;q", Other},
		{"/images/detail", "application/xml,", Other},
		{"/images/%zz", "application/xml", Other},
	} {
		r := target.Get("http://h/v2/t" + c.path)
		if c.accept != none {
			r = r.With("Accept", c.accept)
		}
		if got := Negotiated(r); got != c.want {
			t.Errorf("%s with Accept %q asks for %v, want %v", c.path, c.accept, got, c.want)
		}
	}
}
