package keystone

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/gophercloud/gophercloud/v2"
)

const canary = "canary-6c1f4e"

// cloud is a clouds.yaml of one cloud named c, from its body.
func cloud(auth string, rest ...string) Files {
	return Files{Clouds: []byte("clouds:\n  c:\n    auth: {" + auth + "}\n    " + strings.Join(rest, "\n    ") + "\n")}
}

const at = "auth_url: 'http://keystone/v3'"

func TestFromFiles(t *testing.T) {
	project := &gophercloud.AuthScope{ProjectName: "p", DomainID: "default"}
	for name, c := range map[string]struct {
		files Files
		want  gophercloud.AuthOptions
	}{
		"a password, as the openstack command takes it": {
			cloud(at + ", username: u, password: s, project_name: p"),
			gophercloud.AuthOptions{Username: "u", Password: "s", DomainID: "default", TenantName: "p", Scope: project},
		},
		"more than is needed": {
			cloud(at + ", username: u, user_domain_id: d, user_domain_name: D, password: s, project_name: p, project_id: i, project_domain_name: D"),
			gophercloud.AuthOptions{Username: "u", Password: "s", DomainID: "d", TenantID: "i", Scope: &gophercloud.AuthScope{ProjectID: "i"}},
		},
		"a user by id": {
			cloud(at + ", user_id: i, username: u, user_domain_name: D, password: s, project_name: p, project_domain_name: E"),
			gophercloud.AuthOptions{UserID: "i", Password: "s", TenantName: "p", Scope: &gophercloud.AuthScope{ProjectName: "p", DomainName: "E"}},
		},
		"an application credential beside all else": {
			cloud(at + ", application_credential_id: i, application_credential_secret: s, password: t, token: v, username: u, project_name: p"),
			gophercloud.AuthOptions{ApplicationCredentialID: "i", ApplicationCredentialSecret: "s", Username: "u", DomainID: "default"},
		},
		"an application credential by name": {
			cloud(at + ", application_credential_name: n, application_credential_secret: s, username: u, user_domain_name: D"),
			gophercloud.AuthOptions{ApplicationCredentialName: "n", ApplicationCredentialSecret: "s", Username: "u", DomainName: "D"},
		},
		"a token": {
			cloud(at + ", token: t, username: u, user_domain_name: D, project_name: p"),
			gophercloud.AuthOptions{TokenID: "t", TenantName: "p", Scope: project},
		},
		"a password beside a token": {
			cloud(at + ", token: t, username: u, password: s"),
			gophercloud.AuthOptions{Username: "u", Password: "s", DomainID: "default"},
		},
		"a token beside a password, by its type": {
			cloud(at+", token: t, username: u, password: s", "auth_type: v3token"),
			gophercloud.AuthOptions{TokenID: "t"},
		},
		"a password beside an application credential, by its type": {
			cloud(at+", application_credential_id: i, application_credential_secret: s, username: u, password: s", "auth_type: password"),
			gophercloud.AuthOptions{Username: "u", Password: "s", DomainID: "default"},
		},
		"a number for a password": {
			cloud(at + ", username: u, password: 0123"),
			gophercloud.AuthOptions{Username: "u", Password: "0123", DomainID: "default"},
		},
		"a secret apart": {
			Files{Clouds: cloud(at + ", username: u").Clouds, Secure: cloud("password: s").Clouds},
			gophercloud.AuthOptions{Username: "u", Password: "s", DomainID: "default"},
		},
		"a public cloud": {
			Files{
				Clouds: cloud("username: u, password: s", "profile: vendor").Clouds,
				Public: []byte("public-clouds: {vendor: {auth: {" + at + "}, auth_type: password}}"),
			},
			gophercloud.AuthOptions{Username: "u", Password: "s", DomainID: "default"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			l, err := FromFiles("c", c.files, Choice{})
			if err != nil {
				t.Fatal(err)
			}
			c.want.IdentityEndpoint = "http://keystone/v3"
			if diff := cmp.Diff(c.want, l.auth); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			// What gophercloud would refuse by itself, it would refuse too late.
			scope, err := l.auth.ToTokenV3ScopeMap()
			if err == nil {
				_, err = l.auth.ToTokenV3CreateMap(scope)
			}
			if err != nil {
				t.Errorf("gophercloud refuses it: %v", err)
			}
		})
	}
}

func TestFromFilesRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		files Files
		want  string
	}{
		"no YAML":                {Files{Clouds: []byte("clouds: \"" + canary)}, "found unexpected end of stream"},
		"a text":                 {Files{Clouds: []byte(canary)}, "unmarshal errors: line 1: cannot unmarshal !!str a value into"},
		"a cloud that is a text": {Files{Clouds: []byte("clouds: {c: " + canary + "}")}, "unmarshal errors: line 1: cannot unmarshal !!str a value"},
		"a list for a password":  {cloud(at + ", username: u, password: [" + canary + "]"), `cloud "c": unmarshal errors: line 3: cannot unmarshal !!seq into string`},
		"a secure.yaml of texts": {Files{Clouds: cloud(at).Clouds, Secure: []byte("clouds: " + canary)}, "secure.yaml: unmarshal errors"},
		"no public YAML":         {Files{Clouds: cloud(at).Clouds, Public: []byte("%" + canary)}, "clouds-public.yaml: "},
		"no auth":                {Files{Clouds: []byte("clouds: {c: {region_name: r}}")}, `cloud "c" has no auth`},
		"no address":             {cloud("username: u, password: " + canary), `cloud "c": it has no auth_url`},
		"no URL":                 {cloud("auth_url: 'keystone:5000', username: u, password: " + canary), `auth_url: want http:// or https:// and a host`},
		"a password in the URL":  {cloud("auth_url: 'http://u:" + canary + "@keystone', username: u, password: s"), "auth_url: credentials do not belong in it"},
		"nobody":                 {cloud(at), "it has no user, no token and no application credential"},
		"no password":            {cloud(at + ", username: u"), "the user has no password"},
		"no token":               {cloud(at+", username: u, password: "+canary, "auth_type: token"), "it has no token"},
		"no secret":              {cloud(at + ", application_credential_id: i"), "the application credential has no secret"},
		"no id":                  {cloud(at + ", application_credential_secret: " + canary), "it has no application credential's id"},
		"no user of a name":      {cloud(at + ", application_credential_name: n, application_credential_secret: " + canary), "needs the user's, too"},
		"another way":            {cloud(at+", username: u, password: "+canary, "auth_type: v3oidcpassword"), `auth_type: want password, token or v3applicationcredential, not "v3oidcpassword"`},
		"an interface":           {cloud(at+", username: u, password: "+canary, "interface: pubic"), `interface: want public, internal, admin, not "pubic"`},
		"an old interface":       {cloud(at+", username: u, password: "+canary, "endpoint_type: URL"), `interface: want public, internal, admin, not "URL"`},
		"no authorities":         {cloud(at+", username: u, password: "+canary, "cacert: missing.pem"), "open missing.pem: no such file or directory"},
		"half a certificate":     {cloud(at+", username: u, password: "+canary, "cert: missing.pem"), "client cert key is missing"},
	} {
		t.Run(name, func(t *testing.T) {
			l, err := FromFiles("c", c.files, Choice{})
			if err == nil {
				t.Fatalf("it is taken: %v", l)
			}
			if !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), canary) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got %q, want %q", err, c.want)
			}
		})
	}
}

func TestUnknownCloud(t *testing.T) {
	files := Files{Clouds: []byte("clouds: {b: {}, a: {}}")}
	_, err := FromFiles("c", files, Choice{})
	var unknown *UnknownCloudError
	if !errors.As(err, &unknown) || err.Error() != `there is no cloud "c"` {
		t.Fatalf("got %v", err)
	}
	if diff := cmp.Diff([]string{"a", "b"}, unknown.Known); diff != "" {
		t.Errorf("known clouds (-want +got):\n%s", diff)
	}
	if _, err := FromFiles("c", Files{}, Choice{}); !errors.As(err, &unknown) || len(unknown.Known) != 0 {
		t.Errorf("an empty file: %v", err)
	}
}

func TestChoice(t *testing.T) {
	ca := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(ca, []byte("nothing"), 0o600); err != nil {
		t.Fatal(err)
	}
	files := cloud(at+", username: u, password: s", "region_name: R1", "interface: internalURL", "verify: false")
	for _, c := range []struct {
		choice        Choice
		region, iface string
	}{
		{Choice{}, "R1", "internal"},
		{Choice{Region: "R2", Interface: "admin"}, "R2", "admin"},
	} {
		l, err := FromFiles("c", files, c.choice)
		if err != nil {
			t.Fatal(err)
		}
		if l.find.Region != c.region || string(l.find.Availability) != c.iface || !l.TLS().InsecureSkipVerify {
			t.Errorf("%+v: %+v, verifying %v", c.choice, l.find, !l.TLS().InsecureSkipVerify)
		}
	}
	if _, err := FromFiles("c", cloud(at+", username: u, password: s", "cacert: "+ca), Choice{}); err == nil || !strings.Contains(err.Error(), "failed to parse the CA Cert") {
		t.Errorf("a file without certificates: %v", err)
	}
}
