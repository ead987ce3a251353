package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// vouched serves over TLS with a certificate that was changed before it was
// signed by its own key. The run trusts it where that is said.
func vouched(trusted bool, change func(*x509.Certificate), handle func(s *stage, w http.ResponseWriter, r *http.Request)) func(*stage) string {
	return func(s *stage) string {
		now := time.Now()
		c := &x509.Certificate{
			SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "hostile"}, IsCA: true, BasicConstraintsValid: true,
			NotBefore: now.Add(-48 * time.Hour), NotAfter: now.Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		}
		if change != nil {
			change(c)
		}
		pair := selfSigned(s.t, c)
		if trusted {
			file := filepath.Join(s.t.TempDir(), "ca.pem")
			if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: pair.Certificate[0]}), 0o600); err != nil {
				s.t.Fatal(err)
			}
			s.args = append(s.args, "--ca-file", file)
		}
		server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handle(s, w, r) }))
		server.EnableHTTP2 = true
		server.Config.ErrorLog = silent()
		server.TLS = &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}
		server.StartTLS()
		s.t.Cleanup(func() {
			server.CloseClientConnections()
			server.Close()
		})
		return server.URL
	}
}

func selfSigned(t *testing.T, c *x509.Certificate) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// truthful is the honest target.
func truthful(s *stage, w http.ResponseWriter, r *http.Request) { s.honest.ServeHTTP(w, r) }

// secure makes an https URL of what is served.
func secure(open func(*stage) string) func(*stage) string {
	return func(s *stage) string { return strings.Replace(open(s), "http:", "https:", 1) }
}

// unhurried gives a run the time to ask everything.
func unhurried(open func(*stage) string) func(*stage) string {
	return func(s *stage) string {
		s.args = append(s.args, "--deadline", "15s", "--timeout", "10s")
		return open(s)
	}
}

var tlsModes = []mode{
	{name: "self-signed", says: "a certificate that nobody vouches for", open: vouched(false, nil, truthful)},
	{name: "expired", says: "a certificate of yesterday", open: vouched(true, func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-24 * time.Hour) }, truthful)},
	{name: "not-yet-valid", says: "a certificate of tomorrow", open: vouched(true, func(c *x509.Certificate) { c.NotBefore, c.NotAfter = c.NotAfter, c.NotAfter.Add(time.Hour) }, truthful)},
	{name: "wrong-host", says: "a certificate of another host", open: vouched(true, func(c *x509.Certificate) { c.IPAddresses, c.DNSNames = nil, []string{"other.example"} }, truthful)},
	{name: "handshake-stalls", says: "takes connections and never shakes hands", open: secure(wire(func(c net.Conn) { _, _ = io.Copy(io.Discard, c) }))},
	{name: "handshake-garbage", says: "plain HTTP where TLS is wanted", open: secure(says(okJSON + "Content-Length: 14\r\n\r\n" + noImages))},
	{name: "http2", says: "HTTP/2, with nothing else amiss", harmless: true, open: unhurried(vouched(true, nil, truthful))},
	{name: "http2-reset", says: "HTTP/2 that resets each stream", open: vouched(true, nil, func(*stage, http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })},
	{name: "http2-silent", says: "HTTP/2 that never answers", open: vouched(true, nil, func(_ *stage, _ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })},
	{name: "http2-endless", says: "HTTP/2 with a body without end", open: vouched(true, nil, func(_ *stage, w http.ResponseWriter, _ *http.Request) {
		chunk := []byte(strings.Repeat(" ", 1<<16))
		for err := error(nil); err == nil; {
			_, err = w.Write(chunk)
		}
	})},
}
