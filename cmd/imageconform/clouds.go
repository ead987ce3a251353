package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/imageconform/imageconform/suites/target/keystone"
)

// cloudFiles are a clouds.yaml and the files that belong to it.
type cloudFiles struct {
	name  string
	files keystone.Files
}

// findClouds reads the clouds.yaml that OpenStack's clients would read.
func (p *program) findClouds() (*cloudFiles, error) {
	places := []string{p.env["OS_CLIENT_CONFIG_FILE"]}
	if places[0] == "" {
		places = p.searched("clouds.yaml")
	}
	name, data, err := firstOf(places)
	if err != nil {
		return nil, err
	}
	if name == "" {
		return nil, usage("no clouds.yaml is found").hinted("searched: " + strings.Join(places, ", ") + "; OS_CLIENT_CONFIG_FILE names another")
	}
	found := &cloudFiles{name: name, files: keystone.Files{Clouds: data}}
	if _, found.files.Secure, err = firstOf([]string{filepath.Join(filepath.Dir(name), "secure.yaml")}); err != nil {
		return nil, err
	}
	_, found.files.Public, err = firstOf(p.searched("clouds-public.yaml"))
	return found, err
}

// searched are the places of a file of OpenStack's clients.
func (p *program) searched(name string) []string {
	places := []string{name}
	if user := p.env["XDG_CONFIG_HOME"]; user != "" {
		places = append(places, filepath.Join(user, "openstack", name))
	} else if home := p.env["HOME"]; home != "" {
		places = append(places, filepath.Join(home, ".config", "openstack", name))
	}
	return append(places, filepath.Join("/etc", "openstack", name))
}

// firstOf reads the first of some files that is there.
func firstOf(places []string) (name string, data []byte, err error) {
	for _, name := range places {
		data, err := os.ReadFile(name) //nolint:gosec // the file is the user's choice
		if err == nil {
			return name, data, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", nil, usage("%w", err)
		}
	}
	return "", nil, nil
}

// login reads a cloud.
func (f *cloudFiles) login(l loaded, setting, name string) (keystone.Login, error) {
	found, err := keystone.FromFiles(name, f.files, choice(l))
	var unknown *keystone.UnknownCloudError
	if errors.As(err, &unknown) {
		return found, usage("%s: %w in %s", l.at(setting), err, f.name).hinted(nearCloud(unknown))
	}
	if err != nil {
		return found, usage("%s: %w", f.name, err)
	}
	return found, nil
}

// nearCloud is a hint at the clouds that an unknown one may stand for.
func nearCloud(e *keystone.UnknownCloudError) string {
	if len(e.Known) == 0 {
		return "it has no clouds"
	}
	for _, known := range e.Known {
		if distance(e.Name, known) <= 2 && len(known) > 2 {
			return "did you mean " + known + "?"
		}
	}
	return "its clouds are " + strings.Join(e.Known, ", ")
}
