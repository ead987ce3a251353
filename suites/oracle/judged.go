package oracle

import "github.com/imageconform/imageconform/suites/requirement"

// Judged is the judgement of one spec about one requirement.
type Judged struct {
	Requirement requirement.ID `json:"requirement"`
	// Spec is the spec's text, unique within the requirement.
	Spec   string             `json:"spec"`
	Format requirement.Format `json:"format"`
	Judgement
}
