package main

import (
	"io"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"go.yaml.in/yaml/v3"
)

// configVariable names the configuration file where --config does not.
const configVariable = "IMAGECONFORM_CONFIG"

// origin is where a setting came from.
type origin struct{ kind, name string }

func (o origin) String() string { return strings.TrimSpace(o.kind + " " + o.name) }

// loaded is the effective configuration, with the origin of each setting.
type loaded struct {
	config  Config
	origins []origin
}

// at names a setting as its giver wrote it, for errors.
func (l loaded) at(flag string) string {
	for _, s := range settings {
		if s.flag != flag && s.yaml != flag {
			continue
		}
		switch o := l.origins[s.index]; o.kind {
		case "flag", "env":
			return o.name
		case "file", "report":
			return s.yaml + " in " + o.name
		}
	}
	return flag
}

// given reports whether a setting was given to imageconform itself: a variable
// of OpenStack's clients is for them, too.
func (l loaded) given(name string) bool {
	s, known := settingNamed(name)
	if !known {
		return false
	}
	o := l.origins[s.index]
	return o.kind != "default" && !s.borrowed(o)
}

// flagValue is a setting as a flag.
type flagValue struct {
	setting setting
	config  *Config
	set     bool
}

// Set reads the flag; a list given again is continued.
func (f *flagValue) Set(text string) error {
	field := f.setting.field(f.config)
	before := field.Interface()
	if err := f.setting.parse(f.config, text); err != nil {
		return err
	}
	if f.set {
		switch before := before.(type) {
		case []string:
			field.Set(reflect.AppendSlice(reflect.ValueOf(slices.Clone(before)), field))
		case declarations:
			more, _ := field.Interface().(declarations)
			if err := more.add(before); err != nil {
				return err
			}
		}
	}
	f.set = true
	return nil
}

// String is the default that the help shows.
func (f *flagValue) String() string {
	if f.config == nil {
		return ""
	}
	return f.setting.show(f.config)
}

// Type is the placeholder that the help shows.
func (f *flagValue) Type() string {
	if f.setting.field(f.config).Kind() == reflect.Bool {
		return "bool"
	}
	return f.setting.arg
}

// bind adds the flag of every setting that has one, or of those that are named.
// What is given goes into the returned configuration, which begins with the
// defaults.
func bind(flags *pflag.FlagSet, named ...string) *Config {
	c := defaults()
	for _, s := range settings {
		if s.flag == "-" || len(named) > 0 && !slices.Contains(named, s.name()) {
			continue
		}
		f := flags.VarPF(&flagValue{setting: s, config: &c}, s.flag, "", s.doc)
		if s.field(&c).Kind() == reflect.Bool {
			f.NoOptDefVal = "true"
		}
	}
	return &c
}

// allBut are the names of all settings but some.
func allBut(some ...string) []string {
	var names []string
	for _, s := range settings {
		if !slices.Contains(some, s.name()) {
			names = append(names, s.name())
		}
	}
	return names
}

// loads gives a command the flags of the named settings, or of all, and what
// loads the settings once the flags are read.
func (p *program) loads(cmd *cobra.Command, named ...string) (load func(...layer) (loaded, error)) {
	var file string
	given := bind(cmd.Flags(), named...)
	cmd.Flags().SortFlags = false
	cmd.Flags().StringVar(&file, "config", "", "YAML `file` of settings, - for standard input (also "+configVariable+")")
	completeSettings(cmd)
	return func(others ...layer) (loaded, error) {
		if file == "" {
			file = p.env[configVariable]
		}
		return p.load(cmd.Flags(), given, file, others...)
	}
}

// layer is something that gives settings.
type layer func(*loaded) error

// load puts flags over variables over the file over other layers over what
// OpenStack's clients are told over the defaults.
func (p *program) load(flags *pflag.FlagSet, given *Config, file string, others ...layer) (loaded, error) {
	l := loaded{config: defaults(), origins: make([]origin, len(settings))}
	for i := range l.origins {
		l.origins[i] = origin{kind: "default"}
	}
	if err := p.borrow(&l); err != nil {
		return l, err
	}
	for _, other := range others {
		if err := other(&l); err != nil {
			return l, err
		}
	}
	if file != "" {
		if err := p.loadFile(&l, file); err != nil {
			return l, err
		}
	}
	p.warnOfStrangers()
	for _, s := range settings {
		if text, there := p.env[s.env]; there {
			if text == "" {
				// Most often the variable of a CI job that was never filled.
				return l, usage("%s is set, but empty", s.env).hinted("unset it, or give it a value")
			}
			if err := s.parse(&l.config, text); err != nil {
				return l, usage("%s: %w", s.env, err)
			}
			l.origins[s.index] = origin{"env", s.env}
		}
		if f := flags.Lookup(s.flag); f != nil && f.Changed {
			s.field(&l.config).Set(s.field(given))
			l.origins[s.index] = origin{"flag", "--" + s.flag}
		}
		if s.secret() && !p.secrets.add(s.field(&l.config).String()) {
			p.warn("%s is shorter than %d characters: it is not masked where the deployment repeats it", l.at(s.name()), shortest)
		}
	}
	return l, nil
}

// warnOfStrangers names variables that look like settings and are none.
func (p *program) warnOfStrangers() {
	known := []string{configVariable}
	for _, s := range settings {
		known = append(known, s.env)
	}
	for _, name := range slices.Sorted(maps.Keys(p.env)) {
		if strings.HasPrefix(name, "IMAGECONFORM_") && !slices.Contains(known, name) {
			p.warn("%s is no setting", name)
		}
	}
}

// loadFile reads the configuration file, "-" for standard input.
func (p *program) loadFile(l *loaded, name string) error {
	var data []byte
	var err error
	if name == "-" {
		data, err = io.ReadAll(p.in)
	} else {
		data, err = os.ReadFile(name) //nolint:gosec // the file is the user's choice
	}
	if err != nil {
		return usage("the configuration could not be read: %w", err)
	}
	if err := readYAML(name, data, &l.config); err != nil {
		return err
	}
	var keys map[string]yaml.Node
	if err := yaml.Unmarshal(data, &keys); err != nil {
		return yamlFailure(name, &l.config, err)
	}
	for _, s := range settings {
		node, there := keys[s.yaml]
		if !there {
			continue
		}
		if node.Kind == yaml.ScalarNode && node.Value == "" {
			return usage("%s: line %d: %s has no value", name, node.Line, s.yaml)
		}
		l.origins[s.index] = origin{"file", name}
	}
	return nil
}
