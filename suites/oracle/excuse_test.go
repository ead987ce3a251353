package oracle

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// replied is a reading of a request below a tenant and what came of it.
func replied(t *testing.T, method, query string, status int, contentType, body string) *Reading {
	t.Helper()
	r := target.Get("http://cloud.example/v2/t/images/detail"+query).With("Accept", "application/json")
	r.Method = method
	return Read(&target.Exchange{Request: r, Status: status, Header: http.Header{"Content-Type": {contentType}}, Body: []byte(body)})
}

func plainly404(t *testing.T, method string) *Reading {
	t.Helper()
	return replied(t, method, "", http.StatusNotFound, "text/plain; charset=UTF-8", "404 Not Found\n\nThe resource could not be found.")
}

func caseOf(id requirement.ID, p requirement.Profile) Case {
	return Case{View: View{Endpoint: target.Endpoint{Base: "http://cloud.example/v2/t", Tenant: "t"}}, Requirement: id, Profile: p}
}

// Each relaxation that a deployment can need is recognised somehow, and
// nothing else is.
func TestEachRelaxationIsRecognised(t *testing.T) {
	for _, r := range requirement.Relaxations() {
		if _, known := recognisers[r.ID]; known != (r.Granted == "") {
			t.Errorf("%s is recognised: %t, granted: %q", r.ID, known, r.Granted)
		}
	}
	for id := range recognisers {
		if _, ok := requirement.LookupRelaxation(string(id)); !ok {
			t.Errorf("%s is recognised, and is no relaxation", id)
		}
	}
}

// Of several answers that one finding is about, only those are excused that a
// relaxation is about.
func TestExcuseAPartOfAFinding(t *testing.T) {
	var j Judgement
	rules := newTally(&j)
	for _, method := range []string{http.MethodPost, http.MethodGet, http.MethodPatch, http.MethodGet} {
		rules.check(plainly404(t, method), "one kind", "", false, "a fault", "none for %s", method)
	}
	rules.close()
	if len(j.Findings) != 1 || !strings.HasSuffix(j.Findings[0].Got, "none for POST; the like in 3 more answers") {
		t.Fatalf("findings: %v", j.Findings)
	}
	got := j.Excuse(caseOf("ERR-01", requirement.NovaLegacy))
	type told struct{ By, Got string }
	var all []told
	for _, e := range got.Excused {
		all = append(all, told{string(e.By), e.Got})
	}
	for _, f := range got.Findings {
		all = append(all, told{"", f.Got})
	}
	want := []told{{"R9", "none for POST; the like in 1 more answer"}, {"", "none for GET; the like in 1 more answer"}}
	if diff := cmp.Diff(want, all); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(j.Excuse(caseOf("ERR-01", requirement.Documented)).Findings) != 1 {
		t.Error("the documented profile excuses something")
	}
	if len(j.Excuse(caseOf("NEG-11", requirement.NovaLegacy)).Excused) != 0 {
		t.Error("a requirement is excused that no relaxation names")
	}
}

// Where a deviation leaves nothing to look at, that is excused and not missing.
func TestExcuseALack(t *testing.T) {
	page := `<images xmlns="http://docs.openstack.org/compute/api/v1.1"><image id="a"/></images>`
	var j Judgement
	j.Lack(replied(t, http.MethodGet, "?limit=1", http.StatusOK, "application/xml", page), "a next link")
	j.Missing = "a page with a next link"
	got := j.Excuse(caseOf("PAG-05", requirement.NovaLegacy))
	if len(got.Excused) != 1 || got.Excused[0].By != "R2" || got.Missing != "" {
		t.Errorf("excused %v, missing %q", got.Excused, got.Missing)
	}
	var inJSON Judgement
	inJSON.Lack(replied(t, http.MethodGet, "?limit=1", http.StatusOK, "application/json", `{"images": [{"id": "a"}]}`), "a next link")
	if got := inJSON.Excuse(caseOf("PAG-05", requirement.NovaLegacy)); len(got.Excused) != 0 {
		t.Errorf("a lack in JSON is excused by %s", got.Excused[0].By)
	}
	j.Ranged = 1
	if got := j.Excuse(caseOf("PAG-05", requirement.NovaLegacy)); len(got.Excused) != 0 {
		t.Error("a lack is excused although something was looked at")
	}
}

// A finding without an answer, such as one over all of them, is never excused.
func TestExcuseNothingOfNothing(t *testing.T) {
	var j Judgement
	j.Find(nil, "", "anything", "nothing")
	if got := j.Excuse(caseOf("MTH-02", requirement.NovaLegacy)); len(got.Findings) != 1 || len(got.Excused) != 0 {
		t.Errorf("findings %v, excused %v", got.Findings, got.Excused)
	}
}
