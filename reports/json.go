package reports

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/recording"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// JSONVersion is the version of the JSON report. It grows when a reader of
// the former one could break.
const JSONVersion = 1

// JSONSchema is the published JSON Schema (draft 7) of the JSON report.
//
//go:embed report.schema.json
var JSONSchema []byte

// The members of the JSON report, as the schema describes them.
type (
	document struct {
		Report       string        `json:"report"`
		Version      int           `json:"version"`
		Imageconform string        `json:"imageconform"`
		Target       string        `json:"target"`
		Started      time.Time     `json:"started"`
		Seconds      float64       `json:"seconds"`
		Requests     int           `json:"requests"`
		Seed         uint64        `json:"seed,omitempty"`
		Images       []ImageCount  `json:"images"`
		Settings     []Setting     `json:"settings"`
		Policy       policy        `json:"policy"`
		Changed      bool          `json:"changed"`
		Interrupted  string        `json:"interrupted,omitempty"`
		Trouble      string        `json:"trouble,omitempty"`
		Verdict      result        `json:"verdict"`
		Requirements []judgedEntry `json:"requirements"`
		Exchanges    []exchanged   `json:"exchanges"`
		Bodies       []carriedBody `json:"bodies"`
	}
	policy struct {
		Profile   requirement.Profile `json:"profile"`
		Require   verdict.Require     `json:"require"`
		FailOn    requirement.Level   `json:"failOn"`
		Set       string              `json:"set,omitempty"`
		Unscored  []requirement.ID    `json:"unscored,omitempty"`
		Partial   bool                `json:"partial"`
		Selection string              `json:"selection,omitempty"`
		Catalogue int                 `json:"catalogue"`
	}
	result struct {
		Word      verdict.Word     `json:"word"`
		Line      string           `json:"line"`
		Must      int              `json:"must"`
		Decided   int              `json:"decided"`
		Counts    map[string]int   `json:"counts"`
		Undecided []requirement.ID `json:"undecided"`
		Blocking  []requirement.ID `json:"blocking"`

		Waivers      []verdict.WaiverResult `json:"waivers,omitempty"`
		Declarations []verdict.Declaration  `json:"declarations,omitempty"`
		Relaxations  []relaxation           `json:"relaxations,omitempty"`
	}
	judgedEntry struct {
		ID        requirement.ID     `json:"id"`
		Area      string             `json:"area"`
		Level     requirement.Level  `json:"level"`
		Need      requirement.Need   `json:"need"`
		Format    requirement.Format `json:"format"`
		Title     string             `json:"title"`
		Statement string             `json:"statement"`
		Source    string             `json:"source"`
		Recipe    requirement.Recipe `json:"recipe,omitzero"`
		Outcome   verdict.Outcome    `json:"outcome"`
		Ranged    int                `json:"ranged"`
		Reasons   []string           `json:"reasons,omitempty"`
		Excuses   []verdict.Excuse   `json:"excuses,omitempty"`
		Specs     []oracle.Judged    `json:"specs"`
	}
)

// JSON writes the report for programs. Characters that steer a terminal are
// escaped, so that the file can be shown on one.
func JSON(w io.Writer, r Report) error {
	return encode(w, "the JSON report", valid(documentOf(r)))
}

func documentOf(r Report) document {
	v := r.Verdict
	d := document{
		Report: "imageconform", Version: JSONVersion, Imageconform: r.Version, Target: r.Target,
		Started: r.Started.UTC(), Seconds: float64(r.Duration.Round(time.Millisecond).Milliseconds()) / 1000, Requests: r.Requests, Seed: r.Seed,
		Images: orEmpty(r.Images), Settings: orEmpty(r.Settings),
		Policy: policy{
			Profile: v.Policy.Profile, Require: v.Policy.Require, FailOn: r.FailOn,
			Set: v.Policy.Set, Unscored: v.Policy.Unscored,
			Partial: v.Policy.Partial, Selection: r.Selection, Catalogue: r.Catalogue,
		},
		Changed: r.Changed, Interrupted: r.Interrupted, Trouble: r.Trouble,
		Verdict: result{
			Word: v.Word, Line: v.Line(), Must: v.Must, Decided: v.Decided,
			Counts: map[string]int{}, Undecided: orEmpty(v.Undecided), Blocking: orEmpty(v.Blocking),
			Waivers: v.Waivers, Declarations: v.Declarations, Relaxations: relaxationsOf(v),
		},
		Requirements: []judgedEntry{},
	}
	for _, o := range verdict.Outcomes() {
		d.Verdict.Counts[o.String()] = v.Counts[o]
	}
	for _, row := range v.Rows {
		d.Requirements = append(d.Requirements, entryOf(row))
	}
	d.Exchanges, d.Bodies = exchangesOf(r.Exchanges)
	return d
}

func entryOf(row verdict.Row) judgedEntry {
	return judgedEntry{
		ID: row.ID, Area: row.ID.Area().Title(), Level: row.Level, Need: row.Need, Format: row.Format,
		Title: row.Title, Statement: row.Statement, Source: row.Source, Recipe: row.Recipe,
		Outcome: row.Outcome, Ranged: row.Ranged, Reasons: row.Reasons, Excuses: row.Excuses, Specs: specsOf(row),
	}
}

// specsOf are the judgements of a row. What they saw of declared features is
// told once, with the declarations.
func specsOf(row verdict.Row) []oracle.Judged {
	specs := make([]oracle.Judged, len(row.Specs))
	for i, s := range row.Specs {
		s.Sighted = nil
		specs[i] = s
	}
	return specs
}

// orEmpty keeps a list without entries a list.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// encode writes a document for programs, and for people who open it: indented,
// and without what a terminal would obey.
func encode(w io.Writer, what string, document any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(document); err != nil {
		return fmt.Errorf("encode %s: %w", what, err)
	}
	_, err := w.Write(recording.Printable(b.Bytes()))
	return err
}
