package keystone

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/gophercloud/gophercloud/v2/openstack/config/clouds"
	"go.yaml.in/yaml/v3"
)

// Files are a clouds.yaml and what belongs to it, as bytes: secure.yaml and
// clouds-public.yaml are nil where they are not there.
type Files struct{ Clouds, Secure, Public []byte }

// Choice is what is chosen beside the credentials, and overrides what the
// cloud says of it. Empty leaves it to the cloud.
type Choice struct{ Region, Interface string }

// UnknownCloudError is a cloud that no file knows.
type UnknownCloudError struct {
	Name string
	// Known are the clouds that there are.
	Known []string
}

func (e *UnknownCloudError) Error() string { return fmt.Sprintf("there is no cloud %q", e.Name) }

// entry is what is read of a cloud beside gophercloud: what it does not check,
// and what it does not take into account.
type entry struct {
	Auth         yaml.Node `yaml:"auth"`
	Type         string    `yaml:"auth_type"`
	Interface    string    `yaml:"interface"`
	EndpointType string    `yaml:"endpoint_type"`
	Profile      string    `yaml:"profile"`
	Cloud        string    `yaml:"cloud"`
}

// FromFiles is the login of a cloud. Its errors repeat no value of a file.
func FromFiles(name string, f Files, c Choice) (Login, error) {
	known, err := entries(f.Clouds, "clouds")
	if err != nil {
		return Login{}, err
	}
	own, there := known[name]
	if !there {
		return Login{}, &UnknownCloudError{Name: name, Known: slices.Sorted(maps.Keys(known))}
	}
	secure, err := entries(f.Secure, "clouds")
	if err != nil {
		return Login{}, fmt.Errorf("secure.yaml: %w", err)
	}
	public, err := entries(f.Public, "public-clouds")
	if err != nil {
		return Login{}, fmt.Errorf("clouds-public.yaml: %w", err)
	}
	layers := []entry{secure[name], own, public[own.vendor()]}
	if !slices.ContainsFunc(layers, func(e entry) bool { return e.Auth.Kind == yaml.MappingNode }) {
		return Login{}, fmt.Errorf("cloud %q has no auth", name)
	}
	kind := ""
	for _, e := range layers {
		for _, iface := range []string{e.EndpointType, e.Interface} {
			if _, err := ParseInterface(iface); err != nil && c.Interface == "" {
				return Login{}, fmt.Errorf("cloud %q: interface: %w", name, err)
			}
		}
		if kind == "" {
			kind = e.Type
		}
	}
	l, err := parse(name, kind, f, c)
	if err != nil {
		return Login{}, fmt.Errorf("cloud %q: %w", name, err)
	}
	return l, nil
}

// vendor is the public cloud that an entry completes, if it does.
func (e entry) vendor() string {
	if e.Profile != "" {
		return e.Profile
	}
	return e.Cloud
}

// entries reads the clouds of one file, tolerant of keys that are for others.
func entries(file []byte, key string) (map[string]entry, error) {
	var document map[string]yaml.Node
	if err := yaml.NewDecoder(bytes.NewReader(file)).Decode(&document); err != nil && !errors.Is(err, io.EOF) {
		return nil, errors.New(plainly(err))
	}
	node := document[key]
	if node.IsZero() {
		return nil, nil
	}
	var all map[string]entry
	if err := node.Decode(&all); err != nil {
		return nil, errors.New(plainly(err))
	}
	return all, nil
}

var quoted = regexp.MustCompile("`[^`]*`")

// plainly is an error of a YAML reader on one line and without values: it
// quotes what it could not read, and that may be a password.
func plainly(err error) string {
	text := strings.TrimPrefix(quoted.ReplaceAllString(err.Error(), "a value"), "yaml: ")
	return strings.Join(strings.Fields(text), " ")
}

// parse lets gophercloud read the files, and takes the login from it.
func parse(name, kind string, f Files, c Choice) (Login, error) {
	options := []clouds.ParseOption{
		clouds.WithCloudName(name), clouds.WithRegion(c.Region), clouds.WithEndpointType(c.Interface),
		clouds.WithCloudsYAML(bytes.NewReader(f.Clouds)), clouds.WithCloudsPublicYAML(bytes.NewReader(orEmpty(f.Public))),
		clouds.WithSecureYAML(bytes.NewReader(orEmpty(f.Secure))),
	}
	auth, find, trust, err := clouds.Parse(options...)
	if err != nil {
		return Login{}, errors.New(plainly(err))
	}
	l := Login{auth: auth, find: find, tls: trust}
	return l, l.settle(kind)
}

// orEmpty is a document without anything where there is no file: gophercloud
// searches for files that it is not given.
func orEmpty(file []byte) []byte {
	if len(bytes.TrimSpace(file)) == 0 {
		return []byte("{}")
	}
	return file
}
