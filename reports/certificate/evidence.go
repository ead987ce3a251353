package certificate

import (
	"bytes"
	"strings"

	"github.com/imageconform/imageconform/suites/recording"
)

// readEvidence reads the evidence, and refuses what is not that of one whole run
// of the manifest.
func readEvidence(text []byte, m Manifest) (*recording.Recording, error) {
	r, err := recording.Read(bytes.NewReader(text))
	switch {
	case err != nil:
		return nil, refuse("%s: %w", evidenceFile, err)
	case r.End == nil:
		return nil, refuse("%s ends before its run did", evidenceFile)
	case r.Head.Partial:
		return nil, refuse("%s holds only some of the exchanges", evidenceFile)
	}
	again, entries := r.Encode()
	if at, same := difference(text, again); !same {
		return nil, refuse("%s is not written as a run writes it, from byte %d on", evidenceFile, at)
	}
	root, err := rootOf(entries)
	if err != nil {
		return nil, err
	}
	if m.Exchanges != (Exchanges{len(entries), root}) {
		return nil, refuse("%s has %d exchanges of the root %s, and %s says %d of %s", evidenceFile, len(entries), root, manifestFile, m.Exchanges.Count, m.Exchanges.MerkleRoot)
	}
	return r, ofRun(r, m)
}

// ofRun compares who asked whom and when with the manifest.
func ofRun(r *recording.Recording, m Manifest) error {
	agent := Agent(m.Suite.Version, m.Nonce)
	switch h := r.Head; {
	case h.UserAgent != agent:
		return refuse("%s was asked as %q, want %q", evidenceFile, h.UserAgent, agent)
	case h.Suite != m.Suite.Version:
		return refuse("%s is of imageconform %s, and %s of %s", evidenceFile, h.Suite, manifestFile, m.Suite.Version)
	case h.Target != m.Target:
		return refuse("%s is of %s, and %s of %s", evidenceFile, h.Target, manifestFile, m.Target)
	case !h.Started.Equal(m.Started):
		return refuse("%s begins at another time than %s says", evidenceFile, manifestFile)
	}
	for i, e := range r.Entries {
		switch {
		case e.Number != i+1:
			return refuse("%s has exchange %d where %d belongs", evidenceFile, e.Number, i+1)
		case e.UserAgent != "" && e.UserAgent != agent && !strings.HasPrefix(e.UserAgent, agent+" ("):
			return refuse("exchange %d was asked as %q, want %q", e.Number, e.UserAgent, agent)
		case e.Started.Before(m.Started) || e.Started.After(m.Finished):
			return refuse("exchange %d was not asked between the times of %s", e.Number, manifestFile)
		case e.Cut():
			return refuse("exchange %d is kept without the end of its body", e.Number)
		}
	}
	return nil
}

// complete refuses evidence in which something lies that the suite does not
// ask, or that was asked in another order than the suite asks it. With so many
// scripts under way at once, one that is over has at most so many fewer before
// it than it has in the order.
func (a again) complete(r *recording.Recording, m Manifest) error {
	used := map[int]bool{}
	for _, x := range a.result.Exchanges {
		used[x.Number] = true
	}
	at := map[string]int{}
	for i, script := range a.asked {
		at[script] = i
	}
	over := 0
	seen := map[string]bool{}
	for _, e := range r.Entries {
		if !used[e.Number] {
			return refuse("the suite does not ask exchange %d, %s %s", e.Number, e.Request.Method, e.Request.URL)
		}
		if seen[e.Script] {
			continue
		}
		seen[e.Script] = true
		if over < at[e.Script]-m.Concurrency+1 {
			return refuse("exchange %d was asked sooner than its turn: the order is not that of the nonce", e.Number)
		}
		over++
	}
	return nil
}
