package requirement

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
)

// registry holds the defined rows by id. Go runs the files' declarations in file
// name order, so that it is sorted on the way out and not by definition.
var registry = map[ID]Requirement{}

// define enters a row and hands it back, for the row's variable. It panics on a
// row that breaks the catalogue, so that a broken one cannot even start.
func define(r Requirement) Requirement {
	if err := r.check(); err != nil {
		panic(err)
	}
	if _, taken := registry[r.ID]; taken {
		panic(fmt.Errorf("requirement %s is defined twice", r.ID))
	}
	registry[r.ID] = r
	return r.clone()
}

// All lists every requirement in catalogue order: by area, then by number. The
// caller owns the result.
func All() []Requirement {
	rank := make(map[Area]int, len(areas))
	for i, area := range Areas() {
		rank[area] = i
	}
	all := make([]Requirement, 0, len(registry))
	for _, r := range registry {
		all = append(all, r.clone())
	}
	slices.SortFunc(all, func(a, b Requirement) int {
		return cmp.Or(
			cmp.Compare(rank[a.ID.Area()], rank[b.ID.Area()]),
			cmp.Compare(a.ID.number(), b.ID.number()),
		)
	})
	return all
}

// Lookup finds the requirement of an id, written as in the catalogue.
func Lookup(id ID) (Requirement, bool) {
	r, ok := registry[id]
	return r.clone(), ok
}

// Match lists, in catalogue order, the requirements whose ids match a glob of
// package path, in any case: "LIM-*", "lim-0[1-3]", "*". A malformed glob is an
// error wrapping path.ErrBadPattern; one that matches nothing is not.
func Match(glob string) ([]Requirement, error) {
	pattern := strings.ToUpper(glob)
	var matched []Requirement
	for _, r := range All() {
		ok, err := path.Match(pattern, string(r.ID))
		if err != nil {
			return nil, fmt.Errorf("match requirements against %q: %w", glob, err)
		}
		if ok {
			matched = append(matched, r)
		}
	}
	return matched, nil
}
