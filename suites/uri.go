package suites

// uris will be written next.
func uris(*Suite) {}
