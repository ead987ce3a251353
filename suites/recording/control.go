package recording

import (
	"context"
	"errors"
	"slices"

	"github.com/imageconform/imageconform/suites/target"
)

// step names the way into a state; that back to normal by where it begins.
func step(from, to target.State) string {
	if to == target.Normal {
		return "back from " + from.String()
	}
	return to.String()
}

// Control is a control whose failures the recording keeps.
func (w *Writer) Control(of target.Control) target.Control {
	return &recordedControl{Control: of, into: w}
}

type recordedControl struct {
	target.Control
	into *Writer
	at   target.State
}

func (c *recordedControl) Enter(ctx context.Context, s target.State) error {
	from := c.at
	c.at = s
	err := c.Control.Enter(ctx, s)
	if err != nil {
		c.into.mu.Lock()
		defer c.into.mu.Unlock()
		if c.into.end.Failures == nil {
			c.into.end.Failures = map[string]string{}
		}
		c.into.end.Failures[step(from, s)] = err.Error()
	}
	return err
}

// control enters the states that were entered.
type control struct {
	recording *Recording
	at        target.State
}

func (c *control) Reaches(s target.State) bool {
	return s == target.Normal || slices.Contains(c.recording.Head.States, s)
}

func (c *control) Enter(_ context.Context, s target.State) error {
	from := c.at
	c.at = s
	if c.recording.End != nil && c.recording.End.Failures[step(from, s)] != "" {
		return errors.New(c.recording.End.Failures[step(from, s)])
	}
	return nil
}
