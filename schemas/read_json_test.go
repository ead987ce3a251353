package schemas

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

func TestReadJSON(t *testing.T) {
	for _, c := range []struct {
		body, rules string
		// value is what is read all the same, as compact JSON; empty for nil.
		value string
	}{
		{`{"images": []}`, "", `{"images":[]}`},
		{" \t\r\n[1, -0, 1.50e+2, \"\\u00e9\\ud83d\\ude00\\/\", true, false, null] \n", "", `[1,-0,1.50e+2,"é😀/",true,false,null]`},
		{`"only a string"`, "", `"only a string"`},
		{`null`, "", ``},
		{``, "json-syntax", ``},
		{"  \n", "json-syntax", ``},
		{`Authentication required`, "json-syntax", ``},
		{`{"images": [`, "json-syntax", ``},
		{`{"images": [1,]}`, "json-syntax", ``},
		{`{'images': []}`, "json-syntax", ``},
		{`{"a": 01}`, "json-syntax", ``},
		{`{"a": NaN}`, "json-syntax", ``},
		{"{\"a\": \"\x01\"}", "json-syntax", ``},
		{`{"a": "\x"}`, "json-syntax", ``},
		{`{"a": 1} trailing`, "json-trailing", `{"a":1}`},
		{`{}{}`, "json-trailing", `{}`},
		{"{}\x00", "json-trailing", `{}`},
		{"\xef\xbb\xbf{}", "json-bom", `{}`},
		{"{\"a\": \"\xe9\"}", "json-utf8", `{"a":"�"}`},
		{`{"a": 1, "b": {"x": 1, "x": 2}, "a": 3}`, "json-duplicate-key json-duplicate-key", `{"a":3,"b":{"x":2}}`},
		{`{"a": 1, "\u0061": 2}`, "json-duplicate-key", `{"a":2}`},
		{`{"a": {"b": 1}, "b": {"a": 1}}`, "", `{"a":{"b":1},"b":{"a":1}}`},
		{`["\ud83d"]`, "json-escape", `["�"]`},
		{`["\ude00\ud83d x"]`, "json-escape json-escape", `["�� x"]`},
		{`["\ud83dA\ud83d\ude00"]`, "json-escape", `["�A😀"]`},
		{`["\udfff\udc00\udc00"]`, "json-escape json-escape json-escape", `["���"]`},
		{`["\ud83d\udc00\ud83d\udfff"]`, "", "[\"\U0001f400\U0001f7ff\"]"},
		{`{"\ud83d": "\\ud83d"}`, "json-escape", `{"�":"\\ud83d"}`},
		{strings.Repeat("[", 129) + strings.Repeat("]", 129), "json-depth", ``},
		{`["` + strings.Repeat("[", 1000) + `"]`, "", `["` + strings.Repeat("[", 1000) + `"]`},
		{`[` + strings.Repeat("9", 1000) + `]`, "", `[` + strings.Repeat("9", 1000) + `]`},
		{`[` + strings.Repeat("9", 1001) + `]`, "json-number", ``},
		{`[1e1000, 1E-1000]`, "", `[1e1000,1E-1000]`},
		{`[1e1001]`, "json-number", ``},
		{`[1e99999999999999999999]`, "json-number", ``},
	} {
		value, problems := ReadJSON([]byte(c.body))
		if got := rulesOf(problems); got != c.rules {
			t.Errorf("%s: got problems %v, want %q", show(c.body), problems, c.rules)
		}
		got := ""
		if value != nil {
			got = compactJSON(value)
		}
		if got != c.value {
			t.Errorf("%s: read %s, want %s", show(c.body), show(got), show(c.value))
		}
	}
}

func TestReadJSONPlaces(t *testing.T) {
	for body, where := range map[string]string{
		`{"images": [{"id": 1, "a/b": {"c": 1, "c": 2}}]}`: "/images/0/a~1b/c",
		`{"images": [{"x": "\ud800"}]}`:                    "/images/0/x",
		`{"images": [1, {"a": 1, "a": 2}]}`:                "/images/1/a",
		`{"images": [1e5000]}`:                             "/images/0",
		`{"images": [1, ?]}`:                               "byte 15",
		`{"images": []} x`:                                 "byte 15",
		`{"images": [`:                                     "byte 12",
		`{"images": [}`:                                    "byte 12",
	} {
		if _, problems := ReadJSON([]byte(body)); len(problems) != 1 || problems[0].Where != where {
			t.Errorf("%s: got %v, want it at %s", body, problems, where)
		}
	}
}

func TestReadJSONShowsWhatTrails(t *testing.T) {
	for body, want := range map[string]string{`{}x`: `"x"`, "{} <br/>\n": `"<br/>\n"`} {
		if _, problems := ReadJSON([]byte(body)); len(problems) != 1 || problems[0].Got != want {
			t.Errorf("%q: got %v, want %s", body, problems, want)
		}
	}
}

// A document beyond a limit is refused for that limit, not read to its end and
// found broken there.
func TestReadJSONRefusesHugeDocumentsForTheirSize(t *testing.T) {
	for rule, body := range map[string][]byte{
		"json-depth":  bytes.Repeat([]byte(`[{"a":`), 500_000),
		"json-number": []byte("[" + strings.Repeat("1", 5_000_000) + "]"),
		"json-bytes":  make([]byte, DefaultLimits.Bytes+1),
	} {
		value, problems := ReadJSON(body)
		if value != nil || len(problems) != 1 || problems[0].Rule != rule {
			t.Errorf("%s: read as %v with %v", rule, value, problems)
		}
	}
}

func TestReadJSONNeverFloodsWithProblems(t *testing.T) {
	_, problems := ReadJSON([]byte(`{"a": 1` + strings.Repeat(`, "a": 1`, 5000) + `}`))
	if len(problems) != maxProblems {
		t.Errorf("got %d problems, want %d", len(problems), maxProblems)
	}
}

func FuzzReadJSON(f *testing.F) {
	for _, body := range []string{
		`{"images": [{"id": "a", "minRam": 0, "x:y": null}]}`, `{"a": 1, "a": 2}`, `["\ud83d\ude00\ud800"]`,
		"\xef\xbb\xbf[]", `{} {}`, `[1e5]`, `[-0.5E-7, true, false]`, `"\"`, `[[[[`, "\"\xff\"",
	} {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		value, problems := ReadJSON(body)
		decoder := json.NewDecoder(bytes.NewReader(body))
		decoder.UseNumber()
		var want any
		err := decoder.Decode(&want)
		if len(problems) > 0 {
			return
		}
		// What is read without a problem is JSON to the standard library, and
		// the same.
		if err != nil || !json.Valid(body) {
			t.Fatalf("no problem in %q, but encoding/json says %v", body, err)
		}
		if !reflect.DeepEqual(value, want) {
			t.Fatalf("%q reads as %v, want %v", body, value, want)
		}
		for _, rule := range JSONRules() {
			CheckJSON(rule, value)
		}
		ImagesFromJSON(value)
		ImageFromJSON(value)
		FaultFromJSON(value)
	})
}

// rulesOf joins the rules of some problems.
func rulesOf(problems []Problem) string {
	var rules []string
	for _, problem := range problems {
		rules = append(rules, problem.Rule)
	}
	return strings.Join(rules, " ")
}
