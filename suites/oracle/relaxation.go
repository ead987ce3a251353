package oracle

import (
	"maps"

	"github.com/imageconform/imageconform/suites/requirement"
)

// recogniser says whether what was seen is the very deviation of a
// relaxation. Whatever goes beyond it is not.
type recogniser func(Case, sight) bool

// recognisers are those of every relaxation that a deployment can need.
var recognisers = joined(pageRelaxations, filterRelaxations, bodyRelaxations, refusalRelaxations, laterRelaxations)

func joined(tables ...map[requirement.RelaxationID]recogniser) map[requirement.RelaxationID]recogniser {
	all := map[requirement.RelaxationID]recogniser{}
	for _, table := range tables {
		maps.Copy(all, table)
	}
	return all
}
