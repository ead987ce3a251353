// Command imageconform judges whether GET /v2/{tenant_id}/images/detail of an
// OpenStack Compute API obeys its documents. It is the top of the house: only
// here are arguments, environment, files and the clock read, and is anything
// printed.
package main

import (
	"io"
	"log"
	"os"
	"time"
)

func main() {
	// net/http tells there, with what it met, of answers that nobody asked for.
	log.SetOutput(io.Discard)
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Environ(), time.Now))
}
