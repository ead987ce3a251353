package schemas

import (
	"strings"
	"testing"
)

// TestLimitsAreReached reads what is as large as permitted, and refuses what is
// larger by one.
func TestLimitsAreReached(t *testing.T) {
	nested := func(n int, open, close string) string { return strings.Repeat(open, n) + strings.Repeat(close, n) }
	for _, c := range []struct {
		rule, at, beyond string
		limits           Limits
		met              string
	}{
		{"json-bytes", `[1, 2]`, `[1, 22]`, Limits{Bytes: 6, Depth: 9, Text: 9, Number: 9}, "the cap of 6 bytes (max-body)"},
		{"json-depth", nested(3, "[", "]"), nested(4, "[", "]"), Limits{Bytes: 99, Depth: 3, Text: 9, Number: 9}, "the cap of 3 levels (max-depth)"},
		{"json-number", `[123]`, `[1234]`, Limits{Bytes: 99, Depth: 9, Text: 9, Number: 3}, "the cap of 3 digits (max-number)"},
		{"json-number", `[1e3]`, `[1e4]`, Limits{Bytes: 99, Depth: 9, Text: 9, Number: 3}, "the cap of 3 digits (max-number)"},
		{"json-number", `[1e-4]`, `[1e-5]`, Limits{Bytes: 99, Depth: 9, Text: 9, Number: 4}, "the cap of 4 digits (max-number)"},
		{"xml-bytes", `<a>1</a>`, `<a>11</a>`, Limits{Bytes: 8, Depth: 9, Text: 9, Number: 9}, "the cap of 8 bytes (max-body)"},
		{"xml-depth", nested(3, "<a>", "</a>"), nested(4, "<a>", "</a>"), Limits{Bytes: 99, Depth: 3, Text: 9, Number: 9}, "the cap of 3 levels (max-depth)"},
		{"json-text", `{"a": "1234\n678"}`, `{"a": "1234\n6789"}`, Limits{Bytes: 99, Depth: 9, Number: 9, Text: 9, Members: 9}, "the cap of 9 bytes (max-text)"},
		{"xml-text", `<a>1234&lt;9</a>`, `<a>1234&lt;90</a>`, Limits{Bytes: 99, Depth: 9, Text: 9, Members: 9}, "the cap of 9 bytes (max-text)"},
		{"xml-text", `<a b="123456>89"/>`, `<a b="123456>890"/>`, Limits{Bytes: 99, Depth: 9, Text: 9, Members: 9}, "the cap of 9 bytes (max-text)"},
		{
			"json-members", `{"a": 1, "b": {}}`, `{"a": 1, "b": {"c": 1, "d": 2, "e": 3}}`,
			Limits{Bytes: 99, Depth: 9, Text: 9, Number: 9, Members: 2},
			"the cap of 2 members or attributes (max-members)",
		},
		{
			"xml-members", `<a b="" c=""/>`, `<a b="" c="" d=""/>`,
			Limits{Bytes: 99, Depth: 9, Text: 9, Number: 9, Members: 2},
			"the cap of 2 members or attributes (max-members)",
		},
	} {
		read := func(body string) (any, []Problem) { return c.limits.ReadJSON([]byte(body)) }
		if strings.HasPrefix(c.rule, "xml") {
			read = func(body string) (any, []Problem) {
				root, problems := c.limits.ReadXML([]byte(body))
				if root == nil {
					return nil, problems
				}
				return root, problems
			}
		}
		if value, problems := read(c.at); value == nil || len(problems) > 0 {
			t.Errorf("%s: %s is refused: %v", c.rule, c.at, problems)
		}
		value, problems := read(c.beyond)
		if value != nil || len(problems) != 1 || problems[0].Rule != c.rule {
			t.Errorf("%s: %s is read as %v with %v", c.rule, c.beyond, value, problems)
		}
		if met := c.limits.Met(problems); !strings.Contains(met, c.met) || c.limits.Met(problems[:0]) != "" {
			t.Errorf("%s: the limit is told as %q, want %q", c.rule, met, c.met)
		}
	}
}
