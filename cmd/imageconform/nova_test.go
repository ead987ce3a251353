package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestNova runs scripts with the built command against a real Keystone, Glance
// and Nova. `make e2e-nova` brings them up and says in NOVA_DIR where they are.
// With -update it writes the lists anew of what Nova breaks and needs.
func TestNova(t *testing.T) {
	state := os.Getenv("NOVA_DIR")
	if state == "" {
		t.Skip("NOVA_DIR names no deployment; make e2e-nova makes one")
	}
	d := readDeployment(t, state)
	testscript.RunT(oneByOne{t}, testscript.Params{
		Dir:                 filepath.Join("testdata", "nova"),
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup:               d.setup,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "told": told,
			"token": d.token, "credential": d.credential, "revoking": d.revoking,
			"glance":   d.glance,
			"outcomes": outcomes, "relaxations": relaxations,
		},
	})
}

// oneByOne runs scripts one after the other: some of them stop what the
// others need, and Nova has no more than the two processors.
type oneByOne struct{ *testing.T }

func (o oneByOne) Parallel() {}

func (o oneByOne) Verbose() bool { return testing.Verbose() }

func (o oneByOne) Run(name string, script func(testscript.T)) {
	o.T.Run(name, func(t *testing.T) { script(oneByOne{t}) })
}

// setup puts the built command first in the path, and says where everything is.
func (d deployment) setup(env *testscript.Env) error {
	top, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		return err
	}
	built := filepath.Join(top, "bin")
	if _, err := os.Stat(filepath.Join(built, "imageconform")); err != nil {
		return fmt.Errorf("the command is not built: %w", err)
	}
	for name, value := range map[string]string{
		"PATH":     built + string(os.PathListSeparator) + env.Getenv("PATH"),
		"RECIPE":   filepath.Join(top, ".ci", "nova"),
		"NOVA_DIR": d.state,
		"KEYSTONE": d.Keystone, "GLANCE": d.Glance, "NOVA": d.Nova,
		"DEMO": d.Projects["demo"], "OTHER": d.Projects["other"], "DEMO_PASSWORD": d.Users["demo"].Password,
		"OS_CLIENT_CONFIG_FILE": filepath.Join(d.state, "clouds.yaml"),
	} {
		env.Setenv(name, value)
	}
	return nil
}

// told FILE LINES waits until a program has written that many lines to a file.
func told(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: told FILE LINES")
	}
	lines, err := strconv.Atoi(args[1])
	ts.Check(err)
	for late := time.Now().Add(time.Minute); time.Now().Before(late); time.Sleep(10 * time.Millisecond) {
		if data, err := os.ReadFile(ts.MkAbs(args[0])); err == nil && bytes.Count(data, []byte("\n")) >= lines {
			return
		}
	}
	ts.Fatalf("%s does not have %d lines after a minute", args[0], lines)
}

// outcomes REPORT OUTCOME... prints the requirements of a JSON report that have
// one of the outcomes.
func outcomes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: outcomes REPORT OUTCOME...")
	}
	var report struct {
		Requirements []struct{ ID, Outcome string }
	}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &report))
	if len(report.Requirements) == 0 {
		ts.Fatalf("%s is about no requirement", args[0])
	}
	out := ts.Stdout() // and not what came before, if nothing is printed
	for _, wanted := range args[1:] {
		for _, r := range report.Requirements {
			if r.Outcome == wanted {
				fmt.Fprintln(out, r.Outcome, r.ID)
			}
		}
	}
}

// relaxations REPORT prints the relaxations that were used, and what for.
func relaxations(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: relaxations REPORT")
	}
	var report struct {
		Verdict struct {
			Relaxations []struct {
				ID, Use string
				Excused []string
			}
		}
	}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &report))
	for _, r := range report.Verdict.Relaxations {
		if r.Use == "used" {
			fmt.Fprintln(ts.Stdout(), r.ID, r.Use, strings.Join(r.Excused, " "))
		}
	}
}
