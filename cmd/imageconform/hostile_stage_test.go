package main

import (
	"bufio"
	"bytes"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"testing"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
)

// mode is one way to be hostile or broken.
type mode struct {
	name, says string
	// open starts the target and gives its scheme and host.
	open func(*stage) string
	// harmless says that a conformant target may behave so.
	harmless bool
	at       int
}

// modes are all, in the order of the table.
func modes() []mode {
	var all []mode
	for _, some := range [][]mode{wireModes, framingModes, bodyModes, linkModes, rateModes, tlsModes} {
		all = append(all, some...)
	}
	for i := range all {
		all[i].at = i
	}
	return all
}

// stage is what a mode plays on.
type stage struct {
	t    *testing.T
	out  string
	args []string
	// elsewhere is another host, which nobody has a reason to ask.
	elsewhere *ear
	// honest is a target as it should be, at the path that is asked.
	honest http.Handler
	path   string
}

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{t: t, out: t.TempDir(), elsewhere: listen(t)}
	s.honest, s.path = honest()
	return s
}

// honest is the reference deployment for the token of the runs.
func honest() (handler http.Handler, path string) {
	server := refserver.New(refserver.Options{Set: fixtures.Document()})
	c := server.Credentials()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Auth-Token") == hostileToken {
			r.Header.Set("X-Auth-Token", c.Demo.Token)
		}
		server.ServeHTTP(w, r)
	}), c.Path
}

// ear is a host that takes down what it is told.
type ear struct {
	net.Listener
	mu   sync.Mutex
	told bytes.Buffer
}

func listen(t *testing.T) *ear {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.2:0")
	if err != nil {
		t.Fatal(err)
	}
	e := &ear{Listener: l}
	accept(t, l, func(c net.Conn) {
		buffer := make([]byte, 4096)
		for {
			n, err := c.Read(buffer)
			e.mu.Lock()
			e.told.Write(buffer[:n])
			e.mu.Unlock()
			if err != nil {
				return
			}
			_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n"+`{"images":[]}`)
		}
	})
	return e
}

func (e *ear) url() string { return "http://" + e.Addr().String() }

func (e *ear) heard() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.told.String()
}

// accept serves each connection until the test ends, and waits for all.
func accept(t *testing.T, l net.Listener, serve func(net.Conn)) {
	var mu sync.Mutex
	var open []net.Conn
	var serving sync.WaitGroup
	serving.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			mu.Lock()
			open = append(open, c)
			mu.Unlock()
			serving.Go(func() {
				defer c.Close()
				serve(c)
			})
		}
	})
	t.Cleanup(func() {
		_ = l.Close()
		mu.Lock()
		for _, c := range open {
			_ = c.Close()
		}
		mu.Unlock()
		serving.Wait()
	})
}

// wire serves connections as they are.
func wire(serve func(net.Conn)) func(*stage) string {
	return func(s *stage) string {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			s.t.Fatal(err)
		}
		accept(s.t, l, serve)
		return "http://" + l.Addr().String()
	}
}

// answers writes what it likes to each request of a connection, and hangs up
// once it says that it is done.
func answers(write func(c net.Conn, q *http.Request) (again bool)) func(*stage) string {
	return wire(func(c net.Conn) {
		from := bufio.NewReader(c)
		for {
			q, err := http.ReadRequest(from)
			if err != nil {
				return
			}
			_, _ = io.Copy(io.Discard, q.Body)
			if !write(c, q) {
				return
			}
		}
	})
}

// says answers the same bytes to each request and hangs up.
func says(text string) func(*stage) string {
	return answers(func(c net.Conn, _ *http.Request) bool {
		_, _ = io.WriteString(c, text)
		return false
	})
}

// forever writes a head and then the same again and again, until nobody reads.
func forever(head, again string) func(*stage) string {
	return answers(func(c net.Conn, _ *http.Request) bool {
		_, err := io.WriteString(c, head)
		for err == nil {
			_, err = io.WriteString(c, again)
		}
		return false
	})
}

// handled serves by net/http.
func handled(handle func(s *stage, w http.ResponseWriter, r *http.Request)) func(*stage) string {
	return func(s *stage) string {
		server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handle(s, w, r) }))
		server.Config.ErrorLog = silent()
		server.Start()
		s.t.Cleanup(func() {
			server.CloseClientConnections()
			server.Close()
		})
		return server.URL
	}
}

// lists serves a body, with the headers that make it a listing in the format
// that is asked for.
func lists(body func(s *stage, xml bool) []byte, headers ...string) func(*stage) string {
	return func(s *stage) string {
		bodies := map[bool][]byte{false: body(s, false), true: body(s, true)}
		return handled(func(_ *stage, w http.ResponseWriter, r *http.Request) {
			xml := r.Header.Get("Accept") == "application/xml"
			w.Header().Set("Content-Type", map[bool]string{false: "application/json", true: "application/xml"}[xml])
			for i := 0; i+1 < len(headers); i += 2 {
				w.Header().Set(headers[i], headers[i+1])
			}
			w.Header().Set("Content-Length", strconv.Itoa(len(bodies[xml])))
			_, _ = w.Write(bodies[xml])
		})(s)
	}
}

// silent is a logger of what servers say about broken connections.
func silent() *log.Logger { return log.New(io.Discard, "", 0) }
