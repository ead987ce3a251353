package main

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
)

// TestInterruptedHook stops a run while the deployment is in the state of a
// hook, and again while it is taken back: the way back is gone to its end.
func TestInterruptedHook(t *testing.T) {
	for name, signals := range map[string][2]os.Signal{
		"by the terminal": {os.Interrupt, os.Interrupt}, "by a supervisor": {syscall.SIGTERM, syscall.SIGTERM}, "by hanging up": {syscall.SIGHUP, os.Interrupt},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if signal.Ignored(signals[0]) {
				t.Skip("the signal is ignored here, as under nohup, and then by a run, too")
			}
			dir := t.TempDir()
			at := func(name string) string { return filepath.Join(dir, name) }
			for _, name := range []string{"leaving", "gate"} {
				if err := syscall.Mkfifo(at(name), 0o600); err != nil {
					t.Skip("no named pipes here: ", err)
				}
			}
			base, server, reached := hangingWhile(t, at("broken"))
			config := fmt.Sprintf("hooks:\n  500:\n    before: touch %s\n    after: 'echo now > %s; read x < %s; rm %s'\n",
				at("broken"), at("leaving"), at("gate"), at("broken"))
			if err := os.WriteFile(at("hooks.yaml"), []byte(config), 0o600); err != nil {
				t.Fatal(err)
			}
			cmd, stdout, stderr := judging(t, base, server.Credentials().Demo.Token,
				"--config", at("hooks.yaml"), "--only", "ERR-06,LIM-04", "--out", at("out"))
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			<-reached
			send(t, cmd, signals[0])
			if _, err := os.ReadFile(at("leaving")); err != nil {
				t.Fatal(err)
			}
			send(t, cmd, signals[1])
			if err := os.WriteFile(at("gate"), []byte("go\n"), 0); err != nil {
				t.Fatal(err)
			}
			var ended *exec.ExitError
			if err := cmd.Wait(); !errors.As(err, &ended) || ended.ExitCode() != exitInterrupted {
				t.Errorf("ended with %v, want exit code %d\n%s%s", err, exitInterrupted, stdout, stderr)
			}
			if _, err := os.Stat(at("broken")); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("the deployment was left as it was: %v", err)
			}
			if !strings.Contains(stderr.String(), "imageconform: warning: interrupted while the deployment is in a state") ||
				!strings.Contains(stdout.String(), "The run ended early (interrupted by a signal)") {
				t.Errorf("it says\n%s%s", stdout, stderr)
			}
		})
	}
}

// hangingWhile is the base URL of a server that does not answer while a file exists,
// and says once that it was reached then.
func hangingWhile(t *testing.T, file string) (base string, server *refserver.Server, reached chan struct{}) {
	t.Helper()
	server, reached = refserver.New(refserver.Options{Set: fixtures.Document()}), make(chan struct{})
	var once sync.Once
	gate := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := os.Stat(file); err == nil {
			once.Do(func() { close(reached) })
			<-r.Context().Done()
		}
		server.ServeHTTP(w, r)
	}))
	t.Cleanup(gate.Close)
	return gate.URL + server.Credentials().Path, server, reached
}

func send(t *testing.T, cmd *exec.Cmd, s os.Signal) {
	t.Helper()
	if err := cmd.Process.Signal(s); err != nil {
		t.Fatal(err)
	}
}

// TestDeadlineWithinHook ends the time of a run while the deployment is in the
// state of a hook.
func TestDeadlineWithinHook(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	base, server, _ := hangingWhile(t, at("broken"))
	config := fmt.Sprintf("hooks:\n  500: {before: [touch, %s], after: [mv, %s, %s]}\n", at("broken"), at("broken"), at("mended"))
	if err := os.WriteFile(at("hooks.yaml"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd, stdout, stderr := judging(t, base, server.Credentials().Demo.Token,
		"--config", at("hooks.yaml"), "--only", "ERR-06,LIM-04", "--out", at("out"), "--deadline", "2s", "--timeout", "20s")
	// ERR-06 is a SHOULD: that it is undecided stops nobody.
	if err := cmd.Run(); err != nil {
		t.Errorf("ended with %v\n%s%s", err, stdout, stderr)
	}
	if _, err := os.Stat(at("mended")); err != nil || !strings.Contains(stdout.String(), "the deadline of 2s passed") {
		t.Errorf("%v; it says\n%s%s", err, stdout, stderr)
	}
}
