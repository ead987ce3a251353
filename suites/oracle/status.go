package oracle

import "regexp"

var statusWord = regexp.MustCompile(`^(?:UNKNOWN|ACTIVE|SAVING|ERROR|DELETED|[\w-]+:\w+)$`)

// StatusWord reports whether a text is a status of the enumeration, or has the
// form of an extension's.
func StatusWord(text string) bool { return statusWord.MatchString(text) }
