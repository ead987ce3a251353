package main

import (
	"fmt"
	"strings"
)

// The exit codes.
const (
	exitConformant    = 0
	exitNonconformant = 1
	exitUsage         = 2
	exitIncomplete    = 3
	exitTarget        = 4
	exitHarness       = 5
	exitRefused       = 6
	exitInterrupted   = 130
)

// failure is why the command does not exit 0. Without an error nothing is
// said of it, since the report has said it.
type failure struct {
	code int
	err  error
	hint string
}

func (f *failure) Error() string {
	if f.err == nil {
		return fmt.Sprintf("exit code %d", f.code)
	}
	return f.err.Error()
}

func (f *failure) Unwrap() error { return f.err }

// hinted adds what may help.
func (f *failure) hinted(hint string) *failure {
	f.hint = hint
	return f
}

// usage is a failure of how the command was called or configured.
func usage(format string, args ...any) *failure {
	return &failure{code: exitUsage, err: fmt.Errorf(format, args...)}
}

// harness is a failure of imageconform itself or of the machine it runs on.
func harness(format string, args ...any) *failure {
	return &failure{code: exitHarness, err: fmt.Errorf(format, args...)}
}

// oneLine keeps an error on one line.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
