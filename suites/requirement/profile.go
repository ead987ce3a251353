package requirement

import (
	"fmt"
	"slices"
	"strings"
)

// Profile names a family of deployments by what it is known to serve.
type Profile string

// The profiles.
const (
	// Documented is the API as its documents describe it.
	Documented Profile = "documented"
	// NovaLegacy is Nova from Folsom (2012.2) to Juno (2014.2).
	NovaLegacy Profile = "nova-legacy"
	// Rackspace is Rackspace Cloud Servers v2.
	Rackspace Profile = "rackspace"
	// Nova21 is the v2.1 API of later Novas: JSON only, no rate limits.
	Nova21 Profile = "nova-2.1"
)

// Profiles lists the profiles, the documented one first.
func Profiles() []Profile {
	return []Profile{Documented, NovaLegacy, Rackspace, Nova21}
}

// profileTitles say what the deployments of each profile are.
var profileTitles = map[Profile]string{
	Documented: "the API as its documents describe it",
	NovaLegacy: "Nova from Folsom (2012.2) to Juno (2014.2)",
	Rackspace:  "Rackspace Cloud Servers v2",
	Nova21:     "the v2.1 API of Nova since Kilo (2015.1): JSON only, no rate limits, no deleted images",
}

// Title says what the deployments of the profile are.
func (p Profile) Title() string { return profileTitles[p] }

// Excluded lists, in catalogue order, the rows that do not apply to
// deployments of the profile.
func (p Profile) Excluded() []Requirement {
	return slices.DeleteFunc(All(), func(r Requirement) bool { return r.AppliesTo(p) })
}

// profileLacks names the features that no deployment of a profile has.
var profileLacks = map[Profile][]Feature{
	Nova21: {
		XMLFormat, DeletedImages, ExtensionStatuses, ImageFaults, PagedMetadata, LimitMaximum, PreviousLinks, Redirects, Validators, RateLimiting,
	},
}

// Lacks lists the features that no deployment of the profile has.
func (p Profile) Lacks() []Feature { return slices.Clone(profileLacks[p]) }

// HasXML reports whether deployments of the profile answer in XML too.
func (p Profile) HasXML() bool { return !slices.Contains(profileLacks[p], XMLFormat) }

// ParseProfile reads a profile's name in any case; another word is an error.
func ParseProfile(name string) (Profile, error) {
	all := Profiles()
	index := slices.IndexFunc(all, func(p Profile) bool { return strings.EqualFold(string(p), name) })
	if index < 0 {
		words := make([]string, 0, len(all))
		for _, p := range all {
			words = append(words, string(p))
		}
		return "", fmt.Errorf("unknown profile %q (known: %s)", name, strings.Join(words, ", "))
	}
	return all[index], nil
}
