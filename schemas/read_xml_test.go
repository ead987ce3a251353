package schemas

import (
	"bytes"
	"fmt"
	"os/exec"
	"strings"
	"testing"
)

// xmlTexts are documents with the rules that a strict reading finds broken. Those
// with xmllint are what that tool, the second opinion, says: whether it is
// well-formed with well-formed namespaces.
var xmlTexts = []struct {
	body, rules string
	// root says whether there is a tree all the same.
	root bool
	// xmllint is the verdict of the second opinion.
	xmllint bool
}{
	{`<a/>`, "", true, true},
	{`<?xml version="1.0" encoding="UTF-8"?><a/>`, "", true, true},
	{`<?xml version='1.0' encoding='utf-8' standalone='yes' ?>` + "\n<a/>\n", "", true, true},
	{`<?xml version = "1.0"?><a/>`, "", true, true},
	{"\xef\xbb\xbf<?xml version='1.0'?><a/>", "", true, true},
	{"\xef\xbb\xbf<a/>", "", true, true},
	{`<!-- c --><?p i?><a><!-- c --><?p i?></a><!-- c --><?p i?>`, "", true, true},
	{`<?xml-stylesheet href="x"?><a/>`, "", true, true},
	{`<a><![CDATA[<b>&]]]]><![CDATA[>]]></a>`, "", true, true},
	{`<a b="&#228;&lt;&amp;&quot;&apos;" c='"'>&#x1F600;&gt;</a>`, "", true, true},
	{`<p:a xmlns:p="urn:p" p:b="1" b="2"/>`, "", true, true},
	{`<a xmlns="urn:a"><b xmlns=""/></a>`, "", true, true},
	{`<a xml:lang="en" xml:base="x"/>`, "", true, true},
	{`<é ü="1"/>`, "", true, true},
	{"<a>\U0010FFFF&#x10FFFF;</a>", "", true, true},
	{`<a xmlns:p="urn:p"><b xmlns:p="urn:q" p:x="1"/><c p:x="1"/></a>`, "", true, true},

	{``, "xml-syntax", false, false},
	{`Authentication required`, "xml-text-outside-root xml-syntax", false, false},
	{`{"images": []}`, "xml-text-outside-root xml-syntax", false, false},
	{`<!-- only a comment -->`, "xml-syntax", false, false},
	{`<a>`, "xml-syntax", false, false},
	{`<?xml`, "xml-syntax", false, false},
	{`<a></b>`, "xml-syntax", false, false},
	{`<a xmlns:p="urn:x" xmlns:q="urn:x"><p:b></q:b></a>`, "xml-syntax", false, false},
	{`</a>`, "xml-syntax", false, false},
	{`<a/></a>`, "xml-syntax", false, false},
	{`<a b=1/>`, "xml-syntax", false, false},
	{`<a b/>`, "xml-syntax", false, false},
	{`<a b="1"c="2"/>`, "xml-syntax", false, false},
	{`<a b=""c="2"/>`, "xml-syntax", false, false},
	{`<a b="<"/>`, "xml-syntax", false, false},
	{`<a>&nbsp;</a>`, "xml-syntax", false, false},
	{`<a>& b</a>`, "xml-syntax", false, false},
	{`<a>]]></a>`, "xml-syntax", false, false},
	{`<a><!-- -- --></a>`, "xml-syntax", false, false},
	{`<a><![CDATA[x]]</a>`, "xml-syntax", false, false},
	{`<?p"i?><a/>`, "xml-syntax", false, false},
	{`<1a/>`, "xml-syntax", false, false},
	{`<a><!ELEMENT b ANY></a>`, "xml-syntax", false, false},

	{`<a/><b/>`, "xml-two-roots", true, false},
	{`text<a/>`, "xml-text-outside-root", true, false},
	{`<a/>text`, "xml-text-outside-root", true, false},
	{`<a/><![CDATA[ ]]>`, "xml-text-outside-root", true, false},
	{`<a/>&#32;`, "xml-text-outside-root", true, false},
	{`<a b="1" b="2"/>`, "xml-duplicate-attribute", true, false},
	{`<a xmlns:p="urn:x" xmlns:q="urn:x" p:b="1" q:b="2"/>`, "xml-duplicate-attribute", true, false},
	{`<a xmlns="urn:x" xmlns="urn:y"/>`, "xml-duplicate-attribute", true, false},
	{`<p:a/>`, "xml-undeclared-prefix", true, false},
	{`<a p:b="1" b="2"/>`, "xml-undeclared-prefix", true, false},
	{`<a p:b="1" q:b="2"/>`, "xml-undeclared-prefix xml-undeclared-prefix", true, false},
	{`<a><b xmlns:p="urn:x"/><p:c/></a>`, "xml-undeclared-prefix", true, false},
	{`<a xmlns:p=""/>`, "xml-undeclared-prefix", true, false},
	{`<a xmlns:xml="urn:x"/>`, "xml-undeclared-prefix", true, false},
	{`<a xmlns:p="http://www.w3.org/2000/xmlns/"/>`, "xml-undeclared-prefix", true, false},
	{`<:a/>`, "xml-undeclared-prefix", true, false},
	{`<!DOCTYPE a><a/>`, "xml-doctype", true, true},
	{`<!DOCTYPE a SYSTEM "http://127.0.0.1:1/x.dtd"><a/>`, "xml-doctype", true, true},
	{`<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>`, "xml-doctype xml-syntax", false, true},
	{` <?xml version="1.0"?><a/>`, "xml-declaration", true, false},
	{`<a><?xml version="1.0"?></a>`, "xml-declaration", true, false},
	{`<a/><?XML version="1.0"?>`, "xml-declaration", true, false},
	{`<?xml encoding="UTF-8" version="1.0"?><a/>`, "xml-declaration", true, false},
	{`<?xml encoding="UTF-8"?><a/>`, "xml-declaration", true, false},
	{`<?xml version="1.0" encoding='ISO-8859-1'?><a>` + "\xe9</a>", "xml-encoding", true, true},
	{`<?xml version="1.0" encoding="us-ascii"?><a/>`, "xml-encoding", true, true},
	{"<a>\xe9</a>", "xml-encoding", true, false},
	{"<a>\x01</a>", "xml-control-character", true, false},
	{"<a b='\x0b'/>", "xml-control-character", true, false},
	{"<a>&#1;</a>", "xml-control-character", true, false},
	{"<a b='&#x0;'/>", "xml-control-character", true, false},
	{"<a>&#xD800;</a>", "xml-control-character", true, false},
	{"<a>&#xDFFF;</a>", "xml-control-character", true, false},
	{"\x01<a/>", "xml-control-character xml-text-outside-root", true, false},
	{"<a>&#xFFFE;</a>", "xml-control-character", true, false},
}

func TestReadXML(t *testing.T) {
	for _, c := range xmlTexts {
		root, problems := ReadXML([]byte(c.body))
		if got := rulesOf(problems); got != c.rules {
			t.Errorf("%s: got problems %v, want %q", show(c.body), problems, c.rules)
		}
		if got := root != nil; got != c.root {
			t.Errorf("%s: got a tree %v, want %v", show(c.body), got, c.root)
		}
	}
}

// The table above is right: xmllint says so too.
func TestSecondOpinionOnXML(t *testing.T) {
	tool, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("xmllint is not installed (Debian package libxml2-utils); the table stands without its second opinion")
	}
	for _, c := range xmlTexts {
		command := exec.Command(tool, "--nonet", "--noout", "-")
		command.Stdin = strings.NewReader(c.body)
		output, err := command.CombinedOutput()
		// Namespace errors are printed but do not change the exit status.
		if got := err == nil && !strings.Contains(string(output), "error"); got != c.xmllint {
			t.Errorf("%s: xmllint says %v, want %v: %s", show(c.body), got, c.xmllint, output)
		}
	}
}

func TestReadXMLTree(t *testing.T) {
	root, problems := ReadXML([]byte("<a xmlns='urn:a' xmlns:p='urn:p' p:x='1' y='one\n two&#10;three'>t<!-- c -->u<![CDATA[<v>]]>&#228;<p:b/></a>"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	a := rootElement(root)
	if a.Data != "a" || a.NamespaceURI != "urn:a" || a.InnerText() != "tu<v>ä" {
		t.Errorf("root is %s in %s with the text %q", a.Data, a.NamespaceURI, a.InnerText())
	}
	if len(a.Attr) != 2 || a.Attr[0].NamespaceURI != "urn:p" || a.Attr[1].NamespaceURI != "" {
		t.Fatalf("attributes are %v, want two, the first in urn:p", a.Attr)
	}
	// A literal line end is read as a space, one written as a reference is not.
	if got, want := a.Attr[1].Value, "one  two\nthree"; got != want {
		t.Errorf("y is %q, want %q", got, want)
	}
	for b := range children(a) {
		if b.Data != "b" || b.NamespaceURI != "urn:p" || b.Parent != a {
			t.Errorf("child is %s in %s", b.Data, b.NamespaceURI)
		}
	}
}

func TestReadXMLPlaces(t *testing.T) {
	for body, where := range map[string]string{
		`<a/>x`: "byte 5",
		"\xef\xbb\xbf<?xml version='1.0'?>\n<a></b>": "byte 32",
		"<?xml version='1.0'?><a>\x01</a>":           "byte 24",
		"\xef\xbb\xbf<a>\xe9</a>":                    "byte 6",
	} {
		if _, problems := ReadXML([]byte(body)); len(problems) != 1 || problems[0].Where != where {
			t.Errorf("%q: got %v, want it at %s", body, problems, where)
		}
	}
}

func TestReadXMLReadsOn(t *testing.T) {
	for body, text := range map[string]string{
		"<a>x&#1;y</a>":           "x\uFFFDy",
		"<a>x\x01y</a>":           "x\uFFFDy",
		"<a>\xe9</a>":             "\uFFFD",
		"<a><![CDATA[&#1;]]></a>": "&#1;",
		"<!DOCTYPE a><a>x</a>":    "x",
		"<a>x</a><b>y</b>":        "x",
		"<?xml version='1.0' encoding='iso-8859-1'?><a>\xe9</a>": "é",
	} {
		root, _ := ReadXML([]byte(body))
		if got := rootElement(root).InnerText(); got != text {
			t.Errorf("%s: read %q, want %q", show(body), got, text)
		}
	}
}

func TestXMLDeclaration(t *testing.T) {
	for body, want := range map[string][3]string{
		`<?xml version='1.0' encoding='UTF-8'?><a/>`:              {"1.0", "UTF-8", "true"},
		`<?xml version="1.0"?><a/>`:                               {"1.0", "", "true"},
		"\xef\xbb\xbf<?xml version=\"1.1\" encoding=\"x\" ?><a/>": {"1.1", "x", "true"},
		`<a/>`:                                   {"", "", "false"},
		` <?xml version="1.0"?><a/>`:             {"", "", "false"},
		`<?xml encoding="UTF-8"?><a/>`:           {"", "", "false"},
		`<?xml version="1.0' encoding="x"?><a/>`: {"", "", "false"},
	} {
		version, encoding, ok := XMLDeclaration([]byte(body))
		if version != want[0] || encoding != want[1] || ok != (want[2] == "true") {
			t.Errorf("%s: got %q, %q, %v, want %v", body, version, encoding, ok, want)
		}
	}
}

func TestReadXMLRefusesHugeDocumentsForTheirSize(t *testing.T) {
	for rule, body := range map[string][]byte{
		"xml-depth": bytes.Repeat([]byte("<a>"), 1_000_000),
		"xml-bytes": make([]byte, DefaultLimits.Bytes+1),
	} {
		if root, problems := ReadXML(body); root != nil || len(problems) != 1 || problems[0].Rule != rule {
			t.Errorf("%s: read as %v with %v", rule, root, problems)
		}
	}
}

// BenchmarkHostileXML shows that time does not grow with the square of
// anything a document can hold.
func BenchmarkHostileXML(b *testing.B) {
	const image = `<image id="155d900f-4e14-4e4c-a73d-069cbf4541e6">`
	for name, inside := range map[string]func(n int) string{
		"comments": func(n int) string { return strings.Repeat(`<!-- -->`, n) },
		"links":    func(n int) string { return image + strings.Repeat(`<a:link rel="next" href=""/>`, n) + `</image>` },
		"next":     func(n int) string { return strings.Repeat(`<a:link rel="next" href="http://h/"/>`, n) },
		"metadata": func(n int) string { return image + strings.Repeat(`<metadata/>`, n) + `</image>` },
		"keys": func(n int) string {
			return image + `<metadata>` + strings.Repeat(`<meta key="k"/>`, n) + `</metadata></image>`
		},
		"servers": func(n int) string { return image + strings.Repeat(`<server/>`, n) + `</image>` },
		"unknown": func(n int) string { return strings.Repeat(`<x/>`, n) },
	} {
		for _, n := range []int{3_000, 30_000} {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				body := `<images xmlns="` + ComputeNamespace + `" xmlns:a="` + AtomNamespace + `">` + inside(n) + `</images>`
				for b.Loop() {
					root, _ := ReadXML([]byte(body))
					for _, rule := range XMLRules() {
						CheckXML(rule, root)
					}
					ImagesFromXML(root)
				}
			})
		}
	}
}

func FuzzReadXML(f *testing.F) {
	for _, c := range xmlTexts {
		f.Add([]byte(c.body))
	}
	f.Add([]byte(`<images xmlns="http://docs.openstack.org/compute/api/v1.1"><image id="x"><metadata><meta key="k">v</meta></metadata></image></images>`))
	f.Fuzz(func(t *testing.T, body []byte) {
		root, problems := ReadXML(body)
		if root == nil {
			if len(problems) == 0 {
				t.Fatalf("%q is refused without a problem", body)
			}
			return
		}
		if rootElement(root) == nil {
			t.Fatalf("%q has a tree without a root", body)
		}
		for _, rule := range XMLRules() {
			CheckXML(rule, root)
		}
		ImagesFromXML(root)
		ImageFromXML(root)
		FaultFromXML(root)
	})
}
