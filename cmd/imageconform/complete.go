package main

import (
	"github.com/spf13/cobra"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target/keystone"
	"github.com/imageconform/imageconform/suites/verdict"
)

// completeSettings completes the words of the settings' flags in a shell, of
// those that a command has.
func completeSettings(cmd *cobra.Command) {
	words := map[string][]string{
		"require": {"core", "all"}, "fail-on": {"must", "should"}, "color": {"auto", "always", "never"},
		"level": {"must", "should", "may", "obs"}, "os-interface": keystone.Interfaces(),
		"requirement-set": requirement.Sets(),
		"evidence":        {string(allEvidence), string(failuresEvidence), string(noEvidence)},
		"formats":         append(formatNames(), allFormats),
	}
	for _, profile := range requirement.Profiles() {
		words["profile"] = append(words["profile"], string(profile))
	}
	for _, area := range requirement.Areas() {
		words["area"] = append(words["area"], cobra.CompletionWithDesc(string(area), area.Title()))
	}
	all := map[string]cobra.CompletionFunc{
		"only": completeIDs, "skip": completeIDs, "feature": completeFeatures("=" + string(verdict.Absent)),
	}
	for flag, choices := range words {
		all[flag] = cobra.FixedCompletions(choices, cobra.ShellCompDirectiveNoFileComp)
	}
	for flag, words := range all {
		if cmd.Flags().Lookup(flag) != nil {
			complete(cmd, flag, words)
		}
	}
}

// completeFeatures offers the features with what they are, each with a word
// behind it.
func completeFeatures(behind string) cobra.CompletionFunc {
	var words []string
	for _, f := range requirement.Features() {
		words = append(words, cobra.CompletionWithDesc(string(f)+behind, "a deployment that "+f.Title()))
	}
	return cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp)
}

// completeIDs offers the ids of the catalogue with their titles.
func completeIDs(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var ids []string
	for _, r := range requirement.All() {
		ids = append(ids, cobra.CompletionWithDesc(string(r.ID), r.Title))
	}
	return ids, cobra.ShellCompDirectiveNoFileComp
}

// completeProfiles offers the profiles with what their deployments are.
func completeProfiles(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var names []string
	for _, profile := range requirement.Profiles() {
		names = append(names, cobra.CompletionWithDesc(string(profile), profile.Title()))
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// complete registers a completion; it can only fail for a flag that is not
// there, which the tests would show.
func complete(cmd *cobra.Command, flag string, words cobra.CompletionFunc) {
	if err := cmd.RegisterFlagCompletionFunc(flag, words); err != nil {
		panic(err)
	}
}
