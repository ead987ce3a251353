package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

// readYAML reads a file of one document, in which every key has to be known.
func readYAML(name string, data []byte, into any) error {
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	if err := d.Decode(into); err != nil && !errors.Is(err, io.EOF) {
		return yamlFailure(name, into, err)
	}
	if err := d.Decode(&yaml.Node{}); !errors.Is(err, io.EOF) {
		return usage("%s: it holds more than one document", name)
	}
	return nil
}

var (
	unknownKey = regexp.MustCompile(`line (\d+): field (.+) not found in type (\S+)`)
	wrongType  = regexp.MustCompile("^(line \\d+: )cannot unmarshal (!!\\w+)(?: `.*`)? into (.*)$")
)

// yamlFailure says what is wrong with a file in its own terms, and repeats no
// value of it.
func yamlFailure(name string, into any, err error) error {
	var mistyped *yaml.TypeError
	if !errors.As(err, &mistyped) {
		return usage("%s: %s", name, withoutValues(strings.TrimPrefix(err.Error(), "yaml: ")))
	}
	var problems []string
	hint := ""
	for _, problem := range mistyped.Errors {
		if m := unknownKey.FindStringSubmatch(problem); m != nil {
			problems = append(problems, fmt.Sprintf("line %s: unknown key %q", m[1], m[2]))
			of := reflect.TypeOf(into)
			if m[3] == reflect.TypeFor[hook]().String() {
				of = reflect.TypeFor[hook]()
			}
			hint = "the keys are " + strings.Join(keysOf(of), ", ")
			continue
		}
		if m := wrongType.FindStringSubmatch(problem); m != nil {
			problem = m[1] + "the value is a " + strings.TrimPrefix(m[2], "!!") + ", want a " + wanted(m[3])
		}
		problems = append(problems, problem)
	}
	return usage("%s: %s", name, strings.Join(problems, "; ")).hinted(hint)
}

// quotedValue is what an error of the reader repeats: the name of an anchor, or
// a text that is not of the type of its tag.
var quotedValue = regexp.MustCompile("(?s) (?:'.*'|`.*`)")

// withoutValues is an error of the reader without what it repeats of the file.
// What it says of a line is always the same words.
func withoutValues(problem string) string {
	if strings.HasPrefix(problem, "line ") {
		return problem
	}
	return quotedValue.ReplaceAllLiteralString(problem, "")
}

// keysOf are the keys of the mapping that a type is read from.
func keysOf(t reflect.Type) []string {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	var keys []string
	for i := range t.NumField() {
		keys = append(keys, t.Field(i).Tag.Get("yaml"))
	}
	return keys
}

// wanted is a Go type in the words of the file.
func wanted(goType string) string {
	switch goType {
	case "main.Config":
		return "mapping of settings"
	case "main.waiver":
		return "mapping of requirement, reason, expires and link"
	case "time.Duration":
		return "duration such as 30s"
	case "[]string":
		return "list"
	case "main.declarations":
		return "mapping of features to absent or present"
	case "[]main.waiver":
		return "list of waivers"
	case "main.hooks":
		return "mapping of a status to a hook"
	case "main.hook":
		return "mapping of before, after and timeout"
	case "target.Token":
		return "string"
	case "int", "uint64":
		return "whole number"
	}
	return goType
}
