package oracle

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/imageconform/imageconform/suites/requirement"
)

func TestFollow(t *testing.T) {
	const at = "http://cloud.example/v2/t/images"
	listed := func(href string) string {
		return fmt.Sprintf(`{"images": [{"id": "a"}], "images_links": [{"rel": "next", "href": %q}]}`, href)
	}
	inXML := `<images xmlns="http://docs.openstack.org/compute/api/v1.1"><image id="a"/></images>`
	for _, c := range []struct {
		name, query, contentType, body, want string
	}{
		{"a link as it has to be", "?limit=1", "application/json", listed(at + "/detail?limit=1&marker=a"), at + "/detail?limit=1&marker=a"},
		{"a link to the brief list", "?limit=1", "application/json", listed(at + "?limit=1&marker=a"), at + "/detail?limit=1&marker=a"},
		{"to the brief list, asked by extension", ".json?limit=1", "application/json", listed(at + "?limit=1&marker=a"), at + "/detail.json?limit=1&marker=a"},
		{"values as they are", "?name=R%26D%20image&limit=1", "application/json", listed(at + "/detail?limit=1&name=R&D image&marker=a"), at + "/detail?name=R%26D%20image&limit=1&marker=a"},
		{"both", "?name=a%3Db%23c&marker=z&limit=1", "application/json", listed(at + "?name=a=b#c&marker=a&limit=1"), at + "/detail?name=a%3Db%23c&limit=1&marker=a"},
		{"values that are others", "?name=a%26b&limit=1", "application/json", listed(at + "/detail?limit=1&name=ab&marker=a"), at + "/detail?limit=1&name=ab&marker=a"},
		{"another marker", "?name=a%26b&limit=1", "application/json", listed(at + "/detail?limit=1&name=a&b&marker=z"), at + "/detail?limit=1&name=a&b&marker=z"},
		{"no link in XML", "?name=a%26b&limit=1", "application/xml", inXML, at + "/detail?name=a%26b&limit=1&marker=a"},
		{"no link in XML, and the page not full", "?limit=2", "application/xml", inXML, ""},
		{"no link in XML, and no limit", "", "application/xml", inXML, ""},
		{"no link in JSON", "?limit=1", "application/json", `{"images": [{"id": "a"}]}`, ""},
		{"an error", "?limit=1", "application/json", `{"badRequest": {"code": 400, "message": "no"}}`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			status := http.StatusOK
			if c.name == "an error" {
				status = http.StatusBadRequest
			}
			got, ok := Follow(requirement.NovaLegacy)(nil, replied(t, http.MethodGet, c.query, status, c.contentType, c.body))
			if got != c.want || ok != (c.want != "") {
				t.Errorf("got  %q, %t\nwant %q", got, ok, c.want)
			}
		})
	}
	if Follow(requirement.Documented) != nil || Follow(requirement.Nova21) != nil {
		t.Error("links are followed otherwise where they need not be")
	}
}
