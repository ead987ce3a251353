package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"net/url"
	"os"
	"slices"
	"sync"

	"golang.org/x/term"
)

// shortest is the least length of a secret that is looked for in texts. A
// shorter one would turn up in any text by chance.
const shortest = 8

// secrets knows what must not be shown. The client keeps the tokens out of
// the exchanges; this is the net below it, for everything that is written.
// Tokens are renewed while others are written.
type secrets struct {
	mu    sync.RWMutex
	forms [][]byte
}

// add notes a secret, as it is and as URLs write it. It reports whether the
// secret is long enough to be looked for.
func (s *secrets) add(secret string) bool {
	if len(secret) < shortest {
		return secret == ""
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, form := range []string{secret, url.QueryEscape(secret), url.PathEscape(secret)} {
		if !slices.ContainsFunc(s.forms, func(known []byte) bool { return string(known) == form }) {
			s.forms = append(s.forms, []byte(form))
		}
	}
	// A secret may be the beginning of another.
	slices.SortFunc(s.forms, func(a, b []byte) int { return cmp.Compare(len(b), len(a)) })
	return true
}

// mask replaces every secret. A text without any is given back as it is.
func (s *secrets) mask(text []byte) []byte {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, form := range s.forms {
		if bytes.Contains(text, form) {
			text = bytes.ReplaceAll(text, form, []byte("********"))
		}
	}
	return text
}

// in reports whether a text holds a secret.
func (s *secrets) in(text string) bool {
	return string(s.mask([]byte(text))) != text
}

// output is a stream without secrets that remembers whether it broke.
type output struct {
	to      io.Writer
	secrets *secrets
	mu      sync.Mutex
	failed  error
}

// Write writes a whole text; a secret cut in two by two writes would be
// missed, so that texts are built first and written at once.
func (o *output) Write(text []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.failed != nil {
		return 0, o.failed
	}
	if _, err := o.to.Write(o.secrets.mask(text)); err != nil {
		o.failed = err
		return 0, err
	}
	return len(text), nil
}

// printf writes a text; output remembers when it cannot.
func (o *output) printf(format string, args ...any) { _, _ = fmt.Fprintf(o, format, args...) }

// terminal is what is known of the terminal behind a stream.
type terminal struct {
	is    bool
	width int
}

// terminalOf looks at a stream.
func (p *program) terminalOf(o *output) terminal {
	file, ok := o.to.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) || p.env["TERM"] == "dumb" {
		return terminal{}
	}
	width, _, err := term.GetSize(int(file.Fd()))
	if err != nil {
		width = 0
	}
	return terminal{is: true, width: width}
}
