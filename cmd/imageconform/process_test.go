package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites/recording"
)

// judging is a process of `run` against a deployment, with its output.
func judging(t *testing.T, base, token string, args ...string) (cmd *exec.Cmd, stdout, stderr *bytes.Buffer) {
	t.Helper()
	cmd = exec.Command("imageconform", append([]string{"run", "--target", base}, args...)...)
	cmd.Env = append(os.Environ(), "IMAGECONFORM_TOKEN="+token)
	stdout, stderr = &bytes.Buffer{}, &bytes.Buffer{}
	cmd.Stdout, cmd.Stderr = stdout, stderr
	return cmd, stdout, stderr
}

// hanging serves the seven images of the documents, and closes reached when it
// gets the first question with a filter, which it never answers.
func hanging(t *testing.T) (base, token string, reached chan struct{}) {
	t.Helper()
	server := refserver.New(refserver.Options{Set: fixtures.Document()})
	reached = make(chan struct{})
	release := make(chan struct{})
	var once sync.Once
	gate := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.RawQuery != "" {
			once.Do(func() { close(reached) })
			<-release
		}
		server.ServeHTTP(w, r)
	}))
	t.Cleanup(gate.Close)
	t.Cleanup(func() { close(release) })
	return gate.URL + server.Credentials().Path, server.Credentials().Demo.Token, reached
}

// TestKilledRunsLeaveTheirEvidence ends a run with no chance to do anything
// more: what it had asked by then can be read.
func TestKilledRunsLeaveTheirEvidence(t *testing.T) {
	base, token, reached := hanging(t)
	out := t.TempDir()
	cmd, _, _ := judging(t, base, token, "--out", out)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	<-reached
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	file, err := os.Open(filepath.Join(out, evidenceFile))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r, err := recording.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Entries) < 2 || r.End != nil || r.Head.Target != base {
		t.Errorf("the evidence has %d entries of %s and ends with %v", len(r.Entries), r.Head.Target, r.End)
	}
}

// TestInterrupt stops a run while a question is under way: the reports are
// about what was done and say so.
func TestInterrupt(t *testing.T) {
	base, token, reached := hanging(t)
	out := t.TempDir()
	cmd, stdout, stderr := judging(t, base, token, "--out", out)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	<-reached
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	var ended *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &ended) || ended.ExitCode() != exitInterrupted {
		t.Fatalf("ended with %v, want exit code %d\n%s", err, exitInterrupted, stderr)
	}
	if !strings.Contains(stderr.String(), "imageconform: error: interrupted: the reports are about what was done") {
		t.Errorf("stderr does not say that the run was interrupted:\n%s", stderr)
	}
	if !strings.Contains(stdout.String(), "The run ended early (interrupted by a signal)") {
		t.Errorf("the report does not say that the run was interrupted:\n%s", stdout)
	}
	var report struct {
		Interrupted string
		Images      []struct{ Images int }
		Verdict     struct{ Word string }
	}
	data, err := os.ReadFile(filepath.Join(out, "report.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &report); err != nil {
		t.Fatal(err)
	}
	if report.Interrupted != "interrupted by a signal" || report.Verdict.Word == "conformant" || report.Images[0].Images != 7 {
		t.Errorf("the JSON report says %+v", report)
	}
}

// TestClosedPipe ends the reader of stdout before anything is written.
func TestClosedPipe(t *testing.T) {
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := reader.Close(); err != nil {
		t.Fatal(err)
	}
	defer writer.Close()
	for _, args := range [][]string{{"list"}, {"--help"}, {"serve"}, {"run", "--only", "LIM-01", "--out", t.TempDir()}} {
		cmd := exec.Command("imageconform", args...)
		var stderr bytes.Buffer
		cmd.Stdout, cmd.Stderr = writer, &stderr
		var ended *exec.ExitError
		if err := cmd.Run(); !errors.As(err, &ended) || ended.ExitCode() != exitHarness {
			t.Errorf("%v ended with %v, want exit code %d", args, err, exitHarness)
		}
		if !strings.Contains(stderr.String(), "imageconform: error: standard output could not be written: ") ||
			strings.Count(stderr.String(), "imageconform: error: ") != 1 {
			t.Errorf("%v says:\n%s", args, &stderr)
		}
	}
}
