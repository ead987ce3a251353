package suites

// imageTypes will be written next.
func imageTypes(*Suite) {}
