package main

import (
	"bytes"
	"fmt"

	"go.yaml.in/yaml/v3"

	"github.com/imageconform/imageconform/fixtures/refserver"
)

// servedCloud is one cloud of a clouds.yaml.
type servedCloud struct {
	Auth struct {
		URL           string `yaml:"auth_url"`
		User          string `yaml:"username,omitempty"`
		UserDomain    string `yaml:"user_domain_id,omitempty"`
		Password      string `yaml:"password,omitempty"`
		Credential    string `yaml:"application_credential_id,omitempty"`
		Secret        string `yaml:"application_credential_secret,omitempty"`
		Token         string `yaml:"token,omitempty"`
		Project       string `yaml:"project_name,omitempty"`
		ProjectDomain string `yaml:"project_domain_id,omitempty"`
	}
	Type   string `yaml:"auth_type,omitempty"`
	Region string `yaml:"region_name"`
}

// servedTo is the cloud of a deployment as a user sees it, without a credential.
func servedTo(d *refserver.Deployment, a refserver.Account) servedCloud {
	e := servedCloud{Region: "RegionOne"}
	e.Auth.URL = d.URL + refserver.IdentityPath
	e.Auth.Project, e.Auth.ProjectDomain = a.Tenant, refserver.Domain
	return e
}

// servedClouds are each user by password, and the first in every way that there is.
func servedClouds(d *refserver.Deployment) map[string]servedCloud {
	c := d.Credentials()
	all := map[string]servedCloud{}
	for _, a := range []refserver.Account{c.Demo, c.Other, c.Restricted} {
		e := servedTo(d, a)
		e.Auth.User, e.Auth.UserDomain, e.Auth.Password = a.User, refserver.Domain, a.Password
		all[a.User] = e
	}
	byToken, byCredential := servedTo(d, c.Demo), servedTo(d, c.Demo)
	byToken.Auth.Token = c.Demo.Token
	byCredential.Type = "v3applicationcredential"
	byCredential.Auth.Credential, byCredential.Auth.Secret = c.Demo.ApplicationCredential, c.Demo.ApplicationSecret
	// It has its project by itself.
	byCredential.Auth.Project, byCredential.Auth.ProjectDomain = "", ""
	all["demo-token"], all["demo-credential"] = byToken, byCredential
	return all
}

// cloudsFile is the clouds.yaml of a deployment with an identity service.
func cloudsFile(d *refserver.Deployment, control bool, public string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# The reference deployment at %s, for as long as it serves.\n#\n", d.URL)
	fmt.Fprintf(&b, "#   imageconform run --os-cloud demo --other-os-cloud other --forbidden-os-cloud restricted\n")
	for _, s := range settingsBeside(d, control, public) {
		fmt.Fprintf(&b, "#   export %s=%s\n", s[0], s[1])
	}
	file, err := yaml.Marshal(map[string]any{"clouds": servedClouds(d)})
	if err != nil {
		panic(err) // it holds nothing but texts
	}
	b.Write(file)
	return b.Bytes()
}
