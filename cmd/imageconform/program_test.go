package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/imageconform/imageconform/suites"
)

func instant() time.Time { return time.Date(2013, time.July, 1, 12, 30, 0, 0, time.UTC) }

// TestPanic is a bug: exit code 5, told without secrets.
func TestPanic(t *testing.T) {
	const secret = "canary-6c1f4e"
	var stdout, stderr bytes.Buffer
	p := newProgram(strings.NewReader(""), &stdout, &stderr, []string{"IMAGECONFORM_TOKEN=" + secret}, instant)
	code := p.guarded(func() int { panic(errors.New("index out of range near " + secret)) })
	if code != exitHarness {
		t.Errorf("exit code %d, want %d", code, exitHarness)
	}
	for _, want := range []string{"imageconform: error: a bug in imageconform: index out of range near ********", "imageconform: hint: please report it", "goroutine"} {
		if !strings.Contains(stderr.String(), want) {
			t.Errorf("stderr lacks %q:\n%s", want, &stderr)
		}
	}
	if strings.Contains(stderr.String()+stdout.String(), secret) {
		t.Errorf("the secret is told:\n%s", &stderr)
	}
}

func TestSettingsAreDescribed(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range settings {
		for kind, name := range map[string]string{"flag": s.flag, "env": s.env, "yaml": s.yaml, "doc": s.doc} {
			if name == "" {
				t.Errorf("setting %d (%s) has no %s", s.index, s.yaml, kind)
			}
			if name != "-" && seen[kind+name] {
				t.Errorf("%s %s is taken twice", kind, name)
			}
			seen[kind+name] = true
		}
		if s.inFileAlone() {
			if s.flag != "-" || s.secret() {
				t.Errorf("%s: what has no variable has no flag, and is no secret", s.yaml)
			}
			continue
		}
		if want := "IMAGECONFORM_" + strings.ToUpper(strings.ReplaceAll(s.yaml, "-", "_")); s.env != want {
			t.Errorf("%s is read from %s, want %s", s.yaml, s.env, want)
		}
		if s.secret() != (s.flag == "-") {
			t.Errorf("%s: exactly the secrets have no flag", s.yaml)
		}
		// A flag that is repeated is in the singular.
		if !s.secret() && s.flag != s.yaml && s.flag+"s" != s.yaml {
			t.Errorf("flag %s and key %s differ", s.flag, s.yaml)
		}
		if !s.secret() && s.arg == "" && s.field(&Config{}).Kind().String() != "bool" {
			t.Errorf("--%s shows no placeholder", s.flag)
		}
		c := defaults()
		text := map[string]string{"bool": "true", "int": "3", "uint64": "3", "int64": "3s", "map": "x=absent", "float64": "1.5"}[s.field(&c).Kind().String()]
		if text == "" {
			text = "x"
		}
		if err := s.parse(&c, text); err != nil {
			t.Errorf("%s does not read %q: %v", s.yaml, text, err)
		}
		if shown := s.show(&c); s.secret() && shown != "********" || !s.secret() && shown != text {
			t.Errorf("%s shows %q after reading %q", s.yaml, shown, text)
		}
	}
}

func TestSecretsAreMasked(t *testing.T) {
	var s secrets
	if s.add("short") {
		t.Error("a short secret is taken")
	}
	if !s.add("") || !s.add("abc/def+12") || !s.add("abc/def+12345") {
		t.Error("a secret is not taken")
	}
	got := string(s.mask([]byte("short abc/def+12345, abc%2Fdef%2B12345, abc%2Fdef+12 and abc/def+12.")))
	if want := "short ********, ********, ******** and ********."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestProgressInPlainLines(t *testing.T) {
	var b bytes.Buffer
	g := newProgress(&output{to: &b, secrets: &secrets{}}, false, instant)
	for _, e := range []suites.Event{
		{Stage: "baseline", Total: 1},
		{Stage: "baseline", Done: 1, Total: 1},
		{Stage: "requests", Total: 200},
		{Stage: "requests", Done: 49, Total: 200},
		{Stage: "requests", Done: 51, Total: 200},
		{Stage: "requests", Done: 50, Total: 200},
		{Stage: "requests", Done: 200, Total: 200},
		{Stage: "limited", Total: 3},
		{Stage: "limited", Done: 3, Total: 3},
	} {
		g.tell(e)
	}
	g.end()
	want := `imageconform: reading the list
imageconform: asking 200 questions
imageconform: 51 of 200, 0s
imageconform: 200 of 200, 0s
imageconform: asking 3 questions of the deployment in the state limited
`
	if got := b.String(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestProgressOnATerminal(t *testing.T) {
	var b bytes.Buffer
	g := newProgress(&output{to: &b, secrets: &secrets{}}, true, instant)
	g.tell(suites.Event{Stage: "requests", Done: 2, Total: 5})
	g.end()
	got := b.String()
	if !strings.HasPrefix(got, "\r\x1b[Kasking 5 questions: 2 of 5, 0s") || !strings.HasSuffix(got, "\r\x1b[K") || strings.Contains(got, "\n") {
		t.Errorf("got %q", got)
	}
}

// TestProgressOverPages tells of the pages of a long list, and when it ends.
func TestProgressOverPages(t *testing.T) {
	var b bytes.Buffer
	now := instant()
	g := newProgress(&output{to: &b, secrets: &secrets{}}, false, func() time.Time { return now })
	g.tell(suites.Event{Stage: "baseline", Total: 1})
	for page := range 200 {
		now = now.Add(time.Second)
		g.tell(suites.Event{Stage: "baseline", Total: 1, Pages: page + 1, AllPages: 400})
	}
	g.tell(suites.Event{Stage: "requests", Total: 50})
	for page := range 100 {
		now = now.Add(time.Second)
		g.tell(suites.Event{Stage: "requests", Done: page / 10, Total: 50, Pages: page + 1})
	}
	g.end()
	want := `imageconform: reading the list
imageconform: 100 of 400 pages, 1m40s, about 5m0s left
imageconform: 200 of 400 pages, 3m20s, about 3m20s left
imageconform: asking 50 questions
imageconform: 9 of 50, 100 pages, 5m0s, about 7m36s left
`
	if got := b.String(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"LIM-04", "LIM-04", 0}, {"LIM04", "LIM-04", 1}, {"L1M-40", "LIM-04", 3}, {"", "abc", 3}} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("%s to %s: got %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
