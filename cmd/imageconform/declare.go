package main

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// declarations are what is said of features, by name, as it was given.
type declarations map[string]string

// add puts in what was declared before; a feature is declared once.
func (d declarations) add(before declarations) error {
	for name, presence := range before {
		if _, twice := d[name]; twice {
			return errors.New("a feature is declared twice")
		}
		d[name] = presence
	}
	return nil
}

// String is the declarations as the flag takes them, sorted.
func (d declarations) String() string {
	var words []string
	for _, name := range slices.Sorted(maps.Keys(d)) {
		words = append(words, name+"="+d[name])
	}
	return strings.Join(words, ",")
}

// declared reads the declarations. A word that means nothing is an error.
func declared(l loaded) (map[requirement.Feature]verdict.Presence, error) {
	all := map[requirement.Feature]verdict.Presence{}
	for _, name := range slices.Sorted(maps.Keys(l.config.Features)) {
		f, err := requirement.ParseFeature(name)
		if err != nil {
			return nil, usage("%s: %w", l.at("feature"), err).hinted(nearFeature(name))
		}
		presence, err := verdict.ParsePresence(l.config.Features[name])
		if err != nil {
			return nil, usage("%s: %s: %w", l.at("feature"), name, err)
		}
		if before, twice := all[f]; twice && before != presence {
			return nil, usage("%s: %s is declared both %s and %s", l.at("feature"), f, before, presence)
		}
		all[f] = presence
	}
	return all, nil
}

// nearFeature is a hint at the features that an unknown one may stand for.
func nearFeature(name string) string {
	var names []string
	for _, f := range requirement.Features() {
		names = append(names, string(f))
	}
	near := slices.DeleteFunc(slices.Clone(names), func(n string) bool {
		return len(name) < 3 || !strings.Contains(n, strings.ToLower(name))
	})
	if len(near) == 0 {
		near = closest(strings.ToLower(name), names, len(name)/3+1)
	}
	if len(near) == 0 {
		return "imageconform features lists them: " + strings.Join(names, ", ")
	}
	return "did you mean " + strings.Join(near, " or ") + "?"
}
