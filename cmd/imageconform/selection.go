package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/imageconform/imageconform/suites/requirement"
)

// selection says which requirements are meant.
type selection struct {
	only, skip, areas, levels []string
	// at names a part of the selection as its giver wrote it.
	at func(flag string) string
}

// rows are the selected requirements in catalogue order. A word that means
// nothing, and a selection of nothing, are errors.
func (s selection) rows() ([]requirement.Requirement, error) {
	only, err := s.matching("only", s.only)
	if err != nil {
		return nil, err
	}
	skip, err := s.matching("skip", s.skip)
	if err != nil {
		return nil, err
	}
	areas, err := s.knownAreas()
	if err != nil {
		return nil, err
	}
	levels, err := s.knownLevels()
	if err != nil {
		return nil, err
	}
	rows := slices.DeleteFunc(requirement.All(), func(r requirement.Requirement) bool {
		return len(s.only) > 0 && !only[r.ID] || skip[r.ID] ||
			len(areas) > 0 && !slices.Contains(areas, r.ID.Area()) ||
			len(levels) > 0 && !slices.Contains(levels, r.Level)
	})
	if len(rows) == 0 {
		return nil, usage("the selection (%s) leaves no requirement", s)
	}
	return rows, nil
}

// String is the selection in the words of the flags, empty for everything.
func (s selection) String() string {
	var parts []string
	for _, part := range []struct {
		flag  string
		words []string
	}{{"only", s.only}, {"skip", s.skip}, {"area", s.areas}, {"level", s.levels}} {
		if len(part.words) > 0 {
			parts = append(parts, "--"+part.flag+" "+strings.Join(part.words, ","))
		}
	}
	return strings.Join(parts, " ")
}

// matching are the ids that the globs match; each has to match some.
func (s selection) matching(flag string, globs []string) (map[requirement.ID]bool, error) {
	ids := map[requirement.ID]bool{}
	for _, glob := range globs {
		rows, err := requirement.Match(glob)
		if err != nil {
			return nil, usage("%s: %q is no glob", s.at(flag), glob).hinted("* stands for any characters, ? for one, [1-3] for one of a range")
		}
		if len(rows) == 0 {
			return nil, usage("%s: there is no requirement %q", s.at(flag), glob).hinted(near(glob))
		}
		for _, r := range rows {
			ids[r.ID] = true
		}
	}
	return ids, nil
}

func (s selection) knownAreas() ([]requirement.Area, error) {
	var areas []requirement.Area
	for _, word := range s.areas {
		area := requirement.Area(strings.ToUpper(word))
		if !slices.Contains(requirement.Areas(), area) {
			return nil, usage("%s: there is no area %q", s.at("area"), word).hinted("the areas are " + areaNames())
		}
		areas = append(areas, area)
	}
	return areas, nil
}

func (s selection) knownLevels() ([]requirement.Level, error) {
	var levels []requirement.Level
	for _, word := range s.levels {
		level, err := requirement.ParseLevel(word)
		if err != nil {
			return nil, usage("%s: %w", s.at("level"), err)
		}
		levels = append(levels, level)
	}
	return levels, nil
}

func areaNames() string {
	var names []string
	for _, area := range requirement.Areas() {
		names = append(names, string(area))
	}
	return strings.Join(names, ", ")
}

// near is a hint at the ids that an unknown one may stand for: the range of
// its area, or the ids that differ least.
func near(id string) string {
	wanted := requirement.ID(strings.ToUpper(id))
	if of, err := requirement.Match(string(wanted.Area()) + "-*"); err == nil && len(of) > 0 {
		return fmt.Sprintf("%s has %s to %s", of[0].ID.Area(), of[0].ID, of[len(of)-1].ID)
	}
	var ids []string
	for _, r := range requirement.All() {
		ids = append(ids, string(r.ID))
	}
	if closest := closest(string(wanted), ids, 2); len(closest) > 0 {
		return "did you mean " + strings.Join(closest, " or ") + "?"
	}
	return "imageconform list shows the ids; the areas are " + areaNames()
}

// closest are the words that differ least from a misspelt one, in so many
// letters at most; none where a great many do.
func closest(misspelt string, words []string, most int) (near []string) {
	for _, word := range words {
		d := distance(misspelt, word)
		if d < most {
			most, near = d, nil
		}
		if d == most {
			near = append(near, word)
		}
	}
	if len(near) > 5 {
		return nil
	}
	return near
}

// distance is the number of letters to change, insert or drop to make a of b.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
