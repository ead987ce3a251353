package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/imageconform/imageconform/suites"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/target"
	"github.com/imageconform/imageconform/suites/verdict"
)

// ending is the exit code of a run that was reported.
func (p *program) ending(ctx context.Context, pl plan, a asked) error {
	r := a.report
	switch {
	case a.result.Stuck != nil:
		return harness("%w", a.result.Stuck).hinted("take it back by hand: it may not serve its users now")
	case ctx.Err() != nil:
		return &failure{code: exitInterrupted, err: errors.New("interrupted: the reports are about what was done")}
	case a.trouble != nil:
		return p.unasked(pl, a.trouble)
	case r.Interrupted != "":
		p.warn("%s: the reports are about what was done", r.Interrupted)
	}
	switch {
	case r.Verdict.Fails(pl.failOn):
		return &failure{code: exitNonconformant, hint: listingHint(pl, a.result)}
	case r.Verdict.Word == verdict.Incomplete:
		return &failure{code: exitIncomplete, hint: listingHint(pl, a.result)}
	}
	return nil
}

// unasked is the end of a run in which nothing could be asked.
func (p *program) unasked(pl plan, trouble error) error {
	var unsigned *failure
	_, signs := pl.logins[target.Self]
	f := &failure{code: exitTarget, err: trouble}
	switch {
	case errors.As(trouble, &unsigned):
		return unsigned
	case errors.Is(trouble, suites.ErrRefused) && signs:
		return f.hinted("the identity service gave the token: is " + pl.target.Endpoint.Base + " of the same cloud?")
	case errors.Is(trouble, suites.ErrRefused):
		return f.hinted("is the token in IMAGECONFORM_TOKEN still valid, and for this deployment?")
	case errors.Is(trouble, suites.ErrLimited):
		return f.hinted("--patience lets requests wait for longer")
	case strings.Contains(trouble.Error(), "x509: "):
		return f.hinted("--ca-file trusts another authority; imageconform doctor shows the certificate")
	}
	return f.hinted("is " + pl.target.Endpoint.Base + " the right base URL, and does it answer from here?")
}

// listingHint says what may be wrong when the target gave no listing at all.
func listingHint(pl plan, result suites.Result) string {
	first := result.View.InJSON.Pages.First()
	if first == nil || first.Troubled() != "" || result.View.InJSON.Readable || first.Status == http.StatusForbidden {
		return ""
	}
	hint := fmt.Sprintf("GET %s answers %s", pl.target.Endpoint.URL("/images/detail", ""), oracle.Describe(first))
	if media := first.MediaType(); media != "" {
		hint += " (" + media + ")"
	}
	if first.Status >= http.StatusInternalServerError {
		return hint + "; is the deployment in order?"
	}
	return hint + "; does the base URL end in /v2/TENANT?"
}
