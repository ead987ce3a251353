package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"math/big"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
)

// pemFile writes blocks to a file of the folder.
func pemFile(t *testing.T, dir, name string, blocks ...*pem.Block) string {
	t.Helper()
	var b []byte
	for _, block := range blocks {
		b = append(b, pem.EncodeToMemory(block)...)
	}
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// clientCertificate makes one that is its own authority.
func clientCertificate(t *testing.T) (certificate *x509.Certificate, crt, key *pem.Block) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	if certificate, err = x509.ParseCertificate(der); err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalECPrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return certificate, &pem.Block{Type: "CERTIFICATE", Bytes: der}, &pem.Block{Type: "EC PRIVATE KEY", Bytes: secret}
}

// TestClientCertificate signs in at a cloud, and judges it, that answers nobody
// without a certificate.
func TestClientCertificate(t *testing.T) {
	client, crt, key := clientCertificate(t)
	server := refserver.New(refserver.Options{Set: fixtures.Document(), Identity: true})
	https := httptest.NewUnstartedServer(server)
	https.TLS = &tls.Config{ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: x509.NewCertPool(), MinVersion: tls.VersionTLS12}
	https.TLS.ClientCAs.AddCert(client)
	https.StartTLS()
	defer https.Close()

	dir := t.TempDir()
	ca := pemFile(t, dir, "ca.pem", &pem.Block{Type: "CERTIFICATE", Bytes: https.Certificate().Raw})
	certFile, keyFile, both := pemFile(t, dir, "client.crt", crt), pemFile(t, dir, "client.key", key), pemFile(t, dir, "both.pem", crt, key)
	auth := fmt.Sprintf("auth: {auth_url: '%s/identity', username: demo, password: '%s', project_name: openstack}", https.URL, server.Credentials().Demo.Password)
	file := filepath.Join(dir, "clouds.yaml")
	body := "clouds:\n" +
		"  plain: {" + auth + "}\n" +
		"  whole: {" + auth + ", cacert: " + ca + ", cert: " + certFile + ", key: " + keyFile + "}\n" +
		"  unverified: {" + auth + ", verify: false, cert: " + certFile + ", key: " + keyFile + "}\n" +
		"  uncertified: {" + auth + ", cacert: " + ca + "}\n"
	if err := os.WriteFile(file, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
	const warning = "imageconform: warning: the deployment's certificate is not verified"
	for _, c := range []struct {
		args string
		env  []string
		code int
		says string
	}{
		{"--os-cloud whole", nil, exitConformant, ""},
		{"--os-cloud unverified", nil, exitConformant, warning},
		{"--os-cloud plain", nil, exitTarget, "failed to verify certificate"},
		{"--os-cloud uncertified", nil, exitTarget, "certificate"},
		{"--os-cloud uncertified --cert-file " + both, nil, exitConformant, ""},
		{"--os-cloud plain --ca-file " + ca + " --cert-file " + certFile + " --key-file " + keyFile, nil, exitConformant, ""},
		{"--os-cloud plain --insecure --cert-file " + both, nil, exitConformant, warning},
		{"--os-cloud plain", []string{"OS_CACERT=" + ca, "OS_CERT=" + certFile, "OS_KEY=" + keyFile}, exitConformant, ""},
		{"--target " + https.URL + "/v2/openstack --ca-file " + ca + " --cert-file " + both, []string{"IMAGECONFORM_TOKEN=" + server.Credentials().Demo.Token}, exitConformant, ""},
	} {
		var stdout, stderr bytes.Buffer
		args := append([]string{"run", "--only", "LIM-01", "--out", t.TempDir()}, strings.Fields(c.args)...)
		code := run(args, strings.NewReader(""), &stdout, &stderr, append(c.env, "OS_CLIENT_CONFIG_FILE="+file), time.Now)
		if code != c.code || !strings.Contains(stderr.String(), c.says) || c.says != warning && strings.Contains(stderr.String(), warning) {
			t.Errorf("%s %v: exit code %d, want %d\n%s%s", c.args, c.env, code, c.code, &stdout, &stderr)
		}
	}
}
