package main

import (
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/imageconform/imageconform/reports"
)

var (
	yamlBlock = regexp.MustCompile("(?s)```yaml\n(.*?)```")
	template  = regexp.MustCompile(`\$?\{\{.*?\}\}`)
)

// gates are the documents that docs/ci.md shows.
func gates(t *testing.T) (all []*yaml.Node) {
	t.Helper()
	text, err := os.ReadFile("../../docs/ci.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range yamlBlock.FindAllStringSubmatch(string(text), -1) {
		var doc yaml.Node
		if err := yaml.Unmarshal([]byte(block[1]), &doc); err != nil {
			t.Fatalf("%v in\n%s", err, block[1])
		}
		all = append(all, &doc)
	}
	return all
}

// scalars calls a function for every text of a document, with its key.
func scalars(n *yaml.Node, key string, do func(key, text string)) {
	for i, child := range n.Content {
		name := key
		if n.Kind == yaml.MappingNode {
			if i%2 == 0 {
				do(key, child.Value+":")
				continue
			}
			name = n.Content[i-1].Value
		}
		scalars(child, name, do)
	}
	if n.Kind == yaml.ScalarNode {
		do(key, n.Value)
	}
}

// TestGatesCanBeCopied reads every gate of docs/ci.md: the commands and flags
// in it are ours, and so are the variables.
func TestGatesCanBeCopied(t *testing.T) {
	commands, variables := 0, 0
	docs := gates(t)
	for _, doc := range docs {
		scalars(doc, "", func(key, text string) {
			if name, isKey := strings.CutSuffix(text, ":"); isKey && strings.HasPrefix(name, "IMAGECONFORM_") {
				variables++
				if !slices.ContainsFunc(settings, func(s setting) bool { return s.env == name }) {
					t.Errorf("%s is no setting", name)
				}
			}
			if !slices.Contains([]string{"run", "script", "ansible.builtin.command", "ansible.builtin.shell"}, key) {
				return
			}
			for _, line := range strings.Split(text, "\n") {
				if args, ours := strings.CutPrefix(line, "imageconform "); ours {
					commands++
					knows(t, strings.Fields(template.ReplaceAllString(args, "http://cloud.example:8774/v2/TENANT")))
				}
			}
		})
	}
	if len(docs) != 6 || commands != 5 || variables < 6 {
		t.Errorf("%d gates with %d commands and %d variables are shown", len(docs), commands, variables)
	}
}

// knows checks that a command and its flags are those of the program.
func knows(t *testing.T, args []string) {
	t.Helper()
	p := newProgram(strings.NewReader(""), io.Discard, io.Discard, nil, time.Now)
	cmd, flags, err := p.root().Find(args)
	if err != nil || !cmd.Runnable() || cmd == p.root() {
		t.Errorf("imageconform %s: %v", strings.Join(args, " "), err)
		return
	}
	if err := cmd.ParseFlags(flags); err != nil || cmd.Flags().NArg() > 0 {
		t.Errorf("imageconform %s: %v, %d arguments", strings.Join(args, " "), err, cmd.Flags().NArg())
	}
}

// pipeline is where a system of jobs looks in its document.
type pipeline struct {
	Jobs map[string]struct {
		RunsOn string `yaml:"runs-on"`
		Steps  []struct{ Uses, Run, Name string }
	}
	Images struct {
		Script    []string
		Artifacts struct {
			Reports struct{ JUnit string }
			Paths   []string
		}
	}
}

// The jobs keep what a run writes, where it writes it.
func TestGatesKeepTheReports(t *testing.T) {
	docs := gates(t)
	read := func(n int) (g pipeline) {
		if err := docs[n].Decode(&g); err != nil {
			t.Fatal(err)
		}
		return g
	}
	steps := read(0).Jobs["conformance"].Steps
	if len(steps) != 4 || steps[2].Run != "imageconform run --deadline 20m --formats all" || !strings.HasPrefix(steps[3].Uses, "actions/upload-artifact@") {
		t.Errorf("the workflow has the steps %+v", steps)
	}
	out := defaults().Out
	if images := read(2).Images; images.Artifacts.Reports.JUnit != out+"/junit.xml" || images.Artifacts.Paths[0] != out+"/" {
		t.Errorf("GitLab keeps %+v", images)
	}
}

// Every format is told, with its file.
func TestGatesTellOfEveryFormat(t *testing.T) {
	text, err := os.ReadFile("../../docs/ci.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range reports.Formats() {
		if !strings.Contains(string(text), "| `"+f.Name+"` | `"+f.File+"` |") {
			t.Errorf("docs/ci.md does not tell of %s and its file %s", f.Name, f.File)
		}
	}
	if usual := len(usualFormats()); usual != 4 {
		t.Errorf("%d formats are usual: docs/ci.md says four", usual)
	}
}
