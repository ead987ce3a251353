package oracle

import (
	"net/http"
	"testing"

	"github.com/imageconform/imageconform/suites/target"
)

// labelled is a reading of a body with a Content-Type.
func labelled(contentType, body string) *Reading {
	return Read(&target.Exchange{Status: http.StatusOK, Header: http.Header{"Content-Type": {contentType}}, Body: []byte(body)})
}

func TestUTF8(t *testing.T) {
	for _, c := range []struct {
		contentType, body string
		findings          int
	}{
		{"application/json", `{"images":[]}`, 0},
		{"", `{"images":[]}`, 0},
		{"application/json; charset=UTF-8", `{"images":[],"n":"é"}`, 0},
		{`application/json; charset="utf8"`, `{"images":[]}`, 0},
		{"application/json; charset=us-ascii", `{"images":[]}`, 0},
		{"application/json; charset=us-ascii", `{"images":[],"n":"é"}`, 1},
		{"application/json; charset=latin1", `{"images":[]}`, 1},
		{"application/json", "{\"images\":[],\"n\":\"\xe9\"}", 1},
		{"application/json; charset=latin1", "{\"images\":[],\"n\":\"\xe9\"}", 2},
		{"application/json", "\ufeff{\"images\":[]}", 1},
		{"application/xml", `<images/>`, 0},
		{"application/xml", "\ufeff<images/>", 0},
		{"application/xml", `<?xml version="1.0" encoding="utf-8"?><images/>`, 0},
		{"application/xml", `<?xml version="1.0" encoding="US-ASCII"?><images/>`, 0},
		{"application/xml", `<?xml version="1.0" encoding="ISO-8859-1"?><images/>`, 1},
		{"application/xml; charset=ISO-8859-1", `<?xml version="1.0"?><images/>`, 1},
	} {
		var j Judgement
		if ok := j.UTF8(labelled(c.contentType, c.body)); ok != (c.findings == 0) || len(j.Findings) != c.findings || j.Ranged != 1 {
			t.Errorf("UTF8 of %q labelled %q: %v, ranged over %d, want %d findings, got %v", c.body, c.contentType, ok, j.Ranged, c.findings, j.Findings)
		}
	}
}

func TestListedAs(t *testing.T) {
	for _, c := range []struct {
		contentType, body string
		inJSON, inXML     bool
	}{
		{"application/json", `{"images":[]}`, true, false},
		{"APPLICATION/JSON;charset=utf-8", `{"images":[]}`, true, false},
		{"application/xml", `<images/>`, false, true},
		{"application/xml", `{"images":[]}`, false, false},
		{"application/json", `<images/>`, false, false},
		{"text/xml", `<images/>`, false, false},
		{"", `{"images":[]}`, false, false},
		{"application/json", `{"badRequest":{"code":400,"message":"no"}}`, false, false},
	} {
		r := labelled(c.contentType, c.body)
		var j, x Judgement
		if got := j.ListedAs(r, JSON); got != c.inJSON {
			t.Errorf("%q labelled %q listed as JSON: %v", c.body, c.contentType, got)
		}
		if got := x.ListedAs(r, XML); got != c.inXML {
			t.Errorf("%q labelled %q listed as XML: %v", c.body, c.contentType, got)
		}
	}
}

func TestVendorOf(t *testing.T) {
	for _, c := range []struct {
		contentType, body string
		want              bool
	}{
		{"application/json", `{"images":[]}`, true},
		{"application/vnd.openstack.compute+json", `{"images":[]}`, true},
		{"application/vnd.openstack.compute.v2+xml; charset=utf-8", `<images/>`, true},
		{"application/vnd.openstack.compute+xml", `{"images":[]}`, false},
		{"application/vnd.openstack.image+json", `{"images":[]}`, false},
		{"text/plain", `<images/>`, false},
		{"", "", false},
	} {
		if got := VendorOf(labelled(c.contentType, c.body)); got != c.want {
			t.Errorf("%q is a label of %q: %v", c.contentType, c.body, got)
		}
	}
}
