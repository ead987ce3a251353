package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/imageconform/imageconform/reports"
	"github.com/imageconform/imageconform/reports/certificate"
	"github.com/imageconform/imageconform/suites"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// asked is a run, and the report of it.
type asked struct {
	result suites.Result
	report reports.Report
	// trouble is why nothing could be asked, lost why the evidence is not there.
	trouble, lost error
}

// ask signs in, records and runs the suite, and makes the report of it.
func (p *program) ask(ctx context.Context, pl *plan) asked {
	ctx, cancel := bounded(ctx, *pl)
	defer cancel()
	started := p.clock()
	trouble := p.signIn(ctx, pl)
	if err := planPace(pl); err != nil {
		return asked{trouble: err}
	}
	if pl.target.Control != nil {
		pl.target.Control = way{pl.target.Control, &p.away}
	}
	kept, err := p.record(pl, started)
	if err != nil {
		return asked{trouble: err}
	}
	tell, end := p.progress(pl, "judging")
	chooseSeed(pl, p.clock())
	suite := suites.New(suites.Options{
		Seed: pl.config.Seed, Generated: pl.config.Generated, Order: certificate.OrderOf(pl.config.Nonce),
		Target: pl.target, Policy: pl.policy, Progress: tell, Trouble: trouble, Record: kept.took(pl.frugal),
		Reader: &oracle.Reader{Limits: pl.limits, Spool: pl.spool},
		Select: pl.selects,
	})
	result, err := suite.Run(ctx)
	end()
	a := asked{result: result, report: p.report(ctx, pl, result, started), trouble: err, lost: kept.end(result)}
	if err != nil {
		a.report.Trouble = err.Error()
	}
	return a
}

// chooseSeed chooses a seed by the clock where none is given. It is short, so that a
// reader can type it.
func chooseSeed(pl *plan, now time.Time) {
	if pl.config.Seed != 0 {
		return
	}
	const most = 1_000_000_000
	pl.config.Seed = 1 + uint64(now.UnixNano())%most
	pl.decide("seed", "clock", "")
}

// bounded ends with the deadline, where there is one.
func bounded(ctx context.Context, pl plan) (context.Context, context.CancelFunc) {
	limit := pl.config.Deadline
	if limit == 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeoutCause(ctx, limit, fmt.Errorf("the deadline of %s passed", limit))
}

// report is that of a run which ends now.
func (p *program) report(ctx context.Context, pl *plan, result suites.Result, started time.Time) reports.Report {
	r := reports.Report{
		Verdict: verdict.Fold(pl.rows, result.Judged, pl.policy),
		Version: version(), Target: pl.judged(),
		Started: started, Duration: p.clock().Sub(started), Requests: len(result.Exchanges),
		Exchanges: reports.ExchangesOf(pl.keep.of(result), result.Judged),
		Images: []reports.ImageCount{
			{Format: requirement.JSON, Images: result.View.InJSON.Count()},
			{Format: requirement.XML, Images: result.View.InXML.Count()},
		},
		Settings: shown(*pl), FailOn: pl.failOn, Selection: pl.selected, Catalogue: len(requirement.All()), Changed: result.Changed,
	}
	if slices.ContainsFunc(pl.rows, func(row requirement.Requirement) bool { return row.ID == requirement.CMB08.ID }) {
		r.Seed = pl.config.Seed
	}
	if cause := context.Cause(ctx); cause != nil {
		r.Interrupted = cause.Error()
		if errors.Is(cause, context.Canceled) {
			r.Interrupted = "interrupted by a signal"
		}
	}
	return r
}
