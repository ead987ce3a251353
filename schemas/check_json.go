package schemas

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/xeipuuv/gojsonschema"
)

// JSONRules lists the requirements that have a JSON schema, in the order of the
// catalogue. Those named ERR are about faults, the others about listings.
func JSONRules() []string {
	names := make([]string, len(jsonRules))
	for i, rule := range jsonRules {
		names[i] = rule.ID
	}
	return names
}

// CheckJSON holds one rule of JSONRules against a whole document, a value of
// ReadJSON. It tells how many things of the rule the document holds (images, say,
// or links; 0 means there was nothing to look at) and where it departs from the
// rule, in document order, at most a thousand times. It panics if there is no
// such rule. It may be called from several goroutines.
func CheckJSON(rule string, value any) (ranged int, problems []Problem) {
	compiled, ok := jsonChecks()[rule]
	if !ok {
		panic(fmt.Sprintf("schemas: no JSON rule %q", rule))
	}
	document := jsonDocument{value}
	ranged = compiled.Ranged(document)
	result, err := compiled.schema.Validate(gojsonschema.NewRawLoader(value))
	if err != nil {
		return ranged, []Problem{{rule, "", compiled.want, show(err.Error())}}
	}
	problems = compiled.describe(result.Errors())
	if compiled.Beyond != nil {
		problems = append(problems, compiled.Beyond(document)...)
	}
	for i := range problems {
		problems[i].Rule = rule
	}
	slices.SortFunc(problems, compareProblems)
	problems = slices.Compact(problems)
	return ranged, problems[:min(len(problems), maxProblems)]
}

// jsonCheck is a rule with its schema, ready to use.
type jsonCheck struct {
	jsonRule
	want   string
	schema *gojsonschema.Schema
}

// jsonChecks compiles the embedded schemas, once. It panics if one is broken,
// which a test makes sure of.
var jsonChecks = sync.OnceValue(func() map[string]jsonCheck {
	registerFormats()
	checks := make(map[string]jsonCheck, len(jsonRules))
	for _, rule := range jsonRules {
		text, err := Files.ReadFile("json/" + rule.ID + ".schema.json")
		if err != nil {
			panic(fmt.Sprintf("schemas: read schema: %v", err))
		}
		document, _ := ReadJSON(text)
		title, _ := document.(map[string]any)["title"].(string)
		schema, err := newSchemaLoader().Compile(gojsonschema.NewBytesLoader(text))
		if err != nil {
			panic(fmt.Sprintf("schemas: compile %s: %v", rule.ID, err))
		}
		checks[rule.ID] = jsonCheck{rule, wish(title), schema}
	}
	return checks
})

// wish makes the Want of a Problem from the sentence that is the title of a schema.
func wish(title string) string {
	first, size := utf8.DecodeRuneInString(title)
	return string(unicode.ToLower(first)) + strings.TrimSuffix(title[size:], ".")
}

// newSchemaLoader gives a loader that takes draft 7 for granted, whatever a
// document calls itself, and refuses schemas that break the meta-schema.
func newSchemaLoader() *gojsonschema.SchemaLoader {
	loader := gojsonschema.NewSchemaLoader()
	loader.AutoDetect = false
	loader.Validate = true
	loader.Draft = gojsonschema.Draft7
	return loader
}

// compareProblems orders problems by place, with array indexes as numbers: the
// library reports them in an order that changes from run to run.
func compareProblems(a, b Problem) int {
	return cmp.Or(
		slices.CompareFunc(strings.Split(a.Where, "/"), strings.Split(b.Where, "/"), compareTokens),
		strings.Compare(a.Want, b.Want),
		strings.Compare(a.Got, b.Got))
}

func compareTokens(a, b string) int {
	m, errA := strconv.Atoi(a)
	n, errB := strconv.Atoi(b)
	if errA == nil && errB == nil {
		return cmp.Compare(m, n)
	}
	return strings.Compare(a, b)
}
