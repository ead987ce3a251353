package suites

// methods will be written next.
func methods(*Suite) {}
