package oracle

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/target"
)

// answer is a reading of a GET by the user at hand.
func answer(url, accept, body string) *Reading {
	r := target.Get(url)
	if accept != "" {
		r = r.With("Accept", accept)
	}
	return Read(&target.Exchange{Request: r, Status: http.StatusOK, Body: []byte(body)})
}

// Only the operation's own answers are held against the rules of its bodies.
func TestAnswers(t *testing.T) {
	at, err := target.ParseEndpoint("http://host:8774/v2/a%20tenant")
	if err != nil {
		t.Fatal(err)
	}
	v := View{Endpoint: at}
	const list = `{"images":[]}`
	of := func(change func(*target.Exchange)) *Reading {
		x := target.Exchange{Request: target.Get(at.URL("/images/detail", "limit=1")), Status: http.StatusOK, Body: []byte(list)}
		change(&x)
		return Read(&x)
	}
	for name, c := range map[string]struct {
		r    *Reading
		kept bool
	}{
		"a page":                {of(func(*target.Exchange) {}), true},
		"from a cache":          {of(func(x *target.Exchange) { x.Status = http.StatusNonAuthoritativeInfo }), true},
		"by extension":          {of(func(x *target.Exchange) { x.Request.URL = at.URL("/images/detail.xml", "") }), true},
		"a tenant unescaped":    {of(func(x *target.Exchange) { x.Request.URL = "http://host:8774/v2/%61%20tenant/images/detail" }), true},
		"another collection":    {of(func(x *target.Exchange) { x.Request.URL = at.URL("/images", "") }), false},
		"one image":             {of(func(x *target.Exchange) { x.Request.URL = at.URL("/images/detail/x", "") }), false},
		"another tenant":        {of(func(x *target.Exchange) { x.Request.URL = "http://host:8774/v2/b/images/detail" }), false},
		"another method":        {of(func(x *target.Exchange) { x.Request.Method = http.MethodPost }), false},
		"a stranger":            {of(func(x *target.Exchange) { x.Request.As = target.Nobody }), false},
		"a fault":               {of(func(x *target.Exchange) { x.Status = http.StatusBadRequest }), false},
		"a body that broke off": {of(func(x *target.Exchange) { x.BodyFailure = "the body ended early" }), false},
	} {
		if kept := len(v.Answers([]*Reading{c.r})) == 1; kept != c.kept {
			t.Errorf("%s: kept %v, want %v", name, kept, c.kept)
		}
	}
}

func TestDue(t *testing.T) {
	for _, c := range []struct {
		url, accept, body string
		want              Form
	}{
		{"http://h/v2/t/images/detail", "application/xml", `{"images":[]}`, JSON},
		{"http://h/v2/t/images/detail", "application/json", `<images/>`, XML},
		{"http://h/v2/t/images/detail", "application/xml", ``, XML},
		{"http://h/v2/t/images/detail.xml?limit=1", "application/json", `None`, XML},
		{"http://h/v2/t/images/detail", "", `None`, JSON},
		{"http://h/v2/t/images/detail", "text/html", `<html>`, Other},
	} {
		if got := answer(c.url, c.accept, c.body).due(); got != c.want {
			t.Errorf("%s as %q with %q is due as %v, want %v", c.url, c.accept, c.body, got, c.want)
		}
	}
}

// One defect of one image is one finding, however many answers show it, and
// one kind of defect of many images is a few.
func TestDefectsAreFew(t *testing.T) {
	page := func(query string, minRAM string, n int) *Reading {
		var images []string
		for i := range n {
			images = append(images, fmt.Sprintf(`{"id":"%08d-0000-4000-8000-000000000000","minRam":%s}`, i, minRAM))
		}
		return answer("http://h/v2/t/images/detail?"+query, "application/json", `{"images":[`+strings.Join(images, ",")+`]}`)
	}
	var j Judgement
	j.Shapes("JSN-12", []*Reading{page("", "null", 50), page("a=b", "null", 50), page("limit=2", "null", 2), page("", "0", 50)})
	var got []string
	for _, f := range j.Findings {
		got = append(got, f.Where+" "+f.Got)
	}
	want := []string{
		"/images/0/minRam null (image 00000000-0000-4000-8000-000000000000); the same in 2 more answers",
		"/images/1/minRam null (image 00000001-0000-4000-8000-000000000000); the same in 2 more answers",
		"/images/2/minRam null (image 00000002-0000-4000-8000-000000000000); the same in one more answer",
	}
	if len(got) != 4 {
		t.Fatalf("%d findings, want 4: %q", len(got), got)
	}
	if diff := cmp.Diff(want, got[:3]); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	if !strings.Contains(got[3], "the like 47 more times") {
		t.Errorf("the last finding is %q, want the number of the rest", got[3])
	}
}

func TestEquivalent(t *testing.T) {
	s := func(kind schemas.Kind, text string) schemas.Scalar { return schemas.Scalar{Kind: kind, Text: text} }
	for _, c := range []struct {
		json schemas.Scalar
		xml  string
		want bool
	}{
		{s(schemas.String, "a"), "a", true},
		{s(schemas.String, "a"), "A", false},
		{s(schemas.String, "a "), "a", false},
		{s(schemas.String, ""), "None", false},
		{s(schemas.String, "None"), "None", true},
		{s(schemas.String, "\x01"), "\uFFFD", true},
		{s(schemas.Null, ""), "None", true},
		{s(schemas.Null, ""), "", true},
		{s(schemas.Null, ""), "null", false},
		{s(schemas.Integer, "7"), "+007", true},
		{s(schemas.Integer, "0"), "-0", true},
		{s(schemas.Integer, "70"), "7", false},
		{s(schemas.Integer, "0"), "", false},
		{s(schemas.Number, "1.5"), "1.5", true},
		{s(schemas.Boolean, "true"), "True", true},
	} {
		if got := equivalent(c.json, s(schemas.String, c.xml)); got != c.want {
			t.Errorf("%v %q in JSON and %q in XML: %v, want %v", c.json.Kind, c.json.Text, c.xml, got, c.want)
		}
	}
}

func TestUnclean(t *testing.T) {
	for href, want := range map[string]string{
		"http://h/v2/t/images/1":        "",
		"http://h/v2/t/images/1?a=//b":  "",
		"//h/v2/t/images/1":             "",
		"/v2//images/1":                 "an empty path segment",
		"http://h//v2/t/images/1":       "an empty path segment",
		"http://h/v2/t/images/a b":      "white space",
		"http://h/v2/None/images/1":     "the segment None",
		"http://h/v2/t/images/null":     "the segment null",
		"http://h/v2/Nonesuch/images/1": "",
		"http://h/v2/N%6Fne/images/1":   "the segment None",
	} {
		if got := unclean(href, "t"); got != want {
			t.Errorf("%s has %q, want %q", href, got, want)
		}
	}
	if got := unclean("http://h/v2/None/images/1", "None"); got != "" {
		t.Errorf("the tenant None is taken for %q", got)
	}
}

func TestEntities(t *testing.T) {
	const body = `<a b="&lt;&#233;&nbsp;"><!-- &no; --><![CDATA[&neither;]]>&amp;&eacute;</a>`
	if diff := cmp.Diff([]string{"&nbsp;", "&eacute;"}, entities([]byte(body))); diff != "" {
		t.Errorf("entities (-want +got):\n%s", diff)
	}
}
