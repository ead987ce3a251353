package main

import "slices"

// borrowed reports whether a setting came from a variable of OpenStack's clients.
func (s setting) borrowed(o origin) bool { return s.openstack != "" && o.name == s.openstack }

// withoutBorrowed is the configuration where nobody signs in.
func (l loaded) withoutBorrowed() loaded {
	plain := defaults()
	l.origins = slices.Clone(l.origins)
	for _, s := range settings {
		if s.borrowed(l.origins[s.index]) {
			s.field(&l.config).Set(s.field(&plain))
			l.origins[s.index] = origin{kind: "default"}
		}
	}
	return l
}

// borrow reads the variables of OpenStack's clients. An empty one is as good as
// none there.
func (p *program) borrow(l *loaded) error {
	for _, s := range settings {
		if text := p.env[s.openstack]; s.openstack != "" && text != "" {
			if err := s.parse(&l.config, text); err != nil {
				return usage("%s: %w", s.openstack, err)
			}
			l.origins[s.index] = origin{"env", s.openstack}
		}
	}
	return nil
}
