package suites

// changesSince will be written next.
func changesSince(*Suite) {}
