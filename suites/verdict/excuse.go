package verdict

import (
	"slices"
	"strings"
)

// ExcuseKind says who allows a requirement to be broken.
type ExcuseKind string

// The kinds of excuse.
const (
	// Relaxation is an excuse of the profile: its deployments are known for it.
	Relaxation ExcuseKind = "relaxation"
	// Waiver is an excuse of the operator, for a while.
	Waiver ExcuseKind = "waiver"
)

// Excuse names what allows a requirement to be broken.
type Excuse struct {
	Kind ExcuseKind `json:"kind"`
	// Name is that of the relaxation, such as "R4"; a waiver has none.
	Name string `json:"name,omitempty"`
	// Reason says why it is allowed.
	Reason string `json:"reason"`
	// Expires is the last day of a waiver, such as "2027-01-31".
	Expires string `json:"expires,omitempty"`
	// Link leads to more about it.
	Link string `json:"link,omitempty"`
}

// String is the excuse in one line.
func (e Excuse) String() string {
	var b strings.Builder
	b.WriteString(string(e.Kind))
	if e.Name != "" {
		b.WriteString(" " + e.Name)
	}
	if e.Expires != "" {
		b.WriteString(" until " + e.Expires)
	}
	b.WriteString(": " + e.Reason)
	if e.Link != "" {
		b.WriteString(" (" + e.Link + ")")
	}
	return b.String()
}

// excuse makes a broken row a waived one, by a name that is noted. The
// findings stay: they are what is excused.
func (r *Row) excuse(e Excuse) {
	if r.Outcome == Failed || r.Outcome == Warned {
		r.Outcome = Waived
	}
	r.note(e)
}

// note adds an excuse to the row, each once.
func (r *Row) note(e Excuse) {
	if !slices.Contains(r.Excuses, e) {
		r.Excuses = append(r.Excuses, e)
	}
}
