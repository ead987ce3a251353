package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"strconv"
	"sync/atomic"

	"github.com/rogpeppe/go-internal/testscript"
)

// credential USER makes an application credential of a user, and writes a
// clouds.yaml whose cloud `credential` signs in by it.
func (d deployment) credential(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: credential USER")
	}
	token, err := d.signIn(args[0])
	ts.Check(err)
	var who struct {
		Token struct{ User struct{ ID string } }
	}
	ts.Check(d.ask(http.MethodGet, "/auth/tokens", token, token, nil, &who))
	var made struct {
		Credential struct{ ID, Secret string } `json:"application_credential"`
	}
	path := "/users/" + who.Token.User.ID + "/application_credentials"
	ts.Check(d.ask(http.MethodPost, path, token, "", map[string]any{"application_credential": map[string]any{
		"name": fmt.Sprintf("imageconform-%d", os.Getpid()),
	}}, &made))
	ts.Defer(func() { ts.Check(d.ask(http.MethodDelete, path+"/"+made.Credential.ID, token, "", nil, nil)) })
	ts.Setenv("SECRET", made.Credential.Secret)
	ts.Check(os.WriteFile(ts.MkAbs("clouds.yaml"), fmt.Appendf(nil, `clouds:
  credential:
    auth_type: v3applicationcredential
    auth:
      auth_url: %s
      application_credential_id: %s
      application_credential_secret: %s
    region_name: RegionOne
`, d.Keystone, made.Credential.ID, made.Credential.Secret), 0o600))
}

// revoking N starts a gate before Nova, at the URL that REVOKING is set to. It
// revokes the token of the N-th request before it lets that through.
func (d deployment) revoking(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: revoking N")
	}
	last, err := strconv.ParseInt(args[0], 10, 64)
	ts.Check(err)
	admin, err := d.signIn("admin")
	ts.Check(err)
	nova, err := url.Parse(d.Nova)
	ts.Check(err)
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(nova)
		// Nova's links begin with what it was asked by.
		r.Out.Host = r.In.Host
	}}
	var count atomic.Int64
	gate := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if count.Add(1) == last {
			if err := d.ask(http.MethodDelete, "/auth/tokens", admin, r.Header.Get("X-Auth-Token"), nil, nil); err != nil {
				http.Error(w, err.Error(), http.StatusBadGateway)
				return
			}
		}
		proxy.ServeHTTP(w, r)
	}))
	ts.Defer(gate.Close)
	ts.Setenv("REVOKING", gate.URL)
}
