package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write the expected outputs of the scripts anew")

// TestMain makes the command runnable as a process of its own, by scripts
// and by tests.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"imageconform": main, "released": released, "flip": flip, "unharmed": unharmed})
}

// flip [STATE] puts the reference deployment at FLIP_URL into a state by its
// control endpoint, or prints the one that it is in.
func flip() {
	method := http.MethodPut
	if len(os.Args) == 1 {
		method = http.MethodGet
	}
	q, err := http.NewRequest(method, os.Getenv("FLIP_URL"), strings.NewReader(strings.Join(os.Args[1:], " ")))
	if err != nil {
		log.Fatal(err)
	}
	q.Header.Set("X-Control-Token", os.Getenv("FLIP_TOKEN"))
	answer, err := http.DefaultClient.Do(q)
	if err != nil {
		log.Fatal(err)
	}
	defer answer.Body.Close()
	if _, err := io.Copy(os.Stdout, answer.Body); err != nil || answer.StatusCode/100 != 2 {
		log.Panic(answer.Status, err)
	}
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":  exits,
			"stub":   stub,
			"deploy": deploy,
			"source": source,

			"identity": identity,
		},
	})
}

// exits CODE PROGRAM ARG... runs a program that has to end with the code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM ARG...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var ended *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &ended) {
		got = ended.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// stub KIND starts a target that is no deployment, and sets STUB to its base
// URL.
func stub(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: stub KIND")
	}
	if args[0] == "down" {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		ts.Check(err)
		ts.Check(listener.Close())
		ts.Setenv("STUB", "http://"+listener.Addr().String()+"/v2/demo")
		return
	}
	handler, known := stubs[args[0]]
	if !known {
		ts.Fatalf("there is no stub %q", args[0])
	}
	server := httptest.NewServer(handler)
	ts.Defer(server.Close)
	ts.Setenv("STUB", server.URL+"/v2/demo")
}

// answer always gives the same.
func answer(status int, media, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", media)
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}
}

var stubs = map[string]http.Handler{
	"html":     answer(http.StatusOK, "text/html", "<!DOCTYPE html><title>It works</title>"),
	"notfound": answer(http.StatusNotFound, "text/plain", "404 page not found"),
	"broken":   answer(http.StatusInternalServerError, "text/plain", "oops"),
	"refusing": answer(http.StatusUnauthorized, "application/json", `{"unauthorized": {"code": 401, "message": "no"}}`),
	// A token with a catalogue in which there is no compute.
	"nocompute": http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Subject-Token", "canary-token-6c1f4e")
		answer(http.StatusCreated, "application/json", `{"token": {"project": {"id": "demo"}, "catalog": [{"type": "image", "endpoints": []}]}}`)(w, nil)
	}),
	// It repeats every secret that it sees, wherever it can.
	"echo": http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		token := r.Header.Get("X-Auth-Token")
		if r.Method == http.MethodPost {
			_ = r.Write(w)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("X-Compute-Request-Id", "req-"+token)
		w.Header().Set("Location", "http://"+r.Host+"/v2/"+token)
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprintf(w, `{"badRequest": {"code": 400, "message": "bad token %s at %s?token=%s", "%s": true}}`, token, r.URL, token, token)
	}),
}

// source FILE sets the variables that a file assigns.
func source(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: source FILE")
	}
	file, err := os.Open(ts.MkAbs(args[0]))
	ts.Check(err)
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		name, value, ok := strings.Cut(lines.Text(), "=")
		if !ok {
			ts.Fatalf("%q is no assignment", lines.Text())
		}
		ts.Setenv(name, value)
	}
}
