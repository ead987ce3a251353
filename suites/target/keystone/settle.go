package keystone

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/gophercloud/gophercloud/v2"
	"github.com/gophercloud/gophercloud/v2/openstack/config/clouds"
)

// Interfaces are the words for the interfaces of a catalogue.
func Interfaces() []string { return []string{"public", "internal", "admin"} }

// ParseInterface reads an interface, in the old spelling too: publicURL. Empty
// stays so.
func ParseInterface(word string) (string, error) {
	plain := strings.TrimSuffix(word, "URL")
	if word != "" && !slices.Contains(Interfaces(), plain) {
		return "", fmt.Errorf("want %s, not %q", strings.Join(Interfaces(), ", "), word)
	}
	return plain, nil
}

// Domain is the id of the domain that is meant where none is named, as for the
// openstack command.
const Domain = "default"

// settle makes one way of signing in of all that a cloud says, as the openstack
// command does: gophercloud refuses what says more than it needs.
func (l *Login) settle(kind string) error {
	a := &l.auth
	if err := checkURL(a.IdentityEndpoint); err != nil {
		return err
	}
	if err := choose(a, clouds.AuthType(strings.ToLower(kind))); err != nil {
		return err
	}
	if a.UserID != "" {
		a.Username, a.DomainID, a.DomainName = "", "", ""
	}
	if a.Username != "" {
		a.DomainID, a.DomainName = oneDomain(a.DomainID, a.DomainName)
	}
	if s := a.Scope; s != nil && s.ProjectName != "" {
		s.DomainID, s.DomainName = oneDomain(s.DomainID, s.DomainName)
	}
	if a.TenantID != "" {
		a.TenantName = ""
	}
	if l.tls != nil {
		l.tls.MinVersion = tls.VersionTLS12
	}
	return nil
}

// choose keeps of the credentials the one of the kind that is asked for, or the
// one that openstack would take.
func choose(a *gophercloud.AuthOptions, kind clouds.AuthType) error {
	if kind == "" {
		switch {
		case a.ApplicationCredentialSecret != "", a.ApplicationCredentialID != "" && a.Password == "" && a.TokenID == "":
			kind = clouds.AuthV3ApplicationCredential
		case a.Password != "" || a.TokenID == "":
			kind = clouds.AuthPassword
		default:
			kind = clouds.AuthToken
		}
	}
	switch kind {
	case clouds.AuthV3ApplicationCredential:
		return byCredential(a)
	case clouds.AuthPassword, clouds.AuthV2Password, clouds.AuthV3Password:
		return byPassword(a)
	case clouds.AuthToken, clouds.AuthV2Token, clouds.AuthV3Token:
		return byToken(a)
	}
	return fmt.Errorf("auth_type: want password, token or v3applicationcredential, not %q", kind)
}

func byPassword(a *gophercloud.AuthOptions) error {
	a.TokenID = ""
	withoutCredential(a)
	switch {
	case a.Username == "" && a.UserID == "":
		return errors.New("it has no user, no token and no application credential")
	case a.Password == "":
		return errors.New("the user has no password")
	}
	return nil
}

func byToken(a *gophercloud.AuthOptions) error {
	a.Password = ""
	withoutCredential(a)
	if a.TokenID == "" {
		return errors.New("it has no token")
	}
	a.Username, a.UserID, a.DomainID, a.DomainName = "", "", "", ""
	return nil
}

func byCredential(a *gophercloud.AuthOptions) error {
	a.Password, a.TokenID = "", ""
	// It is for one project, and may not ask for another.
	a.Scope, a.TenantID, a.TenantName = nil, "", ""
	switch {
	case a.ApplicationCredentialID == "" && a.ApplicationCredentialName == "":
		return errors.New("it has no application credential's id")
	case a.ApplicationCredentialSecret == "":
		return errors.New("the application credential has no secret")
	case a.ApplicationCredentialID == "" && a.UserID == "" && a.Username == "":
		return errors.New("an application credential by its name needs the user's, too")
	}
	return nil
}

func withoutCredential(a *gophercloud.AuthOptions) {
	a.ApplicationCredentialID, a.ApplicationCredentialName, a.ApplicationCredentialSecret = "", "", ""
}

// oneDomain names a domain once: by id where there is one.
func oneDomain(id, name string) (string, string) {
	if id == "" && name == "" {
		return Domain, ""
	}
	if id != "" {
		return id, ""
	}
	return "", name
}

// checkURL refuses an address that cannot be one, without repeating it: it may
// hold a password.
func checkURL(raw string) error {
	u, err := url.Parse(raw)
	switch {
	case raw == "":
		return errors.New("it has no auth_url")
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "":
		return errors.New("auth_url: want http:// or https:// and a host")
	case u.User != nil:
		return errors.New("auth_url: credentials do not belong in it")
	}
	return nil
}
