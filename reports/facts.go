package reports

import (
	"fmt"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// fact is something about the run, in words.
type fact struct{ Name, Value string }

// factsOf are what the run was and what it is judged by.
func factsOf(r Report) []fact {
	facts := []fact{
		{"target", r.Target},
		{"asked", fmt.Sprintf("%s in %s s, started %s", plural(r.Requests, "request"), seconds(r.Duration), r.Started.UTC().Format("2006-01-02 15:04:05Z"))},
		{"listed", fmt.Sprintf("%s as JSON, %d as XML", plural(r.images(requirement.JSON), "image"), r.images(requirement.XML))},
		{"judged", fmt.Sprintf("by the profile %s, requiring %s MUST, failing on %s", r.Verdict.Policy.Profile, required(r), r.FailOn)},
	}
	if set := r.Verdict.Policy.Set; set != "" {
		scored := "the requirements of " + set
		if later := r.Verdict.Policy.Unscored; len(later) > 0 {
			scored += "; later, and observed only: " + ids(later)
		}
		facts = append(facts, fact{"scored", scored})
	}
	if r.Selection != "" {
		facts = append(facts, fact{"selected", fmt.Sprintf("%d of %s: %s", len(r.Verdict.Rows), plural(r.Catalogue, "requirement"), r.Selection)})
	}
	if r.Seed != 0 {
		facts = append(facts, fact{"seed", fmt.Sprintf("%d; --seed %d asks the same generated queries of the same images", r.Seed, r.Seed)})
	}
	if r.Changed {
		facts = append(facts, fact{"changed", "the images changed during the run; what failed was judged by those that held still"})
	}
	if n := r.renewed(); n > 0 {
		facts = append(facts, fact{"renewed", "the token ended during the run; asked again with a new one: " + plural(n, "request")})
	}
	return facts
}

// required says in words which MUST the policy wants decided.
func required(r Report) string {
	if r.Verdict.Policy.Require == verdict.RequireAll {
		return "every applicable"
	}
	return "every core"
}

// noticesOf are what a reader of the verdict has to know beside it.
func noticesOf(r Report) []string {
	var all []string
	if r.Trouble != "" {
		all = append(all, "Nothing could be asked: "+r.Trouble+".")
	}
	if r.Interrupted != "" {
		all = append(all, "The run ended early ("+r.Interrupted+"): the verdict is about the part that was done.")
	}
	if r.Verdict.Counts[verdict.Failed] == 0 && r.Verdict.Breaks(r.FailOn) {
		all = append(all, "A SHOULD is broken, and this run fails on SHOULD.")
	}
	if len(r.Verdict.Unneeded()) > 0 {
		all = append(all, "A waiver has nothing to waive, and fails the run: take it out of the list.")
	}
	if len(r.Verdict.Disproved()) > 0 {
		all = append(all, "The deployment is not as it was declared, which fails the run.")
	}
	return all
}
