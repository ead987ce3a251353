package oracle

import "github.com/imageconform/imageconform/suites/requirement"

// Judged is the judgement of one spec about one requirement.
type Judged struct {
	Requirement requirement.ID `json:"requirement"`
	// Spec is the spec's text, unique within the requirement.
	Spec   string             `json:"spec"`
	Format requirement.Format `json:"format"`
	Judgement
	// Sighted says of the features that the requirement needs, as far as they
	// are declared, whether the run met them.
	Sighted []Sighting `json:"sighted,omitempty"`
}
