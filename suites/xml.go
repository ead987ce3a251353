package suites

// xmlBodies will be written next.
func xmlBodies(*Suite) {}
