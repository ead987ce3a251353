package oracle

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/imageconform/imageconform/suites/target"
)

func TestErrors(t *testing.T) {
	t.Parallel()
	e, err := target.ParseEndpoint("http://h/compute/v2/t")
	if err != nil {
		t.Fatal(err)
	}
	other, err := target.ParseEndpoint("http://h/elsewhere/v2/u")
	if err != nil {
		t.Fatal(err)
	}
	v := View{Endpoint: e, OtherEndpoint: other}
	for _, c := range []struct {
		method, url string
		status      int
		want        bool
	}{
		{"GET", "http://h/compute/v2/t/images/detail?limit=abc", 400, true},
		{"POST", "http://h/compute/v2/t/images/detail.xml", 405, true},
		{"PUT", "http://h/compute/v2/t/images/detail.json", 500, true},
		{"GET", "http://h/compute/v2/another-tenant/images/detail", 403, true},
		{"GET", "http://h/elsewhere/v2/u/images/detail", 413, true},
		{"GET", "http://h/compute/v2/t/images/detail", 200, false},
		{"GET", "http://h/compute/v2/t/images/detail", 304, false},
		{"GET", "http://h/compute/v2/t/images/detail", 406, false},
		{"HEAD", "http://h/compute/v2/t/images/detail", 404, false},
		{"OPTIONS", "http://h/compute/v2/t/images/detail", 404, false},
		{"GET", "http://h/compute/v2/images/detail", 404, false},
		{"GET", "http://h/compute/v2/t/images/detail.txt", 404, false},
		{"GET", "http://h/compute/v2/t/images/detail/.xml", 404, false},
		{"GET", "http://h/compute/v2/t/images/1234", 404, false},
		{"GET", "http://h/compute/v2/t/images", 400, false},
		{"GET", "http://h/compute/v2/%3Cx%3E/images/detail", 404, false},
		{"GET", "http://h/images/detail", 404, false},
	} {
		r := Read(&target.Exchange{Request: target.Request{Method: c.method, URL: c.url}, Status: c.status})
		if got := len(v.Errors([]*Reading{r})) == 1; got != c.want {
			t.Errorf("%s %s with %d has to be a fault: %v, want %v", c.method, c.url, c.status, got, c.want)
		}
	}
}

// findings are what judge finds in one answer.
func findings(judge func(*Judgement, *Reading), x target.Exchange) []string {
	var j Judgement
	judge(&j, Read(&x))
	var all []string
	for _, f := range j.Findings {
		all = append(all, f.Want+" | "+f.Got)
	}
	return all
}

func TestFaultNames(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		status int
		names  string
		want   bool
	}{
		{400, "badRequest computeFault", true},
		{401, "unauthorized computeFault", true},
		{403, "forbidden computeFault", true},
		{404, "itemNotFound computeFault", true},
		{405, "badMethod", true},
		{413, "overLimit", true},
		{415, "badMediaType", true},
		{500, "computeFault", true},
		{501, "notImplemented", true},
		{503, "serviceUnavailable", true},
		{400, "BadRequest badrequest cloudServersFault itemNotFound", false},
		{401, "forbidden error", false},
		{403, "unauthorized resizeNotAllowed overLimitFault", false},
		{405, "badRequest itemNotFound", false},
		{413, "overLimitFault", false},
		{500, "badRequest internalServerError", false},
		{503, "serverCapacityUnavailable", false},
		{429, "overLimit anything", true},
		{502, "badGateway", true},
	} {
		for _, name := range strings.Fields(c.names) {
			x := target.Exchange{Status: c.status, Body: []byte(`{"` + name + `": {"code": 1, "message": "m"}}`)}
			found := findings(func(j *Judgement, r *Reading) { j.FaultNames([]*Reading{r}) }, x)
			if (len(found) == 0) != c.want {
				t.Errorf("%s for %d: %q, want it accepted: %v", name, c.status, found, c.want)
			}
		}
	}
}

func TestFaultShapes(t *testing.T) {
	t.Parallel()
	const ns = ` xmlns="http://docs.openstack.org/compute/api/v1.1"`
	inJSON := func(j *Judgement, r *Reading) { j.FaultShapes("ERR-02", JSON, []*Reading{r}) }
	inXML := func(j *Judgement, r *Reading) { j.FaultShapes("ERR-03", XML, []*Reading{r}) }
	for _, c := range []struct {
		name, body string
		judge      func(*Judgement, *Reading)
		want       int
	}{
		{"JSON", `{"badRequest": {"code": 400, "message": "m"}}`, inJSON, 0},
		{"JSON with details", `{"badRequest": {"code": 400, "message": "m", "details": "d"}}`, inJSON, 0},
		{"JSON with a retry time", `{"overLimit": {"code": 400, "message": "m", "retryAfter": "1"}}`, inJSON, 0},
		{"another code", `{"badRequest": {"code": 404, "message": "m"}}`, inJSON, 1},
		{"code as a string", `{"badRequest": {"code": "400", "message": "m"}}`, inJSON, 1},
		{"code as a fraction", `{"badRequest": {"code": 400.0, "message": "m"}}`, inJSON, 1},
		{"no code", `{"badRequest": {"message": "m"}}`, inJSON, 1},
		{"no message", `{"badRequest": {"code": 400}}`, inJSON, 1},
		{"flat", `{"code": 400, "message": "m"}`, inJSON, 1},
		{"only a text", `{"badRequest": "m"}`, inJSON, 1},
		{"a list", `[]`, inJSON, 1},
		{"broken", `{"badRequest": {"code": 400, "message": "m"}`, inJSON, 1},
		{"a key twice", `{"badRequest": {"code": 400, "code": 400, "message": "m"}}`, inJSON, 1},
		{"XML to a rule of JSON", `<badRequest/>`, inJSON, 0},
		{"a collection", `{"images": []}`, inJSON, 0},
		{"XML", `<badRequest code="400"` + ns + `><message>m</message></badRequest>`, inXML, 0},
		{"XML with details", `<badRequest code=" 400 "` + ns + `><message>m</message><details>d</details></badRequest>`, inXML, 0},
		{"another code in XML", `<badRequest code="500"` + ns + `><message>m</message></badRequest>`, inXML, 1},
		{"no code in XML", `<badRequest` + ns + `><message>m</message></badRequest>`, inXML, 1},
		{"two messages", `<badRequest code="400"` + ns + `><message>m</message><message>n</message></badRequest>`, inXML, 1},
		{"an element without either", `<badRequest` + ns + `>m</badRequest>`, inXML, 1},
		{"broken XML", `<badRequest code="400"` + ns + `><message>m</badRequest>`, inXML, 1},
		{"a page", `<?xml version="1.0"?><html/>`, inXML, 0},
	} {
		found := findings(c.judge, target.Exchange{Request: target.Get("http://h/?limit=abc"), Status: 400, Body: []byte(c.body)})
		if len(found) != c.want {
			t.Errorf("%s: %d findings, want %d: %q", c.name, len(found), c.want, found)
		}
	}
}

func TestFaults(t *testing.T) {
	t.Parallel()
	get := target.Get("http://h/v2/t/images/detail")
	asXML := get.With("Accept", "application/xml")
	const inJSON, inXML = `{"badRequest": {"code": 400, "message": "m"}}`, `<badRequest code="400"><message>m</message></badRequest>`
	for _, c := range []struct {
		name, body string
		request    target.Request
		want       int
	}{
		{"JSON", inJSON, get, 0},
		{"XML", inXML, asXML, 0},
		{"XML for JSON", inXML, get, 1},
		{"JSON for XML", inJSON, asXML, 1},
		{"text", "bad", get, 1},
		{"nothing", "", asXML, 1},
		{"a listing", `{"images": []}`, get, 1},
		{"something else in JSON", `{"error": "bad"}`, get, 1},
		{"broken beyond reading, which others find", `{"badRequest": `, get, 0},
		{"a page that is no XML", "<p>bad<br>", asXML.With("X-Label", "text/html"), 1},
	} {
		found := findings(func(j *Judgement, r *Reading) { j.Faults([]*Reading{r}) }, target.Exchange{
			Request: c.request, Status: 400, Body: []byte(c.body), Header: header("Content-Type", c.request.Header["X-Label"]),
		})
		if len(found) != c.want {
			t.Errorf("%s: %d findings, want %d: %q", c.name, len(found), c.want, found)
		}
	}
}

// TestTally joins findings of one kind and keeps the others apart.
func TestTally(t *testing.T) {
	t.Parallel()
	reading := func(status int, body string) *Reading {
		return Read(&target.Exchange{Request: target.Get("http://h/"), Status: status, Header: header("Content-Type", "text/plain"), Body: []byte(body)})
	}
	var j Judgement
	j.Faults([]*Reading{reading(401, "no"), reading(404, "none"), reading(401, "no, no"), reading(401, "no more")})
	var got []string
	for _, f := range j.Findings {
		got = append(got, f.Got)
	}
	want := []string{
		`status 401 with neither JSON nor XML: "no", labelled "text/plain"; the like in 2 more answers`,
		`status 404 with neither JSON nor XML: "none", labelled "text/plain"`,
	}
	if diff := cmp.Diff(want, got); diff != "" || j.Ranged != 4 {
		t.Errorf("of %d answers (-want +got):\n%s", j.Ranged, diff)
	}
}

func TestEscaped(t *testing.T) {
	t.Parallel()
	probe := target.Get("http://h/v2/t/images/detail?" + Query("limit", Special))
	for _, c := range []struct {
		name, label, body string
		request           target.Request
		status, want      int
	}{
		{"JSON", "application/json", `{"badRequest": {"code": 400, "message": "not <x>&\"'\\"}}`, probe, 400, 0},
		{"XML", "application/xml", `<badRequest code="400"><message>not &lt;x&gt;&amp;"'\</message></badRequest>`, probe, 400, 0},
		{"left out", "application/xml", `<badRequest code="400"><message>no</message></badRequest>`, probe, 400, 0},
		{"text", "text/plain", `not <x>&"`, probe, 400, 0},
		{"accepted", "application/json", `{"images": [`, probe, 200, 0},
		{"a quote in JSON", "application/json", `{"badRequest": {"code": 400, "message": "not <x>&"'\"}}`, probe, 400, 1},
		{"markup in XML", "application/xml", `<badRequest code="400"><message>not <x>&"'\</message></badRequest>`, probe, 400, 1},
		{"an element in XML", "application/xml", `<badRequest code="400"><message>not <x/></message></badRequest>`, probe, 400, 1},
		{"a control in XML", "application/xml", `<badRequest code="400"><message>&#1;</message></badRequest>`, probe, 400, 1},
		{"a control in JSON", "application/json", "{\"badRequest\": {\"code\": 400, \"message\": \"\x01\"}}", probe, 400, 1},
		{"markup in a page", "text/html", `<html>not <x>&</html>`, probe, 400, 1},
		{"a page that escapes", "text/html", `<html>not &lt;x&gt;</html>`, probe, 400, 0},
		{"a server error", "application/json", `{"computeFault": {"code": 500, "message": "m"}}`, probe, 500, 1},
		{
			"a server error for another parameter", "application/json", `{"computeFault": {"code": 500, "message": "m"}}`,
			target.Get("http://h/v2/t/images/detail?" + Query("marker", Special)), 500, 0,
		},
		{"nothing to escape", "application/json", `{"badRequest": {`, target.Get("http://h/v2/t/images/detail?limit=abc"), 400, 0},
	} {
		x := target.Exchange{Request: c.request, Status: c.status, Header: header("Content-Type", c.label), Body: []byte(c.body)}
		found := findings(func(j *Judgement, r *Reading) {
			refused := Read(&target.Exchange{Request: target.Get("http://h/v2/t/images/detail?limit=abc"), Status: 400})
			j.Escaped([]*Reading{r, refused}, View{}.Echoes([]*Reading{r}))
		}, x)
		if len(found) != c.want {
			t.Errorf("%s: %d findings, want %d: %q", c.name, len(found), c.want, found)
		}
	}
}

func TestLeaks(t *testing.T) {
	t.Parallel()
	for _, message := range []string{
		"The server has either erred or is incapable of performing the requested operation.",
		"Unexpected API Error. Please report this at http://bugs.launchpad.net/nova/ and attach the Nova API log if possible.\n<class 'x'>",
		"could not select an image from the list", "see /v2/openstack/images/detail", "an update is set up", "at 12:00 the service stops",
		"panic is not needed",
	} {
		if what := leakIn(message); what != "" {
			t.Errorf("%q shows %s", message, what)
		}
	}
	for message, want := range map[string]string{
		"Traceback (most recent call last):\n  File \"x.py\"":                   "a stack trace",
		"error in File \"/x/y\", line 12, in get":                               "a stack trace",
		"java.lang.NullPointerException\n\tat com.example.Api.list(Api.java:3)": "a stack trace",
		"goroutine 12 [running]:":                                               "a stack trace",
		"app/models/image.rb:12:in find":                                        "a stack trace",
		"SELECT images.id AS id FROM images":                                    "a query of a database",
		"INSERT INTO images VALUES":                                             "a query of a database",
		"(OperationalError) no such table":                                      "an error of a database",
		"SQLSTATE[42S02]: not found":                                            "an error of a database",
		"cannot open /etc/nova/policy.json":                                     "a path of the host",
		`cannot open C:\nova\policy.json`:                                       "a path of the host",
		"<Image object at 0x7f3a5c0d1e10>":                                      "an address in memory",
	} {
		if what := leakIn(message); what != want {
			t.Errorf("%q shows %q, want %q", message, what, want)
		}
	}
	judge := func(j *Judgement, r *Reading) { j.Leaks([]*Reading{r}) }
	const trace = "Traceback (most recent call last)"
	for body, want := range map[string]int{
		`{"computeFault": {"code": 500, "message": "` + trace + `"}}`:                 1,
		`{"computeFault": {"code": 500, "message": "m", "details": "` + trace + `"}}`: 0,
		trace: 1,
	} {
		if found := findings(judge, target.Exchange{Status: 500, Body: []byte(body)}); len(found) != want {
			t.Errorf("%s: findings %q, want %d", body, found, want)
		}
	}
}

func TestRetryTold(t *testing.T) {
	t.Parallel()
	const now = "Thu, 17 Apr 2014 12:00:00 GMT"
	inJSON := func(members string) string {
		return `{"overLimit": {"code": 413, "message": "m"` + members + `}}`
	}
	inXML := func(attributes, children string) string {
		return `<overLimit code="413"` + attributes + `><message>m</message>` + children + `</overLimit>`
	}
	for _, c := range []struct {
		name, body string
		header     http.Header
		want       int
	}{
		{"a moment", inJSON(`, "retryAfter": "2014-04-17T12:00:31Z"`), header("Retry-After", "30", "Date", now), 0},
		{"seconds as a string", inJSON(`, "retryAfter": "30"`), header("Retry-After", "30"), 0},
		{"seconds as a number", inJSON(`, "retryAfter": 30`), header("Retry-After", "30"), 0},
		{"a moment for a date", inJSON(`, "retryAfter": "2014-04-17T12:00:30Z"`), header("Retry-After", "Thu, 17 Apr 2014 12:00:30 GMT", "Date", now), 0},
		{"a moment without a date to hold it against", inJSON(`, "retryAfter": "2014-04-17T12:00:30Z"`), header("Retry-After", "30"), 0},
		{"without a header", inJSON(`, "retryAfter": "30"`), nil, 0},
		{"an attribute", inXML(` retryAfter="30"`, ""), header("Retry-After", "30"), 0},
		{"an attribute by its first name", inXML(` retryAt="2014-04-17T12:00:30Z"`, ""), header("Retry-After", "30", "Date", now), 0},
		{"nothing", inJSON(""), header("Retry-After", "30"), 1},
		{"nothing in XML", inXML("", ""), header("Retry-After", "30"), 1},
		{"an element", inXML("", "<retryAfter>30</retryAfter>"), header("Retry-After", "30"), 1},
		{"words", inJSON(`, "retryAfter": "soon"`), header("Retry-After", "30"), 1},
		{"null", inJSON(`, "retryAfter": null`), header("Retry-After", "30"), 1},
		{"an HTTP date", inJSON(`, "retryAfter": "Thu, 17 Apr 2014 12:00:30 GMT"`), header("Retry-After", "30", "Date", now), 1},
		{"other seconds", inJSON(`, "retryAfter": "90"`), header("Retry-After", "30"), 1},
		{"another zone", inJSON(`, "retryAfter": "2014-04-17T13:00:30Z"`), header("Retry-After", "30", "Date", now), 1},
		{"milliseconds", inXML(` retryAfter="30000"`, ""), header("Retry-After", "30"), 1},
	} {
		found := findings((*Judgement).RetryTold, target.Exchange{Status: 413, Header: c.header, Body: []byte(c.body)})
		if len(found) != c.want {
			t.Errorf("%s: findings %q, want %d", c.name, found, c.want)
		}
	}
	for text, want := range map[string]bool{
		"0": true, "120": true, " 7 ": true, "Thu, 17 Apr 2014 12:00:30 GMT": true,
		"": false, "-1": false, "1.5": false, "soon": false, "2014-04-17T12:00:30Z": false,
	} {
		if ReadableRetry(text) != want {
			t.Errorf("Retry-After %q is readable: %v, want %v", text, !want, want)
		}
	}
}

func TestRateLimited(t *testing.T) {
	t.Parallel()
	var limited []int
	for _, x := range []target.Exchange{
		{Status: 413, Header: header("Retry-After", "1")}, {Status: 413}, {Status: 429}, {Status: 503, Header: header("Retry-After", "1")}, {Status: 200},
	} {
		if RateLimited(Read(&x)) {
			limited = append(limited, x.Status)
		}
	}
	if want := []int{413, 429}; !slices.Equal(limited, want) {
		t.Errorf("rate-limited are %v, want %v", limited, want)
	}
}
