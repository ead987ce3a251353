package oracle

import (
	"net/http"
	"testing"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

func TestOfferedFormat(t *testing.T) {
	const list = `<images xmlns="http://docs.openstack.org/compute/api/v1.1"/>`
	for _, c := range []struct {
		name, media, body string
		status            int
		readable, offered bool
	}{
		{"a listing", "application/xml", list, http.StatusOK, true, true},
		{"a listing with the wrong status", "application/xml", list, http.StatusPartialContent, false, true},
		{"a listing that breaks off", "application/xml", list[:20], http.StatusOK, false, true},
		{"a refusal of something else", "application/xml", "", http.StatusUnsupportedMediaType, false, true},
		{"a refusal of the format", "application/json", "", http.StatusNotAcceptable, false, false},
		{"a listing in the other format", "application/json", `{"images": []}`, http.StatusOK, false, false},
	} {
		l := NewListing(Answer{Read(&target.Exchange{
			Request: target.Get("http://h/v2/t/images/detail").With("Accept", "application/xml"),
			Status:  c.status, Header: http.Header{"Content-Type": {c.media}}, Body: []byte(c.body),
		})}, requirement.XML)
		if l.Readable != c.readable || l.Offered() != c.offered {
			t.Errorf("%s is readable: %v, offered: %v", c.name, l.Readable, l.Offered())
		}
	}
	if (Listing{}).Offered() {
		t.Error("what was not asked for is offered")
	}
}
