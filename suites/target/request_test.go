package target

import (
	"net/http"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// words are the arguments that a POSIX shell gives to curl.
func words(line string) ([]string, error) {
	shell := exec.Command("sh", "-c", `curl() { for word in "$@"; do printf '%s\0' "$word"; done; }`+"\n"+line)
	shell.Env = []string{"IMAGECONFORM_TOKEN=" + secretText, "IMAGECONFORM_OTHER_TOKEN=of 'other' $(echo)", "IMAGECONFORM_FORBIDDEN_TOKEN=of-forbidden"}
	out, err := shell.Output()
	return strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00"), err
}

func TestCurl(t *testing.T) {
	t.Parallel()
	const url = "http://h/v2/t/images/detail"
	accept := Get(url).With("Accept", "application/json")
	for _, c := range []struct {
		name    string
		request Request
		want    []string
	}{
		{"a GET", accept, []string{"-H", "X-Auth-Token: " + secretText, "-H", "Accept: application/json", url}},
		{"of another user", accept.By(Other), []string{"-H", "X-Auth-Token: of 'other' $(echo)", "-H", "Accept: application/json", url}},
		{"of nobody", accept.By(Nobody), []string{"-H", "Accept: application/json", url}},
		{"with a wrong token", accept.By(Bogus), []string{"-H", "X-Auth-Token: " + BogusToken, "-H", "Accept: application/json", url}},
		{"without an Accept", Get(url).By(Nobody), []string{"-H", "Accept:", url}},
		{"with an empty one", Get(url).By(Nobody).With("Accept", ""), []string{"-H", "Accept;", url}},
		{
			"headers in order", accept.By(Nobody).With("X-B", "2").With("X-A", "1"),
			[]string{"-H", "Accept: application/json", "-H", "X-A: 1", "-H", "X-B: 2", url},
		},
		{
			"a HEAD", Request{Method: http.MethodHead, URL: url, As: Nobody}.With("Accept", "*/*"),
			[]string{"--head", "-H", "Accept: */*", url},
		},
		{
			"a POST with a body", Request{Method: http.MethodPost, URL: url, As: Nobody, Body: "@it's $HOME\n"}.With("Accept", "*/*"),
			[]string{"-X", "POST", "-H", "Accept: */*", "-H", "Content-Type:", "--data-raw", "@it's $HOME\n", url},
		},
		{
			"a body with its type", Request{Method: http.MethodPut, URL: url, As: Nobody, Body: "{}"}.With("Accept", "*/*").With("Content-Type", "application/json"),
			[]string{"-X", "PUT", "-H", "Accept: */*", "-H", "Content-Type: application/json", "--data-raw", "{}", url},
		},
		{
			"what curl would expand", Get(url+"?limit=[1-3]").By(Nobody).With("Accept", "*/*"),
			[]string{"-H", "Accept: */*", "--globoff", url + "?limit=[1-3]"},
		},
		{
			"what a shell would expand", Get(url+"?name=$HOME`id`'&limit=1;#!").By(Nobody).With("Accept", "*/*"),
			[]string{"-H", "Accept: */*", url + "?name=$HOME`id`'&limit=1;#!"},
		},
	} {
		line := c.request.Curl()
		got, err := words(line)
		if err != nil {
			t.Errorf("%s: sh does not take %s: %v", c.name, line, err)
			continue
		}
		if diff := cmp.Diff(append([]string{"-sS", "-i"}, c.want...), got); diff != "" {
			t.Errorf("%s: %s gives curl (-want +got):\n%s", c.name, line, diff)
		}
		if strings.Contains(line, secretText) {
			t.Errorf("%s: the line holds the token: %s", c.name, line)
		}
	}
}

// TestCurlOfAnything lets a shell read whatever a URL, header or body holds.
func TestCurlOfAnything(t *testing.T) {
	t.Parallel()
	text := rapid.StringOfN(rapid.RuneFrom([]rune("ab '\"\\$`!*?~#&;|<>(){}[]=%\n\t-é☃")), 1, 20, -1)
	rapid.Check(t, func(t *rapid.T) {
		r := Request{Method: "PUT", URL: "http://h/" + text.Draw(t, "url"), Body: text.Draw(t, "body"), As: Nobody}.
			With("Accept", "*/*").With("X-Odd", text.Draw(t, "header"))
		got, err := words(r.Curl())
		if err != nil {
			t.Fatalf("sh does not take %s: %v", r.Curl(), err)
		}
		for _, want := range []string{"X-Odd: " + r.Header["X-Odd"], r.Body, r.URL} {
			if !slices.Contains(got, want) {
				t.Fatalf("%s gives curl %q, and not %q", r.Curl(), got, want)
			}
		}
	})
}

func TestRequestsAreValues(t *testing.T) {
	t.Parallel()
	plain := Get("http://h/")
	with := plain.With("accept", "application/xml")
	if len(plain.Header) != 0 || with.Header["Accept"] != "application/xml" {
		t.Errorf("With changes its receiver: %v, or does not set: %v", plain.Header, with.Header)
	}
	again := with.With("Accept", "application/json")
	if with.Header["Accept"] != "application/xml" || again.Header["Accept"] != "application/json" {
		t.Errorf("With changes its receiver: %v, or does not set: %v", with.Header, again.Header)
	}
	if other := plain.By(Other); plain.As != Self || other.As != Other {
		t.Errorf("By changes its receiver: %v, or does not set: %v", plain.As, other.As)
	}
}

// TestKeysTellRequestsApart changes each thing that an answer may depend on.
func TestKeysTellRequestsApart(t *testing.T) {
	t.Parallel()
	r := Get("http://h/v2/t/images/detail").With("Accept", "application/json")
	head, body, plain := r, r, r
	head.Method, body.Body, plain.Plain = "HEAD", "{}", true
	scripts := map[string]Script{
		"once": Once(r), "by another": Once(r.By(Other)), "another header": Once(r.With("Accept", "application/xml")),
		"one header more": Once(r.With("X-A", "")), "another URL": Once(Get(r.URL+"?").With("Accept", "application/json")),
		"another method": Once(head), "a body": Once(body), "plain": Once(plain),
		"walk": Walk(r), "short walk": WalkAtMost(r, 2), "back": Back(r), "chain": Chain(r), "longer chain": Chain(r, r),
		"burst": Burst(r, 3), "burst with another": Burst(r, 3, r.By(Other)),
		"again": Once(r).Again("1"), "and again": Once(r).Again("2"), "in a state": Once(r).In(Broken), "in another": Once(r).In(Limited),
	}
	seen := map[string]string{}
	for name, s := range scripts {
		if twin, taken := seen[s.Key]; taken {
			t.Errorf("%s and %s share a key", name, twin)
		}
		seen[s.Key] = name
	}
	if Once(r).Key != Once(Get(r.URL).With("accept", "application/json")).Key {
		t.Error("the same request twice has two keys")
	}
}
