package target

import (
	"crypto/x509"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
)

func TestShownCertificate(t *testing.T) {
	var asked atomic.Int64
	server := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer server.Close()
	// No root is given: the certificate is shown, trusted or not.
	shown, err := ShownCertificate(t.Context(), Config{Endpoint: mustEndpoint(t, server.URL+"/v2/t")})
	if err != nil {
		t.Fatal(err)
	}
	leaf := server.Certificate()
	if !shown.Expires.Equal(leaf.NotAfter) || !shown.Begins.Equal(leaf.NotBefore) || !strings.Contains(shown.Subject, "Acme") || !strings.HasPrefix(shown.Protocol, "TLS 1.") {
		t.Errorf("got %+v, want that of %s until %s", shown, leaf.Subject, leaf.NotAfter)
	}
	if asked.Load() != 0 {
		t.Errorf("%d requests were sent", asked.Load())
	}
	// The client itself goes on to refuse it.
	x := NewClient(Config{Endpoint: mustEndpoint(t, server.URL+"/v2/t")}).Do(t.Context(), Get(server.URL+"/v2/t/images/detail"))
	if !strings.Contains(x.Failure, x509.UnknownAuthorityError{}.Error()) {
		t.Errorf("the client says %q", x.Failure)
	}
}

func TestShownCertificateOfNone(t *testing.T) {
	plain := httptest.NewServer(http.NotFoundHandler())
	defer plain.Close()
	for _, base := range []string{plain.URL, strings.Replace(plain.URL, "http:", "https:", 1)} {
		if shown, err := ShownCertificate(t.Context(), Config{Endpoint: mustEndpoint(t, base+"/v2/t")}); !errors.Is(err, ErrNoCertificate) {
			t.Errorf("%s shows %+v, %v", base, shown, err)
		}
	}
}
