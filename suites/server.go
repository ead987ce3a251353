package suites

// servers will be written next.
func servers(*Suite) {}
