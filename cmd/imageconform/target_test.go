package main

import (
	"bytes"
	"encoding/pem"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
)

// judged runs the command against a server as its first user.
func judged(t *testing.T, base string, server *refserver.Server, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	c := server.Credentials()
	args = append([]string{"run", "--target", base + c.Path, "--out", t.TempDir()}, args...)
	var out, err bytes.Buffer
	code = run(args, strings.NewReader(""), &out, &err, []string{"IMAGECONFORM_TOKEN=" + c.Demo.Token}, time.Now)
	return code, out.String(), err.String()
}

// TestHTTPS trusts the authorities of a file, nobody without it, and
// everybody with a warning.
func TestHTTPS(t *testing.T) {
	server := refserver.New(refserver.Options{Set: fixtures.Document()})
	https := httptest.NewTLSServer(server)
	defer https.Close()
	ca := filepath.Join(t.TempDir(), "ca.pem")
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: https.Certificate().Raw})
	if err := os.WriteFile(ca, certificate, 0o600); err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		args []string
		code int
		says string
	}{
		{nil, exitTarget, "certificate"},
		{[]string{"--ca-file", ca}, exitConformant, ""},
		{[]string{"--insecure"}, exitConformant, "imageconform: warning: the deployment's certificate is not verified"},
	}
	for _, c := range cases {
		code, stdout, stderr := judged(t, https.URL, server, append(c.args, "--only", "LIM-*")...)
		if code != c.code || !strings.Contains(stderr, c.says) {
			t.Errorf("%v: exit code %d, want %d\n%s%s", c.args, code, c.code, stdout, stderr)
		}
	}
}

// TestPublicURL is for links with another host than the one that is asked.
func TestPublicURL(t *testing.T) {
	const public = "https://cloud.example/compute"
	server := refserver.New(refserver.Options{Set: fixtures.Rich(), LinkPrefix: public})
	served := httptest.NewServer(server)
	defer served.Close()
	if code, stdout, stderr := judged(t, served.URL, server, "--area", "LNK,PAG", "--public-url", public+"/"); code != exitConformant {
		t.Errorf("with the prefix: exit code %d\n%s%s", code, stdout, stderr)
	}
	code, stdout, _ := judged(t, served.URL, server, "--area", "LNK,PAG")
	if code != exitNonconformant || !strings.Contains(stdout, "LNK-11") {
		t.Errorf("without the prefix: exit code %d\n%s", code, stdout)
	}
}

// TestFailOn breaks a SHOULD: a warning, or a failure where that is asked for.
func TestFailOn(t *testing.T) {
	server := refserver.New(refserver.Options{Set: fixtures.Document()})
	served := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		recorded := httptest.NewRecorder()
		server.ServeHTTP(recorded, r)
		maps.Copy(w.Header(), recorded.Header())
		w.Header().Del("Allow")
		w.WriteHeader(recorded.Code)
		_, _ = w.Write(recorded.Body.Bytes())
	}))
	defer served.Close()
	code, stdout, _ := judged(t, served.URL, server, "--area", "MTH")
	if code != exitConformant || !strings.Contains(stdout, "WARNED: 1 requirement\n") {
		t.Errorf("by itself: exit code %d\n%s", code, stdout)
	}
	code, stdout, _ = judged(t, served.URL, server, "--area", "MTH", "--fail-on", "should")
	if code != exitNonconformant || !strings.Contains(stdout, "\nA SHOULD is broken, and this run fails on SHOULD.\nconformant (partial): ") {
		t.Errorf("failing on SHOULD: exit code %d\n%s", code, stdout)
	}
}
