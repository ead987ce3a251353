package suites

import (
	"context"
	"fmt"

	"github.com/imageconform/imageconform/suites/target"
)

// during asks scripts one after the other while the deployment is in a
// state, and takes it back to normal whatever happens.
func (s *Suite) during(ctx context.Context, into *evidence, state target.State, scripts []target.Script) {
	control := s.options.Target.Control
	switch {
	case ctx.Err() != nil:
		return
	case s.stuck != nil:
		into.giveUp(scripts, "not asked: "+s.stuck.Error())
		return
	}
	defer func() {
		if err := control.Leave(context.WithoutCancel(ctx), state); err != nil {
			s.stuck = fmt.Errorf("the deployment could not be taken back from the state %s: %w", state, err)
		}
	}()
	if err := control.Enter(ctx, state); err != nil {
		into.giveUp(scripts, fmt.Sprintf("the deployment could not be put into the state %s: %v", state, err))
		return
	}
	s.askIn(ctx, into, state.String(), scripts, 1)
}

// reaches reports whether the deployment can be put into a state.
func (s *Suite) reaches(state target.State) bool {
	control := s.options.Target.Control
	return state == target.Normal || control != nil && control.Reaches(state)
}

// unreached is a plan that lacks the means to bring about a state.
func unreached(state target.State) Plan {
	if state == target.Limited {
		return lacking("no burst of requests is made, since it could shut out the deployment's other users: " +
			"nothing can put the deployment into the state \"limited\", and the burst is not opted in to (probe-rate-limit)")
	}
	return lacking("nothing can put the deployment into the state %q", state)
}
