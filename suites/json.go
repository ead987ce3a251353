package suites

// jsonBodies will be written next.
func jsonBodies(*Suite) {}
