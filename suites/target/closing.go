package target

import (
	"bufio"
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"
)

// drainTime and drainBytes bound the search for bytes behind a body. A
// deployment that closes as it was asked to ends the search at once.
const (
	drainTime  = 250 * time.Millisecond
	drainBytes = 1 << 20
)

// closing makes one round trip over a connection of its own and reads on until
// the deployment closes it. net/http drops without a word what a deployment
// sends behind the body it announced; here it is counted.
func (c *Client) closing(q *http.Request, x *Exchange) error {
	ctx := q.Context()
	conn, err := c.dial(ctx, q.URL)
	if err != nil {
		return err
	}
	defer conn.Close()
	defer endReads(ctx, conn)()
	if err := q.Write(conn); err != nil {
		return orCause(ctx, err)
	}
	bounded := &io.LimitedReader{R: conn, N: c.config.MaxHeader}
	from := bufio.NewReader(bounded)
	answer, err := finalResponse(from, q)
	if err != nil && bounded.N <= 0 {
		return c.config.headerCap()
	}
	if err != nil {
		return orCause(ctx, err)
	}
	bounded.N = c.config.MaxBody + drainBytes
	defer answer.Body.Close()
	c.capture(answer, x)
	if x.BodyFailure == "" {
		short, cancel := context.WithTimeout(ctx, drainTime)
		defer cancel()
		defer endReads(short, conn)()
		x.Surplus, _ = io.Copy(io.Discard, io.LimitReader(from, drainBytes))
	}
	return nil
}

// finalResponse reads an answer and passes over the informational ones.
func finalResponse(from *bufio.Reader, q *http.Request) (*http.Response, error) {
	for {
		answer, err := http.ReadResponse(from, q)
		if err != nil || answer.StatusCode >= 200 || answer.StatusCode == http.StatusSwitchingProtocols {
			return answer, err
		}
	}
}

// dial opens a connection that speaks HTTP/1.1.
func (c *Client) dial(ctx context.Context, to *url.URL) (net.Conn, error) {
	port := to.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[to.Scheme]
	}
	address := net.JoinHostPort(to.Hostname(), port)
	conn, err := c.config.Dial(ctx, "tcp", address)
	if err != nil || to.Scheme != "https" {
		return conn, err
	}
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if c.config.TLS != nil {
		config = c.config.TLS.Clone()
	}
	config.NextProtos, config.ServerName = []string{"http/1.1"}, to.Hostname()
	secure := tls.Client(conn, config)
	if err := secure.HandshakeContext(ctx); err != nil {
		_ = conn.Close()
		return nil, err
	}
	return secure, nil
}

// endReads makes reads and writes of a connection fail once the context ends,
// until the returned function is called.
func endReads(ctx context.Context, conn net.Conn) (stop func() bool) {
	return context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })
}

// orCause is the end of the context where that is what broke off a read.
func orCause(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// proxied reports whether requests to a URL go through a proxy.
func proxied(q *http.Request) bool {
	proxy, err := http.ProxyFromEnvironment(q)
	return err != nil || proxy != nil
}
