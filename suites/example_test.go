package suites_test

import (
	"testing"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites"
	"github.com/imageconform/imageconform/suites/target"
)

// TestMyDeployment is the whole of what an implementer has to write: a
// handler, the base URL below which it serves, and the token of a user. Copy
// it, and put your own handler in the place of the reference server. For a
// deployment that runs elsewhere leave Handler out and give its base URL.
//
// Each requirement is a subtest, so that
//
//	go test -run 'TestMyDeployment/LIM-'
//
// shows one area. More identities, and a target.Control that puts the handler
// into states such as 503, let more requirements be decided.
func TestMyDeployment(t *testing.T) {
	handler := refserver.New(refserver.Options{Set: fixtures.Rich()})

	base, err := target.ParseEndpoint("http://localhost" + handler.Credentials().Path)
	if err != nil {
		t.Fatal(err)
	}
	suites.Run(t, suites.Options{
		Handler: handler,
		Target: target.Config{
			Endpoint: base,
			Tokens:   map[target.Identity]target.Token{target.Self: target.Token(handler.Credentials().Demo.Token)},
		},
	})
}
