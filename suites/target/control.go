package target

import (
	"context"
	"fmt"
	"net/http"
)

// State is a condition of the deployment that no client can provoke.
type State int

// The states that a script can ask for.
const (
	// Normal is the deployment as it is.
	Normal State = iota
	// Cached answers from a cache, with 203.
	Cached
	// Refusing answers 403 to everybody.
	Refusing
	// Limited limits the rate of each user, with 413.
	Limited
	// Broken answers 500.
	Broken
	// Unavailable answers 503.
	Unavailable
)

// States lists every state but Normal, in the order in which they are entered.
func States() []State { return []State{Cached, Refusing, Limited, Broken, Unavailable} }

func (s State) String() string {
	switch s {
	case Normal:
		return "normal"
	case Cached:
		return "cached"
	case Refusing:
		return "forbidden"
	case Limited:
		return "limited"
	case Broken:
		return "broken"
	case Unavailable:
		return "unavailable"
	}
	return fmt.Sprintf("State(%d)", int(s))
}

// MarshalText writes the state's word.
func (s State) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a state's word.
func (s *State) UnmarshalText(text []byte) error {
	for _, known := range append(States(), Normal) {
		if known.String() == string(text) {
			*s = known
			return nil
		}
	}
	return fmt.Errorf("unknown state %q", text)
}

// Status is the HTTP status that a deployment in the state answers with.
func (s State) Status() int {
	switch s {
	case Cached:
		return http.StatusNonAuthoritativeInfo
	case Refusing:
		return http.StatusForbidden
	case Limited:
		return http.StatusRequestEntityTooLarge
	case Broken:
		return http.StatusInternalServerError
	case Unavailable:
		return http.StatusServiceUnavailable
	}
	return http.StatusOK
}

// Control puts a deployment into a state and back to Normal.
type Control interface {
	// Reaches reports whether the state can be entered at all.
	Reaches(State) bool
	// Enter returns once the deployment is in the state.
	Enter(context.Context, State) error
	// Leave takes the deployment from the state back to Normal. It is called
	// after every Enter, one that failed too.
	Leave(context.Context, State) error
}

// Probing is a control that takes the deployment's own rate limit for the
// state Limited, where next does not reach that state: a burst of requests is
// then made of the deployment as it is. next may be nil.
func Probing(next Control) Control {
	if next != nil && next.Reaches(Limited) {
		return next
	}
	return probing{next}
}

type probing struct{ next Control }

func (p probing) Reaches(s State) bool {
	return s == Limited || p.next != nil && p.next.Reaches(s)
}

func (p probing) Enter(ctx context.Context, s State) error {
	if s == Limited {
		return nil
	}
	return p.next.Enter(ctx, s)
}

func (p probing) Leave(ctx context.Context, s State) error {
	if s == Limited {
		return nil
	}
	return p.next.Leave(ctx, s)
}
