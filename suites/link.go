package suites

// imageLinks will be written next.
func imageLinks(*Suite) {}
