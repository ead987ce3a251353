package main

import (
	"strings"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/target"
)

// planCaps reads what a target may make a run read. A cap of nothing would
// leave nothing to judge.
func planCaps(pl *plan) error {
	for _, s := range settings {
		if n, counts := s.field(&pl.config).Interface().(int); counts && strings.HasPrefix(s.name(), "max-") && n < 1 {
			return usage("%s: want at least 1", pl.at(s.name()))
		}
	}
	c := pl.config
	pl.limits = schemas.Limits{Bytes: c.MaxBody, Depth: c.MaxDepth, Number: c.MaxNumber, Text: c.MaxText, Members: c.MaxMembers}
	return nil
}

// ofJudging are the caps that apply when answers are judged, and again when
// evidence is.
var ofJudging = []string{"max-pages", "max-depth", "max-number", "max-text", "max-members"}

// bound gives a target the caps of what is read of it.
func (c Config) bound(t *target.Config) {
	t.MaxHeader, t.MaxBody, t.MaxRatio, t.MaxTotal = int64(c.MaxHeader), int64(c.MaxBody), int64(c.MaxRatio), int64(c.MaxTotal)
	t.MaxURL, t.MaxRedirects, t.MaxPages = c.MaxURL, c.MaxRedirects, c.MaxPages
}
