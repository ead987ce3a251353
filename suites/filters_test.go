package suites

import "testing"

// filterAreas are the areas about filters and order.
var filterAreas = []string{"CS-*", "SRV-*", "NAM-*", "STA-*", "TYP-*", "CMB-*", "ORD-*"}

func TestFiltersOfReference(t *testing.T) {
	judged := judge(t, rich(), filterAreas...)
	judged.wantBroken(t)
	// No image of the reference server has the status of an extension.
	judged.wantUndecided(t, "STA-09")
}
