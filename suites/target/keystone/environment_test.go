package keystone

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/gophercloud/gophercloud/v2"
)

// variables are OS_* variables from NAME=VALUE pairs without the prefix.
func variables(pairs string) map[string]string {
	env := map[string]string{}
	for _, pair := range strings.Fields(pairs) {
		name, value, _ := strings.Cut(pair, "=")
		env["OS_"+name] = value
	}
	return env
}

func TestFromEnvironment(t *testing.T) {
	for name, c := range map[string]struct {
		pairs string
		want  gophercloud.AuthOptions
	}{
		"the openrc of a cloud": {
			"AUTH_URL=http://k/v3 IDENTITY_API_VERSION=3 USERNAME=u PASSWORD=s PROJECT_NAME=p PROJECT_ID=i USER_DOMAIN_NAME=Default PROJECT_DOMAIN_ID=default REGION_NAME=r",
			gophercloud.AuthOptions{Username: "u", Password: "s", DomainName: "Default", TenantID: "i", Scope: &gophercloud.AuthScope{ProjectID: "i"}},
		},
		"an old one": {
			"AUTH_URL=http://k/v3 USERNAME=u PASSWORD=s TENANT_NAME=p",
			gophercloud.AuthOptions{Username: "u", Password: "s", DomainID: "default", TenantName: "p", Scope: &gophercloud.AuthScope{ProjectName: "p", DomainID: "default"}},
		},
		"an application credential": {
			"AUTH_URL=http://k/v3 AUTH_TYPE=v3applicationcredential APPLICATION_CREDENTIAL_ID=i APPLICATION_CREDENTIAL_SECRET=s PASSWORD=",
			gophercloud.AuthOptions{ApplicationCredentialID: "i", ApplicationCredentialSecret: "s"},
		},
		"a token": {
			"AUTH_URL=http://k/v3 TOKEN=t PROJECT_ID=i",
			gophercloud.AuthOptions{TokenID: "t", TenantID: "i", Scope: &gophercloud.AuthScope{ProjectID: "i"}},
		},
		"a user by id": {
			"AUTH_URL=http://k/v3 USER_ID=u PASSWORD=s DOMAIN_ID=d",
			gophercloud.AuthOptions{UserID: "u", Password: "s", Scope: &gophercloud.AuthScope{DomainID: "d"}},
		},
	} {
		env := variables(c.pairs)
		if !InEnvironment(env) {
			t.Errorf("%s is not enough", name)
		}
		l, err := FromEnvironment(env, Choice{Region: "r"})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		c.want.IdentityEndpoint = "http://k/v3"
		if diff := cmp.Diff(c.want, l.auth); diff != "" || l.find.Region != "r" {
			t.Errorf("%s: region %q (-want +got):\n%s", name, l.find.Region, diff)
		}
	}
}

// TestNotEnoughInEnvironment keeps a stray variable from being taken for a wish.
func TestNotEnoughInEnvironment(t *testing.T) {
	for _, pairs := range []string{
		"", "REGION_NAME=r", "AUTH_URL=http://k", "USERNAME=u PASSWORD=s", "AUTH_URL=http://k USERNAME=u", "AUTH_URL=http://k PASSWORD=s",
		"AUTH_URL=http://k USERNAME=u PASSWORD=", "AUTH_URL= USERNAME=u PASSWORD=s", "TOKEN=t", "AUTH_URL=http://k APPLICATION_CREDENTIAL_ID=i",
	} {
		if InEnvironment(variables(pairs)) {
			t.Errorf("%q is enough", pairs)
		}
	}
}

func TestFromEnvironmentRefuses(t *testing.T) {
	for pairs, want := range map[string]string{
		"AUTH_URL=k:5000 USERNAME=u PASSWORD=" + canary:                                        "the OS_* variables: auth_url: want http://",
		"AUTH_URL=http://k AUTH_TYPE=v3totp USERNAME=u PASSWORD=" + canary:                     "the OS_* variables: auth_type: want password",
		"AUTH_URL=http://k AUTH_TYPE=v3applicationcredential USERNAME=u PASSWORD=" + canary:    "the OS_* variables: it has no application credential's id",
		"AUTH_URL=http://u:" + canary + "@k USERNAME=u PASSWORD=s":                             "credentials do not belong in it",
		"AUTH_URL=http://k APPLICATION_CREDENTIAL_NAME=n APPLICATION_CREDENTIAL_SECRET=secret": "needs the user's, too",
	} {
		_, err := FromEnvironment(variables(pairs), Choice{})
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), canary) {
			t.Errorf("%q: got %v, want %q", pairs, err, want)
		}
	}
}
