package recording

import (
	"context"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/imageconform/imageconform/suites/target"
)

const recordedAt = "http://cloud.example:8774"

// answered is an entry of a request as somebody, with a text for an answer.
func answered(number int, r target.Request, script, text string) Entry {
	x := target.Exchange{
		Number: number, Request: r, Status: 200, Proto: "HTTP/1.1", Header: http.Header{"Content-Type": {"text/plain"}},
		Body: []byte(text), Declared: int64(len(text)), Received: int64(len(text)),
	}
	return Entry{Exchange: x, Script: script, Size: len(text), SHA256: digest([]byte(text))}
}

// serve serves entries, and gives a client of the recorded deployment.
func serve(t *testing.T, entries ...Entry) (*target.Client, target.Endpoint, *[]string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	tokens := map[target.Identity]target.Token{target.Self: "token-of-self", target.Other: "token-of-other"}
	missed := &[]string{}
	server, err := NewServer(&Recording{
		Head:    Head{Target: recordedAt + "/v2/demo", Other: recordedAt + "/v2/other", Identities: []target.Identity{target.Self, target.Other}, States: []target.State{target.Limited, target.Broken}},
		Entries: entries, End: &End{Failures: map[string]string{"broken": "no such switch"}},
	}, ServerOptions{
		Authority: "http://" + listener.Addr().String(), Tokens: tokens, Control: "token-of-control",
		Missed: func(question string) { *missed = append(*missed, question) },
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	over := make(chan error, 1)
	go func() { over <- server.Serve(ctx, listener) }()
	said := map[string]string{}
	for _, pair := range server.Settings() {
		said[pair[0]] = pair[1]
	}
	if said["IMAGECONFORM_PUBLIC_URL"] != recordedAt || said["IMAGECONFORM_TOKEN"] != "token-of-self" {
		t.Errorf("the settings are %v", said)
	}
	at, err := target.ParseEndpoint(said["IMAGECONFORM_TARGET"])
	if err != nil {
		t.Fatal(err)
	}
	at.Public = recordedAt
	control, err := target.NewHTTPControl(said["IMAGECONFORM_CONTROL"], target.Token(said["IMAGECONFORM_CONTROL_TOKEN"]), nil)
	if err != nil {
		t.Fatal(err)
	}
	client := target.NewClient(target.Config{
		Endpoint: at, Tokens: tokens, Control: control, Timeout: 10 * time.Second,
		Sleep: func(context.Context, time.Duration) bool { return true },
	})
	t.Cleanup(func() {
		client.Close()
		control.Close()
		stop()
		if err := <-over; err != nil {
			t.Error(err)
		}
	})
	return client, at, missed
}

// list is the recorded question, and asked the same of the served deployment.
func list(query string) target.Request {
	return target.Get(recordedAt+"/v2/demo/images/detail?"+query).With("Accept", "application/json")
}

func asked(at target.Endpoint, query string) target.Request {
	return target.Get(at.URL("/images/detail", query)).With("Accept", "application/json")
}

func TestServedQuestionsAreToldApart(t *testing.T) {
	limited := answered(9, list("a"), "s9", "when limited")
	limited.State = target.Limited
	client, at, missed := serve(
		t, answered(1, list("a"), "s1", "first"), answered(2, list("a"), "s2", "second"), answered(3, list("b"), "s3", "of b"),
		answered(4, list("a").By(target.Other), "s4", "of another"), answered(5, list("a").By(target.Nobody), "s5", "of nobody"),
		answered(6, list("a").By(target.Bogus), "s6", "of a stranger"), answered(7, list("a").With("Accept", "application/xml"), "s7", "in XML"),
		answered(8, target.Request{Method: "POST", URL: list("a").URL, Header: list("a").Header, Body: "{}"}, "s8", "posted"), limited,
		answered(10, list("server=http%3A%2F%2Fcloud.example%3A8774%2Fv2%2Fdemo%2Fservers%2F1"), "s10", "of a server"),
	)
	ask := func(r target.Request) string { x := client.Do(t.Context(), r); return string(x.Body) }
	a := asked(at, "a")
	post := a
	post.Method, post.Body = "POST", "{}"
	got := []string{
		ask(a), ask(a), ask(a), ask(asked(at, "b")), ask(a.By(target.Other)), ask(a.By(target.Nobody)), ask(a.By(target.Bogus)),
		ask(a.With("Accept", "application/xml")), ask(post),
		ask(asked(at, "server="+strings.NewReplacer(":", "%3A", "/", "%2F").Replace(at.Base)+"%2Fservers%2F1")),
	}
	want := []string{"first", "second", "second", "of b", "of another", "of nobody", "of a stranger", "in XML", "posted", "of a server"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
	control := client.Config().Control
	if err := control.Enter(t.Context(), target.Limited); err != nil {
		t.Fatal(err)
	}
	if got := ask(a); got != "when limited" {
		t.Errorf("got %q in a state", got)
	}
	if err := control.Enter(t.Context(), target.Broken); err == nil || !strings.Contains(err.Error(), "status 503") {
		t.Errorf("a state that could not be entered: got %v", err)
	}
	if err := control.Enter(t.Context(), target.Cached); err == nil {
		t.Error("a state that is not in the recording can be entered")
	}
	if err := control.Enter(t.Context(), target.Normal); err != nil {
		t.Fatal(err)
	}
	if len(*missed) != 0 {
		t.Errorf("no answer to %q", *missed)
	}
	for range 2 {
		if x := client.Do(t.Context(), asked(at, "c")); x.Failure == "" {
			t.Errorf("what was not recorded is answered with %d", x.Status)
		}
	}
	if diff := cmp.Diff([]string{"GET /v2/demo/images/detail?c as self, in the state normal"}, *missed); diff != "" {
		t.Errorf("missed (-want +got):\n%s", diff)
	}
}

// What a client meets on its way to an answer, it meets again, and what came
// over the wire comes again.
func TestServedAnswersAreAsTheyWere(t *testing.T) {
	packed := func(e Entry) Entry {
		e.Coding, e.Declared, e.Received = "gzip", 29, 29
		e.Header = http.Header{"Content-Encoding": {"gzip"}}
		return e
	}
	recorded := map[string]Entry{
		"redirected":   {Exchange: target.Exchange{Hops: []string{"302 " + recordedAt + "/v2/demo/elsewhere", "307 " + recordedAt + "/v2/demo/there"}}},
		"waited":       {Exchange: target.Exchange{Waits: 2}},
		"old":          {Exchange: target.Exchange{Proto: "HTTP/1.0", Declared: -1}},
		"chunked":      {Exchange: target.Exchange{Declared: -1}},
		"failed":       {Exchange: target.Exchange{Failure: "unexpected EOF"}},
		"short":        {Exchange: target.Exchange{Declared: 20, BodyFailure: "the body ended early, after 4 bytes"}},
		"surplus":      {Exchange: target.Exchange{Surplus: 5}},
		"packed":       packed(Entry{}),
		"packed badly": packed(Entry{Exchange: target.Exchange{BodyFailure: "the content coding gzip is broken: unexpected EOF"}}),
		"not packed":   packed(Entry{Exchange: target.Exchange{BodyFailure: "the content coding gzip is broken: gzip: invalid header"}}),
		"unknown":      {Exchange: target.Exchange{Coding: "br", Header: http.Header{"Content-Encoding": {"br"}}, BodyFailure: `the content coding "br" is not known`}},
		"odd":          {Exchange: target.Exchange{Status: 599, Header: http.Header{"X-Raw": {"caf\xe9"}, "Vary": {"a", "b"}}}},
	}
	var entries []Entry
	names := []string{}
	for name, e := range recorded {
		names = append(names, name)
		base := answered(len(entries)+1, list(strings.ReplaceAll(name, " ", "-")), name, "text")
		e.Number, e.Request, e.Script = base.Number, base.Request, name
		if name == "surplus" {
			e.Request = e.Request.With("Connection", "close")
		}
		if e.Status == 0 && e.Failure == "" {
			e.Status = 200
		}
		if e.Proto == "" {
			e.Proto = "HTTP/1.1"
		}
		if e.Declared == 0 {
			e.Declared = 4
		}
		if e.Failure == "" && name != "not packed" && name != "unknown" {
			e.Body = []byte("text")
		}
		if e.Received == 0 && e.Failure == "" {
			e.Received = 4
		}
		if e.Header == nil {
			e.Header = http.Header{}
		}
		e.Size, e.SHA256 = len(e.Body), digest(e.Body)
		recorded[name] = e
		entries = append(entries, e)
	}
	client, at, missed := serve(t, entries...)
	slices.Sort(names)
	for _, name := range names {
		e := recorded[name]
		r := asked(at, strings.ReplaceAll(name, " ", "-"))
		r.Header = e.Request.Header
		x := client.Do(t.Context(), r)
		if (x.Failure == "") != (e.Failure == "") || x.Status != e.Status || x.Failure == "" && x.Proto != e.Proto {
			t.Errorf("%s: got %s %d %q, want %s %d %q", name, x.Proto, x.Status, x.Failure, e.Proto, e.Status, e.Failure)
			continue
		}
		if (x.BodyFailure == "") != (e.BodyFailure == "") || x.EndedEarly() != e.EndedEarly() || string(x.Body) != string(e.Body) {
			t.Errorf("%s: got %q (%s), want %q (%s)", name, x.Body, x.BodyFailure, e.Body, e.BodyFailure)
		}
		if len(x.Hops) != len(e.Hops) || x.Waits != e.Waits || x.Surplus != e.Surplus || e.Failure == "" && (x.Declared < 0) != (e.Declared < 0) {
			t.Errorf("%s: got %d hops, %d waits, %d bytes behind, Content-Length %d", name, len(x.Hops), x.Waits, x.Surplus, x.Declared)
		}
		if whole := x.Declared == x.Received; e.Failure == "" && whole != (e.Declared == e.Received) {
			t.Errorf("%s: got %d bytes of %d, want %d of %d", name, x.Received, x.Declared, e.Received, e.Declared)
		}
		for header, values := range e.Header {
			if diff := cmp.Diff(values, x.Header[header]); diff != "" {
				t.Errorf("%s: %s (-want +got):\n%s", name, header, diff)
			}
		}
	}
	if len(*missed) != 0 {
		t.Errorf("no answer to %q", *missed)
	}
}

// A connection that goes wrong after a fault goes wrong again, and others do not.
func TestServedConnections(t *testing.T) {
	fault, good := list("limit=x"), list("limit=1")
	used := answered(4, good, "chain\x00both", "cut")
	used.Reused = true
	pooled := answered(2, good, "once good", "whole")
	pooled.Reused = true
	client, at, _ := serve(t, answered(1, fault, "once fault", "fault"), pooled, answered(3, fault, "chain\x00both", "fault"), used)
	single, done := client.Single()
	defer done()
	first := single.Do(t.Context(), asked(at, "limit=x"))
	chained := single.Do(t.Context(), asked(at, "limit=1"))
	_ = client.Do(t.Context(), asked(at, "limit=x"))
	alone := client.Do(t.Context(), asked(at, "limit=1"))
	got := []string{string(first.Body), string(chained.Body), string(alone.Body)}
	if diff := cmp.Diff([]string{"fault", "cut", "whole"}, got); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
}
