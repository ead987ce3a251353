package reports

import (
	"slices"
	"time"

	"github.com/imageconform/imageconform/suites"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
	"github.com/imageconform/imageconform/suites/verdict"
)

// Checkup is what a look at a deployment found, before it is judged: how it
// answers, what it has, and which requirements it can decide. Nothing in it is
// secret.
type Checkup struct {
	// Version is that of imageconform, Target the base URL that was asked.
	Version, Target string
	Started         time.Time
	Duration        time.Duration
	// Trouble says why nothing could be found out, empty when it could.
	Trouble string
	// Certificate is what the deployment showed, nil without https;
	// CertificateTrouble says why it shows none, or why it is not trusted.
	Certificate        *target.Certificate
	CertificateTrouble string
	// Outlook is what was asked and answered.
	Outlook suites.Outlook
	// Prospect says of each requirement whether it could be decided: Passed
	// where it could, and NotExercised where something is missing.
	Prospect verdict.Verdict
}

// The times at which a certificate that ends soon, and a clock that is off,
// are pointed out.
const (
	endsSoon = 30 * 24 * time.Hour
	farOff   = 2 * time.Second
)

// days is the number of whole days until a certificate expires, negative
// behind it.
func (c Checkup) days() int {
	left := c.Certificate.Expires.Sub(c.Started)
	if left < 0 {
		return -int(-left/(24*time.Hour)) - 1
	}
	return int(left / (24 * time.Hour))
}

// features are those that were met, and those that were not.
func (c Checkup) features() (met, unmet []oracle.Sighting) {
	for _, s := range c.Outlook.Facts.Features {
		if s.Seen != nil {
			met = append(met, s)
		} else {
			unmet = append(unmet, s)
		}
	}
	return met, unmet
}

// wants reports whether a format is judged at all: not one that the profile or
// a declaration says the deployment is without.
func (c Checkup) wants(f requirement.Format) bool {
	return slices.ContainsFunc(c.Prospect.Rows, func(row verdict.Row) bool {
		return row.Format == f && row.Outcome != verdict.NotApplicable
	})
}
