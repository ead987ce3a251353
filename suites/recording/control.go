package recording

import (
	"context"
	"errors"
	"slices"

	"github.com/imageconform/imageconform/suites/target"
)

// back names the way back from a state; the way into one is its word.
func back(from target.State) string { return "back from " + from.String() }

// Control is a control whose failures the recording keeps.
func (w *Writer) Control(of target.Control) target.Control {
	return &recordedControl{Control: of, into: w}
}

type recordedControl struct {
	target.Control
	into *Writer
}

func (c *recordedControl) Enter(ctx context.Context, s target.State) error {
	return c.into.failed(s.String(), c.Control.Enter(ctx, s))
}

func (c *recordedControl) Leave(ctx context.Context, s target.State) error {
	return c.into.failed(back(s), c.Control.Leave(ctx, s))
}

// failed keeps why a way was not gone.
func (w *Writer) failed(way string, err error) error {
	if err != nil {
		w.mu.Lock()
		defer w.mu.Unlock()
		if w.end.Failures == nil {
			w.end.Failures = map[string]string{}
		}
		w.end.Failures[way] = err.Error()
	}
	return err
}

// control enters the states that were entered.
type control struct{ recording *Recording }

func (c *control) Reaches(s target.State) bool {
	return s == target.Normal || slices.Contains(c.recording.Head.States, s)
}

func (c *control) Enter(_ context.Context, s target.State) error { return c.failure(s.String()) }

func (c *control) Leave(_ context.Context, s target.State) error { return c.failure(back(s)) }

func (c *control) failure(way string) error {
	if c.recording.End != nil && c.recording.End.Failures[way] != "" {
		return errors.New(c.recording.End.Failures[way])
	}
	return nil
}
