package main

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"
)

// FuzzConfigFile holds that a file of settings is taken, or refused in one line
// with the exit code of a usage error.
func FuzzConfigFile(f *testing.F) {
	for _, text := range []string{
		"target: http://host:8774/v2/demo\ntoken: secret\nonly: [LIM-*, MRK-01]\ntimeout: 30s\nquiet: true\n", "a: &a [*a]\n", "---\n---\n", "target:\n",
		"concurrency: 0x10\nseed: 18446744073709551615\ngenerated: -1\n", "features: {deleted-images: absent}\nskip: '*'\n", "hooks: {503: {before: [a], after: b, timeout: 1m}}\n",
		"<<: {target: x}\n", "? [a]\n: b\n", "\ufeffrequire: all\n", "token: !!binary aGk=\n", "timeout: 1e999s\n", "\t", "%YAML 9.9\n---\na: b\n", "{}", "only: {a: b}",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p := newProgram(strings.NewReader(text), io.Discard, io.Discard, nil, time.Now)
		if err := loadFromInput(p); err != nil {
			wantUsage(t, text, err)
		}
	})
}

// loadFromInput reads the configuration from standard input and checks it.
func loadFromInput(p *program) error {
	l, err := p.load(p.root().Flags(), &Config{}, "-")
	if err != nil {
		return err
	}
	// Files that the text names are not looked for.
	l.config.CAFile, l.config.CertFile, l.config.KeyFile, l.config.Waivers = "", "", "", ""
	_, err = p.plan(l)
	return err
}

func wantUsage(t *testing.T, text string, err error) {
	t.Helper()
	var refused *failure
	if !errors.As(err, &refused) || refused.code != exitUsage || refused.Error() == "" {
		t.Fatalf("%q: %v is no usage error", text, err)
	}
	if line := oneLine(refused.Error()); strings.ContainsAny(line, "\n\r\x1b") {
		t.Fatalf("%q: the error is not one plain line: %q", text, line)
	}
}

// FuzzSecretInConfigFile holds that no error about a file repeats what stands
// behind the key of a secret.
func FuzzSecretInConfigFile(f *testing.F) {
	for _, before := range []string{"", "*", "&", "!", "!!int ", "[a, ", "{a: ", "'", "\"\\", "@", "%", "|", "a: ", "- ", "? ", "!<", "<<: *", "#"} {
		f.Add(before, "")
		f.Add(before, "]}")
	}
	const canary = "canary7secret"
	f.Fuzz(func(t *testing.T, before, after string) {
		if strings.ContainsAny(before+after, "\n\r\u0085\u2028\u2029") || strings.Contains(before, "#") {
			t.Skip("another line is another key")
		}
		text := "target: http://host/v2/demo\ntoken: " + before + canary + after + "\n"
		p := newProgram(strings.NewReader(text), io.Discard, io.Discard, nil, time.Now)
		var refused *failure
		if err := loadFromInput(p); err != nil && errors.As(err, &refused) {
			if strings.Contains(refused.Error()+refused.hint, canary) {
				t.Fatalf("%q: %v (%s)", text, refused, refused.hint)
			}
		}
	})
}
