package reports

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"github.com/imageconform/imageconform/suites"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/recording"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// Exchange is one request of the run and what came of it. Findings refer to
// it by its number.
type Exchange struct {
	// Exchange is what was asked and answered. Of its body a report may carry
	// the beginning alone, or nothing: Bytes and SHA256 are those of the whole.
	target.Exchange
	Bytes  int
	SHA256 string
	// Requirements are those whose specs asked it or found something in it.
	// What looks at every exchange is not named unless it found something.
	Requirements []requirement.ID
}

// Cut reports whether the body is not carried whole.
func (x Exchange) Cut() bool { return len(x.Body) < x.Bytes }

// The most bytes of bodies that a report carries: of one in which something
// was found, of one in which nothing was, and of the latter together.
const (
	mostFound  = 256 << 10
	mostPassed = 64 << 10
	mostAll    = 4 << 20
)

// ExchangesOf are the exchanges of a run as a report carries them. The bodies
// in which something was found come first. Nothing is copied.
func ExchangesOf(run []suites.Exchange, judged []oracle.Judged) []Exchange {
	found := map[int]bool{}
	for _, j := range judged {
		for _, f := range j.Departures() {
			found[f.Exchange] = true
		}
	}
	carried := map[[sha256.Size]byte][]byte{}
	for _, x := range run {
		if found[x.Number] {
			carried[x.Digest] = recording.Beginning(x.Text(), mostFound)
		}
	}
	left := mostAll
	all := make([]Exchange, len(run))
	for i, x := range run {
		body, known := carried[x.Digest]
		if !known && x.Size() <= min(mostPassed, left) {
			body = x.Text()
			left -= len(body)
			carried[x.Digest] = body
		}
		all[i] = Exchange{
			Exchange: *x.Exchange, Bytes: x.Size(), SHA256: hex.EncodeToString(x.Digest[:]), Requirements: x.Requirements,
		}
		all[i].Body, all[i].Spooled = body, nil
	}
	return all
}

// Exchange is the exchange of a number; ok is false when the report carries
// none such.
func (r Report) Exchange(number int) (x Exchange, ok bool) {
	i, ok := slices.BinarySearchFunc(r.Exchanges, number, func(x Exchange, n int) int { return cmp.Compare(x.Number, n) })
	if !ok {
		return Exchange{}, false
	}
	return r.Exchanges[i], true
}
