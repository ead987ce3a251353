package schemas

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/antchfx/xmlquery"
)

// xmlCase is the base listing with one text, at its first occurrence, replaced by
// another: a defect of one rule, or a freedom that the rule permits.
type xmlCase struct{ rule, old, new string }

const (
	metadataXML = `<metadata>
      <meta key="image_type">snapshot</meta>
      <meta key="auto_disk_config">True</meta>
      <meta key="ramdisk_id">None</meta>
    </metadata>`
	serverXML = `<server id="7c1f0a3e-52a6-4b0e-9d61-0c5a4f0d1aaa">
      <atom:link rel="self" href="http://compute.example.com/v2/t/servers/7c1f0a3e-52a6-4b0e-9d61-0c5a4f0d1aaa"/>
      <atom:link rel="bookmark" href="http://compute.example.com/t/servers/7c1f0a3e-52a6-4b0e-9d61-0c5a4f0d1aaa"/>
    </server>`
	imageSelf      = `<atom:link rel="self" href="http://compute.example.com/v2/t/images/70a599e0-31e7-49b7-b260-868f441e862b"/>`
	imageBookmark  = `<atom:link rel="bookmark" href="http://compute.example.com/t/images/70a599e0-31e7-49b7-b260-868f441e862b"/>`
	imageAlternate = `<atom:link rel="alternate" href="http://images.example.com/t/images/70a599e0-31e7-49b7-b260-868f441e862b" type="application/vnd.openstack.image"/>`
	nextXML        = `<atom:link rel="next" href="http://compute.example.com/v2/t/images/detail?limit=2&amp;marker=155d900f-4e14-4e4c-a73d-069cbf4541e6"/>`
	computeXMLNS   = `xmlns="http://docs.openstack.org/compute/api/v1.1"`
)

var imageLinks = imageSelf + "\n    " + imageBookmark + "\n    " + imageAlternate

func without(text, part string) string { return strings.Replace(text, part, "", 1) }

var xmlDefects = []xmlCase{
	{"PAG-02", nextXML, nextXML + nextXML},
	{"PAG-15", nextXML, `<atom:link rel="next"/>`},
	{"PAG-15", nextXML, `<atom:link rel="next" href=""/>`},
	{"JSN-10", `progress="100"`, `progress="99"`},
	{"LNK-01", imageSelf, without(imageSelf, ` href="http://compute.example.com/v2/t/images/70a599e0-31e7-49b7-b260-868f441e862b"`)},
	{"LNK-01", imageSelf, strings.Replace(imageSelf, "http://compute.example.com", "", 1)},
	{"LNK-01", imageSelf, imageSelf + `<atom:link href="http://h/x"/>`},
	{"LNK-02", imageSelf, ""},
	{"LNK-02", imageBookmark, imageBookmark + imageBookmark},
	{"LNK-03", imageAlternate, ""},
	{"LNK-03", imageAlternate, imageAlternate + imageAlternate},
	{"LNK-04", imageAlternate, without(imageAlternate, ` type="application/vnd.openstack.image"`)},
	{"LNK-04", imageAlternate, strings.Replace(imageAlternate, "vnd.openstack.image", "json", 1)},
	{"LNK-05", imageSelf, strings.Replace(imageSelf, "/>", ` type="application/json"/>`, 1)},
	{"LNK-05", imageSelf, imageSelf + `<atom:link rel="related" href="http://h/x" type="None"/>`},
	{"MET-05", `key="image_type"`, `key=""`},
	{"MET-05", `key="image_type"`, `key="` + strings.Repeat("k", 256) + `"`},
	{"MET-06", metadataXML, metadataXML + metadataXML},
	{"MET-06", `<meta key="image_type">`, `<meta>`},
	{"MET-06", `<meta key="image_type">`, `<meta name="image_type">`},
	{"MET-06", `key="image_type"`, `key="ramdisk_id"`},
	{"MET-06", `>snapshot</meta>`, `><item>snapshot</item></meta>`},
	{"MET-06", `<meta key="image_type">snapshot</meta>`, `<meta key="image_type" value="snapshot"/>`},
	{"MET-06", `<meta key="image_type">snapshot</meta>`, `<image_type>snapshot</image_type>`},
	{"MET-07", `<metadata/>`, `<metadata>` + manyMeta(1001) + `</metadata>`},
	{"MET-11", `<metadata/>`, ``},
	{"SUB-01", `id="7c1f0a3e`, `id="7C1F0A3E`},
	{"SUB-01", `href="http://compute.example.com/v2/t/servers`, `href="/v2/t/servers`},
	{"SUB-01", `rel="self" href="http://compute.example.com/v2/t/servers/7c1f0a3e-52a6-4b0e-9d61-0c5a4f0d1aaa"`, `rel="self"`},
	{"SUB-02", `<atom:link rel="self" href="http://compute.example.com/v2/t/servers/7c1f0a3e-52a6-4b0e-9d61-0c5a4f0d1aaa"/>`, ``},
	{"SUB-02", `</server>`, `<atom:link rel="alternate" href="http://h/x"/></server>`},
	{"SUB-07", `<server id="7c1f0a3e-52a6-4b0e-9d61-0c5a4f0d1aaa">`, `<server>`},
	{"SUB-07", serverXML, `<server id="7c1f0a3e-52a6-4b0e-9d61-0c5a4f0d1aaa"/>`},
	{"SUB-07", `<server id="7c1f0a3e-52a6-4b0e-9d61-0c5a4f0d1aaa">`, `<server><id>7c1f0a3e-52a6-4b0e-9d61-0c5a4f0d1aaa</id>`},
	{"SUB-07", serverXML + "\n    " + metadataXML, metadataXML + serverXML},
	{"SUB-07", serverXML + "\n    " + metadataXML + "\n    " + imageLinks, metadataXML + imageLinks + serverXML},
	{"XML-01", computeXMLNS, `xmlns="http://docs.openstack.org/compute/api/v2"`},
	{"XML-01", computeXMLNS, ``},
	{"XML-02", `<image id="155d900f`, `<image xmlns="" id="155d900f`},
	{"XML-02", `<image id="155d900f`, `<image xmlns="http://docs.openstack.org/compute/api/v2" id="155d900f`},
	{"XML-03", `minRam="0">`, `><minRam>0</minRam>`},
	{"XML-03", ` minRam="0">`, ` c:minRam="0" xmlns:c="http://docs.openstack.org/compute/api/v1.1">`},
	{"XML-04", imageSelf, strings.Replace(imageSelf, "atom:", "", 1)},
	{"XML-04", imageSelf, strings.Replace(imageSelf, "atom:link", `link xmlns=""`, 1)},
	{"XML-04", `xmlns:atom="http://www.w3.org/2005/Atom"`, `xmlns:atom="http://www.w3.org/2005/atom/"`},
	{"XML-04", imageSelf, strings.Replace(imageSelf, "/>", ">text</atom:link>", 1)},
	{"XML-04", imageSelf, strings.Replace(imageSelf, "/>", "><x:y xmlns:x='urn:x'/></atom:link>", 1)},
	{"XML-04", imageSelf, strings.Replace(imageSelf, "rel=", "atom:rel=", 1)},
	{"XML-04", nextXML, strings.Replace(nextXML, "atom:", "", 1)},
	{"XML-05", metadataXML + "\n    " + imageLinks, imageLinks + metadataXML},
	{"XML-05", imageAlternate, `<x:y xmlns:x="urn:x"/>` + imageAlternate},
	{"XML-05", imageAlternate, imageAlternate + `<fault code="500"><message>m</message></fault>`},
	{"XML-05", serverXML, serverXML + serverXML},
	{"XML-06", `id="155d900f`, `id="155D900F`},
	{"XML-06", `status="SAVING"`, `status="saving"`},
	{"XML-06", `status="SAVING"`, `status=""`},
	{"XML-06", `created="2013-04-01T10:00:00Z"`, `created="None"`},
	{"XML-06", `updated="2013-04-02T11:30:15Z"`, `updated="2013-04-31T11:30:15Z"`},
	{"XML-06", `progress="50"`, `progress="101"`},
	{"XML-06", `progress="50"`, `progress="50.0"`},
	{"XML-06", `minDisk="0"`, `minDisk="None"`},
	{"XML-06", `minRam="0"`, `minRam="4294967296"`},
	{"XML-11", `<metadata/>`, `<metadata/><size>1</size>`},
	{"XML-11", `minRam="0"`, `minRam="0" size="1"`},
	{"XML-11", `minRam="0"`, `minRam="0" c:size="1" xmlns:c="http://docs.openstack.org/compute/api/v1.1"`},
	{"XML-11", computeXMLNS, computeXMLNS + ` total="2"`},
	{"XML-11", nextXML, nextXML + `<total>2</total>`},
	{"XML-12", ` minRam="0"`, ``},
	{"XML-12", ` status="SAVING"`, ``},
	{"XML-14", imageLinks, `<links>` + imageLinks + `</links>`},
	{"XML-14", nextXML, `<images_links>` + nextXML + `</images_links>`},
	{"XML-14", imageSelf, imageSelf + `text`},
	{"XML-14", nextXML, nextXML + `text`},
	{"XML-15", `<metadata/>`, `<metadata xmlns=""/>`},
	{"XML-15", `<meta key="image_type">snapshot</meta>`, `<atom:meta key="image_type">snapshot</atom:meta>`},
	{"XML-15", `<meta key="image_type">`, `<meta xmlns="" key="image_type">`},
}

var xmlFreedoms = []xmlCase{
	{"PAG-02", nextXML, nextXML + `<atom:link rel="previous" href="http://h/x"/><x:y xmlns:x="urn:x">text</x:y>`},
	{"PAG-15", nextXML, ``},
	{"JSN-10", `status="ACTIVE"`, `status="OS-EXT:Half"`},
	{"LNK-01", imageSelf, imageSelf + `<atom:link rel="related" href="urn:x:y" title="t" hreflang="en" xml:base="http://h/"/>`},
	{"LNK-02", imageLinks, imageAlternate + imageBookmark + imageSelf},
	{"LNK-03", imageAlternate, strings.Replace(imageAlternate, "/>", "> <!-- empty --> </atom:link>", 1)},
	{"LNK-04", imageAlternate, strings.Replace(imageAlternate, "type=", `title="t" type=`, 1)},
	{"LNK-05", imageSelf, imageSelf + `<atom:link rel="related" href="http://h/x" type="text/html"/>`},
	{"MET-05", `key="image_type"`, `key="` + strings.Repeat("é", 255) + `"`},
	{"MET-06", `<meta key="image_type">snapshot</meta>`, `<meta x:y="z" xmlns:x="urn:x" key="image_type"><![CDATA[<a>]]>&#228;</meta>`},
	{"MET-07", `<metadata/>`, `<metadata>` + manyMeta(1000) + `</metadata>`},
	{"MET-11", `<metadata/>`, `<metadata></metadata>`},
	{"SUB-01", `<server id=`, `<server name="www" id=`},
	{"SUB-02", `</server>`, `<x:y xmlns:x="urn:x"/></server>`},
	{"SUB-07", serverXML, ``},
	{"XML-01", `<images `, `<!-- c --><?pi x?><images xml:lang="en" `},
	{"XML-02", nextXML, nextXML + `<x:link xmlns:x="urn:x" rel="next"/><x:image xmlns:x="urn:x"/>`},
	{"XML-03", `minRam="0"`, `minRam="0" x:id="1" xmlns:x="urn:x"`},
	{"XML-04", imageSelf, `<link xmlns="http://www.w3.org/2005/Atom" rel="self" href="http://h/x"></link>`},
	{"XML-05", imageAlternate, imageAlternate + `<x:metadata xmlns:x="urn:x"/><x:server xmlns:x="urn:x"/>`},
	{"XML-05", imageSelf, `<fault code="500" created="2013-04-01T10:00:00Z"><message>m</message></fault>` + imageSelf},
	{"XML-06", `progress="50"`, `progress=" +050 "`},
	{"XML-06", `minRam="0"`, `minRam="2147483647"`},
	{"XML-06", `created="2013-04-01T10:00:00Z"`, `created="2013-04-01T24:00:00.000+14:00"`},
	{"XML-06", `status="SAVING"`, `status="OS-EXT:Frozen"`},
	{"XML-11", `minRam="0"`, `minRam="0" tenant_id="t" user_id="u" xml:lang="en" OS-DCF:diskConfig="AUTO" xmlns:OS-DCF="http://docs.openstack.org/compute/ext/disk_config/api/v1.1"`},
	{"XML-12", `minRam="0"`, `minRam="&#48;"`},
	{"XML-14", imageSelf, imageSelf + "\n\t<!-- text -->\n"},
	{"XML-15", `<metadata/>`, `<c:metadata xmlns:c="http://docs.openstack.org/compute/api/v1.1"><c:meta key="k"/></c:metadata>`},
}

func manyMeta(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `<meta key="k%d">v</meta>`, i)
	}
	return b.String()
}

func TestXMLDefectBreaksItsRuleOnly(t *testing.T) {
	for _, c := range xmlDefects {
		t.Run(c.rule+" "+show(c.new), func(t *testing.T) {
			assertBreaksOnly(t, c.rule, c.apply(t))
		})
	}
}

func TestNextLinkBeforeImages(t *testing.T) {
	body, err := os.ReadFile("testdata/rules/base.xml")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(body), nextXML, "", 1)
	text = strings.Replace(text, `<image id="155d`, nextXML+`<image id="155d`, 1)
	assertBreaksOnly(t, "PAG-02", readXML(t, text))
}

func TestTooManyImages(t *testing.T) {
	_, body := largePage(1001, false)
	assertBreaksOnly(t, "XML-02", readXML(t, string(body)))
}

func TestEmptyXMLListing(t *testing.T) {
	empty := `<images xmlns="` + ComputeNamespace + `">%s</images>`
	if broken := brokenXML(readXML(t, fmt.Sprintf(empty, " <!-- none --> "))); len(broken) > 0 {
		t.Errorf("an empty listing breaks %v", broken)
	}
	assertBreaksOnly(t, "XML-09", readXML(t, fmt.Sprintf(empty, "None")))
}

func assertBreaksOnly(t *testing.T, rule string, root *xmlquery.Node) {
	t.Helper()
	broken := brokenXML(root)
	if got := slices.Sorted(maps.Keys(broken)); !slices.Equal(got, []string{rule}) {
		t.Fatalf("breaks %v, want only %s:\n%v", got, rule, broken)
	}
	if problem := broken[rule][0]; !strings.HasPrefix(problem.Where, "/images") || problem.Want == "" || problem.Got == "" {
		t.Errorf("got problem %+v, want a place and both sides", problem)
	}
	if ranged, _ := CheckXML(rule, root); ranged == 0 {
		t.Error("the rule counts nothing that it looked at")
	}
}

// TestXMLProblemShowsWhatIsThere holds what a reader is shown of a node: an
// attribute, a text, an element with what matters of it, or that it is absent.
func TestXMLProblemShowsWhatIsThere(t *testing.T) {
	const open, close = `<images xmlns="http://docs.openstack.org/compute/api/v1.1"`, `</images>`
	for _, c := range []struct{ rule, body, where, got string }{
		{"XML-11", open + ` total="2">` + close, "/images/@total", `total="2"`},
		{"XML-06", open + `><image/><image progress="1 %"/>` + close, "/images/image[2]/@progress", `"1 %"`},
		{"XML-12", open + ` xmlns:x="urn:x"><image x:id="1"/>` + close, "/images/image[1]/@id", "absent"},
		{"XML-01", `<images xmlns="urn:x"/>`, "/images", `<images xmlns="urn:x">`},
		{"XML-14", open + `><image id="a" name="b">text</image>` + close, "/images/image[1]", `<image id="a" name="b">`},
	} {
		_, problems := CheckXML(c.rule, readXML(t, c.body))
		if len(problems) == 0 || problems[0].Where != c.where || problems[0].Got != c.got {
			t.Errorf("%s of %s: got %+v, want %s at %s", c.rule, c.body, problems, c.got, c.where)
		}
	}
}

func TestXMLFreedomBreaksNoRule(t *testing.T) {
	for _, c := range xmlFreedoms {
		t.Run(c.rule+" "+show(c.new), func(t *testing.T) {
			if broken := brokenXML(c.apply(t)); len(broken) > 0 {
				t.Errorf("breaks %v", broken)
			}
		})
	}
}

func TestEachXMLRuleHasDefectAndFreedom(t *testing.T) {
	for _, rule := range XMLRules() {
		is := func(c xmlCase) bool { return c.rule == rule }
		switch rule {
		case "XML-09", "ERR-03", "ERR-10": // tests of their own
			continue
		}
		if !slices.ContainsFunc(xmlDefects, is) {
			t.Errorf("%s has no document that it refuses", rule)
		}
		if !slices.ContainsFunc(xmlFreedoms, is) {
			t.Errorf("%s has no unusual document that it accepts", rule)
		}
	}
}

func TestXMLFaults(t *testing.T) {
	const open = `<badRequest code="400" xmlns="http://docs.openstack.org/compute/api/v1.1">`
	for body, rules := range map[string]string{
		open + `<message>m</message></badRequest>`:           "",
		open + `<message/><details>d</details></badRequest>`: "",
		`<c:badRequest code="400" xmlns:c="http://docs.openstack.org/compute/api/v1.1"><c:message>m</c:message></c:badRequest>`: "",
		open + `<message>m</message><x:y xmlns:x="urn:x"/></badRequest>`:                                                        "",
		open + `<message>m</message><retryAfter>5</retryAfter></badRequest>`:                                                    "",
		open + `</badRequest>`: "ERR-03",
		open + `<message>m</message><message>m</message></badRequest>`:                    "ERR-03",
		open + `<details>d</details><message>m</message></badRequest>`:                    "ERR-03",
		open + `<message xmlns="">m</message></badRequest>`:                               "ERR-03",
		strings.Replace(open, `"400"`, `"bad"`, 1) + `<message>m</message></badRequest>`:  "ERR-03",
		strings.Replace(open, ` code="400"`, ``, 1) + `<message>m</message></badRequest>`: "ERR-03",
		strings.Replace(open, `v1.1`, `v2`, 1) + `<message>m</message></badRequest>`:      "ERR-10",
		`<badRequest code="400"><message>m</message></badRequest>`:                        "ERR-10",
	} {
		root := readXML(t, body)
		var broken []string
		for _, rule := range []string{"ERR-03", "ERR-10"} {
			ranged, problems := CheckXML(rule, root)
			if ranged != 1 {
				t.Errorf("%s looked at %d roots of %s, want 1", rule, ranged, body)
			}
			if len(problems) > 0 {
				broken = append(broken, rule)
			}
		}
		if got := strings.Join(broken, " "); got != rules {
			t.Errorf("%s breaks %q, want %q", body, got, rules)
		}
	}
}

// A foreign server chooses its namespace; none may break the expressions.
func TestOddNamespaces(t *testing.T) {
	for _, space := range []string{
		"", " ", "it's", "say &quot;x&quot;", "it's &quot;x&quot;", `\`, "{C}", "日本", "]", "c", "\uFFFD", "&#10;",
		strings.Repeat("x", 60_000),
	} {
		text := `<images xmlns="` + space + `"><image id="x"/></images>`
		root := readXML(t, text)
		broken := brokenXML(root)
		for _, rule := range []string{"XML-01", "XML-06", "XML-12"} {
			if len(broken[rule]) == 0 {
				t.Errorf("namespace %s: %s is not broken in %v", show(space), rule, broken)
			}
		}
		if broken["XML-02"] != nil || broken["XML-11"] != nil {
			t.Errorf("namespace %s: breaks %v %v", show(space), broken["XML-02"], broken["XML-11"])
		}
	}
}

func TestCheckXMLWithoutDocument(t *testing.T) {
	if ranged, problems := CheckXML("XML-01", nil); ranged != 0 || problems != nil {
		t.Errorf("got %d and %v of no document, want nothing", ranged, problems)
	}
}

// brokenXML gives the problems of every rule about listings that is broken.
func brokenXML(root *xmlquery.Node) map[string][]Problem {
	broken := map[string][]Problem{}
	for _, rule := range XMLRules() {
		if strings.HasPrefix(rule, "ERR") {
			continue
		}
		if _, problems := CheckXML(rule, root); len(problems) > 0 {
			broken[rule] = problems
		}
	}
	return broken
}

// apply gives the base document with the change.
func (c xmlCase) apply(t *testing.T) *xmlquery.Node {
	t.Helper()
	body, err := os.ReadFile("testdata/rules/base.xml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(body)
	if !strings.Contains(text, c.old) {
		t.Fatalf("the base document has no %s", c.old)
	}
	return readXML(t, strings.Replace(text, c.old, c.new, 1))
}

func readXML(t *testing.T, text string) *xmlquery.Node {
	t.Helper()
	root, problems := ReadXML([]byte(text))
	if len(problems) > 0 {
		t.Fatalf("read %s: %v", text, problems)
	}
	return root
}
