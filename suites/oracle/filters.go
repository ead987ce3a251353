package oracle

import (
	"strings"

	"github.com/imageconform/imageconform/schemas"
)

// SameFilter reports whether two values of a filter ask for the same: the
// same instant, the same server by URL or id, the same status in any case, or
// else the same text.
func SameFilter(name, a, b string) bool {
	if a == b {
		return true
	}
	switch name {
	case "changes-since":
		s, errA := schemas.ParseDateTime(a)
		t, errB := schemas.ParseDateTime(b)
		return errA == nil && errB == nil && s.Equal(t)
	case "server":
		return b != "" && lastSegment(a) == lastSegment(b)
	case "status", "type":
		return strings.EqualFold(a, b)
	}
	return false
}

func lastSegment(s string) string { return s[strings.LastIndexByte(s, '/')+1:] }
