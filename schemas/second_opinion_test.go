package schemas

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/xeipuuv/gojsonschema"
)

// FuzzAcceptanceOfJSON holds the other half of FuzzReadJSON: what the standard
// library takes for JSON is refused for nothing but what it forgives.
func FuzzAcceptanceOfJSON(f *testing.F) {
	for _, body := range []string{`{"images": []}`, ` [1, -0.5e+10, "é\n\u0000"] `, `{"a": 1, "a": 2}`, `"\ud800"`, `1e99999`, "{}\n{}", "\ufeff{}"} {
		f.Add([]byte(body))
	}
	forgiven := []string{jsonDuplicateKey, jsonEscape, jsonDepth, jsonNumber}
	f.Fuzz(func(t *testing.T, body []byte) {
		if !json.Valid(body) || !utf8.Valid(body) {
			return
		}
		_, problems := ReadJSON(body)
		for _, problem := range problems {
			if !slices.Contains(forgiven, problem.Rule) {
				t.Fatalf("%q is JSON, and has the problem %s", body, problem)
			}
		}
	})
}

// FuzzSecondOpinionOnSchemas lets two validators judge any document by every
// schema.
func FuzzSecondOpinionOnSchemas(f *testing.F) {
	for _, name := range []string{"rules/base.json", "document/example-2.45.json", "nova/2014.1-rat-over-again.json"} {
		f.Add(readAll(f, name))
	}
	f.Add([]byte(`{"images": [{"id": 1, "links": [{"rel": null}], "metadata": {"": []}, "server": {}}], "images_links": [{}]}`))
	f.Add([]byte(`{"badRequest": {"code": 400.0, "message": ""}}`))
	second, first := secondOpinion(f), jsonChecks()
	f.Fuzz(func(t *testing.T, body []byte) {
		value, problems := ReadJSON(body)
		if len(problems) > 0 {
			return
		}
		for _, rule := range JSONRules() {
			result, err := first[rule].schema.Validate(gojsonschema.NewRawLoader(value))
			if err != nil {
				t.Fatalf("%s: %v", rule, err)
			}
			if other := second["json/"+rule+".schema.json"].Validate(value); result.Valid() != (other == nil) {
				t.Fatalf("%s on %s: gojsonschema says %v, jsonschema %v", rule, body, result.Errors(), other)
			}
		}
	})
}

// FuzzSecondOpinionOnXML asks xmllint whether a document is well-formed, its
// namespaces included.
func FuzzSecondOpinionOnXML(f *testing.F) {
	lint, err := exec.LookPath("xmllint")
	if err != nil {
		f.Skip("xmllint is not installed: it is in Debian's libxml2-utils")
	}
	for _, c := range xmlTexts {
		f.Add([]byte(c.body))
	}
	for _, name := range []string{"rules/base.xml", "document/example-2.46.xml", "nova/2014.1-poison-name.xml"} {
		f.Add(readAll(f, name))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		_, problems := ReadXML(body)
		complaint := linted(t, lint, body)
		switch {
		case otherRules(problems, body):
		case len(problems) == 0 && complaint != "":
			t.Fatalf("no problem in %q, but xmllint says\n%s", body, complaint)
		case len(problems) > 0 && complaint == "":
			t.Fatalf("xmllint takes %q, which has %v", body, problems)
		}
	})
}

// otherRules says whether a document is refused, or taken, by a rule that is
// not one of well-formedness: no document types, one encoding, bounds; or that
// xmllint forgives: it takes a version "1.", reads XML 1.1, and stops at a NUL.
func otherRules(problems []Problem, body []byte) bool {
	for _, problem := range problems {
		// The standard library knows the names of the fourth edition of XML 1.0,
		// xmllint those of the fifth, which has more letters.
		if strings.Contains(problem.Got, "invalid XML name") {
			return true
		}
		switch problem.Rule {
		case xmlDoctype, xmlEncoding, xmlDepth, xmlBytes, xmlDeclaration:
			return true
		}
	}
	version, _, declared := XMLDeclaration(body)
	return declared && version != "1.0" || bytes.IndexByte(body, 0) >= 0
}

// linted is what xmllint has to say against a document, empty when nothing. A
// namespace may be any text: that it is to be a URI makes no document ill-formed.
func linted(t *testing.T, lint string, body []byte) string {
	t.Helper()
	cmd := exec.CommandContext(context.Background(), lint, "--noout", "--nonet", "--huge", "-")
	cmd.Stdin = bytes.NewReader(body)
	out, err := cmd.CombinedOutput()
	complaints := slices.DeleteFunc(lintError.FindAllString(string(out), -1), func(line string) bool {
		return strings.Contains(line, "is not a valid URI") || strings.Contains(line, "is not absolute")
	})
	if err != nil || len(complaints) > 0 {
		return string(out)
	}
	return ""
}

var lintError = regexp.MustCompile(`(?m)^.*: (?:parser|namespace) error : .*$`)

func readAll(f *testing.F, name string) []byte {
	f.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", filepath.FromSlash(name)))
	if err != nil {
		f.Fatal(err)
	}
	return []byte(strings.TrimSpace(string(text)))
}
