package suites

// negotiation will be written next.
func negotiation(*Suite) {}
