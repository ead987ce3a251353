package recording

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
)

// maxRequest bounds one request, in bytes.
const maxRequest = 1 << 20

// connection is one connection of a client, and which entry it was answered
// with last.
type connection struct {
	last   int
	reused bool
}

// Serve answers until the context ends, and then closes every connection. It
// writes answers byte by byte: net/http would not write what some deployments do.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	var open sync.WaitGroup
	defer open.Wait()
	stop := context.AfterFunc(ctx, func() { _ = listener.Close() })
	defer stop()
	for {
		conn, err := listener.Accept()
		if err != nil {
			if ctx.Err() != nil || errors.Is(err, net.ErrClosed) {
				return nil
			}
			return err
		}
		open.Go(func() {
			defer conn.Close()
			defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
			s.talk(conn)
		})
	}
}

// talk answers the requests of one connection.
func (s *Server) talk(conn net.Conn) {
	on := &connection{}
	bounded := &io.LimitedReader{R: conn}
	from := bufio.NewReader(bounded)
	for {
		bounded.N = maxRequest
		q, err := http.ReadRequest(from)
		if err != nil {
			return
		}
		a := s.answer(on, q)
		_, _ = io.Copy(io.Discard, q.Body)
		on.reused = true
		if _, err := conn.Write(a.wire); err != nil || a.close || q.Close || !q.ProtoAtLeast(1, 1) && !strings.EqualFold(q.Header.Get("Connection"), "keep-alive") {
			return
		}
	}
}
