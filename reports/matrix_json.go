package reports

import (
	"io"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/selftest"
	"github.com/imageconform/imageconform/suites/verdict"
)

// matrixJSON is the matrix as a program reads it.
type matrixJSON struct {
	Version  string           `json:"version"`
	Servers  int              `json:"servers"`
	Of       int              `json:"of"`
	Seconds  float64          `json:"seconds"`
	Sound    bool             `json:"sound"`
	Mutants  tallyJSON        `json:"mutants"`
	Variants tallyJSON        `json:"variants"`
	Proven   tallyJSON        `json:"proven"`
	Unproven []requirement.ID `json:"unproven"`
	Rows     []matrixRowJSON  `json:"rows"`
}

type tallyJSON struct {
	Right int `json:"right"`
	All   int `json:"all"`
}

type matrixRowJSON struct {
	Name     string           `json:"name"`
	Kind     selftest.Kind    `json:"kind"`
	Why      string           `json:"why"`
	Verdict  verdict.Word     `json:"verdict,omitempty"`
	Breaks   []requirement.ID `json:"breaks,omitempty"`
	Caught   []requirement.ID `json:"caught,omitempty"`
	Problems []string         `json:"problems,omitempty"`
}

// MatrixJSON writes the whole matrix for programs.
func MatrixJSON(w io.Writer, m Matrix) error {
	counted := func(t tally) tallyJSON { return tallyJSON{t.right, t.all} }
	out := matrixJSON{
		Version: m.Version, Servers: len(m.Rows), Of: m.Of, Seconds: m.Duration.Seconds(), Sound: m.Sound(),
		Mutants: counted(m.caught()), Variants: counted(m.count(selftest.Variant)), Proven: counted(m.proven()),
		Unproven: append([]requirement.ID{}, m.Unproven...),
	}
	for _, r := range m.Rows {
		out.Rows = append(out.Rows, matrixRowJSON{
			Name: r.Name, Kind: r.Kind, Why: r.Why, Verdict: r.Word, Breaks: r.Breaks, Caught: r.Caught, Problems: r.Problems,
		})
	}
	return encode(w, "the matrix", out)
}
