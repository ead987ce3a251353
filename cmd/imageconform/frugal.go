package main

import (
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// The memory of a run over 100,000 images, and how much of it may be in use
// before more is taken.
const (
	usualMemory = 216 << 20
	fullMemory  = 0.75
)

// frugal keeps a run small: the target takes the time, and nobody expects a
// client to be large. What a run holds it may have; garbage has to go early.
type frugal struct {
	mu    sync.Mutex
	limit int64
}

// newFrugal sets the limits, unless the user has; done takes them back.
func newFrugal(env map[string]string) (f *frugal, done func()) {
	if env["GOGC"] != "" || env["GOMEMLIMIT"] != "" {
		return nil, func() {}
	}
	f = &frugal{limit: usualMemory}
	percent, before := debug.SetGCPercent(50), debug.SetMemoryLimit(f.limit)
	return f, func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(before)
	}
}

// check gives a run more where it holds nearly all that it may have: a collector
// that finds nothing to collect only takes time.
func (f *frugal) check() {
	if f == nil {
		return
	}
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	f.mu.Lock()
	defer f.mu.Unlock()
	if held := live[0].Value.Uint64(); float64(held) > fullMemory*float64(f.limit) {
		f.limit += f.limit / 2
		debug.SetMemoryLimit(f.limit)
	}
}
