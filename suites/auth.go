package suites

// authentication will be written next.
func authentication(*Suite) {}
