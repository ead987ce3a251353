package target

import (
	"net/http"
	"sort"
	"strings"
)

// Request is one question, complete but for the secret of its identity.
type Request struct {
	Method string `json:"method"`
	// URL is absolute and already escaped.
	URL string `json:"url"`
	// Header holds what the question adds, one value a name.
	Header map[string]string `json:"header,omitempty"`
	Body   string            `json:"body,omitempty"`
	As     Identity          `json:"as"`
	// Plain asks once and at once, and takes the first answer, rate limits
	// included.
	Plain bool `json:"plain,omitempty"`
	// Large may be refused for its size, and not for the rate: a 413 is taken
	// when waiting once did not change it, a 429 when waiting again and again
	// did not.
	Large bool `json:"large,omitempty"`
}

// Get is a GET of a URL as Self.
func Get(url string) Request { return Request{Method: http.MethodGet, URL: url} }

// With adds a header and leaves the receiver as it was.
func (r Request) With(name, value string) Request {
	header := make(map[string]string, len(r.Header)+1)
	for k, v := range r.Header {
		header[k] = v
	}
	header[http.CanonicalHeaderKey(name)] = value
	r.Header = header
	return r
}

// By makes the request as another identity.
func (r Request) By(id Identity) Request {
	r.As = id
	return r
}

// Key identifies the request: two requests of one key may share an answer.
func (r Request) Key() string {
	parts := []string{r.Method, r.URL, r.As.String(), r.Body}
	if r.Plain {
		parts = append(parts, "plain")
	}
	if r.Large {
		parts = append(parts, "large")
	}
	for _, name := range r.headerNames() {
		parts = append(parts, name+":"+r.Header[name])
	}
	return strings.Join(parts, "\x00")
}

func (r Request) headerNames() []string {
	names := make([]string, 0, len(r.Header))
	for name := range r.Header {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// Curl is the request as a command that a reader can paste: the token is the
// environment variable of the identity.
func (r Request) Curl() string {
	var b strings.Builder
	b.WriteString("curl -sS -i")
	switch {
	case r.Method == http.MethodHead:
		b.WriteString(" --head")
	case r.Method != http.MethodGet:
		b.WriteString(" -X " + shellQuote(r.Method))
	}
	switch {
	case r.As.Variable() != "":
		b.WriteString(` -H "X-Auth-Token: $` + r.As.Variable() + `"`)
	case r.As == Bogus:
		b.WriteString(" -H " + shellQuote("X-Auth-Token: "+BogusToken))
	}
	for _, name := range r.headerNames() {
		b.WriteString(" -H " + shellQuote(curlHeader(name, r.Header[name])))
	}
	// curl adds headers of its own, which change what is asked.
	if _, given := r.Header["Accept"]; !given {
		b.WriteString(" -H 'Accept:'")
	}
	if _, given := r.Header["Content-Type"]; !given && r.Body != "" {
		b.WriteString(" -H 'Content-Type:'")
	}
	if r.Body != "" {
		b.WriteString(" --data-raw " + shellQuote(r.Body))
	}
	if strings.ContainsAny(r.URL, "[]{}") {
		b.WriteString(" --globoff")
	}
	b.WriteString(" " + shellQuote(r.URL))
	return b.String()
}

// curlHeader is a header as curl's -H takes it: one without a value ends in a
// semicolon, since a colon would take it away.
func curlHeader(name, value string) string {
	if value == "" {
		return name + ";"
	}
	return name + ": " + value
}

// shellQuote is s as one word of a POSIX shell.
func shellQuote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
