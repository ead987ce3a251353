package suites

import (
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
	"github.com/imageconform/imageconform/suites/verdict"
)

// Run judges a deployment within a test of its implementer, with a subtest a
// requirement. The test fails when a requirement of at least Options.FailOn
// is broken, when a waiver or a declaration of Options.Policy does not hold, and
// when the verdict is incomplete.
//
// The deployment is Options.Target, or Options.Handler below the path of the
// target's endpoint.
func Run(t *testing.T, options Options) verdict.Verdict {
	t.Helper()
	if options.Handler != nil {
		options = served(t, options)
	}
	if options.Doer == nil {
		client := target.NewClient(options.Target)
		t.Cleanup(client.Close)
		options.Doer = client
	}
	result, err := New(options).Run(t.Context())
	if err != nil {
		t.Fatalf("judge %s: %v", options.Target.Endpoint.Base, err)
	}
	if result.Stuck != nil {
		t.Error(result.Stuck)
	}
	all := requirement.All()
	rows := slices.DeleteFunc(slices.Clone(all), func(r requirement.Requirement) bool {
		return options.Select != nil && !options.Select(r)
	})
	options.Policy.Partial = len(rows) < len(all)
	v := verdict.Fold(rows, result.Judged, options.Policy)
	for _, row := range v.Rows {
		t.Run(string(row.ID), func(t *testing.T) { tell(t, row, options.FailOn) })
	}
	t.Log(v.Line())
	for _, w := range v.Unneeded() {
		t.Errorf("the waiver of %s has nothing to waive: %s", w.Requirement, w.Why)
	}
	for _, d := range v.Disproved() {
		t.Errorf("%s is declared %s: %s", d.Feature, d.Declared, d.Why)
	}
	if v.Word == verdict.Incomplete {
		t.Errorf("the verdict is incomplete; to be decided yet: %v", v.Blocking)
	}
	return v
}

// served puts the handler on loopback and aims the target at it.
func served(t *testing.T, options Options) Options {
	t.Helper()
	if options.Target.Endpoint.IsZero() {
		t.Fatal("Options.Target.Endpoint has to say below which path the handler serves, such as http://localhost/v2/TENANT")
	}
	server := httptest.NewServer(options.Handler)
	t.Cleanup(server.Close)
	for _, e := range []*target.Endpoint{&options.Target.Endpoint, &options.Target.Other} {
		if e.IsZero() {
			continue
		}
		moved, err := target.ParseEndpoint(server.URL + e.Path())
		if err != nil {
			t.Fatalf("serve the handler: %v", err)
		}
		moved.Public = e.Public
		*e = moved
	}
	return options
}

// tell reports what became of a requirement in the terms of a test.
func tell(t *testing.T, row verdict.Row, failOn requirement.Level) {
	t.Helper()
	switch row.Outcome {
	case verdict.Failed, verdict.Warned:
		text := Explain(row.Requirement, oracle.Judgement{Findings: row.Findings()})
		if row.Outcome == verdict.Failed || failOn >= requirement.Should && row.Level <= failOn {
			t.Error(text)
			return
		}
		t.Log(text)
	case verdict.Inconclusive:
		t.Errorf("inconclusive: %s", strings.Join(row.Reasons, "; "))
	case verdict.NotExercised, verdict.NotApplicable, verdict.Waived:
		text := row.Why()
		for _, recipe := range row.Recipes() {
			text += "; to exercise it: " + recipe.String()
		}
		t.Skip(text)
	}
}
