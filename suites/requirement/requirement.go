// Package requirement is the catalogue: one row for each thing that the
// documents of the Compute API v2 say about GET /v2/{tenant_id}/images/detail,
// or that a client has to know about the servers which answer it.
//
// It stands first in the flow. Specs name the rows they decide, the fold starts
// from the rows and never from what happened to run, and the reports quote them.
// It imports nothing else of the project.
package requirement

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxTitle is the length in characters up to which a title fits a report's line.
const maxTitle = 80

// ID names one requirement, such as "LIM-04". Ids are never renumbered or used
// again: a new requirement takes the next free number of its area.
type ID string

// Area is the part of the id before the hyphen, "LIM" for "LIM-04".
func (id ID) Area() Area {
	area, _, _ := strings.Cut(string(id), "-")
	return Area(area)
}

// number is the part of the id after the hyphen, 4 for "LIM-04", and 0 when the
// id is malformed.
func (id ID) number() int {
	_, digits, _ := strings.Cut(string(id), "-")
	if len(digits) != 2 {
		return 0
	}
	number, err := strconv.ParseUint(digits, 10, 8)
	if err != nil {
		return 0
	}
	return int(number)
}

// Requirement is one row of the catalogue. A vendor reads it in a failure
// report, so each field stands on its own.
type Requirement struct {
	ID    ID
	Level Level
	// Title says the observable in a short sentence of at most 80 characters.
	Title string
	// Statement is the rule in one to three sentences.
	Statement string
	// Source says where the norm stands, so that a stranger finds it.
	Source string
	// Need is what it takes to decide the row.
	Need Need
	// Recipe tells how to provide what the row needs; empty for Core rows.
	Recipe Recipe
	// Features are what a deployment needs to have, all of them, for the row to
	// apply to it; empty for rows that bind every deployment.
	Features []Feature
	// Format is the representation that the row speaks of.
	Format Format
	// Except lists the profiles to which the row does not apply for another
	// reason than that they lack one of the features.
	Except []Profile
	// Asked is what the suite asks the deployment to decide the row.
	Asked string
	// Accepted lists every accepted outcome: the rule first, then each
	// accepted alternative. Wherever it says 200, a 203 from a cache is
	// accepted too.
	Accepted []string
	// Why gives the reason for this reading where sources disagree or history
	// explains it; empty where nothing is to be said.
	Why string
	// Unobservable is the reason why no client can see whether the row holds;
	// empty for rows that can be observed.
	Unobservable string
}

// AppliesTo reports whether the row applies to a deployment of the profile.
func (r Requirement) AppliesTo(p Profile) bool {
	lacking := slices.ContainsFunc(r.Conditions(), func(f Feature) bool { return slices.Contains(profileLacks[p], f) })
	return !lacking && !slices.Contains(r.Except, p)
}

// NotFor lists the profiles that the row does not apply to.
func (r Requirement) NotFor() []Profile {
	return slices.DeleteFunc(Profiles(), r.AppliesTo)
}

// clone keeps callers from changing the catalogue through a shared slice.
func (r Requirement) clone() Requirement {
	r.Features = slices.Clone(r.Features)
	r.Except = slices.Clone(r.Except)
	r.Accepted = slices.Clone(r.Accepted)
	return r
}

// check reports everything that keeps r out of the catalogue.
func (r Requirement) check() error {
	if !slices.Contains(Areas(), r.ID.Area()) || r.ID.number() == 0 {
		return fmt.Errorf("malformed requirement id %q", r.ID)
	}
	var faults []error
	refuse := func(broken bool, fault string) {
		if broken {
			faults = append(faults, fmt.Errorf("requirement %s %s", r.ID, fault))
		}
	}
	refuse(r.Level < Must || r.Level > Obs, "has an unknown level")
	refuse(r.Need < Core || r.Need > Condition, "has an unknown need")
	refuse(r.Format < Both || r.Format > XML, "has an unknown format")
	refuse(r.Title == "" || utf8.RuneCountInString(r.Title) > maxTitle, "has no title or a long one")
	refuse(r.Statement == "", "has no statement")
	refuse(r.Source == "", "has no source")
	refuse(r.Asked == "", "does not say what is asked")
	refuse(len(r.Accepted) == 0 || slices.Contains(r.Accepted, ""), "has no accepted outcome or an empty one")
	refuse((r.Recipe.Text == "") != (r.Need == Core), "has a recipe without a need, or a need without a recipe")
	for _, f := range r.Features {
		refuse(f.Title() == "", fmt.Sprintf("needs an unknown feature %q", f))
	}
	for _, p := range r.Except {
		refuse(!slices.Contains(Profiles(), p), fmt.Sprintf("excepts an unknown profile %q", p))
	}
	return errors.Join(faults...)
}
