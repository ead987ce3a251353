package main

import (
	"bytes"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
)

// gated is a deployment that holds the creation of an image until it is let go.
type gated struct {
	clouds  string
	reached chan struct{}
	letGo   chan struct{}
}

// gate starts a deployment whose n-th creation of an image is held after it was
// done, before its answer.
func gate(t *testing.T, n int) gated {
	t.Helper()
	d := &refserver.Deployment{Server: refserver.New(refserver.Options{Set: fixtures.Document(), Identity: true, Clock: time.Now})}
	g := gated{filepath.Join(t.TempDir(), "clouds.yaml"), make(chan struct{}), make(chan struct{})}
	created := make(chan int, 1)
	created <- 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost || r.URL.Path != refserver.ImagesPath+"/v2/images" {
			d.ServeHTTP(w, r)
			return
		}
		answer := httptest.NewRecorder()
		d.ServeHTTP(answer, r)
		count := <-created + 1
		created <- count
		if count == n {
			close(g.reached)
			<-g.letGo
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(answer.Code)
		_, _ = answer.Body.WriteTo(w)
	}))
	t.Cleanup(server.Close)
	d.URL = server.URL
	if err := os.WriteFile(g.clouds, cloudsFile(d, false, ""), 0o600); err != nil {
		t.Fatal(err)
	}
	return g
}

// seeding is a process of `seed` as the user demo, with its output.
func (g gated) seeding(args ...string) (cmd *exec.Cmd, stdout, stderr *bytes.Buffer) {
	cmd = exec.Command("imageconform", append([]string{"seed", "--os-cloud", "demo"}, args...)...)
	cmd.Env = append(os.Environ(), "OS_CLIENT_CONFIG_FILE="+g.clouds)
	stdout, stderr = &bytes.Buffer{}, &bytes.Buffer{}
	cmd.Stdout, cmd.Stderr = stdout, stderr
	return cmd, stdout, stderr
}

// left is what `seed --cleanup` says there is to remove.
func (g gated) left(t *testing.T) string {
	t.Helper()
	cmd, stdout, stderr := g.seeding("--cleanup", "--dry-run")
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v: %s", err, stderr)
	}
	lines := strings.Split(strings.TrimSpace(stdout.String()), "\n")
	return lines[len(lines)-1]
}

// TestSeedInterrupted sends an interrupt while an image is being created: that
// one, too, is removed with those before it.
func TestSeedInterrupted(t *testing.T) {
	g := gate(t, 4)
	cmd, _, stderr := g.seeding("--yes")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	<-g.reached
	if left := g.left(t); left != "4 images would be removed" {
		t.Errorf("in the middle: %s", left)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	close(g.letGo)
	var ended *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &ended) || ended.ExitCode() != exitInterrupted {
		t.Errorf("ended with %v, want exit code %d", err, exitInterrupted)
	}
	if !regexp.MustCompile(`(?m)^imageconform: error: interrupted; the \d+ images made until then are removed$`).MatchString(stderr.String()) {
		t.Errorf("stderr says:\n%s", stderr)
	}
	if left := g.left(t); left != "0 images would be removed" {
		t.Errorf("afterwards: %s", left)
	}
}

// TestSeedKilled leaves the process no time for anything: the next call finds
// what there is.
func TestSeedKilled(t *testing.T) {
	g := gate(t, 7)
	cmd, _, _ := g.seeding("--yes")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	<-g.reached
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	close(g.letGo)
	if left := g.left(t); left != "7 images would be removed" {
		t.Errorf("after the end: %s", left)
	}
	again, stdout, stderr := g.seeding("--cleanup")
	if err := again.Run(); err != nil || !strings.HasSuffix(stdout.String(), "\n7 images removed\n") {
		t.Errorf("clean: %v\n%s%s", err, stdout, stderr)
	}
	if left := g.left(t); left != "0 images would be removed" {
		t.Errorf("afterwards: %s", left)
	}
}

// TestSeedWithoutReader ends the reader of stdout: nobody would learn what was
// made, so that it goes.
func TestSeedWithoutReader(t *testing.T) {
	g := gate(t, 0)
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := reader.Close(); err != nil {
		t.Fatal(err)
	}
	defer writer.Close()
	cmd, _, stderr := g.seeding("--yes")
	cmd.Stdout = writer
	var ended *exec.ExitError
	if err := cmd.Run(); !errors.As(err, &ended) || ended.ExitCode() != exitHarness {
		t.Errorf("ended with %v, want exit code %d\n%s", err, exitHarness, stderr)
	}
	if left := g.left(t); left != "0 images would be removed" {
		t.Errorf("afterwards: %s", left)
	}
}
