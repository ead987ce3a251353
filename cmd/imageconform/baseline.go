package main

import (
	"github.com/imageconform/imageconform/reports"
	"github.com/imageconform/imageconform/suites/behaviour"
	"github.com/imageconform/imageconform/suites/recording"
)

// baseline reads the run that this one is to be compared with, before its
// files may be overwritten; nil when there is none.
func (p *program) baseline(pl *plan) (*past, error) {
	if pl.config.Baseline == "" {
		return nil, nil
	}
	was, err := p.past(pl.config.Baseline)
	if err != nil {
		return nil, err
	}
	return &was, nil
}

// compare says how a run compares with its baseline, and gives the exit code of
// that: the baseline's own failures are not the run's.
func (p *program) compare(pl *plan, was *past, a asked) error {
	is := past{report: a.report, unknown: "--evidence " + string(pl.keep) + " does not keep all of them"}
	if pl.keep == allEvidence {
		entries := make([]recording.Entry, len(a.result.Exchanges))
		for i, x := range a.result.Exchanges {
			entries[i] = x.Entry()
		}
		b := behaviour.Of(headOf(pl, a.report.Started), entries)
		is.behaviour = &b
	}
	d := was.against(is)
	if pl.config.Quiet {
		if _, err := p.out.Write([]byte(d.Line() + "\n")); err != nil {
			return err
		}
	} else if err := p.writeOut(d, p.differenceText); err != nil {
		return err
	}
	if d.Turn() == reports.Worse {
		return &failure{code: exitNonconformant}
	}
	return nil
}
