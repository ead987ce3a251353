package schemas

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// The lexical types of values. JSON schemas refer to the first three by the
// names of formats.go, XPath rows call them directly.

var uuidForm = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// isUUID says whether s has the form the XML schema gives UUIDs: lower-case
// hexadecimal in groups of 8-4-4-4-12. It asks no version or variant bits.
func isUUID(s string) bool { return uuidForm.MatchString(s) }

// isDateTime says whether s is an xsd:dateTime of an existing moment.
func isDateTime(s string) bool {
	_, err := ParseDateTime(s)
	return err == nil
}

// isAbsoluteURI says whether s begins with a scheme and, for http and https, has
// a host. Spaces and characters beyond ASCII pass, as they do in xsd:anyURI; that
// they have to be encoded is a requirement of its own.
func isAbsoluteURI(s string) bool {
	u, err := url.Parse(s)
	if err != nil || u.Scheme == "" {
		return false
	}
	if scheme := strings.ToLower(u.Scheme); scheme == "http" || scheme == "https" {
		return u.Hostname() != ""
	}
	return u.Opaque != "" || u.Host != "" || u.Path != ""
}

var statusForm = regexp.MustCompile(`^(UNKNOWN|ACTIVE|SAVING|DELETED|ERROR|[\w-]+:\w+)$`)

// isStatus says whether s is an image status, or one of an extension.
func isStatus(s string) bool { return statusForm.MatchString(s) }

// collapsed gives s as a validator sees a value of type int or dateTime: white
// space around it does not count.
func collapsed(s string) string { return strings.Trim(s, " \t\r\n") }

var intForm = regexp.MustCompile(`^[+-]?[0-9]+$`)

// isInt says whether s is an xsd:int: 32 bits, sign and leading zeros allowed.
func isInt(s string) bool {
	_, ok := parseInt(s)
	return ok
}

// isPercent says whether s is an xsd:int from 0 to 100.
func isPercent(s string) bool {
	n, ok := parseInt(s)
	return ok && n >= 0 && n <= 100
}

func parseInt(s string) (int64, bool) {
	s = collapsed(s)
	if !intForm.MatchString(s) {
		return 0, false
	}
	n, err := strconv.ParseInt(s, 10, 32)
	return n, err == nil
}
