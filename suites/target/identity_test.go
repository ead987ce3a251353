package target

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestTokenMasks prints a token in every way that go vet lets pass: it refuses
// %p and %w, the two verbs for which fmt asks no method of a value.
func TestTokenMasks(t *testing.T) {
	t.Parallel()
	token := Token(secretText)
	config := Config{Tokens: map[Identity]Token{Self: token}}
	shown := map[string]string{
		"String": token.String(), "GoString": token.GoString(), "Sprint": fmt.Sprint(token), "Sprintln": fmt.Sprintln(token),
		"an argument too many": fmt.Sprintf(strings.Repeat("%s", 1), "a", token),
		"a pointer":            fmt.Sprintf("%v %+v", &token, &token),
		"an error":             fmt.Errorf("the token %v is refused", token).Error(),
		"a slice":              fmt.Sprintf("%v %+v %#v %s %q", []Token{token}, []Token{token}, []Token{token}, []Token{token}, []Token{token}),
		"a configuration":      fmt.Sprintf("%v %+v %#v", config, config, config),
	}
	for _, verb := range "vsqxXdboOcUeEfFgGt" {
		for _, flags := range []string{"", "+", "#", "-30", "30.5", " "} {
			format := "%" + flags + string(verb)
			shown[format] = fmt.Sprintf(format, token)
		}
	}
	encode := func(name string, data []byte, err error) {
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		shown[name] = string(data)
	}
	data, err := json.Marshal(config.Tokens)
	encode("JSON", data, err)
	data, err = yaml.Marshal(map[string]any{"token": token, "tokens": []Token{token}, "by": map[Token]int{token: 1}})
	encode("YAML", data, err)
	data, err = xml.Marshal(struct {
		XMLName xml.Name `xml:"config"`
		Token   Token    `xml:"token,attr"`
		Tokens  []Token
	}{Token: token, Tokens: []Token{token}})
	encode("XML", data, err)
	var log bytes.Buffer
	logger := slog.New(slog.NewJSONHandler(&log, nil))
	logger.Info("asked", "token", token, "config", config.Tokens)
	slog.New(slog.NewTextHandler(&log, nil)).Info("asked", "token", token, "tokens", []Token{token})
	shown["a log"] = log.String()

	hexadecimal := fmt.Sprintf("%x", secretText)
	for how, text := range shown {
		if strings.Contains(text, secretText) || strings.Contains(strings.ToLower(text), hexadecimal) || strings.Contains(text, "s3cr") {
			t.Errorf("%s shows the token: %s", how, text)
		}
		if !strings.Contains(text, mask) {
			t.Errorf("%s does not show the mask: %s", how, text)
		}
	}
}

// TestTokenMasksInPanic has a process panic with a token.
func TestTokenMasksInPanic(t *testing.T) {
	t.Parallel()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childVariable+"=panic")
	out, err := child.CombinedOutput()
	if err == nil || !strings.Contains(string(out), "panic: ") || !strings.Contains(string(out), mask) {
		t.Fatalf("the child did not panic with the mask: %v\n%s", err, out)
	}
	if strings.Contains(string(out), secretText) {
		t.Errorf("the panic shows the token:\n%s", out)
	}
}

func TestIdentities(t *testing.T) {
	t.Parallel()
	variables := map[string]bool{}
	for _, id := range Identities() {
		text, err := id.MarshalText()
		if err != nil || string(text) != id.String() {
			t.Errorf("%v is marshalled as %q: %v", id, text, err)
		}
		var back Identity
		if err := back.UnmarshalText(text); err != nil || back != id {
			t.Errorf("%q is read as %v: %v", text, back, err)
		}
		if v := id.Variable(); v != "" && (variables[v] || !strings.HasPrefix(v, "IMAGECONFORM_")) {
			t.Errorf("%v has the variable %q, as another one has", id, v)
		}
		variables[id.Variable()] = true
	}
	var id Identity
	if err := id.UnmarshalText([]byte("root")); err == nil {
		t.Error("root is an identity")
	}
	if got := Identity(99).String(); got != "Identity(99)" {
		t.Errorf("an unknown identity is %q", got)
	}
}

func TestHas(t *testing.T) {
	t.Parallel()
	config := Config{Tokens: map[Identity]Token{Self: secretText, Other: ""}}
	for id, want := range map[Identity]bool{Self: true, Other: false, Forbidden: false, Nobody: true, Bogus: true} {
		if config.Has(id) != want {
			t.Errorf("Has(%v) = %v, want %v", id, !want, want)
		}
	}
}

func TestStates(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{Normal.String(): true}
	for _, s := range States() {
		if seen[s.String()] || strings.HasPrefix(s.String(), "State(") {
			t.Errorf("state %d has no name of its own: %v", int(s), s)
		}
		seen[s.String()] = true
	}
	if got := State(99).String(); got != "State(99)" {
		t.Errorf("an unknown state is %q", got)
	}
}
