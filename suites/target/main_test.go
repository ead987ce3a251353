package target

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/imageconform/imageconform/fixtures/hourglass"
)

// childVariable makes the test binary do one thing and end, for tests of what
// a process writes when it panics.
const childVariable = "IMAGECONFORM_TARGET_TEST_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childVariable) == "panic" {
		panic(Token(secretText))
	}
	goleak.VerifyTestMain(m)
}

// secretText is the token of Self in these tests.
const secretText = "s3cr3t-token-of-self"

func contains(s, part string) bool { return strings.Contains(s, part) }

// waits keeps what a client waited, by a clock that moves with nothing else.
type waits struct {
	*hourglass.Clock
	mu   sync.Mutex
	each []time.Duration
}

func (w *waits) sleep(ctx context.Context, d time.Duration) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.each = append(w.each, d)
	return w.Wait(ctx, d)
}

// served is a client of a handler on loopback, the handler's base URL, and
// what the client waited.
func served(t *testing.T, handler http.HandlerFunc, change ...func(*Config)) (*Client, Endpoint, *waits) {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	e := mustEndpoint(t, server.URL+"/v2/t")
	waited := &waits{Clock: hourglass.New(time.Date(2014, 4, 17, 12, 0, 0, 0, time.UTC))}
	config := Config{Endpoint: e, Tokens: map[Identity]Token{Self: secretText}, Clock: waited.Now, Sleep: waited.sleep}
	for _, c := range change {
		c(&config)
	}
	client := NewClient(config)
	t.Cleanup(client.Close)
	return client, e, waited
}
