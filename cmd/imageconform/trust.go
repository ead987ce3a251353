package main

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"os"
)

// trust is the configuration of https: what a cloud says, and over it what the
// settings do. It is nil for the system's.
func trust(l loaded, cloud *tls.Config) (*tls.Config, error) {
	c := l.config
	if cloud == nil && c.CAFile == "" && c.CertFile == "" && c.KeyFile == "" && !c.Insecure {
		return nil, nil
	}
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if cloud != nil {
		config = cloud.Clone()
	}
	if c.Insecure {
		config.InsecureSkipVerify = true // asked for, and warned of
	}
	if c.CAFile != "" {
		pool, err := authorities(l)
		if err != nil {
			return nil, err
		}
		config.RootCAs = pool
	}
	if c.KeyFile != "" && c.CertFile == "" {
		return nil, usage("%s is given, but no certificate", l.at("key-file")).hinted("give --cert-file, too")
	}
	if c.CertFile != "" {
		certificate, err := tls.LoadX509KeyPair(c.CertFile, cmp.Or(c.KeyFile, c.CertFile))
		if err != nil {
			return nil, usage("%s: %w", l.at("cert-file"), err)
		}
		config.Certificates = []tls.Certificate{certificate}
	}
	return config, nil
}

// authorities are the system's and those of the file.
func authorities(l loaded) (*x509.CertPool, error) {
	pem, err := os.ReadFile(l.config.CAFile)
	if err != nil {
		return nil, usage("%s: %w", l.at("ca-file"), err)
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if !pool.AppendCertsFromPEM(pem) {
		return nil, usage("%s: %s holds no PEM certificate", l.at("ca-file"), l.config.CAFile)
	}
	return pool, nil
}
