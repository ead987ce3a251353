package target

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/url"
	"time"
)

// Certificate is what a deployment shows of itself to a client of https.
type Certificate struct {
	Subject string    `json:"subject"`
	Issuer  string    `json:"issuer"`
	Begins  time.Time `json:"begins"`
	Expires time.Time `json:"expires"`
	// Protocol is the version of TLS.
	Protocol string `json:"protocol"`
}

// ErrNoCertificate says that the deployment shows no certificate.
var ErrNoCertificate = errors.New("the deployment shows no certificate")

// ShownCertificate connects to an https endpoint and gives the certificate that
// it shows, trusted or not. It sends nothing.
func ShownCertificate(ctx context.Context, config Config) (Certificate, error) {
	config = config.withDefaults()
	ctx, cancel := context.WithTimeout(ctx, config.Timeout)
	defer cancel()
	to, err := url.Parse(config.Endpoint.Base)
	if err != nil || to.Scheme != "https" {
		return Certificate{}, ErrNoCertificate
	}
	// Whether to trust it is for the client that sends something.
	unverified := &tls.Config{MinVersion: tls.VersionTLS10, InsecureSkipVerify: true} //nolint:gosec // nothing is sent
	if config.TLS != nil {
		unverified.Certificates = config.TLS.Certificates
	}
	config.TLS = unverified
	conn, err := NewClient(config).dial(ctx, to)
	if err != nil {
		return Certificate{}, fmt.Errorf("%w: %w", ErrNoCertificate, err)
	}
	defer conn.Close()
	secure, ok := conn.(*tls.Conn)
	if !ok || len(secure.ConnectionState().PeerCertificates) == 0 {
		return Certificate{}, ErrNoCertificate
	}
	leaf := secure.ConnectionState().PeerCertificates[0]
	return Certificate{
		Subject: leaf.Subject.String(), Issuer: leaf.Issuer.String(), Begins: leaf.NotBefore.UTC(), Expires: leaf.NotAfter.UTC(),
		Protocol: tls.VersionName(secure.ConnectionState().Version),
	}, nil
}
