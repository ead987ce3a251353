package oracle

import (
	"regexp"
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
		s, errA := schemas.ParseDateTime(withSeconds(a))
		t, errB := schemas.ParseDateTime(withSeconds(b))
		return errA == nil && errB == nil && s.Equal(t)
	case "server":
		return b != "" && lastSegment(a) == lastSegment(b)
	case "status", "type":
		return strings.EqualFold(a, b)
	}
	return false
}

var minuteForm = regexp.MustCompile(`^([^T]*T[0-9]{2}:[0-9]{2})(Z|[+-].*)?$`)

// withSeconds writes the seconds that the documents let a time leave out.
func withSeconds(moment string) string { return minuteForm.ReplaceAllString(moment, "${1}:00${2}") }

func lastSegment(s string) string { return s[strings.LastIndexByte(s, '/')+1:] }
