package suites

// rateLimits will be written next.
func rateLimits(*Suite) {}
