package main

import (
	"context"
	"net/url"
	"os"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
)

// identity [SET] starts a deployment with an identity service, of the rich set or
// another one, and writes clouds.yaml.
// It sets AUTH_URL, COMPUTE and PASSWORD, and AUTHORITY to the host and port.
func identity(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 1 {
		ts.Fatalf("usage: identity [SET]")
	}
	set, err := fixtures.ByName(append(args, "rich")[0])
	ts.Check(err)
	d, err := refserver.Start(context.Background(), "127.0.0.1:0", refserver.Options{
		Set: set, Identity: true, Clock: time.Now,
	})
	ts.Check(err)
	ts.Defer(func() { ts.Check(d.Close()) })
	ts.Check(os.WriteFile(ts.MkAbs("clouds.yaml"), cloudsFile(d, false, ""), 0o600))
	base, err := url.Parse(d.URL)
	ts.Check(err)
	ts.Setenv("AUTHORITY", base.Host)
	ts.Setenv("AUTH_URL", d.URL+refserver.IdentityPath)
	ts.Setenv("COMPUTE", d.URL)
	ts.Setenv("PASSWORD", d.Credentials().Demo.Password)
	ts.Setenv("SECRET", d.Credentials().Demo.ApplicationSecret)
}
