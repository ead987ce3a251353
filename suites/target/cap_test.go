package target

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestCapsAreNamed holds that an answer beyond a cap is never one to judge, and
// says by the name of the setting why.
func TestCapsAreNamed(t *testing.T) {
	t.Parallel()
	bomb := packed(t, string(bytes.Repeat([]byte(" "), 2<<20)), func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) })
	for _, c := range []struct {
		name   string
		query  string
		close  bool
		change func(*Config)
		answer http.HandlerFunc
		want   string
	}{
		{"body", "", false, func(c *Config) { c.MaxBody = 10 }, func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, strings.Repeat("x", 11))
		}, "the cap of 10 bytes (max-body)"},
		{"ratio", "", false, func(c *Config) { c.MaxRatio = 100 }, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(bomb)
		}, "the cap of 100 times its size (max-ratio)"},
		{"header", "", false, func(c *Config) { c.MaxHeader = 5000 }, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Long", strings.Repeat("x", 20000))
		}, "the cap of 5000 bytes (max-header)"},
		{"header of a closing connection", "", true, func(c *Config) { c.MaxHeader = 5000 }, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Long", strings.Repeat("x", 20000))
		}, "the cap of 5000 bytes (max-header)"},
		{"total", "", false, func(c *Config) { c.MaxTotal = 14 }, func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, plainBody)
		}, "the cap of 14 bytes (max-total)"},
		{"redirects", "", false, func(c *Config) { c.MaxRedirects = 3 }, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.Path+"?"+r.URL.RawQuery+"a", http.StatusFound)
		}, "it leads on beyond the cap of 3 redirects (max-redirects)"},
		{"URL", "name=" + strings.Repeat("x", DefaultMaxURL), false, func(*Config) {}, func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, plainBody)
		}, "the URL is longer than the cap of 8192 bytes (max-url)"},
	} {
		client, e, _ := served(t, c.answer, c.change)
		r := Get(e.URL("/images/detail", c.query))
		if c.close {
			r = r.With("Connection", "close")
		}
		client.Do(t.Context(), r)
		if x := client.Do(t.Context(), r); !strings.Contains(x.Troubled(), c.want) {
			t.Errorf("%s: the trouble is %q, want %q", c.name, x.Troubled(), c.want)
		}
	}
}
