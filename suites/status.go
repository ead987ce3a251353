package suites

// statuses will be written next.
func statuses(*Suite) {}
