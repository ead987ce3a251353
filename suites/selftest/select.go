package selftest

import (
	"path"
	"slices"
	"strings"

	"github.com/imageconform/imageconform/suites/requirement"
)

// Core keeps the clean server, every variant, and of the mutants of each
// requirement the first and the first that is wrong in XML alone: enough to
// see within a minute or two whether a requirement lost its strength.
func Core(subjects []Subject) []Subject {
	type share struct {
		id    requirement.ID
		inXML bool
	}
	taken := map[share]bool{}
	return slices.DeleteFunc(slices.Clone(subjects), func(s Subject) bool {
		id, own := s.Own()
		if !own {
			return false
		}
		of := share{id, strings.HasSuffix(s.Name, "-in-xml") || strings.HasPrefix(s.Name, "xml-")}
		if taken[of] {
			return true
		}
		taken[of] = true
		return false
	})
}

// Only keeps the subjects whose name, or the id of a requirement that they
// break, matches one of the patterns of package path. Case does not matter.
func Only(subjects []Subject, patterns []string) ([]Subject, error) {
	var kept []Subject
	for _, s := range subjects {
		names := []string{s.Name, string(s.Kind)}
		for _, id := range s.Breaks {
			names = append(names, strings.ToLower(string(id)))
		}
		matches, err := matchesAny(names, patterns)
		if err != nil {
			return nil, err
		}
		if matches {
			kept = append(kept, s)
		}
	}
	return kept, nil
}

func matchesAny(names, patterns []string) (bool, error) {
	for _, p := range patterns {
		for _, name := range names {
			if ok, err := path.Match(strings.ToLower(p), name); ok || err != nil {
				return ok, err
			}
		}
	}
	return false, nil
}
