package schemas

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// What a strict reading of JSON finds, as the Rule of a Problem.
const (
	jsonSyntax       = "json-syntax"        // not JSON at all; the value is nil
	jsonBOM          = "json-bom"           // a byte order mark, which RFC 8259 forbids
	jsonUTF8         = "json-utf8"          // bytes that are not UTF-8
	jsonTrailing     = "json-trailing"      // something after the value
	jsonDuplicateKey = "json-duplicate-key" // the last one counts, as in most readers
	jsonEscape       = "json-escape"        // half of a surrogate pair
	jsonDepth        = "json-depth"         // beyond Limits.Depth; the value is nil
	jsonNumber       = "json-number"        // beyond Limits.Number; the value is nil
	jsonMembers      = "json-members"       // beyond Limits.Members; the value is nil
	jsonText         = "json-text"          // beyond Limits.Text; the value is nil
	jsonBytes        = "json-bytes"         // beyond Limits.Bytes; the value is nil
)

const byteOrderMark = "\uFEFF"

// ReadJSON reads one JSON value strictly, within DefaultLimits. Numbers become
// json.Number, objects map[string]any, arrays []any. It always tells all it
// finds and gives the value nevertheless, so that one defect does not hide the
// rest; the value is nil only if the body is null, is no JSON (a Problem with
// the rule "json-syntax") or exceeds a limit.
func ReadJSON(body []byte) (value any, problems []Problem) {
	return DefaultLimits.ReadJSON(body)
}

// ReadJSON is the function of the same name within these limits.
func (l Limits) ReadJSON(body []byte) (value any, problems []Problem) {
	if len(body) > l.Bytes {
		return nil, []Problem{beyond(jsonBytes, l.Bytes, "bytes", len(body))}
	}
	if rest, found := bytes.CutPrefix(body, []byte(byteOrderMark)); found {
		problems = append(problems, Problem{jsonBOM, "byte 0", "JSON without a byte order mark", "EF BB BF"})
		body = rest
	}
	if at, bad := invalidUTF8(body); bad {
		problems = append(problems, Problem{jsonUTF8, place(at), "UTF-8", quote(string(body[at:min(at+8, len(body))]))})
	}
	switch depth, text := jsonExtent(body); {
	case depth > l.Depth:
		return nil, append(problems, beyond(jsonDepth, l.Depth, "levels", depth))
	case text > l.Text:
		return nil, append(problems, beyond(jsonText, l.Text, "bytes", text))
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if err := decoder.Decode(&value); err != nil {
		return nil, append(problems, syntaxProblem(err, body))
	}
	end := int(decoder.InputOffset())
	if rest := bytes.TrimLeft(body[end:], " \t\r\n"); len(rest) > 0 {
		problems = append(problems, Problem{
			jsonTrailing, place(len(body) - len(rest)),
			"nothing after the value", quote(string(rest[:min(4*shownRunes, len(rest))])),
		})
	}
	scan := jsonScan{text: body[:end], limits: l, problems: problems}
	scan.value("")
	if scan.refused {
		return nil, scan.problems
	}
	return value, scan.problems
}

// beyond is the Problem of a document that exceeds a limit.
func beyond(rule string, limit int, unit string, got int) Problem {
	return Problem{rule, "byte 0", fmt.Sprintf("at most %d %s", limit, unit), strconv.Itoa(got)}
}

// place is the Where of something that has no place in a tree.
func place(offset int) string { return fmt.Sprintf("byte %d", offset) }

// invalidUTF8 finds the first byte that is not UTF-8.
func invalidUTF8(body []byte) (at int, bad bool) {
	if utf8.Valid(body) {
		return 0, false
	}
	for at < len(body) {
		r, size := utf8.DecodeRune(body[at:])
		if r == utf8.RuneError && size <= 1 {
			return at, true
		}
		at += size
	}
	return 0, false
}

// syntaxProblem says where the decoder stopped and what stands there.
func syntaxProblem(err error, body []byte) Problem {
	problem := Problem{Rule: jsonSyntax, Where: place(len(body)), Want: "one JSON value", Got: "the end of the body"}
	if len(bytes.TrimSpace(body)) == 0 {
		problem.Where, problem.Got = place(0), "an empty body"
	}
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) && syntax.Offset > 0 && int(syntax.Offset) <= len(body) {
		at := int(syntax.Offset) - 1
		problem.Where = place(at)
		problem.Got = fmt.Sprintf("%s (%v)", quote(string(body[at:min(at+40, len(body))])), syntax)
	}
	return problem
}
