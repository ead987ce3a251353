package suites

// headers will be written next.
func headers(*Suite) {}
