package target

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"net/http"
	"strconv"
	"testing"
)

const plainBody = `{"images": []}`

// packed is a text in a content coding.
func packed(t *testing.T, text string, writer func(io.Writer) io.WriteCloser) []byte {
	t.Helper()
	var b bytes.Buffer
	w := writer(&b)
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestContentCodings(t *testing.T) {
	t.Parallel()
	gzipped := packed(t, plainBody, func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) })
	wrapped := packed(t, plainBody, func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) })
	bare := packed(t, plainBody, func(w io.Writer) io.WriteCloser {
		f, err := flate.NewWriter(w, flate.BestCompression)
		if err != nil {
			t.Fatal(err)
		}
		return f
	})
	for _, c := range []struct {
		name, coding string
		sent         []byte
		wantCoding   string
		wantFailure  string
	}{
		{"none", "", []byte(plainBody), "", ""},
		{"identity", "identity", []byte(plainBody), "identity", ""},
		{"gzip", "gzip", gzipped, "gzip", ""},
		{"gzip in another case", " GZip ", gzipped, "gzip", ""},
		{"gzip by its old name", "x-gzip", gzipped, "x-gzip", ""},
		{"deflate with its wrapper", "deflate", wrapped, "deflate", ""},
		{"deflate without", "deflate", bare, "deflate", ""},
		{"gzip of nothing", "gzip", nil, "gzip", ""},
		{"gzip that is none", "gzip", []byte(plainBody), "gzip", "the content coding gzip is broken: gzip: invalid header"},
		{"gzip cut short", "gzip", gzipped[:len(gzipped)-9], "gzip", "the content coding gzip is broken: unexpected EOF"},
		{"gzip with a wrong sum", "gzip", append(append([]byte{}, gzipped[:len(gzipped)-8]...), make([]byte, 8)...), "gzip", "the content coding gzip is broken: gzip: invalid checksum"},
		{"deflate that is none", "deflate", []byte("x\x00 is no deflate"), "deflate", "the content coding deflate is broken: zlib: invalid header"},
		{"an unknown one", "br", []byte("whatever"), "br", `the content coding "br" is not known`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			client, e, _ := served(t, func(w http.ResponseWriter, r *http.Request) {
				if r.Header.Get("Accept-Encoding") != "" {
					w.WriteHeader(http.StatusBadRequest)
				}
				w.Header().Set("Content-Encoding", c.coding)
				w.Header().Set("Content-Length", strconv.Itoa(len(c.sent)))
				_, _ = w.Write(c.sent)
			})
			x := client.Do(t.Context(), Get(e.URL("/images/detail", "")))
			if x.Status != 200 || x.Coding != c.wantCoding || x.BodyFailure != c.wantFailure {
				t.Errorf("status %d, coding %q, failure %q; want 200, %q, %q", x.Status, x.Coding, x.BodyFailure, c.wantCoding, c.wantFailure)
			}
			if want := plainBody; c.wantFailure == "" && len(c.sent) > 0 && string(x.Body) != want {
				t.Errorf("body %q, want %q", x.Body, want)
			}
			if sent := int64(len(c.sent)); x.Received != sent || x.Declared != sent {
				t.Errorf("received %d and declared %d of %d bytes", x.Received, x.Declared, sent)
			}
		})
	}
}

// TestReceivedCountsWhatTheCodingLeaves sends bytes behind the end of a
// deflate stream: they are part of the body on the wire.
func TestReceivedCountsWhatTheCodingLeaves(t *testing.T) {
	t.Parallel()
	sent := append(packed(t, plainBody, func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }), bytes.Repeat([]byte("x"), 5000)...)
	client, e, _ := served(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "deflate")
		_, _ = w.Write(sent)
	})
	x := client.Do(t.Context(), Get(e.URL("/images/detail", "")))
	if x.Received != int64(len(sent)) || string(x.Body) != plainBody {
		t.Errorf("received %d of %d bytes, body %q", x.Received, len(sent), x.Body)
	}
}

func TestShortBody(t *testing.T) {
	t.Parallel()
	client, e, _ := served(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "20")
		_, _ = io.WriteString(w, plainBody)
	})
	x := client.Do(t.Context(), Get(e.URL("/images/detail", "")))
	if want := "the body ended early, after 14 bytes"; x.BodyFailure != want || x.Declared != 20 || x.Received != 14 {
		t.Errorf("failure %q, declared %d, received %d; want %q, 20, 14", x.BodyFailure, x.Declared, x.Received, want)
	}
	if string(x.Body) != plainBody || x.Status != 200 {
		t.Errorf("status %d with body %q", x.Status, x.Body)
	}
}

func TestBodyCap(t *testing.T) {
	t.Parallel()
	bomb := packed(t, string(bytes.Repeat([]byte(" "), 1<<20)), func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) })
	for _, c := range []struct {
		name, coding string
		sent         []byte
		cut          bool
	}{
		{"at the cap", "", bytes.Repeat([]byte(" "), 1000), false},
		{"beyond the cap", "", bytes.Repeat([]byte(" "), 1001), true},
		{"beyond the cap once unpacked", "gzip", bomb, true},
	} {
		client, e, _ := served(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", c.coding)
			_, _ = w.Write(c.sent)
		}, func(config *Config) { config.MaxBody = 1000 })
		x := client.Do(t.Context(), Get(e.URL("/images/detail", "")))
		if len(x.Body) != 1000 || (x.BodyFailure != "") != c.cut {
			t.Errorf("%s: %d bytes are kept with failure %q", c.name, len(x.Body), x.BodyFailure)
		}
	}
}
