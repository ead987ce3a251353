package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/imageconform/imageconform/suites"
	"github.com/imageconform/imageconform/suites/recording"
	"github.com/imageconform/imageconform/suites/target"
)

// evidenceFile holds what a run asked and was answered.
const evidenceFile = "evidence.har"

// keep says which exchanges of a run are kept.
type keep string

// The words of keep.
const (
	allEvidence      keep = "all"
	failuresEvidence keep = "failures"
	noEvidence       keep = "off"
)

func parseKeep(word string) (keep, error) {
	switch k := keep(strings.ToLower(word)); k {
	case allEvidence, failuresEvidence, noEvidence:
		return k, nil
	}
	return "", fmt.Errorf("want all, failures or off, not %q", word)
}

// of are the exchanges of a run that are kept.
func (k keep) of(result suites.Result) []suites.Exchange {
	switch k {
	case noEvidence:
		return nil
	case failuresEvidence:
		return result.Cited()
	}
	return result.Exchanges
}

// evidence is the file that a run is recorded into, none where nothing is kept.
type evidence struct {
	keep   keep
	file   *os.File
	writer *recording.Writer
}

// record begins the evidence of a run, in the place of that of an earlier one.
func (p *program) record(pl *plan, started time.Time) (*evidence, error) {
	path := filepath.Join(pl.config.Out, evidenceFile)
	if pl.keep == noEvidence {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, harness("the evidence of an earlier run cannot be removed: %w", err)
		}
		return &evidence{keep: pl.keep}, nil
	}
	file, err := os.Create(path) //nolint:gosec // the folder is the user's choice
	if err != nil {
		return nil, harness("the evidence cannot be written: %w", err)
	}
	e := &evidence{keep: pl.keep, file: file, writer: recording.NewWriter(file, recording.Options{
		Head: headOf(pl, started), Body: pl.config.EvidenceBody, Mask: p.secrets.mask,
	})}
	if pl.target.Control != nil {
		pl.target.Control = e.writer.Control(pl.target.Control)
	}
	return e, nil
}

// headOf says what is recorded.
func headOf(pl *plan, started time.Time) recording.Head {
	t := pl.target
	h := recording.Head{
		Suite: version(), Started: started, Target: t.Endpoint.Base, Other: t.Other.Base, Public: t.Endpoint.Public,
		UserAgent: t.UserAgent, Identities: []target.Identity{}, Partial: pl.keep != allEvidence,
	}
	for _, id := range target.Identities() {
		if id.Variable() != "" && t.Has(id) {
			h.Identities = append(h.Identities, id)
		}
	}
	for _, state := range target.States() {
		if t.Control != nil && t.Control.Reaches(state) {
			h.States = append(h.States, state)
		}
	}
	return h
}

// took adds the exchanges of a script while the run goes.
func (e *evidence) took(small *frugal) func(all []suites.Exchange) {
	return func(all []suites.Exchange) {
		small.check()
		if e.keep == allEvidence {
			e.write(all)
		}
	}
}

func (e *evidence) write(all []suites.Exchange) {
	for _, x := range all {
		e.writer.Write(x.Entry()) // one by one: together they may not fit into memory
	}
}

// end writes what is known only now, and closes the file.
func (e *evidence) end(result suites.Result) error {
	if e.keep == noEvidence {
		return nil
	}
	if e.keep == failuresEvidence {
		e.write(result.Cited())
	}
	if err := errors.Join(e.writer.Close(), e.file.Close()); err != nil {
		return harness("the evidence could not be written: %w", err)
	}
	return nil
}
