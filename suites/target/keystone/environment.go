package keystone

import (
	"errors"
	"fmt"

	"github.com/gophercloud/gophercloud/v2/openstack/config/clouds"
	"go.yaml.in/yaml/v3"
)

// environmentCloud is the name of the cloud that the OS_* variables are.
const environmentCloud = "environment"

// SecretVariables are the OS_* variables that hold a secret.
func SecretVariables() []string {
	return []string{"OS_PASSWORD", "OS_TOKEN", "OS_APPLICATION_CREDENTIAL_SECRET"}
}

// InEnvironment reports whether the OS_* variables say enough to sign in: an
// address and a credential. Some of them alone are no wish to.
func InEnvironment(env map[string]string) bool {
	user := env["OS_USERNAME"] != "" || env["OS_USER_ID"] != ""
	credential := env["OS_APPLICATION_CREDENTIAL_ID"] != "" || env["OS_APPLICATION_CREDENTIAL_NAME"] != ""
	return env["OS_AUTH_URL"] != "" && (env["OS_TOKEN"] != "" || user && env["OS_PASSWORD"] != "" ||
		credential && env["OS_APPLICATION_CREDENTIAL_SECRET"] != "")
}

// FromEnvironment is the login that the OS_* variables describe. They are read
// as a cloud, so that they mean what the same words of a clouds.yaml do.
func FromEnvironment(env map[string]string, c Choice) (Login, error) {
	first := func(names ...string) string {
		for _, name := range names {
			if env[name] != "" {
				return env[name]
			}
		}
		return ""
	}
	cloud := clouds.Cloud{AuthInfo: &clouds.AuthInfo{
		AuthURL: first("OS_AUTH_URL"), Token: first("OS_TOKEN"),
		Username: first("OS_USERNAME"), UserID: first("OS_USER_ID"), Password: first("OS_PASSWORD"),
		ApplicationCredentialID:     first("OS_APPLICATION_CREDENTIAL_ID"),
		ApplicationCredentialName:   first("OS_APPLICATION_CREDENTIAL_NAME"),
		ApplicationCredentialSecret: first("OS_APPLICATION_CREDENTIAL_SECRET"),
		ProjectID:                   first("OS_PROJECT_ID", "OS_TENANT_ID"), ProjectName: first("OS_PROJECT_NAME", "OS_TENANT_NAME"),
		UserDomainID: first("OS_USER_DOMAIN_ID"), UserDomainName: first("OS_USER_DOMAIN_NAME"),
		ProjectDomainID: first("OS_PROJECT_DOMAIN_ID"), ProjectDomainName: first("OS_PROJECT_DOMAIN_NAME"),
		DomainID: first("OS_DOMAIN_ID"), DomainName: first("OS_DOMAIN_NAME"),
	}}
	file, err := yaml.Marshal(clouds.Clouds{Clouds: map[string]clouds.Cloud{environmentCloud: cloud}})
	if err != nil {
		return Login{}, errors.New("the OS_* variables hold what is no text")
	}
	l, err := parse(environmentCloud, first("OS_AUTH_TYPE"), Files{Clouds: file}, c)
	if err != nil {
		return Login{}, fmt.Errorf("the OS_* variables: %w", err)
	}
	return l, nil
}
