package target

import (
	"context"
	"fmt"
	"time"
)

// Hook is a pair of commands that put a deployment into a state and back.
type Hook struct {
	// Before returns once the deployment is in the state, After once it is back
	// to normal. Each is a program and its arguments, run without a shell.
	Before, After []string
	// Timeout bounds each of the two; zero means a minute.
	Timeout time.Duration
}

// DefaultHookTimeout bounds the commands of a Hook that does not.
const DefaultHookTimeout = time.Minute

// HookControl puts a deployment into states by commands of its operator.
type HookControl struct {
	hooks       map[State]Hook
	environment []string
}

// NewHookControl makes a control of the hooks of some states. Their commands
// see the given environment, NAME=VALUE each, and no other.
func NewHookControl(hooks map[State]Hook, environment []string) *HookControl {
	return &HookControl{hooks: hooks, environment: environment}
}

// Reaches reports whether the state has a hook.
func (c *HookControl) Reaches(s State) bool {
	_, there := c.hooks[s]
	return there
}

// Enter runs the command that leads to the state.
func (c *HookControl) Enter(ctx context.Context, s State) error {
	return c.run(ctx, "before", s, c.hooks[s].Before)
}

// Leave runs the command that leads back, whatever became of the other.
func (c *HookControl) Leave(ctx context.Context, s State) error {
	return c.run(ctx, "after", s, c.hooks[s].After)
}

func (c *HookControl) run(ctx context.Context, which string, s State, command []string) error {
	limit := c.hooks[s].Timeout
	if limit == 0 {
		limit = DefaultHookTimeout
	}
	ctx, cancel := context.WithTimeoutCause(ctx, limit, fmt.Errorf("it did not end within %v", limit))
	defer cancel()
	if err := runCommand(ctx, command, c.environment); err != nil {
		return fmt.Errorf("the command %q of the hook for %d failed: %w", which, s.Status(), err)
	}
	return nil
}

// Controls asks for each state the first control that reaches it.
type Controls []Control

func (all Controls) reaching(s State) Control {
	for _, c := range all {
		if c.Reaches(s) {
			return c
		}
	}
	return nil
}

// Reaches reports whether any control reaches the state.
func (all Controls) Reaches(s State) bool { return all.reaching(s) != nil }

// Enter asks the first control that reaches the state.
func (all Controls) Enter(ctx context.Context, s State) error { return all.reaching(s).Enter(ctx, s) }

// Leave asks the control that Enter asks.
func (all Controls) Leave(ctx context.Context, s State) error { return all.reaching(s).Leave(ctx, s) }
