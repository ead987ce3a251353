package target

import (
	"bufio"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// spoken is the base URL of a server that answers each request on a connection
// with the same bytes, and closes it after one that asks for that if closes.
func spoken(t *testing.T, answer string, closes bool) Endpoint {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	t.Cleanup(func() { _ = listener.Close(); <-ended })
	go func() {
		defer close(ended)
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			speak(conn, answer, closes)
		}
	}()
	return mustEndpoint(t, "http://"+listener.Addr().String()+"/v2/t")
}

func speak(conn net.Conn, answer string, closes bool) {
	defer conn.Close()
	from := bufio.NewReader(conn)
	for {
		q, err := http.ReadRequest(from)
		if err != nil {
			return
		}
		_, _ = io.Copy(io.Discard, q.Body)
		if _, err := io.WriteString(conn, answer); err != nil || q.Close && closes {
			return
		}
	}
}

// closed asks a URL on a connection that is to be closed.
func closed(url string) Request { return Get(url).With("Connection", "close") }

func TestSurplus(t *testing.T) {
	t.Parallel()
	const ok = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
	for _, c := range []struct {
		name, method, answer string
		want                 int64
		wantBody             string
	}{
		{"a true length", "GET", ok + "Content-Length: 14\r\n\r\n" + plainBody, 0, plainBody},
		{"a length that is too small", "GET", ok + "Content-Length: 11\r\n\r\n" + plainBody, 3, plainBody[:11]},
		{"a length that says none", "GET", ok + "Content-Length: 0\r\n\r\n" + plainBody, 14, ""},
		{"no length", "GET", ok + "\r\n" + plainBody, 0, plainBody},
		{"chunks", "GET", ok + "Transfer-Encoding: chunked\r\n\r\ne\r\n" + plainBody + "\r\n0\r\n\r\n", 0, plainBody},
		{"bytes behind the chunks", "GET", ok + "Transfer-Encoding: chunked\r\n\r\ne\r\n" + plainBody + "\r\n0\r\n\r\nmore", 4, plainBody},
		{"a 304 without a body", "GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 14\r\n\r\n", 0, ""},
		{"a 304 with a body", "GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 14\r\n\r\n" + plainBody, 14, ""},
		{"a 204 with a body", "GET", "HTTP/1.1 204 No Content\r\n\r\n" + plainBody, 14, ""},
		{"a HEAD without a body", "HEAD", ok + "Content-Length: 14\r\n\r\n", 0, ""},
		{"a HEAD with a body", "HEAD", ok + "Content-Length: 14\r\n\r\n" + plainBody, 14, ""},
		{"an answer that is announced", "GET", "HTTP/1.1 102 Processing\r\n\r\n" + ok + "Content-Length: 14\r\n\r\n" + plainBody, 0, plainBody},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for _, closes := range []bool{true, false} {
				if !closes && c.name == "no length" {
					continue // such a body ends where the connection does
				}
				e := spoken(t, c.answer, closes)
				client := NewClient(Config{Endpoint: e})
				defer client.Close()
				r := closed(e.URL("/images/detail", ""))
				r.Method = c.method
				x := client.Do(t.Context(), r)
				if x.Troubled() != "" || x.Surplus != c.want || string(x.Body) != c.wantBody {
					t.Errorf("server that closes: %v; trouble %q, surplus %d, body %q; want surplus %d, body %q",
						closes, x.Troubled(), x.Surplus, x.Body, c.want, c.wantBody)
				}
			}
		})
	}
}

func TestClosingFails(t *testing.T) {
	t.Parallel()
	e := spoken(t, "this is no HTTP\r\n\r\n", true)
	client := NewClient(Config{Endpoint: e, Timeout: time.Second})
	defer client.Close()
	if x := client.Do(t.Context(), closed(e.URL("/", ""))); !contains(x.Failure, "malformed HTTP") {
		t.Errorf("no HTTP: failure %q", x.Failure)
	}
	e = spoken(t, "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n"+plainBody, true)
	x := client.Do(t.Context(), closed(e.URL("/", "")))
	if x.BodyFailure != "the body ended early, after 14 bytes" || x.Surplus != 0 {
		t.Errorf("a short body: failure %q, surplus %d", x.BodyFailure, x.Surplus)
	}
	e = spoken(t, "HTTP/1.1 200 OK\r\n", false)
	impatient := NewClient(Config{Endpoint: e, Timeout: 50 * time.Millisecond})
	defer impatient.Close()
	if x := impatient.Do(t.Context(), closed(e.URL("/", ""))); x.Failure != "no answer within the time allowed for one request" {
		t.Errorf("half a header: failure %q", x.Failure)
	}
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	if x := client.Do(t.Context(), closed(gone.URL)); !contains(x.Failure, "refused") {
		t.Errorf("nobody listens: failure %q", x.Failure)
	}
}

func TestClosingOverTLS(t *testing.T) {
	t.Parallel()
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Asked", fmt.Sprint(r.Proto, " ", r.Close))
		_, _ = io.WriteString(w, plainBody)
	}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	config := server.Client().Transport.(*http.Transport).TLSClientConfig
	client := NewClient(Config{Endpoint: mustEndpoint(t, server.URL+"/v2/t"), TLS: config})
	defer client.Close()
	x := client.Do(t.Context(), closed(server.URL+"/v2/t/images/detail"))
	if x.Troubled() != "" || string(x.Body) != plainBody || x.Header.Get("X-Asked") != "HTTP/1.1 true" || x.Surplus != 0 {
		t.Errorf("trouble %q, asked %q, body %q, surplus %d", x.Troubled(), x.Header.Get("X-Asked"), x.Body, x.Surplus)
	}
	if len(config.NextProtos) == 1 {
		t.Error("the configuration that was given is changed")
	}
	strangers := NewClient(Config{Endpoint: mustEndpoint(t, server.URL+"/v2/t")})
	defer strangers.Close()
	if x := strangers.Do(t.Context(), closed(server.URL)); !contains(x.Failure, "certificate") {
		t.Errorf("an unknown certificate: failure %q", x.Failure)
	}
}
