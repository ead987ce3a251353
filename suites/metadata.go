package suites

// metadata will be written next.
func metadata(*Suite) {}
