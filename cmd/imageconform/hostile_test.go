package main

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.uber.org/goleak"
	"golang.org/x/net/html"

	"github.com/imageconform/imageconform/reports"
)

// What a run against a hostile target may take. The slack is for making the
// reports, on a machine that does other things.
const (
	hostileDeadline = 1200 * time.Millisecond
	hostileSlack    = 20 * time.Second
	hostileMemory   = 256
	hostileToken    = "a-token-that-nobody-else-may-see"
)

// harm is what a run did to the machine, by its own word.
type harm struct {
	// Peak is the most memory that was resident, in MiB.
	Peak int
	Leak string
}

var peakLine = regexp.MustCompile(`VmHWM:\s+([0-9]+) kB`)

// unharmed is the command, which tells the file in UNHARMED what it took and
// which goroutines are left.
func unharmed() {
	log.SetOutput(io.Discard)
	code := run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Environ(), time.Now)
	var told harm
	if err := goleak.Find(); err != nil {
		told.Leak = err.Error()
	}
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		log.Panic(err)
	}
	if line := peakLine.FindSubmatch(status); line != nil {
		_, err = fmt.Sscan(string(line[1]), &told.Peak)
		told.Peak /= 1024
	}
	data, marshalled := json.Marshal(told)
	if err := errors.Join(err, marshalled, os.WriteFile(os.Getenv("UNHARMED"), data, 0o600)); err != nil {
		log.Panic(err)
	}
	os.Exit(code)
}

// outcome is a row of the table of modes.
type outcome struct {
	mode    mode
	took    time.Duration
	peak    int
	verdict string
	why     string
}

// TestHostileTargets judges a target of each mode in a process of its own. The
// run has to end in time, with a verdict and reports that can be read, without
// much memory and without anything left, and to keep its token to itself.
func TestHostileTargets(t *testing.T) {
	if testing.Short() {
		t.Skip("judges many targets")
	}
	schema := reportSchema(t)
	var mu sync.Mutex
	var table []outcome
	width := make(chan struct{}, 4)
	t.Run("modes", func(t *testing.T) {
		for _, m := range modes() {
			t.Run(m.name, func(t *testing.T) {
				t.Parallel()
				width <- struct{}{}
				defer func() { <-width }()
				o := endure(t, m, schema)
				mu.Lock()
				defer mu.Unlock()
				table = append(table, o)
			})
		}
	})
	if *update && !t.Failed() {
		if err := os.WriteFile("../../docs/hostile.md", hostileDocument(table), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// endure judges one hostile target.
func endure(t *testing.T, m mode, schema *jsonschema.Schema) outcome {
	t.Helper()
	s := newStage(t)
	base := m.open(s)
	args := append([]string{
		"run", "--target", base + s.path, "--timeout", "300ms", "--patience", "500ms", "--seed", "1",
		"--deadline", hostileDeadline.String(), "--out", s.out, "--formats", "all", "--max-body", "4194304", "--max-total", "16777216",
	}, s.args...)
	ctx, cancel := context.WithTimeout(t.Context(), hostileDeadline+hostileSlack)
	defer cancel()
	cmd := exec.CommandContext(ctx, "unharmed", args...)
	told := filepath.Join(t.TempDir(), "told")
	// What the tests may leave uncollected is not for what is measured.
	cmd.Env = append(os.Environ(), "IMAGECONFORM_TOKEN="+hostileToken, "UNHARMED="+told, "GOGC=")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	began := time.Now()
	err := cmd.Run()
	o := outcome{mode: m, took: time.Since(began)}
	if ended := (*exec.ExitError)(nil); err != nil && !errors.As(err, &ended) || ctx.Err() != nil {
		t.Fatalf("the run did not end in %v: %v\n%.2000s%.2000s", o.took, err, &stdout, &stderr)
	}
	if code := cmd.ProcessState.ExitCode(); !slices.Contains([]int{exitConformant, exitNonconformant, exitIncomplete, exitTarget}, code) {
		t.Errorf("exit code %d\n%.2000s%.2000s", code, &stdout, &stderr)
	}
	var h harm
	if err := json.Unmarshal(mustRead(t, told), &h); err != nil {
		t.Fatal(err)
	}
	if o.peak = h.Peak; h.Peak == 0 || h.Peak > hostileMemory {
		t.Errorf("%d MiB of memory", h.Peak)
	}
	if h.Leak != "" {
		t.Errorf("goroutines are left: %.3000s", h.Leak)
	}
	if strings.Contains(stdout.String()+stderr.String(), hostileToken) || strings.Contains(stderr.String(), "a bug in imageconform") {
		t.Errorf("output:\n%.3000s%.3000s", &stdout, &stderr)
	}
	if strings.ContainsAny(stdout.String()+stderr.String(), "\x1b\x00") {
		t.Errorf("the terminal is written to by the target:\n%.3000q", &stdout)
	}
	o.verdict, o.why = wellFormed(t, s.out, schema)
	if o.verdict == "" || (o.verdict == "conformant") != m.harmless {
		t.Errorf("the verdict is %q", o.verdict)
	}
	if heard := s.elsewhere.heard(); strings.Contains(heard, hostileToken) {
		t.Errorf("another host was told the token:\n%.1000s", heard)
	}
	return o
}

// wellFormed reads the reports, and gives the verdict and why it is what it is.
func wellFormed(t *testing.T, out string, schema *jsonschema.Schema) (word, why string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(out, "*"))
	if err != nil || len(files) < 9 {
		t.Errorf("the reports are %v", files)
	}
	for _, name := range files {
		if data := mustRead(t, name); bytes.Contains(data, []byte(hostileToken)) {
			t.Errorf("%s holds the token", filepath.Base(name))
		}
	}
	data := mustRead(t, filepath.Join(out, "report.json"))
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err == nil {
		err = schema.Validate(value)
	}
	if err != nil {
		t.Errorf("report.json: %.2000v", err)
	}
	if !json.Valid(mustRead(t, filepath.Join(out, evidenceFile))) {
		t.Error("the evidence is no JSON")
	}
	decoder := xml.NewDecoder(bytes.NewReader(mustRead(t, filepath.Join(out, "junit.xml"))))
	for err = nil; err == nil; {
		_, err = decoder.Token()
	}
	if !errors.Is(err, io.EOF) {
		t.Errorf("junit.xml: %v", err)
	}
	scripts := 0
	for z := html.NewTokenizer(bytes.NewReader(mustRead(t, filepath.Join(out, "report.html")))); z.Next() != html.ErrorToken; {
		if strings.Contains(string(z.Raw()), "<script>stolen") {
			scripts++
		}
	}
	if scripts > 0 {
		t.Errorf("report.html runs %d scripts of the target", scripts)
	}
	var report struct {
		Interrupted, Trouble string
		Verdict              struct{ Word string }
	}
	if err := json.Unmarshal(data, &report); err != nil {
		t.Fatal(err)
	}
	why = report.Trouble
	if why == "" {
		why = report.Interrupted
	}
	return report.Verdict.Word, why
}

func mustRead(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// reportSchema is the published schema of the JSON report.
func reportSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(reports.JSONSchema))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("report.schema.json", schema); err != nil {
		t.Fatal(err)
	}
	return compiler.MustCompile("report.schema.json")
}

// hostileDocument is the table as a page.
func hostileDocument(table []outcome) []byte {
	slices.SortFunc(table, func(a, b outcome) int { return a.mode.at - b.mode.at })
	var b bytes.Buffer
	fmt.Fprintf(&b, "# Hostile and broken targets\n\nEach row is a whole run of the command, in a process of its own, against a target of that mode:\n"+
		"`--timeout 300ms --patience 500ms --deadline %v --max-body 4194304 --max-total 16777216`. Every run ended by itself with all reports\n"+
		"written and well-formed, left no goroutine, and sent its token to no other host. A run that a deadline ends is told so in its reports.\n"+
		"`go test ./cmd/imageconform -run TestHostileTargets -update` measures this table; time is that of the whole process, four at once.\n\n"+
		"| mode | the target | seconds | memory, MiB | verdict | the run ended by |\n| --- | --- | ---: | ---: | --- | --- |\n", hostileDeadline)
	for _, o := range table {
		why := address.ReplaceAllString(o.why, "HOST")
		if why == "" {
			why = "having asked everything"
		}
		fmt.Fprintf(&b, "| %s | %s | %.1f | %d | %s | %s |\n", o.mode.name, o.mode.says, o.took.Seconds(), o.peak, o.verdict,
			strings.NewReplacer("|", "\\|", "\n", " ", "<", "&lt;").Replace(fmt.Sprintf("%.160s", why)))
	}
	b.WriteString("\n## What is not bounded\n\nA run keeps the answers that it judges, and memory follows them: about ten times `--max-total` at worst. Endless pages with\n" +
		"next links of 8 KiB each, the longest that are followed, took 285 MiB with these settings. With its default of 4 GiB `--max-total`\n" +
		"ends a run against an endless target late: where one is feared, give `--deadline` and a lower total. Bodies under way share 64 MiB,\n" +
		"so that endless ones take 135 MiB with the default caps; answers of 30 MB each that end within them took 580, since four are looked\n" +
		"at at once.\n")
	return b.Bytes()
}

var address = regexp.MustCompile(`127\.0\.0\.[0-9]+:[0-9]+`)
