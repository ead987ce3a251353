package main

import (
	"bytes"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites/recording"
)

// stopping serves the seven images of the documents, up to the n-th question: that
// is never answered, and closes reached.
func stopping(t *testing.T, n int64) (base, token string, reached chan struct{}) {
	t.Helper()
	server := refserver.New(refserver.Options{Set: fixtures.Document()})
	reached = make(chan struct{})
	release := make(chan struct{})
	var asked atomic.Int64
	gate := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch at := asked.Add(1); {
		case at == n:
			close(reached)
			fallthrough
		case at > n:
			<-release
		default:
			server.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(gate.Close)
	t.Cleanup(func() { close(release) })
	return gate.URL + server.Credentials().Path, server.Credentials().Demo.Token, reached
}

// TestKilledAtSeveralMoments holds that a killed run leaves no reports, neither
// of its own nor of the run before, and evidence that is whole and says that it
// ends early; and that the next run is not kept out.
func TestKilledAtSeveralMoments(t *testing.T) {
	for _, n := range []int64{1, 2, 3, 10, 60} {
		base, token, reached := stopping(t, n)
		out := t.TempDir()
		for _, name := range []string{"report.json", "junit.xml", "report.html", "report.txt", evidenceFile, ".imageconform-123"} {
			if err := os.WriteFile(filepath.Join(out, name), []byte("of an earlier run"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		cmd, _, stderr := judging(t, base, token, "--out", out)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		<-reached
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait()
		left, _ := filepath.Glob(filepath.Join(out, "*"))
		hidden, _ := filepath.Glob(filepath.Join(out, ".*"))
		if len(left) != 1 || filepath.Base(left[0]) != evidenceFile || len(hidden) > 0 {
			t.Errorf("killed at question %d, the run leaves %v and %v\n%s", n, left, hidden, stderr)
			continue
		}
		r, err := recording.Read(bytes.NewReader(mustRead(t, left[0])))
		if err != nil || r.End != nil || n > 2 && len(r.Entries) == 0 {
			t.Errorf("killed at question %d, the evidence is %+v: %v", n, r, err)
		}
		next, _, told := judging(t, base, token, "--out", out, "--timeout", "100ms", "--only", "LIM-01")
		if ended := (*exec.ExitError)(nil); !errors.As(next.Run(), &ended) || ended.ExitCode() != exitTarget {
			t.Errorf("the run after it ends with %v:\n%s", ended, told)
		}
	}
}

// TestSignalsEndTheRun holds that each signal that ends a run ends it in order.
func TestSignalsEndTheRun(t *testing.T) {
	for _, sent := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		if signal.Ignored(sent) {
			continue // as under nohup: the run, too, goes on then
		}
		base, token, reached := stopping(t, 30)
		out := t.TempDir()
		cmd, stdout, stderr := judging(t, base, token, "--out", out)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		<-reached
		if err := cmd.Process.Signal(sent); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait() // what it ended with is looked at
		if code := cmd.ProcessState.ExitCode(); code != exitInterrupted || !strings.Contains(stdout.String(), "interrupted by a signal") {
			t.Errorf("%v: exit code %d\n%s", sent, code, stderr)
		}
		if _, err := os.Stat(filepath.Join(out, "report.json")); err != nil {
			t.Error(err)
		}
	}
}
