// Package certificate makes the bundle that a vendor submits for a
// certificate, and verifies one without the deployment. A bundle holds the
// reports of a run, all that was asked and answered, a manifest of both, and a
// signed statement about the manifest. Who verifies it judges the answers again
// by the same suite, so that a verdict has to be believed of nobody.
//
// It stands above the reports, which it makes anew; it reads no files, no clock
// and no network.
package certificate

import (
	"errors"
	"fmt"
)

// ErrRefused is the reason of every refused bundle.
var ErrRefused = errors.New("the bundle is refused")

// refuse says why a bundle is refused.
func refuse(format string, args ...any) error {
	return fmt.Errorf("%w: %w", ErrRefused, fmt.Errorf(format, args...))
}

// The members of a bundle.
const (
	statementFile = "statement.dsse.json"
	manifestFile  = "manifest.json"
	reportFile    = "report.json"
	junitFile     = "junit.xml"
	evidenceFile  = "evidence.har"
)

// members are all of them, in the order in which they lie in a bundle.
var members = []string{statementFile, manifestFile, reportFile, junitFile, evidenceFile}

// bundle holds the members by name.
type bundle map[string][]byte
