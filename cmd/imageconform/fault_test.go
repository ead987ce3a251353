package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
)

// fault is something amiss with the machine that the command runs on, as a
// shell makes it.
type fault struct {
	name string
	// shell runs the command, which is $RUN and writes into $OUT.
	shell string
	// codes are the exit codes that may come; none means that of a run with
	// nothing amiss.
	codes []int
	// says is what standard error has to say, whole whether all reports are there,
	// verdict whether standard output has the verdict of a run with nothing amiss.
	says           string
	whole, verdict bool
}

const (
	noReports = `^imageconform: error: the (folder of the )?reports cannot be (written|made): `
	lostOne   = `^imageconform: error: the report report\.json could not be written: `
)

// faults are the rows of docs/harness.md.
var faults = []fault{
	{"no room on the disk", `mount -t tmpfs -o size=48k none $OUT || exit 77; $RUN; code=$?; cp $OUT/evidence.har $KEPT; umount $OUT; exit $code`, []int{exitHarness}, lostOne, false, true},
	{"files may not grow beyond 40 KiB", `trap '' XFSZ; ulimit -f 80; $RUN; code=$?; cp $OUT/evidence.har $KEPT; exit $code`, []int{exitHarness}, lostOne, false, true},
	{"--out is on a file system for reading", `mount -t tmpfs -o ro none $OUT || exit 77; $RUN; code=$?; umount $OUT; exit $code`, []int{exitHarness}, noReports, false, false},
	{"--out is a file", `rmdir $OUT; echo x > $OUT; $RUN`, []int{exitHarness}, noReports, false, false},
	{"a folder in the place of a report", `mkdir $OUT/junit.xml; $RUN`, []int{exitHarness}, `^imageconform: error: the report \S+ cannot be written: it is a folder$`, false, false},
	{"standard output takes nothing", `$RUN > /dev/full`, []int{exitHarness}, `^imageconform: error: standard output could not be written: `, true, false},
	{"standard output is closed", `$RUN >&-`, nil, `^imageconform: wrote `, true, false},
	{"the reader of standard output goes away", `{ $RUN; echo $? > $KEPT.code; } | true; exit $(cat $KEPT.code)`, []int{exitHarness}, `^imageconform: error: standard output could not be written: `, true, false},
	{"standard error takes nothing", `$RUN 2> /dev/full`, nil, ``, true, true},
	{"standard error is closed", `$RUN 2>&-`, nil, ``, true, true},
	{"standard input is closed", `$RUN <&-`, nil, ``, true, true},
	{"another run writes into --out", `exec 9< $OUT; flock 9; $RUN 9<&-`, []int{exitUsage}, `^imageconform: error: another run writes into `, false, false},
	{"one processor", `GOMAXPROCS=1 $RUN`, nil, ``, true, true},
	{"no folder for temporary files", `TMPDIR=/nowhere $RUN`, nil, ``, true, true},
	{"no environment but the token", `env -i IMAGECONFORM_TOKEN=$IMAGECONFORM_TOKEN PATH=$PATH $RUN`, nil, ``, true, true},
	{"another language and an unknown time zone", `LC_ALL=C TZ=No/Where $RUN`, nil, ``, true, true},
	{"20 open files", `ulimit -n 20; $RUN`, []int{exitConformant, exitIncomplete, exitHarness}, ``, false, false},
	{"16 open files", `ulimit -n 16; $RUN`, []int{exitConformant, exitIncomplete, exitHarness}, ``, false, false},
	{"10 open files", `ulimit -n 10; $RUN`, []int{exitConformant, exitIncomplete, exitTarget, exitHarness}, ``, false, false},
}

// TestFaultsOfTheMachine runs the command where something is amiss: it says so in
// a line, ends with the exit code that is documented, and loses nothing that it
// can save.
func TestFaultsOfTheMachine(t *testing.T) {
	if testing.Short() {
		t.Skip("runs many processes")
	}
	if runtime.GOOS != "linux" {
		t.Skip("the faults are made by the means of Linux")
	}
	server := refserver.New(refserver.Options{Set: fixtures.Document()})
	serving := httptest.NewServer(server)
	defer serving.Close()
	run := fmt.Sprintf("imageconform run --target %s --seed 1 --only LIM-* --out $OUT", serving.URL+server.Credentials().Path)
	play := func(t *testing.T, f fault) (code int, stdout, stderr, out, kept string) {
		out, kept = filepath.Join(t.TempDir(), "out"), filepath.Join(t.TempDir(), "kept")
		if err := os.Mkdir(out, 0o755); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("sh", "-fc", f.shell)
		cmd.Env = append(os.Environ(), "RUN="+strings.ReplaceAll(run, "$OUT", out), "OUT="+out, "KEPT="+kept, "IMAGECONFORM_TOKEN="+server.Credentials().Demo.Token)
		var o, e bytes.Buffer
		cmd.Stdout, cmd.Stderr = &o, &e
		_ = cmd.Run() // what it ended with is looked at
		return cmd.ProcessState.ExitCode(), o.String(), e.String(), out, kept
	}
	usual, verdict, stderr, _, _ := play(t, fault{shell: "$RUN"})
	if verdict = lastLine(verdict); usual != exitConformant || !strings.HasPrefix(verdict, "conformant (partial): ") {
		t.Fatalf("with nothing amiss: exit code %d, %s\n%s", usual, verdict, stderr)
	}
	for _, f := range faults {
		t.Run(f.name, func(t *testing.T) {
			code, stdout, stderr, out, kept := play(t, f)
			if code == 77 {
				t.Skip("nothing may be mounted here")
			}
			if f.codes == nil {
				f.codes = []int{usual}
			}
			f.hold(t, code, stderr)
			if f.verdict && lastLine(stdout) != verdict {
				t.Errorf("the verdict is %q, want %q", lastLine(stdout), verdict)
			}
			for _, name := range []string{"report.json", "junit.xml", "report.txt", "report.html", evidenceFile} {
				if _, err := os.Stat(filepath.Join(out, name)); f.whole && err != nil {
					t.Error(err)
				}
			}
			if text, err := os.ReadFile(kept); err == nil && !json.Valid(text) {
				t.Errorf("the evidence ends in %q", text[max(len(text)-200, 0):])
			}
			if left, _ := filepath.Glob(filepath.Join(out, temporaryFiles)); len(left) > 0 {
				t.Errorf("%v is left", left)
			}
		})
	}
}

// hold checks how a run ended and what it said of that.
func (f fault) hold(t *testing.T, code int, stderr string) {
	t.Helper()
	known := false
	for _, want := range f.codes {
		known = known || code == want
	}
	if !known {
		t.Errorf("exit code %d, want one of %v\n%s", code, f.codes, stderr)
	}
	if !regexp.MustCompile("(?m)" + f.says).MatchString(stderr) {
		t.Errorf("standard error says:\n%s\nwant %s", stderr, f.says)
	}
	if told := strings.Count(stderr, "imageconform: error: "); told > 1 || strings.Contains(stderr, "goroutine ") {
		t.Errorf("%d errors are told:\n%s", told, stderr)
	}
}

// lastLine is the last line of a text.
func lastLine(text string) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	return lines[len(lines)-1]
}
