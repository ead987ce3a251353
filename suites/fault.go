package suites

import (
	"net/http"
	"strings"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// faults are the specs about the bodies of errors. Most look at every error
// of the run; those that they ask for make sure that there are some.
func faults(s *Suite) {
	s.throughoutBoth(requirement.ERR01, planErrors, judgeErrors((*oracle.Judgement).Faults))
	s.throughout(requirement.ERR02, planErrors, judgeFaultShapes("ERR-02", oracle.JSON))
	s.inXML(requirement.ERR03, planErrors, s.overAll(judgeFaultShapes("ERR-03", oracle.XML)))
	s.throughoutBoth(requirement.ERR04, planErrors, judgeErrors((*oracle.Judgement).FaultNames))
	s.throughoutBoth(requirement.ERR05, planErrors, judgeErrors((*oracle.Judgement).BadRequests))
	s.both(requirement.ERR06, planBroken, judgeBroken)
	s.every(requirement.ERR06, judgeLeaks)
	s.both(requirement.ERR07, planUnavailable, judgeUnavailable)
	s.both(requirement.ERR08, planNeverMissing, judgeNeverMissing)
	s.both(requirement.ERR09, planOddContent, s.overAll(judgeNo415))
	s.inXML(requirement.ERR10, planErrors, s.overAll(judgeFaultNamespaces))
	s.both(requirement.ERR11, planNamedParameters, judgeNamedParameters)
	s.throughoutBoth(requirement.ERR12, planEchoes, judgeErrors((*oracle.Judgement).Escaped))
	s.both(requirement.ERR12, planEchoes, judgeEchoes)
}
