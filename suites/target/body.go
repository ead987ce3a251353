package target

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// counter counts the bytes that pass.
type counter struct {
	from io.Reader
	n    int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.from.Read(p)
	c.n += int64(n)
	return n, err
}

// readBody reads, decodes and redacts the body into the exchange.
func (c *Client) readBody(answer *http.Response, x *Exchange) {
	wire := &counter{from: answer.Body}
	x.Coding = strings.ToLower(strings.TrimSpace(answer.Header.Get("Content-Encoding")))
	plain, err := decode(x.Coding, wire)
	if err == nil {
		x.Body, err = io.ReadAll(io.LimitReader(plain, c.config.MaxBody+1))
	}
	x.Received = wire.n
	switch {
	case err != nil && errors.Is(err, io.ErrUnexpectedEOF):
		x.BodyFailure = fmt.Sprintf("the body ended early, after %d bytes", wire.n)
	case err != nil:
		x.BodyFailure = "the body could not be read: " + c.redact(reason(err))
	case int64(len(x.Body)) > c.config.MaxBody:
		x.Body = x.Body[:c.config.MaxBody]
		x.BodyFailure = fmt.Sprintf("the body is larger than the cap of %d bytes", c.config.MaxBody)
	}
	x.Body = c.redactBytes(x.Body)
}

// decode undoes a content coding. An empty body has nothing to undo.
func decode(coding string, from io.Reader) (io.Reader, error) {
	switch coding {
	case "", "identity":
		return from, nil
	}
	first := make([]byte, 1)
	if n, err := from.Read(first); n == 0 && errors.Is(err, io.EOF) {
		return bytes.NewReader(nil), nil
	} else if n == 0 && err != nil {
		return nil, err
	}
	whole := io.MultiReader(bytes.NewReader(first), from)
	switch coding {
	case "gzip", "x-gzip":
		plain, err := gzip.NewReader(whole)
		if err != nil {
			return nil, fmt.Errorf("the content coding %s is broken: %w", coding, err)
		}
		return plain, nil
	case "deflate":
		return inflate(first[0], whole)
	}
	return nil, fmt.Errorf("the content coding %q was not asked for", coding)
}

// inflate reads deflate with the zlib wrapper that the standard asks for, or
// bare, as some servers send it.
func inflate(first byte, whole io.Reader) (io.Reader, error) {
	if first&0x0f != 8 {
		return flate.NewReader(whole), nil
	}
	plain, err := zlib.NewReader(whole)
	if err != nil {
		return nil, fmt.Errorf("the content coding deflate is broken: %w", err)
	}
	return plain, nil
}

// redact replaces every secret in a text by the name of its variable.
func (c *Client) redact(s string) string { return string(c.redactBytes([]byte(s))) }

func (c *Client) redactBytes(b []byte) []byte {
	for id, token := range c.config.Tokens {
		// A token of a few characters would turn up in any text by chance.
		if len(token) >= 8 {
			b = bytes.ReplaceAll(b, []byte(token), []byte("$"+id.Variable()))
		}
	}
	return b
}

func (c *Client) redactHeader(h http.Header) http.Header {
	out := make(http.Header, len(h))
	for name, values := range h {
		for _, v := range values {
			out[name] = append(out[name], c.redact(v))
		}
	}
	return out
}
