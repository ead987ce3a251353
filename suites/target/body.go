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

// counter counts the bytes that pass, and keeps what ended them.
type counter struct {
	from io.Reader
	n    int64
	err  error
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.from.Read(p)
	c.n += int64(n)
	if err != nil && !errors.Is(err, io.EOF) {
		c.err = err
	}
	return n, err
}

// readBody reads, decodes and redacts the body into the exchange.
func (c *Client) readBody(answer *http.Response, x *Exchange) {
	wire := &counter{from: answer.Body}
	x.Coding = strings.ToLower(strings.TrimSpace(answer.Header.Get("Content-Encoding")))
	plain, err := decode(x.Coding, wire)
	whole := &parts{room: c.room}
	defer whole.release()
	if err == nil {
		if plain != io.Reader(wire) {
			plain = &unpacked{from: plain, wire: wire, most: c.config.MaxRatio}
		}
		if err = whole.read(answer.Request.Context(), plain, c.config.MaxBody+1); errors.Is(err, io.EOF) {
			err = nil
		}
	}
	defer func() { c.total.Add(max(wire.n, whole.n)) }()
	var capped capError
	if whole.n > c.config.MaxBody {
		err = c.config.bodyCap()
	}
	// A coding may end before the bytes do; what is left counts as received.
	_, _ = io.Copy(io.Discard, io.LimitReader(wire, c.config.MaxBody+1-min(wire.n, c.config.MaxBody+1)))
	x.Received = wire.n
	if errors.As(err, &capped) {
		x.Body = whole.beginning(min(keptOfCut, c.config.MaxBody))
	} else {
		x.Body = whole.beginning(whole.n)
	}
	switch {
	case capped.name != "":
		x.CutFor(capped.Error())
	case errors.Is(wire.err, io.ErrUnexpectedEOF):
		x.BodyFailure = fmt.Sprintf("%s, after %d bytes", endedEarly, wire.n)
	case wire.err != nil:
		x.BodyFailure = "the body could not be read: " + c.redact(reason(orCause(answer.Request.Context(), wire.err)))
	case err != nil:
		x.BodyFailure = c.redact(undecoded(x.Coding, err))
	}
	x.Body = c.redactBytes(x.Body)
}

// undecoded says why a body that came whole could not be unpacked.
func undecoded(coding string, err error) string {
	var unknown codingError
	if errors.As(err, &unknown) {
		return unknown.Error()
	}
	return fmt.Sprintf("the content coding %s is broken: %v", coding, err)
}

// codingError is a content coding that the client cannot undo.
type codingError string

func (u codingError) Error() string {
	return fmt.Sprintf("the content coding %q is not known", string(u))
}

// decode undoes a content coding. An empty body has nothing to undo.
func decode(coding string, from io.Reader) (io.Reader, error) {
	switch coding {
	case "", "identity":
		return from, nil
	}
	first := make([]byte, 1)
	if _, err := io.ReadFull(from, first); errors.Is(err, io.EOF) {
		return bytes.NewReader(nil), nil
	} else if err != nil {
		return nil, err
	}
	whole := io.MultiReader(bytes.NewReader(first), from)
	switch coding {
	case "gzip", "x-gzip":
		return gzip.NewReader(whole)
	case "deflate":
		// With the zlib wrapper that the standard asks for, or bare, as some
		// servers send it.
		if first[0]&0x0f == 8 {
			return zlib.NewReader(whole)
		}
		return flate.NewReader(whole), nil
	}
	return nil, codingError(coding)
}

// redact replaces every secret in a text by the name of its variable.
func (c *Client) redact(s string) string { return string(c.redactBytes([]byte(s))) }

func (c *Client) redactBytes(b []byte) []byte {
	for _, s := range c.credentials.known() {
		if bytes.Contains(b, []byte(s.text)) { // else a large body would be copied
			b = bytes.ReplaceAll(b, []byte(s.text), []byte(s.stands))
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
