package schemas

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// change is one edit of the base document: the value at a JSON pointer becomes
// another; without a value the member is removed.
type change struct{ at, value string }

// jsonCase is a listing with one defect of one rule, or with one freedom that the
// rule permits.
type jsonCase struct {
	rule   string
	change change
	// where is the place of the first problem; empty if it is the place of the change.
	where string
}

const (
	self0      = `{"rel": "self", "href": "http://h/v2/t/images/1"}`
	bookmark0  = `{"rel": "bookmark", "href": "http://h/t/images/1"}`
	alternate0 = `{"rel": "alternate", "href": "http://g/t/images/1", "type": "application/vnd.openstack.image"}`
)

func list(items ...string) string { return "[" + strings.Join(items, ", ") + "]" }

var jsonDefects = []jsonCase{
	{"JSN-01", change{"", `[]`}, ""},
	{"JSN-01", change{"", `null`}, ""},
	{"JSN-01", change{"", `{}`}, "/images"},
	{"JSN-01", change{"/images", `null`}, ""},
	{"JSN-01", change{"/images", `{}`}, ""},
	{"JSN-02", change{"/total", `2`}, ""},
	{"JSN-02", change{"/:x", `2`}, ""},
	{"JSN-03", change{"/images/0/id", `"70A599E0-31E7-49B7-B260-868F441E862B"`}, ""},
	{"JSN-03", change{"/images/0/id", `42`}, ""},
	{"JSN-03", change{"/images/0/id", `"42"`}, ""},
	{"JSN-03", change{"/images/0/id", `null`}, ""},
	{"JSN-04", change{"/images/0/name", `null`}, ""},
	{"JSN-04", change{"/images/0/name", `7`}, ""},
	{"JSN-05", change{"/images/0/status", `"active"`}, ""},
	{"JSN-05", change{"/images/0/status", `"QUEUED"`}, ""},
	{"JSN-05", change{"/images/0/status", `null`}, ""},
	{"JSN-05", change{"/images/0/status", `"x: y"`}, ""},
	{"JSN-06", change{"/images/0/created", `"2013-05-01 10:00:00"`}, ""},
	{"JSN-06", change{"/images/0/updated", `"2013-02-29T10:00:00Z"`}, ""},
	{"JSN-06", change{"/images/0/updated", `1367402400`}, ""},
	{"JSN-06", change{"/images/0/updated", `null`}, ""},
	{"JSN-06", change{"/images/0/updated", `"2013-05-02"`}, ""},
	{"JSN-07", change{"/images/0/created", `"2013-05-01T10:00:00.000000"`}, ""},
	{"JSN-07", change{"/images/0/created", `"2013-05-01T12:00:00+02:00"`}, ""},
	{"JSN-09", change{"/images/0/progress", `"100"`}, ""},
	{"JSN-09", change{"/images/0/progress", `101`}, ""},
	{"JSN-09", change{"/images/1/progress", `-1`}, ""},
	{"JSN-09", change{"/images/1/progress", `50.5`}, ""},
	{"JSN-09", change{"/images/1/progress", `50.0`}, ""},
	{"JSN-09", change{"/images/0/progress", `1e2`}, ""},
	{"JSN-09", change{"/images/0/progress", `null`}, ""},
	{"JSN-10", change{"/images/0/progress", `99`}, ""},
	{"JSN-11", change{"/images/1/progress", `100`}, ""},
	{"JSN-12", change{"/images/0/minDisk", `"20"`}, ""},
	{"JSN-12", change{"/images/0/minRam", `null`}, ""},
	{"JSN-12", change{"/images/0/minRam", `-1`}, ""},
	{"JSN-12", change{"/images/0/minRam", `512.0`}, ""},
	{"JSN-12", change{"/images/0/minRam", `0.5`}, ""},
	{"JSN-13", change{"/images/0/links", `{}`}, ""},
	{"JSN-13", change{"/images/0/links", `null`}, ""},
	{"JSN-13", change{"/images/0/links/3", `"http://h/x"`}, ""},
	{"JSN-14", change{"/images/1/metadata", ``}, ""},
	{"JSN-14", change{"/images/1/metadata", `null`}, ""},
	{"JSN-14", change{"/images/1/metadata", `[]`}, ""},
	{"JSN-15", change{"/images/0/minRam", ``}, ""},
	{"JSN-15", change{"/images/0/links", ``}, ""},
	{"JSN-15", change{"/images/1", `"155d900f"`}, ""},
	{"JSN-15", change{"/images/1", `null`}, ""},
	{"JSN-16", change{"/images/1/server", `null`}, ""},
	{"JSN-17", change{"/images/1/:size", `1`}, ""},
	{"JSN-17", change{"/images/1/OS-EXT:", `1`}, ""},
	{"JSN-18", change{"/images/1/checksum", `"abc"`}, ""},
	{"JSN-18", change{"/images/1/ID", `"abc"`}, ""},
	{"JSN-19", change{"/images/1/fault", `{"code": "500", "message": "x"}`}, "/images/1/fault/code"},
	{"JSN-19", change{"/images/1/fault", `{"code": 500}`}, "/images/1/fault/message"},
	{"JSN-19", change{"/images/1/fault", `null`}, ""},
	{"JSN-20", change{"/images/1/metadata_links", `{}`}, ""},
	{"JSN-20", change{"/images/1/metadata_links", `[{"rel": "next"}]`}, "/images/1/metadata_links/0/href"},
	{"LNK-01", change{"/images/0/links/0/href", `"/v2/t/images/1"`}, ""},
	{"LNK-01", change{"/images/0/links/0/href", `null`}, ""},
	{"LNK-01", change{"/images/0/links/2/href", ``}, ""},
	{"LNK-01", change{"/images/0/links/3", `{"href": "http://h/x"}`}, "/images/0/links/3/rel"},
	{"LNK-02", change{"/images/0/links", list(bookmark0, alternate0)}, ""},
	{"LNK-02", change{"/images/0/links", list(self0, alternate0)}, ""},
	{"LNK-02", change{"/images/0/links", list(self0, bookmark0, self0, alternate0)}, ""},
	{"LNK-03", change{"/images/0/links", list(self0, bookmark0)}, ""},
	{"LNK-03", change{"/images/0/links", list(self0, bookmark0, alternate0, alternate0)}, ""},
	{"LNK-04", change{"/images/0/links/2/type", ``}, ""},
	{"LNK-04", change{"/images/0/links/2/type", `"application/json"`}, ""},
	{"LNK-04", change{"/images/0/links/2/type", `null`}, ""},
	{"LNK-05", change{"/images/0/links/0/type", `"application/json"`}, ""},
	{"LNK-05", change{"/images/0/links/1/type", `""`}, ""},
	{"LNK-05", change{"/images/0/links/3", `{"rel": "related", "href": "http://h/x", "type": "None"}`}, "/images/0/links/3/type"},
	{"LNK-13", change{"/images/0/links/3", `{"rel": "snapshot", "href": "http://h/x"}`}, "/images/0/links/3/rel"},
	{"MET-01", change{"/images/0/metadata/mappings", `[{"device": "sda1"}]`}, ""},
	{"MET-01", change{"/images/0/metadata/mappings", `{}`}, ""},
	{"MET-03", change{"/images/0/metadata/auto_disk_config", `true`}, ""},
	{"MET-03", change{"/images/0/metadata/size", `0`}, ""},
	{"MET-05", change{"/images/0/metadata/", `"empty key"`}, ""},
	{
		"MET-05",
		change{"/images/0/metadata/" + strings.Repeat("k", 256), `"long key"`},
		"/images/0/metadata/" + strings.Repeat("k", 120) + "…",
	},
	{"MET-07", change{"/images/0/metadata", manyItems(1001)}, ""},
	{"SUB-01", change{"/images/0/server", `"7c1f0a3e-52a6-4b0e-9d61-0c5a4f0d1aaa"`}, ""},
	{"SUB-01", change{"/images/0/server/id", `1234`}, ""},
	{"SUB-01", change{"/images/0/server/id", ``}, ""},
	{"SUB-01", change{"/images/0/server/links", ``}, ""},
	{"SUB-01", change{"/images/0/server/links/0/href", `""`}, ""},
	{"SUB-02", change{"/images/0/server/links", `[]`}, ""},
	{"SUB-02", change{"/images/0/server/links", list(self0)}, ""},
	{"SUB-02", change{"/images/0/server/links", list(self0, bookmark0, bookmark0)}, ""},
	{"SUB-02", change{"/images/0/server/links", list(self0, bookmark0, alternate0)}, "/images/0/server/links/2"},
	{"PAG-01", change{"/images_links", `{}`}, ""},
	{"PAG-01", change{"/images_links", `["http://h/x"]`}, "/images_links/0"},
	{"PAG-01", change{"/images_links/1", `{"rel": "next", "href": "http://h/x"}`}, "/images_links"},
	{"PAG-01", change{"/images_links/0/rel", ``}, ""},
	{"PAG-15", change{"/images_links", `null`}, ""},
	{"PAG-15", change{"/images_links/0/href", `""`}, ""},
	{"PAG-15", change{"/images_links/0/href", `null`}, ""},
	{"PAG-15", change{"/images_links/0/href", ``}, ""},
}

var jsonFreedoms = []jsonCase{
	{"JSN-01", change{"/images", `[]`}, ""},
	{"JSN-02", change{"/OS-EXT:anything", `[null]`}, ""},
	{"JSN-03", change{"/images/0/id", `"00000000-0000-0000-0000-000000000000"`}, ""},
	{"JSN-04", change{"/images/0/name", `""`}, ""},
	{"JSN-04", change{"/images/0/name", `"\u0001 \ud83d\ude00 None"`}, ""},
	{"JSN-05", change{"/images/0/status", `"OS-EXT:Frozen"`}, ""},
	{"JSN-05", change{"/images/1/status", `"UNKNOWN"`}, ""},
	{"JSN-06", change{"/images/0/created", `"2012-02-29T23:59:59Z"`}, ""},
	{"JSN-07", change{"/images/0/created", `"1999-12-31T23:59:59Z"`}, ""},
	{"JSN-09", change{"/images/1/progress", `0`}, ""},
	{"JSN-10", change{"/images/1", strings.Replace(image1, `"SAVING"`, `"ERROR"`, 1)}, ""},
	{"JSN-11", change{"/images/1/progress", `99`}, ""},
	{"JSN-12", change{"/images/0/minDisk", `99999999999`}, ""},
	{"JSN-13", change{"/images/0/links/3", `{"rel": "related", "href": "urn:x:y"}`}, ""},
	{"JSN-14", change{"/images/0/metadata", `{}`}, ""},
	{"JSN-15", change{"/images/0/server", ``}, ""},
	{"JSN-16", change{"/images/0/server", ``}, ""},
	{"JSN-17", change{"/images/0/OS-EXT-IMG-SIZE:size", `null`}, ""},
	{"JSN-17", change{"/images/0/OS-DCF:diskConfig", `{"any": ["thing"]}`}, ""},
	{"JSN-18", change{"/images/0/tenant_id", `"t"`}, ""},
	{"JSN-18", change{"/images/0/user_id", `"u"`}, ""},
	{"JSN-19", change{"/images/1/fault", `{"code": 500, "message": "", "details": "d", "created": "2013-05-01T10:00:00Z", "x": 1}`}, ""},
	{"JSN-20", change{"/images/0/metadata_links", `[{"rel": "next", "href": "http://h/x?marker=y"}]`}, ""},
	{"JSN-22", change{"/images/1/server", ``}, ""},
	{"LNK-01", change{"/images/0/links/0/href", `"HTTPS://[::1]:8774/v2/t/images/a b?x=%C3%A9#é"`}, ""},
	{"LNK-02", change{"/images/0/links", list(alternate0, bookmark0, self0)}, ""},
	{"LNK-03", change{"/images/0/links/3", `{"rel": "related", "href": "http://h/x"}`}, ""},
	{"LNK-04", change{"/images/0/links/2/title", `"at the image service"`}, ""},
	{"LNK-05", change{"/images/0/links/3", `{"rel": "related", "href": "http://h/x", "type": "text/html"}`}, ""},
	{"LNK-13", change{"/images/0/links/3", `{"rel": "http://ext.example.com/rel", "href": "http://h/x"}`}, ""},
	{"MET-01", change{"/images/0/metadata/any", `null`}, ""},
	{"MET-03", change{"/images/0/metadata/any", `"0"`}, ""},
	{"MET-05", change{"/images/0/metadata/" + strings.Repeat("é", 255), `"long key"`}, ""},
	{"MET-05", change{"/images/0/metadata/long value", `"` + strings.Repeat("v", 300) + `"`}, ""},
	{"MET-07", change{"/images/0/metadata", manyItems(1000)}, ""},
	{"SUB-01", change{"/images/0/server/name", `"www"`}, ""},
	{"SUB-02", change{"/images/0/server/links", list(bookmark0, self0)}, ""},
	{"PAG-01", change{"/images_links/1", `{"rel": "previous", "href": "http://h/x"}`}, ""},
	{"PAG-01", change{"/images_links", `[]`}, ""},
	{"PAG-15", change{"/images_links", ``}, ""},
	{"PAG-15", change{"/images_links/0/href", `"/relative is another requirement"`}, ""},
}

// image1 is the second image of the base document, without links.
const image1 = `{"id": "155d900f-4e14-4e4c-a73d-069cbf4541e6", "name": "upload", "status": "SAVING", "progress": 50,
	"created": "2013-04-01T10:00:00Z", "updated": "2013-04-02T11:30:15Z", "minDisk": 0, "minRam": 0, "metadata": {},
	"links": [` + self0 + `, ` + bookmark0 + `, ` + alternate0 + `]}`

func manyItems(n int) string {
	items := make([]string, n)
	for i := range items {
		items[i] = fmt.Sprintf(`"k%d": "v"`, i)
	}
	return "{" + strings.Join(items, ", ") + "}"
}

func TestJSONDefectBreaksItsRuleOnly(t *testing.T) {
	for _, c := range jsonDefects {
		t.Run(c.rule+" "+show(c.change.at+" "+c.change.value), func(t *testing.T) {
			value := c.change.apply(t, "testdata/rules/base.json")
			broken := brokenJSON(value)
			if got := slices.Sorted(maps.Keys(broken)); !slices.Equal(got, []string{c.rule}) {
				t.Fatalf("breaks %v, want only %s:\n%v", got, c.rule, broken)
			}
			where := c.change.at
			if c.where != "" {
				where = c.where
			}
			if problem := broken[c.rule][0]; problem.Where != where || problem.Want == "" || problem.Got == "" {
				t.Errorf("got problem %+v, want it at %s with both sides", problem, where)
			}
			if ranged, _ := CheckJSON(c.rule, value); ranged == 0 {
				t.Error("the rule counts nothing that it looked at")
			}
		})
	}
}

func TestJSONFreedomBreaksNoRule(t *testing.T) {
	for _, c := range jsonFreedoms {
		t.Run(c.rule+" "+show(c.change.at+" "+c.change.value), func(t *testing.T) {
			if broken := brokenJSON(c.change.apply(t, "testdata/rules/base.json")); len(broken) > 0 {
				t.Errorf("breaks %v", broken)
			}
		})
	}
}

func TestEachJSONRuleHasDefectAndFreedom(t *testing.T) {
	for _, rule := range JSONRules() {
		is := func(c jsonCase) bool { return c.rule == rule }
		switch rule {
		case "ERR-02", "JSN-22": // tables of their own
			continue
		}
		if !slices.ContainsFunc(jsonDefects, is) {
			t.Errorf("%s has no document that it refuses", rule)
		}
		if !slices.ContainsFunc(jsonFreedoms, is) {
			t.Errorf("%s has no unusual document that it accepts", rule)
		}
	}
}

// A brief listing breaks three rules by its nature: members are missing, and it
// is not the detailed representation.
func TestBriefListing(t *testing.T) {
	value, _ := ReadJSON([]byte(`{"images": [{"id": "155d900f-4e14-4e4c-a73d-069cbf4541e6", "name": "upload", "links": ` +
		list(self0, bookmark0, alternate0) + `}]}`))
	broken := brokenJSON(value)
	if got, want := slices.Sorted(maps.Keys(broken)), []string{"JSN-14", "JSN-15", "JSN-22"}; !slices.Equal(got, want) {
		t.Errorf("breaks %v, want %v", got, want)
	}
	if got := broken["JSN-22"]; len(got) != 1 || got[0].Where != "/images/0" {
		t.Errorf("JSN-22 gives %v, want one problem at /images/0", got)
	}
}

func TestJSONFaults(t *testing.T) {
	for body, wrong := range map[string]int{
		`{"badRequest": {"code": 400, "message": "limit param must be an integer"}}`:                         0,
		`{"overLimit": {"code": 413, "message": "m", "details": "d", "retryAfter": "2010-08-01T00:00:00Z"}}`: 0,
		`{"computeFault": {"code": 500, "message": "m", "OS-EXT:x": null}}`:                                  0,
		`{}`:                            1,
		`[]`:                            1,
		`null`:                          1,
		`"Authentication required"`:     1,
		`{"code": 400, "message": "m"}`: 3, // two members, neither an object
		`{"badRequest": {"code": "400", "message": "m"}}`:                        1,
		`{"badRequest": {"code": 400.0, "message": "m"}}`:                        1,
		`{"badRequest": {"message": "m"}}`:                                       1,
		`{"badRequest": {"code": 400}}`:                                          1,
		`{"badRequest": {"code": 400, "message": ""}}`:                           1,
		`{"badRequest": {"code": 400, "message": null}}`:                         1,
		`{"badRequest": {"code": 400, "message": "m", "details": 1}}`:            1,
		`{"a": {"code": 400, "message": "m"}, "b": {"code": 1, "message": "m"}}`: 1,
	} {
		value, problems := ReadJSON([]byte(body))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		ranged, problems := CheckJSON("ERR-02", value)
		if ranged != 1 || len(problems) != wrong {
			t.Errorf("%s: looked at %d and found %v, want 1 and %d problems", body, ranged, problems, wrong)
		}
	}
}

// brokenJSON gives the problems of every rule about listings that is broken.
func brokenJSON(value any) map[string][]Problem {
	broken := map[string][]Problem{}
	for _, rule := range JSONRules() {
		if strings.HasPrefix(rule, "ERR") {
			continue
		}
		if _, problems := CheckJSON(rule, value); len(problems) > 0 {
			broken[rule] = problems
		}
	}
	return broken
}

// apply gives the base document with the change.
func (c change) apply(t *testing.T, base string) any {
	t.Helper()
	body, err := os.ReadFile(base)
	if err != nil {
		t.Fatal(err)
	}
	document, problems := ReadJSON(body)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var value any
	if c.value != "" {
		decoder := json.NewDecoder(strings.NewReader(c.value))
		decoder.UseNumber()
		if err := decoder.Decode(&value); err != nil {
			t.Fatalf("decode %s: %v", c.value, err)
		}
	}
	if c.at == "" {
		return value
	}
	return replaced(document, strings.Split(c.at, "/")[1:], value, c.value == "")
}

// replaced gives node with the value at a path set or removed.
func replaced(node any, path []string, value any, remove bool) any {
	last := len(path) == 1
	switch node := node.(type) {
	case map[string]any:
		switch {
		case last && remove:
			delete(node, path[0])
		case last:
			node[path[0]] = value
		default:
			node[path[0]] = replaced(node[path[0]], path[1:], value, remove)
		}
	case []any:
		n, err := strconv.Atoi(path[0])
		if err != nil {
			panic(err)
		}
		if n == len(node) {
			return append(node, value)
		}
		if last {
			node[n] = value
		} else {
			node[n] = replaced(node[n], path[1:], value, remove)
		}
		return node
	}
	return node
}

// TestAbsenceIsToldOnce holds that a list without what it has to contain is one
// problem, and not one more of each of its items.
func TestAbsenceIsToldOnce(t *testing.T) {
	value, _ := ReadJSON([]byte(`{"images": [{"links": [{"rel": "bookmark"}, {"rel": "alternate"}]}]}`))
	_, problems := CheckJSON("LNK-02", value)
	if len(problems) != 1 || problems[0].Where != "/images/0/links" {
		t.Errorf("got %v, want one problem with the links", problems)
	}
}

// TestJSONRulesCountWhatTheyLookAt holds how many things each rule ranges over:
// over none it is not passed.
func TestJSONRulesCountWhatTheyLookAt(t *testing.T) {
	value, problems := ReadJSON([]byte(`{"images_links": [], "images": [
		{"id": "1", "status": "ACTIVE", "created": "c", "minDisk": 0, "minRam": 0, "server": null, "metadata": {"k": "v", "l": "w"},
			"links": [{"rel": "self"}, {"rel": "alternate"}, {"rel": "bookmark"}]},
		{"id": "2", "name": "n", "status": "ACTIVE", "updated": "u", "created": "c", "server": {}, "links": [{"rel": "alternate"}], "a:b": 1, "a:c": 2, "a:d": 3},
		{"status": "SAVING", "progress": 1, "fault": {}, "metadata_links": [], "links": null},
		"no object"
	]}`))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	empty := map[string]any{"images": []any{}}
	counts := map[string]int{
		"PAG-01": 1, "PAG-15": 1, "JSN-01": 1, "JSN-02": 1, "JSN-03": 2, "JSN-04": 1, "JSN-05": 3, "JSN-06": 3, "JSN-07": 3, "JSN-09": 1, "JSN-10": 2,
		"JSN-11": 1, "JSN-12": 2, "JSN-13": 3, "JSN-14": 3, "JSN-15": 4, "JSN-16": 2, "JSN-17": 3, "JSN-18": 3, "JSN-19": 1, "JSN-20": 1, "JSN-22": 3,
		"LNK-01": 4, "LNK-02": 2, "LNK-03": 2, "LNK-04": 2, "LNK-05": 4, "LNK-13": 4, "MET-01": 2, "MET-03": 2, "MET-05": 2, "MET-07": 1,
		"SUB-01": 1, "SUB-02": 1, "ERR-02": 1,
	}
	for _, rule := range JSONRules() {
		want, known := counts[rule]
		if !known {
			t.Errorf("%s counts nobody knows what", rule)
		}
		if got, _ := CheckJSON(rule, value); got != want {
			t.Errorf("%s looks at %d things, want %d", rule, got, want)
		}
		ofDocument := rule == "JSN-01" || rule == "JSN-02" || rule == "ERR-02"
		if got, _ := CheckJSON(rule, empty); (got > 0) != ofDocument {
			t.Errorf("%s looks at %d things of an empty listing", rule, got)
		}
	}
}
