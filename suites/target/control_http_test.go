package target_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites/target"
)

// The words of the suite are those of the reference deployment.
func TestHTTPControlReachesEveryState(t *testing.T) {
	d, err := refserver.Start(t.Context(), "127.0.0.1:0", refserver.Options{
		Set: fixtures.Document(), Control: true, Clock: time.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	c, err := target.NewHTTPControl(d.URL+refserver.ControlPath, target.Token(d.Credentials().ControlToken), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	for _, state := range append(target.States(), target.Normal) {
		if !c.Reaches(state) {
			t.Errorf("%s is out of reach", state)
		}
		if err := c.Enter(t.Context(), state); err != nil {
			t.Errorf("enter %s: %v", state, err)
		}
		if got := d.State().String(); got != state.String() {
			t.Errorf("the deployment is %s, want %s", got, state)
		}
		if err := c.Leave(t.Context(), state); err != nil || d.State() != refserver.Normal {
			t.Errorf("leave %s: %v; the deployment is %s", state, err, d.State())
		}
	}
	if c.Reaches(target.State(99)) {
		t.Error("a state outside the enumeration is in reach")
	}
}

func TestHTTPControlFails(t *testing.T) {
	const secret = "control-secret"
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		t.Error("the token was sent to another endpoint")
	}))
	defer elsewhere.Close()
	answers := map[string]http.HandlerFunc{
		"status 401": func(w http.ResponseWriter, r *http.Request) {
			http.Error(w, "no: "+r.Header.Get("X-Control-Token"), http.StatusUnauthorized)
		},
		"status 302": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere.URL, http.StatusFound)
		},
	}
	for want, answer := range answers {
		s := httptest.NewServer(answer)
		c, err := target.NewHTTPControl(s.URL, secret, nil)
		if err != nil {
			t.Fatal(err)
		}
		err = c.Enter(t.Context(), target.Broken)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), secret) {
			t.Errorf("got %v, want %s", err, want)
		}
		c.Close()
		s.Close()
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	c, err := target.NewHTTPControl(elsewhere.URL, secret, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Enter(ended, target.Broken); err == nil {
		t.Error("a state is entered after the end")
	}
}

func TestHTTPControlRefusesURLs(t *testing.T) {
	for _, raw := range []string{"", "ftp://host/", "http://", "http://user:password@host/", "http://[::1", "host:80"} {
		_, err := target.NewHTTPControl(raw, "", nil)
		if !errors.Is(err, target.ErrControl) {
			t.Errorf("%q: got %v, want %v", raw, err, target.ErrControl)
		}
		if err != nil && strings.Contains(err.Error(), "password") {
			t.Errorf("%q: the error repeats the password: %v", raw, err)
		}
	}
}
