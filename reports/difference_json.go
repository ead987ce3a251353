package reports

import (
	"io"
	"time"

	"github.com/imageconform/imageconform/suites/behaviour"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// The members of a difference as a program reads it.
type (
	differenceJSON struct {
		Turn       Turn                  `json:"turn"`
		Line       string                `json:"line"`
		Before     comparedJSON          `json:"before"`
		After      comparedJSON          `json:"after"`
		Changes    []rowChangeJSON       `json:"requirements"`
		OnlyBefore []requirement.ID      `json:"onlyBefore"`
		OnlyAfter  []requirement.ID      `json:"onlyAfter"`
		Behaviour  *behaviour.Comparison `json:"behaviour"`
		Unknown    string                `json:"unknown,omitempty"`
	}
	comparedJSON struct {
		Imageconform string       `json:"imageconform"`
		Target       string       `json:"target"`
		Started      time.Time    `json:"started"`
		Verdict      verdict.Word `json:"verdict"`
		Line         string       `json:"line"`
	}
	rowChangeJSON struct {
		ID    requirement.ID    `json:"id"`
		Level requirement.Level `json:"level"`
		Title string            `json:"title"`
		From  verdict.Outcome   `json:"from"`
		To    verdict.Outcome   `json:"to"`
		Turn  Turn              `json:"turn"`
	}
)

// DifferenceJSON writes a difference for programs.
func DifferenceJSON(w io.Writer, d Difference) error {
	compared := func(r Report) comparedJSON {
		return comparedJSON{Imageconform: r.Version, Target: r.Target, Started: r.Started.UTC(), Verdict: r.Verdict.Word, Line: r.Verdict.Line()}
	}
	j := differenceJSON{
		Turn: d.Turn(), Line: d.Line(), Before: compared(d.Before), After: compared(d.After), Changes: []rowChangeJSON{},
		OnlyBefore: orEmpty(d.OnlyBefore), OnlyAfter: orEmpty(d.OnlyAfter), Behaviour: d.Behaviour, Unknown: d.Unknown,
	}
	for _, c := range d.Rows {
		j.Changes = append(j.Changes, rowChangeJSON{
			ID: c.After.ID, Level: c.After.Level, Title: c.After.Title, From: c.Before.Outcome, To: c.After.Outcome, Turn: c.Turn,
		})
	}
	return encode(w, "the difference", valid(j))
}
