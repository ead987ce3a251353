// Package recording keeps what a deployment was asked and answered, as an
// HTTP archive (HAR 1.2): it writes one while a run goes, reads it, and answers
// from it, so that the same suite judges again what it judged then.
//
// What the format has no place for stands in members called _imageconform.
// Nothing in it is secret: exchanges come without tokens.
package recording

import (
	"time"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// Version is that of the members called _imageconform. It grows when a reader
// of the former one could break.
const Version = 1

// Head says what was recorded: all that the run knew of the deployment before
// it asked.
type Head struct {
	Version int `json:"version"`
	// Suite is the version of imageconform.
	Suite   string    `json:"suite"`
	Started time.Time `json:"started"`
	// Target is the base URL, Other that of the second tenant; Public is what
	// links begin with where that is not the target's authority.
	Target string `json:"target"`
	Other  string `json:"other,omitempty"`
	Public string `json:"public,omitempty"`
	// UserAgent was sent with each request.
	UserAgent string `json:"userAgent,omitempty"`
	// Identities are those whose token was at hand.
	Identities []target.Identity `json:"identities"`
	// States are those that the deployment could be put into.
	States []target.State `json:"states,omitempty"`
	// Partial says that only some exchanges were kept.
	Partial bool `json:"partial,omitempty"`
}

// Entry is one exchange as a recording holds it.
type Entry struct {
	target.Exchange
	// Script is the key of the script that asked it.
	Script string
	// Requirements are those whose specs asked it.
	Requirements []requirement.ID
	// Size and SHA256 are those of the whole body; the recording may hold its
	// beginning alone.
	Size   int
	SHA256 string
}

// Cut reports whether the recording holds only the beginning of the body.
func (e Entry) Cut() bool { return len(e.Body) < e.Size }

// End is what is known of a run when it is over.
type End struct {
	// Finished is when the last exchange was over.
	Finished time.Time `json:"finished"`
	// Failures say why a state could not be entered, or not be left.
	Failures map[string]string `json:"failures,omitempty"`
}

// Recording is a run as it was recorded.
type Recording struct {
	Head    Head
	Entries []Entry
	// End is nil when the recording ends before the run did.
	End *End
}
