package certificate

import (
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// The types of an in-toto statement about a run of tests.
const (
	statementType = "https://in-toto.io/Statement/v1"
	predicateType = "https://in-toto.io/attestation/test-result/v0.1"
)

// Result is the result of a run in the words of in-toto.
type Result string

// The results.
const (
	Passed Result = "PASSED"
	Warned Result = "WARNED"
	Failed Result = "FAILED"
)

type (
	statement struct {
		Type          string     `json:"_type"`
		Subject       []resource `json:"subject"`
		PredicateType string     `json:"predicateType"`
		Predicate     predicate  `json:"predicate"`
	}
	resource struct {
		Name   string            `json:"name"`
		Digest map[string]string `json:"digest"`
	}
	predicate struct {
		Result        Result           `json:"result"`
		Configuration []resource       `json:"configuration"`
		PassedTests   []requirement.ID `json:"passedTests"`
		WarnedTests   []requirement.ID `json:"warnedTests"`
		FailedTests   []requirement.ID `json:"failedTests"`
	}
)

// of is a resource of a digest.
func of(name, sha256 string) resource {
	return resource{name, map[string]string{"sha256": sha256}}
}

// resultOf is the result that a verdict is. What is incomplete has not passed.
func resultOf(v verdict.Verdict, failOn requirement.Level) Result {
	switch {
	case v.Word != verdict.Conformant || v.Fails(failOn):
		return Failed
	case v.Counts[verdict.Warned]+v.Counts[verdict.Waived] > 0:
		return Warned
	}
	return Passed
}

// state is the statement about a run: a test is a requirement, and one that had
// to be decided and was not has failed.
func state(manifest []byte, m Manifest, v verdict.Verdict) statement {
	p := predicate{
		Result:        resultOf(v, m.Policy.FailOn),
		Configuration: []resource{of("imageconform "+m.Suite.Version, m.Suite.SHA256), of("requirement catalogue", m.Catalogue.SHA256)},
		PassedTests:   []requirement.ID{}, WarnedTests: []requirement.ID{}, FailedTests: []requirement.ID{},
	}
	blocking := map[requirement.ID]bool{}
	for _, id := range v.Blocking {
		blocking[id] = true
	}
	for _, row := range v.Rows {
		switch {
		case row.Outcome == verdict.Failed, blocking[row.ID]:
			p.FailedTests = append(p.FailedTests, row.ID)
		case row.Outcome == verdict.Warned, row.Outcome == verdict.Waived:
			p.WarnedTests = append(p.WarnedTests, row.ID)
		case row.Outcome == verdict.Passed:
			p.PassedTests = append(p.PassedTests, row.ID)
		}
	}
	return statement{statementType, []resource{of(manifestFile, digest(manifest))}, predicateType, p}
}
