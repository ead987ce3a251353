package keystone

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites/target"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// deployment is a reference deployment with an identity service, and its base.
func deployment(t *testing.T, o refserver.Options) (*refserver.Server, string) {
	t.Helper()
	o.Set, o.Identity = fixtures.Document(), true
	server := refserver.New(o)
	served := httptest.NewServer(server)
	t.Cleanup(served.Close)
	return server, served.URL
}

// login is that of a cloud with the address of an identity service.
func login(t *testing.T, url, auth string, c Choice, rest ...string) Login {
	t.Helper()
	l, err := FromFiles("c", cloud("auth_url: '"+url+"', "+auth, rest...), c)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// opens is the status that compute answers to a session's token.
func opens(t *testing.T, s Session) int {
	t.Helper()
	compute, err := s.Endpoint("compute")
	if err != nil {
		t.Fatal(err)
	}
	endpoint, err := target.ParseEndpoint(compute.URL)
	if err != nil {
		t.Fatal(err)
	}
	client := target.NewClient(target.Config{Endpoint: endpoint, Tokens: map[target.Identity]target.Token{target.Self: s.Token}})
	defer client.Close()
	x := client.Do(t.Context(), target.Get(endpoint.URL("/images/detail", "")))
	return x.Status
}

func TestSignIn(t *testing.T) {
	server, base := deployment(t, refserver.Options{})
	demo := server.Credentials().Demo
	password := fmt.Sprintf("username: demo, password: '%s', project_name: openstack", demo.Password)
	for name, c := range map[string]struct{ at, auth string }{
		"a password at version 3":         {"/identity/v3", password},
		"a password at no version":        {"/identity", password},
		"a password at version 2.0":       {"/identity/v2.0/", password},
		"a password of a user by id":      {"/identity/v3/", fmt.Sprintf("user_id: '%s', password: '%s', project_id: openstack", demo.UserID, demo.Password)},
		"an application credential":       {"/identity", fmt.Sprintf("application_credential_id: '%s', application_credential_secret: '%s'", demo.ApplicationCredential, demo.ApplicationSecret)},
		"an application credential named": {"/identity", fmt.Sprintf("username: demo, application_credential_name: imageconform, application_credential_secret: '%s'", demo.ApplicationSecret)},
		"a token for a project":           {"/identity", fmt.Sprintf("token: '%s', project_name: openstack", demo.Token)},
		"a token as it is":                {"/identity", fmt.Sprintf("token: '%s'", demo.Token)},
		"a token at version 2.0":          {"/identity/v2.0", fmt.Sprintf("token: '%s', project_id: openstack", demo.Token)},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := login(t, base+c.at, c.auth, Choice{}).SignIn(t.Context(), "tester")
			if err != nil {
				t.Fatal(err)
			}
			if s.Project != "openstack" || opens(t, s) != http.StatusOK {
				t.Errorf("the token is for project %q, and compute answers %d", s.Project, opens(t, s))
			}
		})
	}
}

// TestLife tells by the clock of the identity service how long a token is good.
func TestLife(t *testing.T) {
	server, base := deployment(t, refserver.Options{Clock: time.Now, TokenLife: 10 * time.Minute})
	auth := fmt.Sprintf("username: demo, password: '%s', project_name: openstack", server.Credentials().Demo.Password)
	for _, version := range []string{"/identity/v3", "/identity/v2.0"} {
		s, err := login(t, base+version, auth, Choice{}).SignIn(t.Context(), "tester")
		if err != nil {
			t.Fatal(err)
		}
		again, err := login(t, base+version, "token: "+string(s.Token), Choice{}).SignIn(t.Context(), "tester")
		if err != nil {
			t.Fatal(err)
		}
		for _, life := range []time.Duration{s.Life, again.Life} {
			if life < 9*time.Minute || life > 10*time.Minute+time.Second {
				t.Errorf("%s: a life of %v", version, life)
			}
		}
	}
	_, past := deployment(t, refserver.Options{})
	if s, err := login(t, past+"/identity", auth, Choice{}).SignIn(t.Context(), "tester"); err != nil || s.Life != 0 {
		t.Errorf("a token that ended years ago has a life of %v: %v", s.Life, err)
	}
}

func TestCompute(t *testing.T) {
	server, base := deployment(t, refserver.Options{})
	auth := fmt.Sprintf("username: demo, password: '%s', project_name: openstack", server.Credentials().Demo.Password)
	for _, version := range []string{"/identity/v3", "/identity/v2.0"} {
		for _, c := range []struct {
			choice Choice
			rest   string
			want   string
		}{
			{Choice{}, "", "/v2/openstack in RegionOne, public"},
			{Choice{Region: "RegionTwo"}, "", "/regiontwo/public/v2/openstack in RegionTwo, public"},
			{Choice{Interface: "admin"}, "region_name: RegionTwo", "/regiontwo/admin/v2/openstack in RegionTwo, admin"},
			{Choice{}, "interface: internal", "/regionone/internal/v2/openstack in RegionOne, internal"},
			{Choice{Region: "RegionThree"}, "", `the catalogue has no such endpoint: the regions of compute are RegionOne, RegionTwo, and "RegionThree" is none`},
		} {
			s, err := login(t, base+version, auth, c.choice, c.rest).SignIn(t.Context(), "tester")
			if err != nil {
				t.Fatal(err)
			}
			found, err := s.Endpoint("compute")
			got := strings.TrimPrefix(fmt.Sprintf("%s in %s, %s", found.URL, found.Region, found.Interface), base)
			if err != nil {
				got = err.Error()
			}
			if got != c.want || err != nil && !errors.Is(err, ErrNoEndpoint) {
				t.Errorf("%s, %+v %s: got %s, want %s", version, c.choice, c.rest, got, c.want)
			}
		}
		s, err := login(t, base+version, strings.Replace(auth, "project_name", "other", 1), Choice{}).SignIn(t.Context(), "tester")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Endpoint("compute"); !errors.Is(err, ErrNoProject) {
			t.Errorf("%s without a project: %v", version, err)
		}
	}
}

// TestRenewal signs in anew once the first token has expired.
func TestRenewal(t *testing.T) {
	var passed atomic.Int64
	clock := func() time.Time { return time.Unix(passed.Load(), 0) }
	server, base := deployment(t, refserver.Options{Clock: clock, TokenLife: time.Second})
	demo := server.Credentials().Demo
	l := login(t, base+"/identity", fmt.Sprintf("username: demo, password: '%s', project_name: openstack", demo.Password), Choice{})
	s, err := l.SignIn(t.Context(), "tester")
	if err != nil {
		t.Fatal(err)
	}
	passed.Add(1)
	if got := opens(t, s); got != http.StatusUnauthorized {
		t.Fatalf("an expired token is answered %d", got)
	}
	var learnt target.Token
	s.Grant, err = l.Renewal("tester", func(token target.Token) { learnt = token })(t.Context())
	if err != nil || learnt != s.Token || opens(t, s) != http.StatusOK {
		t.Errorf("%v; the new token is answered %d", err, opens(t, s))
	}
	byToken := login(t, base+"/identity", "token: "+string(s.Token), Choice{})
	passed.Add(1)
	if _, err := byToken.Renewal("tester", nil)(t.Context()); !errors.Is(err, ErrRefused) {
		t.Errorf("an expired token renews itself: %v", err)
	}
}

func TestLoginPrintsNoSecret(t *testing.T) {
	l := login(t, "http://keystone", "username: u, password: "+canary, Choice{})
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		if got := fmt.Sprintf(verb, l); got != "http://keystone" {
			t.Errorf("%s prints %s", verb, got)
		}
	}
	if l.Secrets()[0] != canary || l.User() != "u" {
		t.Errorf("the login of %s has the secrets %v", l.User(), l.Secrets())
	}
}
