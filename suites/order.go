package suites

// ordering will be written next.
func ordering(*Suite) {}
