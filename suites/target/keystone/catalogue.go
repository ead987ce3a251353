package keystone

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/gophercloud/gophercloud/v2"
	tokens2 "github.com/gophercloud/gophercloud/v2/openstack/identity/v2/tokens"
	tokens3 "github.com/gophercloud/gophercloud/v2/openstack/identity/v3/tokens"
)

// endpoint is one address of compute in a catalogue.
type endpoint struct{ region, iface, url string }

// Compute is an endpoint that was chosen from a catalogue.
type Compute struct{ URL, Region, Interface string }

// What a catalogue may lack.
var (
	// ErrNoProject says that the token is for no project, so that it has no
	// catalogue.
	ErrNoProject = errors.New("the token is for no project")
	// ErrNoCompute says that there is no compute service.
	ErrNoCompute = errors.New("the catalogue has no compute service")
	// ErrNoEndpoint says that compute is not where it was looked for.
	ErrNoEndpoint = errors.New("the catalogue has no such compute endpoint")
)

// read takes project and catalogue from the result of signing in, which is of
// one kind for each version.
func (s *Session) read(result gophercloud.AuthResult) error {
	s.find.ApplyDefaults("compute")
	switch r := result.(type) {
	case interface {
		ExtractProject() (*tokens3.Project, error)
		ExtractServiceCatalog() (*tokens3.ServiceCatalog, error)
	}:
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
	case tokens2.CreateResult:
		token, err := r.ExtractToken()
		if err != nil {
			return err
		}
		s.Project = token.Tenant.ID
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
	default:
		return fmt.Errorf("a result of kind %T", result)
	}
	return nil
}

// add keeps an endpoint if it is compute's.
func (s *Session) add(kind, region, iface, url string) {
	if slices.Contains(s.find.Types(), kind) && url != "" {
		s.compute = append(s.compute, endpoint{region, iface, url})
	}
}

// Compute finds the compute endpoint of the region and interface that the login
// asks for: the first of its kind where a cloud has several. Its errors are
// ErrNoProject, ErrNoCompute or ErrNoEndpoint.
func (s Session) Compute() (Compute, error) {
	for _, e := range s.compute {
		if s.near(e) && e.iface == string(s.find.Availability) {
			return Compute{e.url, e.region, e.iface}, nil
		}
	}
	near := slices.DeleteFunc(slices.Clone(s.compute), func(e endpoint) bool { return !s.near(e) })
	switch {
	case s.Project == "":
		return Compute{}, ErrNoProject
	case len(s.compute) == 0:
		return Compute{}, ErrNoCompute
	case len(near) == 0:
		return Compute{}, fmt.Errorf("%w: the regions are %s, and %q is none", ErrNoEndpoint,
			each(s.compute, func(e endpoint) string { return e.region }), s.find.Region)
	}
	return Compute{}, fmt.Errorf("%w: the interfaces are %s, and %s is none", ErrNoEndpoint,
		each(near, func(e endpoint) string { return e.iface }), s.find.Availability)
}

// near reports whether an endpoint is in the region that is asked for.
func (s Session) near(e endpoint) bool { return s.find.Region == "" || e.region == s.find.Region }

// each lists the different values of some endpoints, in their order.
func each(all []endpoint, of func(endpoint) string) string {
	var values []string
	for _, e := range all {
		if value := of(e); !slices.Contains(values, value) {
			values = append(values, value)
		}
	}
	return strings.Join(values, ", ")
}
