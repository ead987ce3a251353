package selftest

import (
	"time"

	"github.com/imageconform/imageconform/fixtures/refserver"
)

// churnEvery is how often an image is created, changed or deleted while the
// suite judges a churning server.
const churnEvery = 100 * time.Millisecond

// Churning is the subject with images that do not hold still: which changes are
// made is decided by the seed, and how many there are from one request to the next
// by how long each takes.
func Churning(s Subject, seed uint64, latency time.Duration) Subject {
	options := s.options
	s.latency = latency
	s.options = func(o *refserver.Options) {
		if options != nil {
			options(o)
		}
		o.Churn = refserver.Churn{Every: churnEvery, Seed: seed}
	}
	return s
}
