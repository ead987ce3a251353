package reports

import (
	"encoding/json"
	"fmt"
	"html/template"

	"github.com/imageconform/imageconform/suites/recording"
)

// exchangeData are the exchanges for the page's script, which shows one when
// it is asked for: the members of the JSON report, each request with its
// command.
type exchangeData struct {
	Exchanges []commanded   `json:"exchanges"`
	Bodies    []carriedBody `json:"bodies"`
}

type commanded struct {
	exchanged
	Curl string `json:"curl"`
}

// dataOf is the data as a script element holds it: in a text without <, > and &,
// and without a character that cannot be shown.
func dataOf(r Report) (template.JS, error) {
	entries, bodies := exchangesOf(r.Exchanges)
	d := exchangeData{Exchanges: make([]commanded, len(entries)), Bodies: bodies}
	for i, e := range valid(entries) {
		d.Exchanges[i] = commanded{e, e.Request.Curl()}
	}
	text, err := json.Marshal(d)
	if err != nil {
		return "", fmt.Errorf("encode the exchanges: %w", err)
	}
	return template.JS(recording.Printable(text)), nil //nolint:gosec // JSON, with <, > and & escaped
}
