package suites

// equivalence will be written next.
func equivalence(*Suite) {}
