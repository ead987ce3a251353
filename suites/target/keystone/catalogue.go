package keystone

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gophercloud/gophercloud/v2"
	tokens2 "github.com/gophercloud/gophercloud/v2/openstack/identity/v2/tokens"
	tokens3 "github.com/gophercloud/gophercloud/v2/openstack/identity/v3/tokens"
)

// Endpoint is one address of a service in a catalogue.
type Endpoint struct {
	URL, Region, Interface string
	// kind is the service's type: compute, image and so on.
	kind string
}

// What a catalogue may lack.
var (
	// ErrNoProject says that the token is for no project, so that it has no
	// catalogue.
	ErrNoProject = errors.New("the token is for no project")
	// ErrNoService says that there is no service of the kind.
	ErrNoService = errors.New("the catalogue has no such service")
	// ErrNoEndpoint says that the service is not where it was looked for.
	ErrNoEndpoint = errors.New("the catalogue has no such endpoint")
)

// read takes project, life and catalogue from the result of signing in, which is
// of one kind for each version.
func (s *Session) read(result gophercloud.AuthResult) error {
	switch r := result.(type) {
	case tokens3.CreateResult:
		return s.readV3(r, r.Header)
	case tokens3.GetResult:
		return s.readV3(r, r.Header)
	case tokens2.CreateResult:
		return s.readV2(r)
	}
	return fmt.Errorf("a result of kind %T", result)
}

// result3 is what signing in and asking about a token give alike.
type result3 interface {
	ExtractToken() (*tokens3.Token, error)
	ExtractProject() (*tokens3.Project, error)
	ExtractServiceCatalog() (*tokens3.ServiceCatalog, error)
}

func (s *Session) readV3(r result3, header http.Header) error {
	token, err := r.ExtractToken()
	if err != nil {
		return err
	}
	s.Life = life(header, token.ExpiresAt)
	project, err := r.ExtractProject()
	if err != nil {
		return err
	}
	if project != nil {
		s.Project = project.ID
	}
	catalogue, err := r.ExtractServiceCatalog()
	if err != nil {
		return err
	}
	for _, entry := range catalogue.Entries {
		for _, e := range entry.Endpoints {
			s.add(entry.Type, cmp.Or(e.Region, e.RegionID), e.Interface, e.URL)
		}
	}
	return nil
}

func (s *Session) readV2(r tokens2.CreateResult) error {
	token, err := r.ExtractToken()
	if err != nil {
		return err
	}
	s.Life, s.Project = life(r.Header, token.ExpiresAt), token.Tenant.ID
	catalogue, err := r.ExtractServiceCatalog()
	if err != nil {
		return err
	}
	for _, entry := range catalogue.Entries {
		for _, e := range entry.Endpoints {
			s.add(entry.Type, e.Region, "public", e.PublicURL)
			s.add(entry.Type, e.Region, "internal", e.InternalURL)
			s.add(entry.Type, e.Region, "admin", e.AdminURL)
		}
	}
	return nil
}

// life is how long a token is good for by the clock of who gave it; ours may be
// another. It is zero where that cannot be told.
func life(header http.Header, expires time.Time) time.Duration {
	now, err := http.ParseTime(header.Get("Date"))
	if err != nil || expires.Before(now) {
		return 0
	}
	return expires.Sub(now)
}

// add keeps an endpoint that has an address.
func (s *Session) add(kind, region, iface, url string) {
	if url != "" {
		s.catalogue = append(s.catalogue, Endpoint{url, region, iface, kind})
	}
}

// Endpoint finds a service such as compute, in the region and at the interface
// that the login asks for: the first where a cloud has several. Its errors are
// ErrNoProject, ErrNoService or ErrNoEndpoint.
func (s Session) Endpoint(kind string) (Endpoint, error) {
	find := s.find
	find.ApplyDefaults(kind)
	offered := among(s.catalogue, func(e Endpoint) bool { return slices.Contains(find.Types(), e.kind) })
	near := among(offered, func(e Endpoint) bool { return find.Region == "" || e.Region == find.Region })
	right := among(near, func(e Endpoint) bool { return e.Interface == string(find.Availability) })
	switch {
	case len(right) > 0:
		return right[0], nil
	case s.Project == "":
		return Endpoint{}, ErrNoProject
	case len(offered) == 0:
		return Endpoint{}, fmt.Errorf("%w: %s", ErrNoService, kind)
	case len(near) == 0:
		return Endpoint{}, fmt.Errorf("%w: the regions of %s are %s, and %q is none", ErrNoEndpoint, kind,
			each(offered, func(e Endpoint) string { return e.Region }), find.Region)
	}
	return Endpoint{}, fmt.Errorf("%w: the interfaces of %s are %s, and %s is none", ErrNoEndpoint, kind,
		each(near, func(e Endpoint) string { return e.Interface }), find.Availability)
}

func among(all []Endpoint, is func(Endpoint) bool) []Endpoint {
	return slices.DeleteFunc(slices.Clone(all), func(e Endpoint) bool { return !is(e) })
}

// each lists the different values of some endpoints, in their order.
func each(all []Endpoint, of func(Endpoint) string) string {
	var values []string
	for _, e := range all {
		if value := of(e); !slices.Contains(values, value) {
			values = append(values, value)
		}
	}
	return strings.Join(values, ", ")
}
