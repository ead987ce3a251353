package target

import (
	"context"
	"net"
	"sync"
)

// connections are those that a client has open. A transport closes only idle
// ones, and one over HTTP/2 whose streams never ended is not idle.
type connections struct {
	mu   sync.Mutex
	open map[*connection]struct{}
}

// connection takes itself off the list once it is closed.
type connection struct {
	net.Conn
	of *connections
}

// Close closes the connection.
func (c *connection) Close() error {
	c.of.mu.Lock()
	delete(c.of.open, c)
	c.of.mu.Unlock()
	return c.Conn.Close()
}

// noting is a way to connect, with what it connects put on the list.
func (c *connections) noting(dial func(context.Context, string, string) (net.Conn, error)) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.open == nil {
			c.open = map[*connection]struct{}{}
		}
		listed := &connection{Conn: conn, of: c}
		c.open[listed] = struct{}{}
		return listed, nil
	}
}

// close closes all that are open.
func (c *connections) close() {
	c.mu.Lock()
	open := c.open
	c.open = nil
	c.mu.Unlock()
	for conn := range open {
		_ = conn.Close()
	}
}
