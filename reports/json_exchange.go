package reports

import (
	"unicode/utf8"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// The members of the JSON report about exchanges. Equal bodies stand there
// once, and are named by their digest.
type (
	exchanged struct {
		target.Exchange
		// Body takes the place of the exchange's own.
		Body         *bodyName        `json:"body,omitempty"`
		Requirements []requirement.ID `json:"requirements"`
	}
	bodyName struct {
		Bytes  int    `json:"bytes"`
		SHA256 string `json:"sha256"`
	}
	carriedBody struct {
		SHA256 string `json:"sha256"`
		// Text holds the body, or Base64 where it is no UTF-8.
		Text   string `json:"text,omitempty"`
		Base64 []byte `json:"base64,omitempty"`
	}
)

func exchangesOf(all []Exchange) ([]exchanged, []carriedBody) {
	entries, bodies := []exchanged{}, []carriedBody{}
	carried := map[string]bool{}
	for _, x := range all {
		e := exchanged{Exchange: x.Exchange, Requirements: orEmpty(x.Requirements)}
		e.Started = e.Started.UTC()
		if x.Bytes > 0 {
			e.Body = &bodyName{Bytes: x.Bytes, SHA256: x.SHA256}
		}
		entries = append(entries, e)
		if len(x.Body) > 0 && !carried[x.SHA256] {
			carried[x.SHA256] = true
			bodies = append(bodies, bodyOf(x))
		}
	}
	return entries, bodies
}

func bodyOf(x Exchange) carriedBody {
	if utf8.Valid(x.Body) {
		return carriedBody{SHA256: x.SHA256, Text: string(x.Body)}
	}
	return carriedBody{SHA256: x.SHA256, Base64: x.Body}
}
