package suites

// combinations will be written next.
func combinations(*Suite) {}
