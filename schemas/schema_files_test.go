package schemas

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	jsonschema "github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/xeipuuv/gojsonschema"
)

// keywords are those of draft 7 that the schemas use, with what stands below
// them: a schema, an array or an object of schemas, or no schema.
var keywords = map[string]string{
	"$schema": "", "$comment": "", "$ref": "", "title": "", "type": "", "required": "", "format": "", "pattern": "",
	"minimum": "", "maximum": "", "minLength": "", "maxLength": "", "minProperties": "", "maxProperties": "",
	"const": "", "enum": "",
	"items": "schema", "additionalProperties": "schema", "propertyNames": "schema", "contains": "schema", "not": "schema",
	"if": "schema", "then": "schema", "else": "schema",
	"properties": "object", "allOf": "array", "anyOf": "array",
}

// The library ignores a keyword that it does not know, such as one misspelt.
func TestSchemasUseKnownKeywords(t *testing.T) {
	for name, schema := range schemaFiles(t) {
		lint(t, name, schema)
		root := schema.(map[string]any)
		title, _ := root["title"].(string)
		if root["$schema"] != "http://json-schema.org/draft-07/schema#" || title == "" {
			t.Errorf("%s: want a title and draft 7, got %v and %q", name, root["$schema"], title)
		}
	}
}

func lint(t *testing.T, where string, schema any) {
	t.Helper()
	object, ok := schema.(map[string]any)
	if !ok {
		if _, ok := schema.(bool); !ok {
			t.Errorf("%s: %v is no schema", where, schema)
		}
		return
	}
	for keyword, value := range object {
		at := where + "/" + keyword
		form, known := keywords[keyword]
		switch {
		case !known:
			t.Errorf("%s: unknown keyword", at)
		case form == "schema":
			lint(t, at, value)
		case form == "array":
			for _, item := range value.([]any) {
				lint(t, at, item)
			}
		case form == "object":
			for name, item := range value.(map[string]any) {
				lint(t, at+"/"+name, item)
			}
		case keyword == "format":
			if formats[value.(string)] == nil || formatWords[value.(string)] == "" {
				t.Errorf("%s: unknown format %v", at, value)
			}
		}
	}
}

func TestEachSchemaFileIsARule(t *testing.T) {
	var files []string
	for name := range schemaFiles(t) {
		if rule, found := strings.CutPrefix(name, "json/"); found {
			files = append(files, strings.TrimSuffix(rule, ".schema.json"))
		}
	}
	slices.Sort(files)
	rules := slices.Sorted(slices.Values(JSONRules()))
	if !slices.Equal(files, rules) {
		t.Errorf("files are %v, rules %v", files, rules)
	}
}

// The combined schema leaves out only what no document makes a must.
func TestCombinedSchemasNameEachMandatoryRule(t *testing.T) {
	var want []string
	for _, rule := range JSONRules() {
		switch rule {
		case "JSN-07", "JSN-11", "JSN-16", "JSN-17", "JSN-18", "JSN-19", "JSN-20", "LNK-05", "LNK-13": // should or may
		case "ERR-02": // about faults
		default:
			want = append(want, "json/"+rule+".schema.json")
		}
	}
	slices.Sort(want)
	if got := references(t, "images.schema.json"); !slices.Equal(got, want) {
		t.Errorf("images.schema.json refers to %v, want %v", got, want)
	}
	if got, want := references(t, "fault.schema.json"), []string{"json/ERR-02.schema.json"}; !slices.Equal(got, want) {
		t.Errorf("fault.schema.json refers to %v, want %v", got, want)
	}
}

func references(t *testing.T, name string) []string {
	t.Helper()
	var refs []string
	for _, item := range schemaFiles(t)[name].(map[string]any)["allOf"].([]any) {
		refs = append(refs, item.(map[string]any)["$ref"].(string))
	}
	return refs
}

// A second validator agrees with the first on every schema and every document of
// the tests.
func TestSecondOpinionOnSchemas(t *testing.T) {
	second := secondOpinion(t)
	first := jsonChecks()
	combined := combinedSchema(t)
	combinedRules := references(t, "images.schema.json")
	documents := listings(t)
	for name, document := range documents {
		mandatory := true
		for _, rule := range JSONRules() {
			result, err := first[rule].schema.Validate(gojsonschema.NewRawLoader(document))
			if err != nil {
				t.Fatal(err)
			}
			other := second["json/"+rule+".schema.json"].Validate(document)
			if result.Valid() != (other == nil) {
				t.Errorf("%s on %s: gojsonschema says %v, jsonschema %v", rule, name, result.Errors(), other)
			}
			if slices.Contains(combinedRules, "json/"+rule+".schema.json") {
				mandatory = mandatory && result.Valid()
			}
		}
		result, err := combined.Validate(gojsonschema.NewRawLoader(document))
		if err != nil {
			t.Fatal(err)
		}
		other := second["images.schema.json"].Validate(document)
		if result.Valid() != mandatory || (other == nil) != mandatory {
			t.Errorf("images.schema.json on %s: gojsonschema says %v, jsonschema %v, its rules %v",
				name, result.Valid(), other == nil, mandatory)
		}
	}
	if len(documents) < 100 {
		t.Errorf("only %d documents to agree on", len(documents))
	}
}

// listings gives the documents of the rule tests and the recorded ones.
func listings(t *testing.T) map[string]any {
	t.Helper()
	documents := map[string]any{}
	for i, c := range slices.Concat(jsonDefects, jsonFreedoms) {
		documents[fmt.Sprint(i, " ", c.rule, " ", c.change.at)] = c.change.apply(t, "testdata/rules/base.json")
	}
	for _, name := range []string{
		"rules/base.json", "document/example-2.45.json", "nova/2014.1-base.json",
		"nova/2014.1-base-index-limit2.json", "nova/2014.1-rat-over-again.json", "nova/2014.1-base-show.json",
	} {
		documents[name], _ = ReadJSON(file(t, "testdata/"+name))
	}
	return documents
}

func secondOpinion(t testing.TB) map[string]*jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	for name, valid := range formats {
		compiler.RegisterFormat(&jsonschema.Format{Name: name, Validate: func(v any) error {
			if text, ok := v.(string); ok && !valid(text) {
				return errors.New("wrong form")
			}
			return nil
		}})
	}
	files := schemaFiles(t)
	for name, schema := range files {
		if err := compiler.AddResource("file:///schemas/"+name, schema); err != nil {
			t.Fatal(err)
		}
	}
	compiled := map[string]*jsonschema.Schema{}
	for name := range files {
		schema, err := compiler.Compile("file:///schemas/" + name)
		if err != nil {
			t.Fatal(err)
		}
		compiled[name] = schema
	}
	return compiled
}

// combinedSchema compiles images.schema.json from the embedded files alone.
func combinedSchema(t *testing.T) *gojsonschema.Schema {
	t.Helper()
	loader := newSchemaLoader()
	for name := range schemaFiles(t) {
		text, err := Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := loader.AddSchema("file:///schemas/"+name, gojsonschema.NewBytesLoader(text)); err != nil {
			t.Fatal(err)
		}
	}
	schema, err := loader.Compile(gojsonschema.NewReferenceLoader("file:///schemas/images.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// schemaFiles reads every embedded schema.
func schemaFiles(t testing.TB) map[string]any {
	t.Helper()
	schemas := map[string]any{}
	err := fs.WalkDir(Files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := Files.ReadFile(name)
		if err != nil {
			return err
		}
		schemas[path.Clean(name)], err = jsonschema.UnmarshalJSON(bytes.NewReader(text))
		return err
	})
	if err != nil || len(schemas) == 0 {
		t.Fatalf("read %d schemas: %v", len(schemas), err)
	}
	return schemas
}

// Schemas are read by people: they are indented alike.
func TestSchemasAreIndented(t *testing.T) {
	for name := range schemaFiles(t) {
		text, err := Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var indented bytes.Buffer
		if err := json.Indent(&indented, bytes.TrimSpace(text), "", "  "); err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimSuffix(string(text), "\n"); got != indented.String() {
			t.Errorf("%s is not indented by two spaces", name)
		}
	}
}

var (
	xpathLiteral = regexp.MustCompile(`'[^']*'`)
	xpathName    = regexp.MustCompile(`@?(?:[a-z]+:)?[A-Za-z][A-Za-z0-9_.-]*(?:::|\()?`)
)

// An unprefixed element name would match in any default namespace.
func TestXPathNamesHavePrefixes(t *testing.T) {
	names := 0
	for _, rule := range xmlRules {
		for _, expression := range []string{rule.Each, rule.Must} {
			text := strings.ReplaceAll(xpathLiteral.ReplaceAllString(expression, "''"), "{C}", "''")
			for _, name := range xpathName.FindAllString(text, -1) {
				names++
				switch {
				case strings.HasPrefix(name, "@"), strings.HasSuffix(name, "("), strings.Contains(name, ":"):
				case name == "or", name == "and":
				default:
					t.Errorf("%s: name %s without a prefix in %s", rule.ID, name, expression)
				}
			}
			if strings.Contains(text, "c:*") || strings.Contains(text, "a:*") {
				t.Errorf("%s: the library never matches a prefix with a star: %s", rule.ID, expression)
			}
		}
		conditions := 0
		for _, given := range []bool{rule.Must != "", rule.Valid != nil, rule.Fine != nil} {
			if given {
				conditions++
			}
		}
		if conditions != 1 || rule.Want == "" {
			t.Errorf("%s: %s has %d conditions and the want %q", rule.ID, rule.Each, conditions, rule.Want)
		}
	}
	if names < 100 {
		t.Errorf("found only %d names to look at", names)
	}
}
