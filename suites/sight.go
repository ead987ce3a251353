package suites

import (
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
)

// sight looks for the features that a requirement needs, as far as something
// is declared of them, in everything that was asked.
func (s *Suite) sight(row requirement.Requirement) []oracle.Sighting {
	var all []oracle.Sighting
	for _, f := range row.Conditions() {
		if _, declared := s.options.Policy.Declared[f]; declared {
			all = append(all, s.look(f))
		}
	}
	return all
}

// look looks for one feature, once a run.
func (s *Suite) look(f requirement.Feature) oracle.Sighting {
	known, looked := s.sighted[f]
	if !looked {
		known = oracle.Sight(f, s.view, s.evidence.readings())
		if s.sighted == nil {
			s.sighted = map[requirement.Feature]oracle.Sighting{}
		}
		s.sighted[f] = known
	}
	return known
}
