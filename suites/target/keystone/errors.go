package keystone

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/gophercloud/gophercloud/v2"
)

// What can go wrong at an identity service.
var (
	// ErrRefused says that it refused the credentials.
	ErrRefused = errors.New("the credentials were refused")
	// ErrUnreachable says that no answer came.
	ErrUnreachable = errors.New("the identity service does not answer")
	// ErrUnusable says that what came is no answer to sign in by.
	ErrUnusable = errors.New("the identity service cannot be used")
)

func unusable(at, why string) error { return fmt.Errorf("%w: %s: %s", ErrUnusable, at, why) }

// explain maps an error of gophercloud to one line of ours. Its own texts hold
// bodies of answers, and what is in those nobody knows.
func explain(ctx context.Context, at string, err error) error {
	var status gophercloud.ErrUnexpectedResponseCode
	var strayed *strayError
	var failed *url.Error
	switch {
	case errors.As(err, &strayed):
		return unusable(at, strayed.Error())
	case errors.As(err, &status):
		return refused(at, status.Actual)
	case ctx.Err() != nil:
		return fmt.Errorf("%w: %s: %s", ErrUnreachable, at, late(ctx))
	case errors.As(err, &failed):
		return fmt.Errorf("%w: %s: %w", ErrUnreachable, at, failed.Err)
	case errors.As(err, new(gophercloud.ErrMissingInput)):
		return unusable(at, "its version 2.0 takes a user name with a password, or a token, and nothing else")
	}
	return unusable(at, "what answers there is no Keystone of version 3 or 2.0")
}

// refused is an answer that gives no token, by its status.
func refused(at string, status int) error {
	switch status {
	case http.StatusUnauthorized, http.StatusForbidden:
		return fmt.Errorf("%w by the identity service at %s (status %d)", ErrRefused, at, status)
	case http.StatusNotFound:
		return unusable(at, "there is nothing (status 404)")
	}
	return unusable(at, fmt.Sprintf("it answers with status %d", status))
}

func late(ctx context.Context) string {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return "no answer within the time allowed for one request"
	}
	return context.Cause(ctx).Error()
}

// strayError is a request that would have carried a credential elsewhere.
type strayError struct{ to string }

func (e *strayError) Error() string {
	return "it names another address for itself, " + e.to + ", where the credentials are not sent"
}

// mostAnswer bounds an answer, in bytes. A catalogue has some ten thousand.
const mostAnswer = 8 << 20

// guard sends requests to the address that was given and to no other one: the
// list of versions may name any, and a redirect too.
type guard struct {
	at   string
	next http.RoundTripper
}

// RoundTrip sends a request, and bounds what comes back.
func (g guard) RoundTrip(q *http.Request) (*http.Response, error) {
	at, err := url.Parse(g.at)
	if err != nil || q.URL.Scheme != at.Scheme || authority(q.URL) != authority(at) {
		return nil, &strayError{q.URL.Scheme + "://" + q.URL.Host}
	}
	answer, err := g.next.RoundTrip(q)
	if err == nil {
		answer.Body = bounded{io.LimitReader(answer.Body, mostAnswer), answer.Body}
	}
	return answer, err
}

type bounded struct {
	io.Reader
	io.Closer
}

// authority is host and port, the port of the scheme where none is given.
func authority(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = u.Scheme
	}
	port = strings.NewReplacer("https", "443", "http", "80").Replace(port)
	return strings.ToLower(u.Hostname()) + ":" + port
}
