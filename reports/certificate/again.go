package certificate

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/imageconform/imageconform/reports"
	"github.com/imageconform/imageconform/suites"
	"github.com/imageconform/imageconform/suites/recording"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// again is what the suite finds when it judges the evidence.
type again struct {
	result  suites.Result
	verdict verdict.Verdict
	// asked are the scripts in the order in which the suite asks them.
	asked []string
}

// judge runs the suite over the evidence.
func judge(ctx context.Context, m Manifest, r *recording.Recording) (again, error) {
	policy, err := m.policy()
	if err != nil {
		return again{}, err
	}
	replay := recording.NewReplay(r)
	config, err := replay.Config()
	if err != nil {
		return again{}, refuse("%s: %w", evidenceFile, err)
	}
	config.Concurrency, config.Once = 1, true
	var a again
	suite := suites.New(suites.Options{
		Target: config, Doer: replay, Policy: policy, Seed: m.Seed, Generated: m.Generated, Order: OrderOf(m.Nonce),
		Record: func(all []suites.Exchange) { a.asked = append(a.asked, all[0].Script) },
	})
	a.result, err = suite.Run(ctx)
	switch {
	case ctx.Err() != nil:
		return a, fmt.Errorf("judge the evidence: %w", context.Cause(ctx))
	case err != nil:
		return a, refuse("the evidence cannot be judged: %w", err)
	case a.result.Changed:
		return a, refuse("the images changed during the run, so that its answers are of more than one list")
	}
	a.verdict = verdict.Fold(requirement.All(), a.result.Judged, policy)
	return a, nil
}

// report is the report of the run as the evidence makes it.
func (a again) report(m Manifest) reports.Report {
	r := reports.Report{
		Verdict: a.verdict, Version: m.Suite.Version, Target: m.Target, Started: m.Started, Duration: m.Finished.Sub(m.Started),
		Requests: len(a.result.Exchanges), Exchanges: reports.ExchangesOf(a.result.Exchanges, a.result.Judged), Seed: m.Seed,
		Images: []reports.ImageCount{
			{Format: requirement.JSON, Images: a.result.View.InJSON.Count()},
			{Format: requirement.XML, Images: a.result.View.InXML.Count()},
		},
		Settings: m.Settings, FailOn: m.Policy.FailOn, Catalogue: len(requirement.All()), Changed: a.result.Changed,
	}
	return r
}

// compare holds the reports of a bundle against those of the evidence. What
// differs first is told by the requirement that it is about.
func (a again) compare(b bundle, m Manifest) error {
	made := a.report(m)
	claimed, err := reports.ReadJSON(bytes.NewReader(b[reportFile]))
	if err != nil {
		return refuse("%s: %w", reportFile, err)
	}
	if err := compareRows(claimed.Verdict, made.Verdict); err != nil {
		return err
	}
	for _, f := range []struct {
		name  string
		write func(io.Writer, reports.Report) error
	}{{reportFile, reports.JSON}, {junitFile, reports.JUnit}} {
		var text bytes.Buffer
		if err := f.write(&text, made); err != nil {
			return fmt.Errorf("write %s again: %w", f.name, err)
		}
		if at, same := difference(b[f.name], text.Bytes()); !same {
			return refuse("%s says something else than the evidence, from byte %d on: %q, and by the evidence %q", f.name, at, piece(b[f.name], at), piece(text.Bytes(), at))
		}
	}
	return nil
}

// piece is the text around a place.
func piece(text []byte, at int) string {
	return string(text[max(min(at-20, len(text)), 0):min(at+40, len(text))])
}

// compareRows compares the outcomes of two verdicts, and tells the first that
// differs and how many others do.
func compareRows(claimed, made verdict.Verdict) error {
	if len(claimed.Rows) != len(made.Rows) {
		return refuse("%s has %d requirements, and the catalogue has %d", reportFile, len(claimed.Rows), len(made.Rows))
	}
	var all []string
	for i, row := range made.Rows {
		was := claimed.Rows[i]
		switch {
		case was.ID != row.ID:
			return refuse("%s has %s where the catalogue has %s", reportFile, was.ID, row.ID)
		case was.Outcome != row.Outcome:
			all = append(all, fmt.Sprintf("%s is %s in %s, and %s by the evidence%s", row.ID, was.Outcome, reportFile, row.Outcome, because(row)))
		case len(was.Findings()) != len(row.Findings()):
			all = append(all, fmt.Sprintf("%s has %d findings in %s, and %d by the evidence", row.ID, len(was.Findings()), reportFile, len(row.Findings())))
		}
	}
	switch len(all) {
	case 0:
	case 1:
		return refuse("%s", all[0])
	default:
		return refuse("%s; so do %d others differ", all[0], len(all)-1)
	}
	if claimed.Word != made.Word {
		return refuse("the verdict is %s in %s, and %s by the evidence", claimed.Word, reportFile, made.Word)
	}
	return nil
}

// because is why a row has its outcome, as far as its specs say.
func because(row verdict.Row) string {
	if len(row.Reasons) == 0 {
		return ""
	}
	return " (" + strings.Join(row.Reasons, "; ") + ")"
}
