package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/imageconform/imageconform/suites/requirement"
)

func (p *program) profilesCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "profiles [NAME...]",
		Short: "List the profiles: what does not apply, and what is relaxed",
		Long: `List the profiles, or explain those that are named.

A profile is a family of deployments. Requirements about what its deployments do not have
do not apply. A relaxation excuses one thing that they are known to do otherwise than
documented, and nothing near it; each one that a run needed is named in the reports.`,
		Example: `  imageconform profiles
  imageconform profiles nova-2.1
  imageconform profiles --json`,
		ValidArgsFunction: completeProfiles,
		RunE: func(_ *cobra.Command, args []string) error {
			var named []requirement.Profile
			for _, arg := range args {
				profile, err := requirement.ParseProfile(arg)
				if err != nil {
					return usage("%w", err)
				}
				named = append(named, profile)
			}
			text, err := profilesTable(), error(nil)
			switch {
			case asJSON:
				text, err = profilesJSON(named)
			case len(named) > 0:
				text = p.explainProfiles(named)
			}
			if err != nil {
				return err
			}
			_, err = p.out.Write(text)
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON, every field")
	return cmd
}

func profilesTable() []byte {
	lines := [][]string{{"PROFILE", "DEPLOYMENTS", "NOT APPLICABLE", "RELAXATIONS"}}
	for _, profile := range requirement.Profiles() {
		relaxations := make([]string, 0, len(requirement.Relaxations()))
		for _, r := range requirement.RelaxationsOf(profile) {
			relaxations = append(relaxations, string(r.ID))
		}
		lines = append(lines, []string{
			string(profile), profile.Title(), fmt.Sprintf("%d requirements", len(profile.Excluded())), orNone(strings.Join(relaxations, " ")),
		})
	}
	return table(lines)
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}

// explainProfiles writes everything that makes a profile.
func (p *program) explainProfiles(named []requirement.Profile) []byte {
	width := p.terminalOf(p.out).width
	if width == 0 || width > 100 {
		width = 100
	}
	var b bytes.Buffer
	for i, profile := range named {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s  %s\n", profile, profile.Title())
		labelled(&b, "not for", orNone(ranges(profile.Excluded())), width)
		for _, r := range requirement.RelaxationsOf(profile) {
			fmt.Fprintf(&b, "\n%s  %s\n", r.ID, r.Title)
			labelled(&b, "excuses", ids(r.Requirements), width)
			labelled(&b, "why", r.Why, width)
			if r.Granted != "" {
				labelled(&b, "granted", r.Granted, width)
			}
		}
	}
	return b.Bytes()
}

func ids(all []requirement.ID) string {
	words := make([]string, len(all))
	for i, id := range all {
		words[i] = string(id)
	}
	return strings.Join(words, ", ")
}

func profileNames(all []requirement.Profile) string {
	words := make([]string, len(all))
	for i, profile := range all {
		words[i] = string(profile)
	}
	return strings.Join(words, ", ")
}

// The members of a profile as JSON has it.
type (
	profileEntry struct {
		Profile       requirement.Profile `json:"profile"`
		Title         string              `json:"title"`
		NotApplicable []requirement.ID    `json:"notApplicable"`
		Relaxations   []relaxationEntry   `json:"relaxations"`
	}
	relaxationEntry struct {
		ID           requirement.RelaxationID `json:"id"`
		Title        string                   `json:"title"`
		Requirements []requirement.ID         `json:"requirements"`
		Why          string                   `json:"why"`
		Granted      string                   `json:"granted,omitempty"`
	}
)

// profilesJSON writes the named profiles, or all where none is named.
func profilesJSON(named []requirement.Profile) ([]byte, error) {
	if len(named) == 0 {
		named = requirement.Profiles()
	}
	var all []profileEntry
	for _, profile := range named {
		entry := profileEntry{Profile: profile, Title: profile.Title(), NotApplicable: []requirement.ID{}, Relaxations: []relaxationEntry{}}
		for _, r := range profile.Excluded() {
			entry.NotApplicable = append(entry.NotApplicable, r.ID)
		}
		for _, r := range requirement.RelaxationsOf(profile) {
			entry.Relaxations = append(entry.Relaxations, relaxationEntry{r.ID, r.Title, r.Requirements, r.Why, r.Granted})
		}
		all = append(all, entry)
	}
	return indented(all)
}
