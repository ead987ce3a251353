package oracle

import (
	"net/http"
	"regexp"
)

// leaks are what the inside of a service looks like in a message: traces of
// several languages, queries and errors of databases, and paths of its host.
var leaks = []struct {
	what string
	form *regexp.Regexp
}{
	{"a stack trace", regexp.MustCompile(`Traceback \(most recent call last\)|File "[^"]+", line \d+|goroutine \d+ \[|\bat [\w.$<>]+\([\w$]+\.(?:java|scala|kt|js|cs)(?::\d+)+\)|\.(?:rb|php|py|go):\d+|panic: `)},
	{"a query of a database", regexp.MustCompile(`(?s)\bSELECT\b.{1,400}\bFROM\s|\bDELETE\s+FROM\s|(?is)\bselect\s+(?:\*|[\w.]+\s*,).{0,400}\bfrom\s|\binsert\s+into\s+[\w".]+\s*(?:\(|values)|\bupdate\s+[\w".]+\s+set\s+\w+\s*=`)},
	{"an error of a database", regexp.MustCompile(`\b(?:OperationalError|ProgrammingError|IntegrityError|DBError|SQLSTATE|SQLException|ORA-\d{5})\b|(?i:sqlalchemy|pymysql|psycopg)`)},
	{"a path of the host", regexp.MustCompile(`(?:^|[\s"'(=:])/(?:usr|opt|var|etc|home|srv|root|lib|tmp|proc)/[\w.-]+|[A-Za-z]:\\\w+`)},
	{"an address in memory", regexp.MustCompile(`\bobject at 0x[0-9a-fA-F]{6,}`)},
}

// Leaks checks that no message of a server error shows the inside of the
// service. The details of a fault may hold more: the guide says so. Of a body
// that is no fault all of it is the message.
func (j *Judgement) Leaks(errors []*Reading) {
	t := newTally(j)
	defer t.close()
	for _, r := range errors {
		if r.Status != http.StatusInternalServerError {
			continue
		}
		message := string(r.Text())
		if r.Fault != nil {
			message = r.Fault.Message
		}
		what := leakIn(message)
		t.check(r, what, "", what == "", "a message that shows nothing of the service's inside", "%s: %s", what, Quote(message))
	}
}

// leakIn says what of a service's inside a text shows, empty for nothing.
func leakIn(text string) string {
	for _, leak := range leaks {
		if leak.form.MatchString(text) {
			return leak.what
		}
	}
	return ""
}
