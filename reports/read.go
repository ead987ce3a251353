package reports

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"time"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// ErrReport is the reason of every refused JSON report.
var ErrReport = errors.New("not a JSON report of imageconform")

// ReadJSON reads what JSON wrote. Every format comes out of it as it came out of
// the run.
func ReadJSON(from io.Reader) (Report, error) {
	data, err := io.ReadAll(from)
	if err != nil {
		return Report{}, fmt.Errorf("read the report: %w", err)
	}
	// What it is comes first: of another version nothing else need be the same.
	var kind struct {
		Report  string `json:"report"`
		Version int    `json:"version"`
	}
	switch err := json.Unmarshal(data, &kind); {
	case err != nil:
		return Report{}, fmt.Errorf("%w: %w", ErrReport, err)
	case kind.Report != "imageconform":
		return Report{}, fmt.Errorf("%w: its member report does not say so", ErrReport)
	case kind.Version != JSONVersion:
		return Report{}, fmt.Errorf("%w of version %d: it is of version %d", ErrReport, JSONVersion, kind.Version)
	}
	var d document
	if err := json.Unmarshal(data, &d); err != nil {
		return Report{}, fmt.Errorf("%w: %w", ErrReport, err)
	}
	return d.report()
}

// report is the report that a document was made of.
func (d document) report() (Report, error) {
	r := Report{
		Verdict: d.Verdict.verdict(d.Policy), Version: d.Imageconform, Target: d.Target,
		Started: d.Started, Duration: time.Duration(math.Round(d.Seconds*1000)) * time.Millisecond, Requests: d.Requests, Seed: d.Seed,
		Images: d.Images, Settings: d.Settings, FailOn: d.Policy.FailOn, Selection: d.Policy.Selection,
		Catalogue: d.Policy.Catalogue, Changed: d.Changed, Interrupted: d.Interrupted, Trouble: d.Trouble,
	}
	for word, n := range d.Verdict.Counts {
		outcome, err := verdict.ParseOutcome(word)
		if err != nil {
			return r, fmt.Errorf("%w: %w", ErrReport, err)
		}
		r.Verdict.Counts[outcome] = n
	}
	for _, e := range d.Requirements {
		r.Verdict.Rows = append(r.Verdict.Rows, e.row())
	}
	r.Exchanges = carried(d.Exchanges, d.Bodies)
	return r, nil
}

// verdict is the verdict without its rows.
func (d result) verdict(p policy) verdict.Verdict {
	v := verdict.Verdict{
		Word: d.Word, Counts: map[verdict.Outcome]int{}, Must: d.Must, Decided: d.Decided, Undecided: d.Undecided, Blocking: d.Blocking,
		Policy:  verdict.Policy{Profile: p.Profile, Require: p.Require, Partial: p.Partial, Set: p.Set, Unscored: p.Unscored},
		Waivers: d.Waivers, Declarations: d.Declarations,
	}
	for _, w := range d.Waivers {
		v.Policy.Waivers = append(v.Policy.Waivers, w.WaiverEntry)
	}
	for _, declared := range d.Declarations {
		if v.Policy.Declared == nil {
			v.Policy.Declared = map[requirement.Feature]verdict.Presence{}
		}
		v.Policy.Declared[declared.Feature] = declared.Declared
	}
	for _, r := range d.Relaxations {
		v.Relaxations = append(v.Relaxations, verdict.RelaxationResult{
			Relaxation: requirement.Relaxation{ID: r.ID, Title: r.Title, Why: r.Why, Requirements: r.Requirements},
			Use:        r.Use, Excused: r.Excused, Undecided: r.Undecided, Evidence: r.Evidence,
		})
	}
	return v
}

// row is a requirement as it was when it was judged, whatever the catalogue
// says today.
func (e judgedEntry) row() verdict.Row {
	return verdict.Row{
		Requirement: requirement.Requirement{
			ID: e.ID, Level: e.Level, Need: e.Need, Format: e.Format,
			Title: e.Title, Statement: e.Statement, Source: e.Source, Recipe: e.Recipe,
		},
		Outcome: e.Outcome, Ranged: e.Ranged, Reasons: e.Reasons, Excuses: e.Excuses, Specs: e.Specs,
	}
}

// carried are the exchanges with their bodies, each body held once.
func carried(entries []exchanged, bodies []carriedBody) []Exchange {
	held := map[string][]byte{}
	for _, b := range bodies {
		held[b.SHA256] = b.Base64
		if b.Text != "" {
			held[b.SHA256] = []byte(b.Text)
		}
	}
	empty := sha256.Sum256(nil)
	all := make([]Exchange, 0, len(entries))
	for _, e := range entries {
		x := Exchange{Exchange: e.Exchange, SHA256: hex.EncodeToString(empty[:]), Requirements: e.Requirements}
		if e.Body != nil {
			x.Bytes, x.SHA256, x.Body = e.Body.Bytes, e.Body.SHA256, held[e.Body.SHA256]
		}
		all = append(all, x)
	}
	return all
}
