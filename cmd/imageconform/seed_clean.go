package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/imageconform/imageconform/fixtures/seed"
)

// giveUp removes what a run has made so far, whatever ended it, and says by its
// error how that went.
func (p *program) giveUp(ctx context.Context, service seed.Service, s seeding, cause error) error {
	removed := 0
	left := service.Clean(ctx, s.run, func(m seed.Made) {
		removed++
		p.err.printf("imageconform: removed %s, %s\n", m.ID, m.Name)
	})
	f := &failure{code: exitTarget, err: cause}
	switch {
	case ctx.Err() != nil:
		f = &failure{code: exitInterrupted, err: errors.New("interrupted")}
	case p.out.failed != nil:
		f.code = exitHarness
	}
	if left != nil {
		f.err = fmt.Errorf("%w; and what was made could not be removed: %w", f.err, left)
		return f.hinted("once the cloud is well again: " + s.cleaning())
	}
	f.err = fmt.Errorf("%w; the %s made until then are removed", f.err, counted(removed))
	return f
}

// unseed removes what runs have made, or shows it.
func (p *program) unseed(ctx context.Context, service seed.Service, s seeding) error {
	if s.dryRun {
		found, err := service.Find(ctx, s.run)
		if err != nil {
			return &failure{code: exitTarget, err: err}
		}
		for _, m := range found {
			p.out.printf("%-11s  %s  %s\n", m.Status, m.ID, m.Name)
		}
		p.out.printf("%s would be removed\n", counted(len(found)))
		return nil
	}
	removed := 0
	err := service.Clean(ctx, s.run, func(m seed.Made) {
		removed++
		p.out.printf("removed  %s  %s\n", m.ID, m.Name)
	})
	if err != nil {
		return &failure{code: exitTarget, err: fmt.Errorf("%s removed, and not all: %w", counted(removed), err)}
	}
	p.out.printf("%s removed\n", counted(removed))
	return nil
}

func counted(n int) string {
	if n == 1 {
		return "1 image"
	}
	return fmt.Sprintf("%d images", n)
}
