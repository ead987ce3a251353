package schemas

import (
	"strings"
	"testing"
)

func TestLexicalTypes(t *testing.T) {
	for _, c := range []struct {
		name    string
		valid   func(string) bool
		yes, no []string
	}{
		{
			"UUID", isUUID,
			[]string{"70a599e0-31e7-49b7-b260-868f441e862b", "00000000-0000-0000-0000-000000000000"},
			[]string{
				"", "70A599E0-31E7-49B7-B260-868F441E862B", "70a599e031e749b7b260868f441e862b", "{70a599e0-31e7-49b7-b260-868f441e862b}",
				"70a599e0-31e7-49b7-b260-868f441e862b\n", "70a599e0-31e7-49b7-b260-868f441e862g", "1",
			},
		},
		{
			"absolute URI", isAbsoluteURI,
			[]string{"http://h", "https://h:8774/v2/t/images?x=%20#f", "http://[::1]/", "HTTP://h/a b", "http://h/é", "urn:uuid:x", "glance://h/x", "swift://h", "file:/x"},
			[]string{
				"", "/v2/images", "//h/x", "h/x", "http:", "http://", "http:///x", "http:x", "http://:80/", "http://h/%zz", "http://h:x/", ":x",
				"http://h/\x00", "None", "file:", "file://",
			},
		},
		{
			"status", isStatus,
			[]string{"UNKNOWN", "ACTIVE", "SAVING", "DELETED", "ERROR", "OS-EXT:Frozen", "a:b", "my_ext:x9"},
			[]string{"", "active", "ACTIVE ", "QUEUED", ":x", "x:", "a:b-c", "a b:c", "ACTIVE:"},
		},
		{
			"int", isInt,
			[]string{"0", "-1", "+5", "007", " 12\n", "2147483647", "-2147483648"},
			[]string{"", " ", "1.0", "1e3", "0x10", "2147483648", "1 2", "--1", "+", "None", "\u00a05", "١"},
		},
		{
			"percent", isPercent,
			[]string{"0", "100", " 050 "},
			[]string{"-1", "101", "50%", "50.0", ""},
		},
	} {
		for _, text := range c.yes {
			if !c.valid(text) {
				t.Errorf("%q is refused as %s", text, c.name)
			}
		}
		for _, text := range c.no {
			if c.valid(text) {
				t.Errorf("%q is taken as %s", text, c.name)
			}
		}
	}
}

func TestShow(t *testing.T) {
	for text, want := range map[string]string{
		"plain ü 日本":           "plain ü 日本",
		"a\nb\tc\rd":           `a\nb\tc\rd`,
		"\x00\x1b\u2028\u202e": `\u0000\u001b\u2028\u202e`,
		"\xff\uFFFD":           "\\xff\uFFFD",
	} {
		if got := show(text); got != want {
			t.Errorf("%q is shown as %s, want %s", text, got, want)
		}
	}
	if got := []rune(show(strings.Repeat("é", 200))); len(got) != shownRunes+1 || got[shownRunes] != '…' {
		t.Errorf("200 characters are shown as %d", len(got))
	}
}
