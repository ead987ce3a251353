package suites

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/onsi/ginkgo/v2/types"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// FoldReport makes the verdict of a run of Ginkgo, for a ReportAfterSuite or
// from a report that Ginkgo wrote as JSON. With a filter the verdict is about
// the requirements that passed it, and partial.
func FoldReport(report types.Report, policy verdict.Policy) (verdict.Verdict, error) {
	var judged []oracle.Judged
	ran := map[requirement.ID]bool{}
	for _, spec := range report.SpecReports {
		if spec.LeafNodeType != types.NodeTypeIt {
			continue
		}
		entries, err := judgedOf(spec)
		if err != nil {
			return verdict.Verdict{}, err
		}
		judged = append(judged, entries...)
		if len(entries) > 0 || !spec.State.Is(types.SpecStateSkipped|types.SpecStatePending) {
			for _, label := range spec.LeafNodeLabels {
				ran[requirement.ID(label)] = true
			}
		}
	}
	rows := requirement.All()
	if filtered(report.SuiteConfig) {
		policy.Partial = true
		rows = slices.DeleteFunc(rows, func(r requirement.Requirement) bool { return !ran[r.ID] })
	}
	return verdict.Fold(rows, judged, policy), nil
}

// filtered reports whether Ginkgo was told to run a part of the specs.
func filtered(c types.SuiteConfig) bool {
	return c.LabelFilter != "" || c.SemVerFilter != "" ||
		len(c.FocusStrings)+len(c.SkipStrings)+len(c.FocusFiles)+len(c.SkipFiles) > 0
}

// judgedOf are the judgements that a spec reported. They come as they were
// from this process, and as JSON from another one or from a file.
func judgedOf(spec types.SpecReport) ([]oracle.Judged, error) {
	var all []oracle.Judged
	for _, entry := range spec.ReportEntries {
		if entry.Name != EntryName {
			continue
		}
		j, here := entry.GetRawValue().(oracle.Judged)
		if !here {
			if err := json.Unmarshal([]byte(entry.Value.AsJSON), &j); err != nil {
				return nil, fmt.Errorf("read the judgement of %q: %w", spec.LeafNodeText, err)
			}
		}
		all = append(all, j)
	}
	return all, nil
}
