package suites

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/onsi/ginkgo/v2/types"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// reported is the report of a spec of Ginkgo about a requirement.
func reported(id requirement.ID, state types.SpecState, judgements ...oracle.Judgement) types.SpecReport {
	spec := types.SpecReport{LeafNodeType: types.NodeTypeIt, LeafNodeText: string(id), LeafNodeLabels: []string{string(id), string(id.Area()), "MUST"}, State: state}
	for _, j := range judgements {
		judged := oracle.Judged{Requirement: id, Spec: string(id), Format: requirement.XML, Judgement: j}
		spec.ReportEntries = append(spec.ReportEntries, types.ReportEntry{Name: EntryName, Value: types.WrapEntryValue(judged)})
	}
	return spec
}

var (
	keptOne   = oracle.Judgement{Ranged: 1}
	brokenOne = oracle.Judgement{Ranged: 1, Findings: []oracle.Finding{{Want: "400", Got: "200"}}}
)

func TestFoldReport(t *testing.T) {
	some := types.SpecReports{
		{LeafNodeType: types.NodeTypeSynchronizedBeforeSuite, State: types.SpecStatePassed},
		reported("LIM-01", types.SpecStatePassed, keptOne),
		reported("LIM-04", types.SpecStateFailed, brokenOne),
		reported("LIM-05", types.SpecStateSkipped, oracle.Judgement{Missing: "images"}),
		reported("LIM-08", types.SpecStatePanicked),
		reported("MRK-01", types.SpecStateSkipped),
	}
	cases := []struct {
		name   string
		config types.SuiteConfig
		specs  types.SpecReports
		want   string
	}{
		{"filtered by label", types.SuiteConfig{LabelFilter: "LIM"}, some, "nonconformant (partial): 2 of 4 MUST decided (the rest: 1 in trouble, 1 core), 1 failed, 1 inconclusive, 1 not-exercised, 1 passed"},
		{"filtered by text", types.SuiteConfig{FocusStrings: []string{"limit"}}, some[:2], "conformant (partial): 1 of 1 MUST decided, 1 passed"},
		{"filtered to nothing", types.SuiteConfig{SkipStrings: []string{"."}}, nil, "incomplete (partial): 0 of 0 MUST decided"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			v, err := FoldReport(types.Report{SuiteConfig: c.config, SpecReports: c.specs}, verdict.Policy{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, v.Line()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	whole, err := FoldReport(types.Report{SpecReports: some}, verdict.Policy{})
	if err != nil {
		t.Fatal(err)
	}
	if len(whole.Rows) != len(requirement.All()) || whole.Policy.Partial || whole.Word != verdict.Nonconformant {
		t.Errorf("without a filter: %s over %d rows", whole.Line(), len(whole.Rows))
	}
}

// A report that went through JSON, as from other processes, says the same.
func TestFoldReportOfJSON(t *testing.T) {
	report := types.Report{SuiteConfig: types.SuiteConfig{LabelFilter: "LIM"}, SpecReports: types.SpecReports{
		reported("LIM-01", types.SpecStatePassed, keptOne), reported("LIM-04", types.SpecStateFailed, brokenOne),
	}}
	data, err := json.Marshal(report)
	if err != nil {
		t.Fatal(err)
	}
	var back types.Report
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	want, err := FoldReport(report, verdict.Policy{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := FoldReport(back, verdict.Policy{})
	if err != nil {
		t.Fatal(err)
	}
	// What a finding is about stays in the process that found it.
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(oracle.Judgement{}, oracle.Finding{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	back.SpecReports[0].ReportEntries[0].Value.AsJSON = "{"
	if _, err := FoldReport(back, verdict.Policy{}); err == nil {
		t.Error("a judgement that is no JSON is read")
	}
}
