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
	begun   time.Time // the stage
	quarter int
	stop    chan struct{}
	stopped sync.WaitGroup
}

// long is how many scripts make a stage one whose quarters are told, and how
// many pages are read between two lines.
const long = 100

// early is how long a stage lasts before its end is guessed.
const early = 5 * time.Second

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
	switch {
	case begun:
		g.begun = g.clock()
	case e.Done < g.now.Done:
		return
	default:
		// Walks turn their pages beside the scripts that end.
		e.Pages = max(e.Pages, g.now.Pages)
	}
	turned := e.Pages/long > g.now.Pages/long
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
		g.to.printf("imageconform: %s\n", g.far())
	case turned:
		g.to.printf("imageconform: %s\n", g.far())
	}
}

func (g *progress) draw() {
	if g.now.Stage != "" {
		g.to.printf("\r\x1b[K%s: %s", describe(g.now.Stage, g.now.Total), g.far())
	}
}

// far says how far the stage is, with its pages where there are many, and how
// long the rest takes if it goes on like that.
func (g *progress) far() string {
	e := g.now
	far := fmt.Sprintf("%d of %d", e.Done, e.Total)
	done, all := e.Done, e.Total
	switch {
	case e.Pages < 2:
	case e.AllPages > 0:
		done, all = e.Pages, max(e.Pages, e.AllPages)
		far = fmt.Sprintf("%d of %d pages", done, all)
	default:
		far += fmt.Sprintf(", %d pages", e.Pages)
	}
	far += ", " + g.elapsed().String() + found(e)
	if took := g.clock().Sub(g.begun); took >= early && done > 0 && done < all {
		left := took / time.Duration(done) * time.Duration(all-done)
		far += fmt.Sprintf(", about %s left", left.Round(time.Second))
	}
	return far
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
	case "closing":
		return "reading the list again"
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
