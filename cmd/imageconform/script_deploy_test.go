package main

import (
	"context"
	"encoding/pem"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
)

// deploy starts a reference deployment and sets the variables that aim at it as
// all of its users. Its arguments make it another one: mutant=NAME is wrong in
// that way, without=FEATURE is without that, images=N lists so many generated
// images, ahead=DURATION has a clock that is off, and https shows a certificate,
// whose authority is written to ca.pem.
func deploy(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("usage: deploy [mutant=NAME|without=FEATURE|images=N|ahead=DURATION|https]...")
	}
	options := refserver.Options{Set: fixtures.Rich(), Control: true, Clock: time.Now}
	https := false
	for _, arg := range args {
		kind, value, _ := strings.Cut(arg, "=")
		switch kind {
		case "https":
			https = true
		case "images":
			n, err := strconv.Atoi(value)
			ts.Check(err)
			options.Set = fixtures.Generate(n)
		case "ahead":
			ahead, err := time.ParseDuration(value)
			ts.Check(err)
			options.Clock = func() time.Time { return time.Now().Add(ahead) }
		default:
			apply, known := ways()[arg]
			if !known {
				ts.Fatalf("there is no %s", arg)
			}
			options = apply(options)
		}
	}
	d, err := refserver.Start(context.Background(), "127.0.0.1:0", options)
	ts.Check(err)
	ts.Defer(func() { ts.Check(d.Close()) })
	c, url := d.Credentials(), d.URL
	if https {
		server := httptest.NewTLSServer(d.Server)
		ts.Defer(server.Close)
		authority := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
		ts.Check(os.WriteFile(ts.MkAbs("ca.pem"), authority, 0o600))
		url = server.URL
	}
	for name, value := range map[string]string{
		"TARGET": url + c.Path, "TOKEN": c.Demo.Token,
		"OTHER_TARGET": url + c.OtherPath, "OTHER_TOKEN": c.Other.Token, "FORBIDDEN_TOKEN": c.Restricted.Token,
		"CONTROL": url + refserver.ControlPath, "CONTROL_TOKEN": c.ControlToken,
	} {
		ts.Setenv("IMAGECONFORM_"+name, value)
	}
}

// ways are the mutants, and the deployments that are without something.
func ways() map[string]func(refserver.Options) refserver.Options {
	all := map[string]func(refserver.Options) refserver.Options{}
	for _, m := range refserver.Mutants() {
		all["mutant="+m.Name] = refserver.Variant{Options: m.Options, Alter: m.Alter}.Apply
	}
	for _, a := range refserver.Absences() {
		all["without="+a.Feature] = a.Apply
	}
	return all
}
