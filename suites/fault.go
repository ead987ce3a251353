package suites

// faults will be written next.
func faults(*Suite) {}
