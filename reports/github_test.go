package reports

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// workflowCommand is a line as GitHub's runner reads it.
var workflowCommand = regexp.MustCompile(`^::(error|warning|notice) title=([^:,\r\n]*)::([^\r\n]*)$`)

func annotations(t *testing.T, r Report) (kinds map[string]int, out string) {
	t.Helper()
	out = string(write(t, func(b *bytes.Buffer) error { return GitHub(b, r) }))
	kinds = map[string]int{}
	for _, line := range strings.Split(strings.TrimSuffix(out, "\n"), "\n") {
		m := workflowCommand.FindStringSubmatch(line)
		if m == nil {
			t.Fatalf("%q is no workflow command", line)
		}
		kinds[m[1]]++
	}
	return kinds, out
}

func TestGitHubOfHostileTexts(t *testing.T) {
	r := report()
	const attack = "x\n::error::injected\r\n::set-env name=A::b%0A::stop-commands::t"
	row := requirement.Requirement{ID: "LIM-01", Title: "a title: with, signs\n::warning::x", Level: requirement.Must}
	r.Verdict = verdict.Fold([]requirement.Requirement{row}, []oracle.Judged{{
		Requirement: "LIM-01", Judgement: found(attack, "", attack, attack),
	}}, verdict.Policy{})
	kinds, out := annotations(t, r)
	if kinds["error"] != 1 || kinds["notice"] != 1 || len(kinds) != 2 {
		t.Errorf("the annotations are %v:\n%s", kinds, out)
	}
	if !strings.Contains(out, `title=LIM-01 MUST a title%3A with%2C signs\n%3A%3Awarning%3A%3Ax::want: x\n::error::injected`) {
		t.Errorf("the texts are not escaped:\n%s", out)
	}
}

func TestGitHubTellsNoMoreThanIsShown(t *testing.T) {
	var all []seen
	for n := range 15 {
		all = append(all, seen{requirement.ID(fmt.Sprintf("LIM-%02d", n+1)), found(curl(jsonOnly, fmt.Sprintf("?limit=%d", n)), "", "x", fmt.Sprintf("a departure of the kind %c", 'a'+n)), passes})
	}
	r := report()
	r.Verdict.Rows = folded(all...)
	kinds, out := annotations(t, r)
	if kinds["error"] != mostAnnotations-1 || !strings.Contains(out, "and 7 more causes") {
		t.Errorf("the annotations are %v:\n%s", kinds, out)
	}
}

// An incomplete run fails the step, so that it has an error.
func TestGitHubOfARunThatDecidedNothing(t *testing.T) {
	if kinds, out := annotations(t, cutShort()); kinds["error"] != 1 || kinds["warning"] != 1 {
		t.Errorf("the annotations are %v:\n%s", kinds, out)
	}
	if kinds, out := annotations(t, conformant()); kinds["notice"] != 1 || len(kinds) != 1 {
		t.Errorf("the annotations are %v:\n%s", kinds, out)
	}
}
