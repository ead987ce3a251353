package main

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/imageconform/imageconform/"

// floors is the house: a package imports only from floors below its own.
var floors = map[string]int{
	"schemas": 1, "fixtures": 1, "fixtures/glance": 1, "fixtures/hourglass": 1, "suites/requirement": 1, "suites/covering": 1,
	"suites/target": 2, "fixtures/refserver": 2, "fixtures/seed": 2,
	"suites/oracle": 3, "suites/recording": 3, "suites/target/keystone": 3,
	"suites/verdict": 4, "suites/behaviour": 4,
	"suites":              5,
	"suites/selftest":     6,
	"reports":             7,
	"reports/certificate": 8,
	"cmd/imageconform":    9,
}

type listed struct {
	ImportPath string
	Imports    []string
	Deps       []string
}

// packages lists the project's packages without their tests.
func packages(t *testing.T) map[string]listed {
	t.Helper()
	out, err := exec.Command("go", "list", "-deps", "-json=ImportPath,Imports,Deps", module+"...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	all := map[string]listed{}
	for decoder := json.NewDecoder(strings.NewReader(string(out))); decoder.More(); {
		var p listed
		if err := decoder.Decode(&p); err != nil {
			t.Fatal(err)
		}
		if name, ours := strings.CutPrefix(p.ImportPath, module); ours {
			all[name] = p
		}
	}
	return all
}

func TestEachPackageImportsOnlyFromFloorsBelow(t *testing.T) {
	all := packages(t)
	for name, p := range all {
		floor, known := floors[name]
		if !known {
			t.Errorf("%s stands on no floor: give it one", name)
		}
		for _, imported := range p.Imports {
			below, ours := strings.CutPrefix(imported, module)
			if ours && floors[below] >= floor {
				t.Errorf("%s (floor %d) imports %s (floor %d)", name, floor, below, floors[below])
			}
		}
	}
	for name := range floors {
		if _, there := all[name]; !there {
			t.Errorf("the floor of %s holds no package", name)
		}
	}
}

func TestReferenceDeploymentSharesNothingWithItsJudges(t *testing.T) {
	for _, dep := range packages(t)["fixtures/refserver"].Deps {
		for _, judge := range []string{"suites/oracle", "schemas", "suites/target", "suites/requirement", "suites"} {
			if dep == module+judge {
				t.Errorf("refserver reaches %s", judge)
			}
		}
	}
}

// TestCodeLivesInTheFiveFolders keeps the top level as it is.
func TestCodeLivesInTheFiveFolders(t *testing.T) {
	files, err := filepath.Glob("../../*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	rooms := []string{"suites", "schemas", "fixtures", "cmd", "reports"}
	for _, file := range files {
		if room := filepath.Base(filepath.Dir(file)); !slices.Contains(rooms, room) {
			t.Errorf("%s is outside the five folders", file)
		}
	}
}
