package requirement

import (
	"slices"
	"strings"
)

// RelaxationID names one relaxation, such as "R4". Ids are never renumbered or
// used again.
type RelaxationID string

// Relaxation is one thing that deployments of a profile are known to do
// otherwise than documented. It excuses that, and nothing near it.
type Relaxation struct {
	ID RelaxationID
	// Title says the deviation in a short sentence of at most 80 characters.
	Title string
	// Requirements are all that it can excuse, in catalogue order.
	Requirements []ID
	// Profiles are those whose deployments are known for it.
	Profiles []Profile
	// Why says what the real thing does, and where that can be seen.
	Why string
	// Granted is the reason why no deployment needs it: every profile accepts
	// the deviation. Empty for the others.
	Granted string
}

// Of reports whether the relaxation belongs to a profile.
func (r Relaxation) Of(p Profile) bool { return slices.Contains(r.Profiles, p) }

// Excuses reports whether the relaxation can excuse a requirement.
func (r Relaxation) Excuses(id ID) bool { return slices.Contains(r.Requirements, id) }

func (r Relaxation) clone() Relaxation {
	r.Requirements, r.Profiles = slices.Clone(r.Requirements), slices.Clone(r.Profiles)
	return r
}

// Relaxations lists every relaxation in the order of their ids. The caller
// owns the result.
func Relaxations() []Relaxation {
	all := slices.Concat(legacyRelaxations, laterRelaxations)
	for i := range all {
		all[i] = all[i].clone()
	}
	return all
}

// RelaxationsOf lists the relaxations of a profile.
func RelaxationsOf(p Profile) []Relaxation {
	return slices.DeleteFunc(Relaxations(), func(r Relaxation) bool { return !r.Of(p) })
}

// RelaxationsFor lists the relaxations that can excuse a requirement.
func RelaxationsFor(id ID) []Relaxation {
	return slices.DeleteFunc(Relaxations(), func(r Relaxation) bool { return !r.Excuses(id) })
}

// LookupRelaxation finds the relaxation of an id, in any case.
func LookupRelaxation(id string) (Relaxation, bool) {
	for _, r := range Relaxations() {
		if strings.EqualFold(string(r.ID), id) {
			return r, true
		}
	}
	return Relaxation{}, false
}

// Profiles that share relaxations.
var (
	oldNova   = []Profile{NovaLegacy}
	everyNova = []Profile{NovaLegacy, Nova21}
	laterNova = []Profile{Nova21}
)
