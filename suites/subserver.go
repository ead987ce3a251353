package suites

import (
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
)

// subServers are the specs about the server that an image was made from.
func subServers(s *Suite) {
	s.shapes(requirement.SUB01, oracle.NoServer)
	s.shapes(requirement.SUB02, oracle.NoServer)
	s.bodies(requirement.SUB03, oracle.NoServer, judgeBodies((*oracle.Judgement).ServerPaths))
	s.bodies(requirement.SUB04, oracle.NoServer, judgeBodies((*oracle.Judgement).ServerPrefixes))
	s.bodies(requirement.SUB05, oracle.NoServer+" and has instance_uuid in its metadata", judgeBodies((*oracle.Judgement).InstanceIDs))
	s.bodies(requirement.SUB06, oracle.NoServer, judgeBodies((*oracle.Judgement).ObserveServerNames))
	s.shapes(requirement.SUB07, oracle.NoServer)
}
