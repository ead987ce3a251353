//go:build unix

package target_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/imageconform/imageconform/suites/target"
)

// shell is a hook of two texts of a shell.
func shell(before, after string) target.Hook {
	return target.Hook{Before: []string{"sh", "-c", before}, After: []string{"sh", "-c", after}}
}

// path is what programs are found by in these tests.
var path = "PATH=" + os.Getenv("PATH")

func TestHooksRunTheirCommands(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "state")
	write := `printf '%s.' "$STATE" "$0" "$1" >> ` + file
	c := target.NewHookControl(map[target.State]target.Hook{
		target.Broken:      {Before: []string{"sh", "-c", write, "it's", "$STATE `id`"}, After: []string{"sh", "-c", write, "back"}},
		target.Unavailable: shell("exit 3", ":"),
	}, []string{path, "STATE=500"})
	if c.Reaches(target.Normal) || c.Reaches(target.Cached) || !c.Reaches(target.Broken) || !c.Reaches(target.Unavailable) {
		t.Error("other states are reached than those with a hook")
	}
	if err := errors.Join(c.Enter(t.Context(), target.Broken), c.Leave(t.Context(), target.Broken)); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(file); string(text) != "500.it's.$STATE `id`.500.back.." {
		t.Errorf("the commands wrote %q (%v)", text, err)
	}
}

// TestHooksSeeNothingElse gives commands an environment of their own, an
// empty one too.
func TestHooksSeeNothingElse(t *testing.T) {
	t.Parallel()
	show := target.Hook{Before: []string{"/bin/sh", "-c", "/usr/bin/env; exit 1"}}
	for _, given := range [][]string{nil, {"A=b c"}, {"HOME=/h", "A=b"}} {
		c := target.NewHookControl(map[target.State]target.Hook{target.Cached: show}, given)
		err := c.Enter(t.Context(), target.Cached)
		if err == nil {
			t.Fatal("the command did not fail")
		}
		for _, pair := range given {
			if !strings.Contains(err.Error(), pair) {
				t.Errorf("of %q the command saw %v", given, err)
			}
		}
		if strings.Contains(err.Error(), "USER=") || strings.Contains(err.Error(), "GOFLAGS=") || len(given) < 2 && strings.Contains(err.Error(), "HOME=") {
			t.Errorf("beside %q the command saw %v", given, err)
		}
	}
}

func TestHookFailures(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ before, want string }{
		{"echo one; echo two >&2; exit 7", "exit status 7; it wrote: one | two"},
		{"exit 1", "exit status 1; it wrote nothing"},
		{"kill -9 $$", "signal: killed; it wrote nothing"},
		{"i=0; while [ $i -lt 900 ]; do echo line $i; i=$((i+1)); done; exit 1", "exit status 1; it wrote: ... | line "},
		{"printf '\\377x'; exit 1", "it wrote: ?x"},
	} {
		control := target.NewHookControl(map[target.State]target.Hook{target.Refusing: shell(c.before, "")}, []string{path})
		err := control.Enter(t.Context(), target.Refusing)
		if err == nil || !strings.Contains(err.Error(), `the command "before" of the hook for 403 failed: `) ||
			!strings.Contains(err.Error(), c.want) || len(err.Error()) > 4096 || strings.ContainsAny(err.Error(), "\n\r") {
			t.Errorf("%s: %v, want %s", c.before, err, c.want)
		}
	}
	none := target.NewHookControl(map[target.State]target.Hook{target.Refusing: {Before: []string{"no-such-program"}}}, nil)
	if err := none.Enter(t.Context(), target.Refusing); err == nil || !strings.Contains(err.Error(), "no-such-program") {
		t.Errorf("a program that does not exist: %v", err)
	}
	if err := none.Leave(t.Context(), target.Refusing); err == nil {
		t.Error("nothing at all is run without an error")
	}
}

// ended waits until no process holds a pipe open any more.
func ended(t *testing.T, pipe *os.File) {
	t.Helper()
	if err := pipe.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, pipe); err != nil {
		t.Errorf("a process is left: %v", err)
	}
}

// fifo is a named pipe and its reading end.
func fifo(t *testing.T) (name string, pipe *os.File) {
	t.Helper()
	name = filepath.Join(t.TempDir(), "fifo")
	if err := syscall.Mkfifo(name, 0o600); err != nil {
		t.Fatal(err)
	}
	pipe, err := os.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = pipe.Close() })
	return name, pipe
}

// TestHooksEnd ends commands that take too long, and those that are
// interrupted, with all that they started.
func TestHooksEnd(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, want string
		limit      time.Duration
	}{
		{"too long", "it did not end within 500ms; it wrote", 500 * time.Millisecond},
		{"interrupted", "it was interrupted; it wrote: begun", time.Minute},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			name, pipe := fifo(t)
			ready := filepath.Join(t.TempDir(), "ready")
			if err := syscall.Mkfifo(ready, 0o600); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				// The reader below waits for a writer that may never have come.
				if f, err := os.OpenFile(ready, os.O_WRONLY|syscall.O_NONBLOCK, 0); err == nil {
					_ = f.Close()
				}
			})
			hook := shell("exec 9>"+name+"; echo begun; (trap '' TERM; sleep 100) & : > "+ready+"; sleep 100", "")
			hook.Timeout = c.limit
			control := target.NewHookControl(map[target.State]target.Hook{target.Broken: hook}, []string{path})
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			go func() {
				if _, err := os.ReadFile(ready); err == nil && c.limit == time.Minute {
					cancel()
				}
			}()
			begun := time.Now()
			err := control.Enter(ctx, target.Broken)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %s", err, c.want)
			}
			if took := time.Since(begun); took > 15*time.Second {
				t.Errorf("it took %v", took)
			}
			ended(t, pipe)
		})
	}
}

// TestHooksLeaveServices starts a service that keeps the output of the command
// open: it is neither waited for nor ended.
func TestHooksLeaveServices(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	gate, sign := filepath.Join(dir, "gate"), filepath.Join(dir, "sign")
	for _, name := range []string{gate, sign} {
		if err := syscall.Mkfifo(name, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c := target.NewHookControl(map[target.State]target.Hook{
		target.Broken: shell("(read x < "+gate+"; echo late; echo alive > "+sign+") &", ":"),
	}, []string{path})
	if err := c.Enter(t.Context(), target.Broken); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(gate, []byte("go\n"), 0); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(sign); string(text) != "alive\n" {
		t.Errorf("the service says %q (%v)", text, err)
	}
}

// TestControls asks the first control that reaches a state.
func TestControls(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "said")
	say := func(text string) target.Hook { return shell("echo "+text+" >> "+file, "echo not "+text+" >> "+file) }
	first := target.NewHookControl(map[target.State]target.Hook{target.Broken: say("first")}, []string{path})
	second := target.NewHookControl(map[target.State]target.Hook{target.Broken: say("second"), target.Cached: say("second")}, []string{path})
	all := target.Controls{first, second}
	if !all.Reaches(target.Broken) || !all.Reaches(target.Cached) || all.Reaches(target.Limited) {
		t.Error("other states are reached than those of both")
	}
	probing := target.Probing(all)
	if !probing.Reaches(target.Limited) || probing.Reaches(target.Refusing) || target.Probing(nil).Reaches(target.Broken) {
		t.Error("probing reaches another state beside its own")
	}
	err := errors.Join(all.Enter(t.Context(), target.Broken), all.Leave(t.Context(), target.Broken), probing.Enter(t.Context(), target.Limited),
		probing.Leave(t.Context(), target.Limited), probing.Enter(t.Context(), target.Cached), probing.Leave(t.Context(), target.Cached))
	text, _ := os.ReadFile(file)
	if err != nil || string(text) != "first\nnot first\nsecond\nnot second\n" {
		t.Errorf("the controls said %q (%v)", text, err)
	}
	limited := target.NewHookControl(map[target.State]target.Hook{target.Limited: say("own")}, nil)
	if target.Probing(limited) != target.Control(limited) {
		t.Error("a control of its own for the state is passed over")
	}
}
