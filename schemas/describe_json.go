package schemas

import (
	"fmt"
	"strings"

	"github.com/xeipuuv/gojsonschema"
)

// contextSeparator parts the members of a library context. Keys may hold any
// character, but this byte is in no UTF-8 text.
const contextSeparator = "\xff"

// formatWords say what the named formats ask for.
var formatWords = map[string]string{
	"xsd-datetime": "an xsd:dateTime",
	"absolute-uri": "an absolute URI",
	"uuid-lower":   "a UUID in lower case",
}

// describe makes problems of the library's errors. Errors that only say that
// something below failed are left out, and so are the guesses the library adds to
// a failed choice.
func (c jsonCheck) describe(errors []gojsonschema.ResultError) []Problem {
	summaries := map[string]bool{}
	for _, e := range errors {
		if isSummary(e) {
			summaries[e.Context().String(contextSeparator)] = true
		}
	}
	var problems []Problem
	for _, e := range errors {
		context := e.Context().String(contextSeparator)
		switch e.Type() {
		case "condition_then", "condition_else", "number_all_of":
			continue
		case "number_any_of", "contains", "invalid_property_name", "number_not":
		default:
			if summarised(context, summaries) {
				continue
			}
		}
		problems = append(problems, c.problem(e, contextPointer(context)))
	}
	return problems
}

// isSummary says whether an error stands for the guesses the library adds to it.
func isSummary(e gojsonschema.ResultError) bool {
	switch e.Type() {
	case "number_any_of", "contains", "invalid_property_name":
		return true
	}
	return false
}

// summarised says whether a summary stands at a context or above it.
func summarised(context string, summaries map[string]bool) bool {
	for len(summaries) > 0 {
		if summaries[context] {
			return true
		}
		cut := strings.LastIndex(context, contextSeparator)
		if cut < 0 {
			return false
		}
		context = context[:cut]
	}
	return false
}

// contextPointer makes a JSON pointer of a context, which begins with "(root)".
func contextPointer(context string) string {
	where := ""
	for _, token := range strings.Split(context, contextSeparator)[1:] {
		where = pointer(where, token)
	}
	return where
}

func (c jsonCheck) problem(e gojsonschema.ResultError, where string) Problem {
	details := e.Details()
	problem := Problem{Where: where, Want: c.want, Got: showJSON(e.Value())}
	switch e.Type() {
	case "required":
		problem.Where = pointer(where, fmt.Sprint(details["property"]))
		problem.Want, problem.Got = "present", absent
	case "invalid_property_name":
		problem.Where = pointer(where, fmt.Sprint(details["property"]))
		problem.Got = quote(fmt.Sprint(details["property"]))
	case "invalid_type":
		if expected := fmt.Sprint(details["expected"]); !strings.Contains(expected, ",") {
			problem.Want = expected
		}
	case "format":
		problem.Want = formatWords[fmt.Sprint(details["format"])]
	case "const", "enum":
		problem.Want = fmt.Sprint(details["allowed"])
	case "number_gte":
		problem.Want = fmt.Sprintf("at least %v", details["min"])
	case "number_lte":
		problem.Want = fmt.Sprintf("at most %v", details["max"])
	case "array_min_properties", "array_max_properties":
		object, _ := e.Value().(map[string]any)
		problem.Got = fmt.Sprintf("%d members", len(object))
	case "contains":
		problem.Got = "the relations " + showJSON(relationsOf(e.Value()))
	}
	return problem
}

// relationsOf lists the relations of an array of links; the schemas ask for
// contained items nowhere else.
func relationsOf(links any) []any {
	relations := []any{}
	items, _ := links.([]any)
	for _, item := range items {
		relations = append(relations, member(item, "rel"))
	}
	return relations
}
