package suites

// subServers will be written next.
func subServers(*Suite) {}
