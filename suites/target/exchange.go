package target

import (
	"bytes"
	"cmp"
	"net/http"
	"strings"
	"time"
)

// Exchange is one request and what came of it. It holds no secret: the token
// is not part of the request, and where the deployment echoed it, the name
// of its variable stands instead.
type Exchange struct {
	// Number is the exchange's place in the run, from 1; 0 before the run has
	// taken it down.
	Number int `json:"number,omitempty"`
	// State is the condition that the deployment was put into for it.
	State   State   `json:"state,omitzero"`
	Request Request `json:"request"`
	// UserAgent is what was sent as such, unless the request has its own.
	UserAgent string `json:"userAgent,omitempty"`
	// Status is the HTTP status code, 0 when no answer came.
	Status int         `json:"status"`
	Proto  string      `json:"proto,omitempty"`
	Header http.Header `json:"header,omitempty"`
	// Body is the body after its content coding was undone, cut at the
	// client's cap.
	Body []byte `json:"body,omitempty"`
	// Spooled is the body where it is no longer in memory; Text reads it.
	Spooled *Spooled `json:"-"`
	// Coding is the content coding that the body had on the wire.
	Coding string `json:"coding,omitempty"`
	// Declared is the Content-Length that was announced, -1 when none was.
	Declared int64 `json:"declared"`
	// Received is the number of body bytes on the wire.
	Received int64 `json:"received"`
	// Surplus is the number of bytes that came behind the body. They are looked
	// for only where the request asks the deployment to close the connection,
	// with Connection: close.
	Surplus int64 `json:"surplus,omitempty"`
	// Hops are the redirects that were followed, as "302 URL".
	Hops []string `json:"hops,omitempty"`
	// Circular says that the answer redirects to what was asked on the way to it.
	Circular bool `json:"circular,omitempty"`
	// Waits counts the rate-limited answers that were waited out.
	Waits int `json:"waits,omitempty"`
	// Renewed says that the token ended while this was asked, with 401 or in
	// other words, and that this answer is the one to a newer token.
	Renewed bool `json:"renewed,omitempty"`
	// Withheld is why a rate limit was not waited out: the answer is the limit's,
	// and not the one to the question.
	Withheld string `json:"withheld,omitempty"`
	// Reused says that the connection had served an earlier request.
	Reused bool `json:"reused,omitempty"`
	// Failure is why no answer came, or none to the question; empty when one did.
	Failure string `json:"failure,omitempty"`
	// Unrecorded says that it is a recording that lacks the answer, for the
	// reason in Failure.
	Unrecorded bool `json:"-"`
	// BodyFailure is why the body could not be read whole.
	BodyFailure string        `json:"bodyFailure,omitempty"`
	Started     time.Time     `json:"started"`
	Took        time.Duration `json:"tookNanoseconds"`
}

// OK reports whether the answer is 200, or 203 from a cache.
func (x *Exchange) OK() bool {
	return x.Status == http.StatusOK || x.Status == http.StatusNonAuthoritativeInfo
}

// MediaType is the answer's media type in lower case, without parameters.
func (x *Exchange) MediaType() string {
	media, _, _ := strings.Cut(x.Header.Get("Content-Type"), ";")
	return strings.ToLower(strings.TrimSpace(media))
}

// Troubled is why the exchange cannot be judged, empty when it can.
func (x *Exchange) Troubled() string { return cmp.Or(x.Failure, x.Withheld, x.BodyFailure) }

// keptOfCut is how much of a body beyond a cap is kept, to be shown: nobody
// judges it, and a hostile deployment would fill the memory with them.
const keptOfCut = 64 << 10

// CutFor keeps the beginning of a body that is not judged for a cap.
func (x *Exchange) CutFor(reached string) {
	x.BodyFailure = reached
	x.Body = bytes.Clone(x.Body[:min(len(x.Body), keptOfCut)])
}

// Capped is the cap that the body hit, empty when it hit none.
func (x *Exchange) Capped() string {
	if strings.HasSuffix(x.BodyFailure, ")") && strings.Contains(x.BodyFailure, " (max-") {
		return x.BodyFailure
	}
	return ""
}

const endedEarly = "the body ended early"

// EndedEarly says that the connection ended before the body that was announced.
func (x *Exchange) EndedEarly() bool { return strings.HasPrefix(x.BodyFailure, endedEarly) }
