package main

import (
	"fmt"
	"sync"
	"time"

	"github.com/imageconform/imageconform/suites"
)

// progress tells on stderr how far a run is: on a terminal in one line that
// is drawn anew, elsewhere in a line at the start of each stage and at each
// quarter of a long one.
type progress struct {
	to      *output
	redraw  bool
	clock   func() time.Time
	started time.Time

	mu      sync.Mutex
	now     suites.Event
	quarter int
	stop    chan struct{}
	stopped sync.WaitGroup
}

// long is how many scripts make a stage one whose quarters are told.
const long = 100

func newProgress(to *output, redraw bool, clock func() time.Time) *progress {
	g := &progress{to: to, redraw: redraw, clock: clock, started: clock(), stop: make(chan struct{})}
	if redraw {
		g.stopped.Go(g.tick)
	}
	return g
}

// tick keeps the elapsed time running while an answer is awaited.
func (g *progress) tick() {
	ticker := time.NewTicker(250 * time.Millisecond)
	defer ticker.Stop()
	for {
		select {
		case <-g.stop:
			return
		case <-ticker.C:
			g.mu.Lock()
			g.draw()
			g.mu.Unlock()
		}
	}
}

// tell takes an event of the run. Events of one stage may come out of order.
func (g *progress) tell(e suites.Event) {
	g.mu.Lock()
	defer g.mu.Unlock()
	begun := e.Stage != g.now.Stage
	if !begun && e.Done < g.now.Done {
		return
	}
	g.now = e
	if g.redraw {
		g.draw()
		return
	}
	switch {
	case begun:
		g.quarter = 0
		g.to.printf("imageconform: %s\n", describe(e.Stage, e.Total))
	case e.Total >= long && e.Done*4/e.Total > g.quarter:
		g.quarter = e.Done * 4 / e.Total
		g.to.printf("imageconform: %d of %d, %s%s\n", e.Done, e.Total, g.elapsed(), found(e))
	}
}

func (g *progress) draw() {
	if g.now.Stage != "" {
		g.to.printf("\r\x1b[K%s: %d of %d, %s%s", describe(g.now.Stage, g.now.Total), g.now.Done, g.now.Total, g.elapsed(), found(g.now))
	}
}

// found says in how many specs something was found so far.
func found(e suites.Event) string {
	if e.Broken == 0 {
		return ""
	}
	return fmt.Sprintf(", %d of %d specs found something", e.Broken, e.Judged)
}

func (g *progress) elapsed() time.Duration {
	return g.clock().Sub(g.started).Round(100 * time.Millisecond)
}

// end stops drawing and takes the line away.
func (g *progress) end() {
	if !g.redraw {
		return
	}
	close(g.stop)
	g.stopped.Wait()
	g.to.printf("\r\x1b[K")
}

// describe says what a stage does.
func describe(stage string, total int) string {
	switch stage {
	case "baseline":
		return "reading the list"
	case "selftest":
		return fmt.Sprintf("judging %d servers", total)
	case "requests":
		return "asking " + questions(total)
	}
	return "asking " + questions(total) + " of the deployment in the state " + stage
}

func questions(n int) string {
	if n == 1 {
		return "1 question"
	}
	return fmt.Sprintf("%d questions", n)
}
