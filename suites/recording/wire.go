package recording

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// reply is what is written for one request.
type reply struct {
	wire []byte
	// close ends the connection behind it.
	close bool
}

// broken ends the connection as if the deployment had died. The first bytes
// keep the client from taking it for an idle connection that was closed.
var broken = reply{wire: []byte("HTTP/1.1"), close: true}

// replyOf is an exchange as it went over the wire. What cannot be known of it
// is made up so that it is read as it was.
func replyOf(e Entry) reply {
	if e.Failure != "" || e.Status == 0 {
		return broken
	}
	old := e.Proto == "HTTP/1.0"
	a := reply{close: old || e.EndedEarly() || e.Surplus > 0 || strings.EqualFold(e.Header.Get("Connection"), "close")}
	body := e.sent()
	header := e.Header.Clone()
	if header == nil {
		header = http.Header{}
	}
	chunked := false
	switch {
	case bodiless(e):
		body = nil
	case e.Declared >= 0:
		// Redaction and packing may have changed the length of the body.
		header.Set("Content-Length", strconv.FormatInt(max(e.Declared+int64(len(body))-e.Received, 0), 10))
	case old:
	default:
		chunked = true
		header.Set("Transfer-Encoding", "chunked") //nolint:gosec // in place of a length, never beside one
	}
	var b bytes.Buffer
	version := "HTTP/1.1"
	if old {
		version = e.Proto
	}
	fmt.Fprintf(&b, "%s %03d %s\r\n", version, e.Status, http.StatusText(e.Status))
	for _, name := range slices.Sorted(maps.Keys(header)) {
		for _, value := range header[name] {
			fmt.Fprintf(&b, "%s: %s\r\n", name, value)
		}
	}
	b.WriteString("\r\n")
	switch {
	case chunked && len(body) > 0:
		fmt.Fprintf(&b, "%x\r\n%s\r\n", len(body), body)
	case !chunked:
		b.Write(body)
	}
	if chunked && !e.EndedEarly() {
		b.WriteString("0\r\n\r\n")
	}
	b.WriteString(strings.Repeat("x", int(e.Surplus)))
	a.wire = b.Bytes()
	return a
}

// bodiless reports whether the answer cannot have a body.
func bodiless(e Entry) bool {
	return e.Request.Method == http.MethodHead || e.Status/100 == 1 || e.Status == http.StatusNoContent || e.Status == http.StatusNotModified
}

// sent is the body in its content coding, which was undone when it was read.
func (e Entry) sent() []byte {
	var b bytes.Buffer
	var pack interface {
		Write([]byte) (int, error)
		Close() error
	}
	switch e.Coding {
	case "", "identity":
		return e.Body
	case "gzip", "x-gzip":
		pack = gzip.NewWriter(&b)
	case "deflate":
		pack = zlib.NewWriter(&b)
	}
	damaged := e.BodyFailure != "" && !e.EndedEarly()
	if pack == nil || damaged && len(e.Body) == 0 || e.Received == 0 {
		// Nobody could read it: any bytes are as good as those that came.
		return bytes.Repeat([]byte("x"), int(e.Received))
	}
	// Writing to memory does not fail.
	_, _ = pack.Write(e.Body)
	_ = pack.Close()
	if damaged || e.EndedEarly() {
		return b.Bytes()[:max(b.Len()-8, 0)]
	}
	return b.Bytes()
}
