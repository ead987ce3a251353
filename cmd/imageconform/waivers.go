package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// waiver is one entry of a file of waivers:
//
//   - requirement: LIM-04
//     reason: fixed in the release of May
//     expires: 2027-05-31
//     link: https://bugs.example/1234
type waiver struct {
	Requirement string `yaml:"requirement"`
	Reason      string `yaml:"reason"`
	Expires     string `yaml:"expires"`
	Link        string `yaml:"link"`
}

// waiversHint shows what a file of waivers looks like.
const waiversHint = "a waiver is '- {requirement: LIM-04, reason: why it is allowed for now, expires: 2027-01-31, link: https://...}'; only link may be left out"

// readWaivers reads the file of waivers. What is in doubt is refused before
// anything is asked, so that nothing is excused by accident.
func (p *program) readWaivers(l loaded) ([]verdict.WaiverEntry, error) {
	file := l.config.Waivers
	if file == "" {
		return nil, nil
	}
	data, err := os.ReadFile(file) //nolint:gosec // the file is the user's choice
	if err != nil {
		return nil, usage("%s: %w", l.at("waivers"), err)
	}
	var listed []waiver
	if err := readYAML(file, data, &listed); err != nil {
		return nil, err
	}
	var lines []yaml.Node
	if err := yaml.Unmarshal(data, &lines); err != nil {
		return nil, yamlFailure(file, &listed, err)
	}
	if listed == nil {
		return nil, usage("%s: it holds no list of waivers", file).hinted(waiversHint)
	}
	var entries []verdict.WaiverEntry
	seen := map[requirement.ID]int{}
	for i, w := range listed {
		entry, problem := w.check(p.clock())
		if problem != nil {
			problem.err = fmt.Errorf("%s: line %d: %w", file, lines[i].Line, problem.err)
			return nil, problem
		}
		if line, twice := seen[entry.Requirement]; twice {
			return nil, usage("%s: line %d: %s is waived already in line %d", file, lines[i].Line, entry.Requirement, line)
		}
		seen[entry.Requirement] = lines[i].Line
		entries = append(entries, entry)
	}
	return entries, nil
}

// check reads one waiver as of now.
func (w waiver) check(now time.Time) (verdict.WaiverEntry, *failure) {
	entry := verdict.WaiverEntry{Excuse: verdict.Excuse{
		Kind: verdict.Waiver, Reason: strings.TrimSpace(w.Reason), Expires: w.Expires, Link: strings.TrimSpace(w.Link),
	}}
	if w.Requirement == "" {
		return entry, usage("the waiver names no requirement").hinted(waiversHint)
	}
	row, known := requirement.Lookup(requirement.ID(strings.ToUpper(w.Requirement)))
	entry.Requirement = row.ID
	switch {
	case !known:
		return entry, usage("there is no requirement %q", w.Requirement).hinted(near(w.Requirement))
	case row.Level == requirement.Obs:
		return entry, usage("%s is an observation, which never fails: there is nothing to waive", row.ID)
	case row.Unobservable != "":
		return entry, usage("%s is never judged: %s", row.ID, row.Unobservable)
	case entry.Reason == "":
		return entry, usage("the waiver of %s has no reason", row.ID).hinted(waiversHint)
	}
	last, err := time.Parse(time.DateOnly, w.Expires)
	switch {
	case w.Expires == "":
		return entry, usage("the waiver of %s does not say when it expires", row.ID).hinted(waiversHint)
	case err != nil:
		return entry, usage("the waiver of %s expires on no date", row.ID).hinted("want a day such as 2027-01-31, the last on which it holds")
	case !now.UTC().Before(last.AddDate(0, 0, 1)):
		return entry, usage("the waiver of %s expired on %s", row.ID, w.Expires).
			hinted("see whether it is still needed, and take it out or give it another day")
	}
	return entry, nil
}
