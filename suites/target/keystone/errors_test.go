package keystone

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/imageconform/imageconform/fixtures/refserver"
)

// odd are identity services that are not in order.
func odd(t *testing.T, answer http.HandlerFunc) string {
	t.Helper()
	served := httptest.NewServer(answer)
	t.Cleanup(served.Close)
	return served.URL + "/v3"
}

// token is an answer with a token, of which the body is given.
func token(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Subject-Token", "given")
		w.WriteHeader(http.StatusCreated)
		fmt.Fprint(w, body)
	}
}

func TestComputeLacks(t *testing.T) {
	for body, want := range map[string]error{
		`{"token": {"project": {"id": "p"}, "catalog": [{"type": "image", "endpoints": [{"interface": "public", "url": "http://glance"}]}]}}`: ErrNoService,
		`{"token": {"project": {"id": "p"}, "catalog": []}}`: ErrNoService,
		`{"token": {}}`: ErrNoProject,
		`{"token": {"project": {"id": "p"}, "catalog": [{"type": "compute", "endpoints": [{"interface": "internal", "region_id": "r", "url": "http://nova"}]}]}}`: ErrNoEndpoint,
	} {
		s, err := login(t, odd(t, token(body)), "username: u, password: s", Choice{}).SignIn(t.Context(), "tester")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Endpoint("compute"); !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", body, err, want)
		}
	}
}

func TestSignInFails(t *testing.T) {
	server, base := deployment(t, refserver.Options{})
	demo := server.Credentials().Demo
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	var strayed atomic.Int32
	elsewhere := odd(t, func(http.ResponseWriter, *http.Request) { strayed.Add(1) })
	echo := func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusTeapot)
		_ = r.Write(w) // the request with its secrets, as a proxy's page of an error may show it
	}
	for name, c := range map[string]struct {
		at   string
		want error
		says string
	}{
		"a wrong password":             {base + "/identity/v3", ErrRefused, "refused by the identity service at " + base + "/identity/v3 (status 401)"},
		"a wrong password, version 2":  {base + "/identity/v2.0", ErrRefused, "(status 401)"},
		"nobody":                       {gone.URL + "/v3", ErrUnreachable, "connection refused"},
		"nothing":                      {base + "/v3", ErrRefused, "(status 401)"},
		"not found":                    {odd(t, http.NotFound), ErrUnusable, "there is nothing (status 404)"},
		"a page":                       {odd(t, token("<html>"+canary)), ErrUnusable, "is no Keystone"},
		"a teapot that repeats":        {odd(t, echo), ErrUnusable, "it answers with status 418"},
		"no token":                     {odd(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusCreated); fmt.Fprint(w, "{}") }), ErrUnusable, "it gave no token"},
		"a list of endpoints elsewise": {odd(t, token(`{"token": {"catalog": "`+canary+`"}}`)), ErrUnusable, "no Keystone"},
		"a redirect elsewhere": {odd(t, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere, http.StatusTemporaryRedirect)
		}), ErrUnusable, "names another address for itself"},
		"a list of versions elsewhere": {strings.TrimSuffix(odd(t, func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprintf(w, `{"versions": {"values": [{"id": "v3.14", "status": "stable", "links": [{"rel": "self", "href": %q}]}]}}`, elsewhere)
		}), "/v3"), ErrUnusable, "names another address for itself"},
		"no version": {strings.TrimSuffix(odd(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"versions": {"values": []}}`) }), "/v3"), ErrUnusable, "no Keystone"},
		"out of bounds": {odd(t, func(w http.ResponseWriter, r *http.Request) {
			token(`{"token": "`+strings.Repeat("x", mostAnswer+1)+`"}`)(w, r)
		}), ErrUnusable, "no Keystone"},
	} {
		t.Run(name, func(t *testing.T) {
			auth := fmt.Sprintf("username: demo, password: '%s', project_name: openstack", canary+demo.Password)
			_, err := login(t, c.at, auth, Choice{}).SignIn(t.Context(), "tester")
			if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want %v: %s", err, c.want, c.says)
			}
			if err != nil && (strings.Contains(err.Error(), canary) || strings.Contains(err.Error(), "\n")) {
				t.Errorf("the error tells too much: %q", err)
			}
		})
	}
	if strayed.Load() != 0 {
		t.Error("a password went elsewhere")
	}
	l := login(t, base+"/identity/v2.0", fmt.Sprintf("application_credential_id: '%s', application_credential_secret: '%s'", demo.ApplicationCredential, demo.ApplicationSecret), Choice{})
	if _, err := l.SignIn(t.Context(), "tester"); !errors.Is(err, ErrUnusable) || !strings.Contains(err.Error(), "its version 2.0 takes a user name") {
		t.Errorf("an application credential at version 2.0: %v", err)
	}
}

func TestSignInEndsWithItsContext(t *testing.T) {
	at := odd(t, func(_ http.ResponseWriter, r *http.Request) {
		// A server notices that its client went away only behind the body.
		_, _ = io.Copy(io.Discard, r.Body)
		<-r.Context().Done()
	})
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	_, err := login(t, at, "username: u, password: s", Choice{}).SignIn(ctx, "tester")
	if !errors.Is(err, ErrUnreachable) || !strings.Contains(err.Error(), "no answer within the time allowed") {
		t.Errorf("got %v", err)
	}
}
