package main

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/spf13/cobra"

	"github.com/imageconform/imageconform/suites/requirement"
)

func (p *program) featuresCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "features",
		Short: "List what a deployment may have or not, and the requirements that depend on it",
		Long: `List the features: what a deployment may have or not, each with the requirements that
apply only to deployments that have it.`,
		Example: `  imageconform features
  imageconform features --json`,
		Args: none,
		RunE: func(*cobra.Command, []string) error {
			text, err := featuresTable(), error(nil)
			if asJSON {
				text, err = featuresJSON()
			}
			if err != nil {
				return err
			}
			_, err = p.out.Write(text)
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return cmd
}

func featuresTable() []byte {
	lines := [][]string{{"FEATURE", "A DEPLOYMENT THAT", "REQUIREMENTS"}}
	for _, f := range requirement.Features() {
		lines = append(lines, []string{string(f), f.Title(), ranges(f.Governed())})
	}
	return table(lines)
}

// ranges names rows by their ids, those that follow one another as a range.
func ranges(rows []requirement.Requirement) string {
	all := requirement.All()
	var parts []string
	for i := 0; i < len(rows); {
		at := 0
		for all[at].ID != rows[i].ID {
			at++
		}
		n := 1
		for i+n < len(rows) && at+n < len(all) && rows[i+n].ID == all[at+n].ID && rows[i+n].ID.Area() == rows[i].ID.Area() {
			n++
		}
		last := rows[i+n-1].ID
		switch n {
		case 1:
			parts = append(parts, string(last))
		case 2:
			parts = append(parts, string(rows[i].ID), string(last))
		default:
			parts = append(parts, string(rows[i].ID)+" to "+string(last))
		}
		i += n
	}
	return strings.Join(parts, ", ")
}

// featureEntry is a feature as JSON has it.
type featureEntry struct {
	Feature      requirement.Feature `json:"feature"`
	Title        string              `json:"title"`
	Requirements []requirement.ID    `json:"requirements"`
}

func featuresJSON() ([]byte, error) {
	var all []featureEntry
	for _, f := range requirement.Features() {
		entry := featureEntry{Feature: f, Title: f.Title()}
		for _, r := range f.Governed() {
			entry.Requirements = append(entry.Requirements, r.ID)
		}
		all = append(all, entry)
	}
	return indented(all)
}

// indented is a value as JSON for people and programs.
func indented(value any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(value)
	return b.Bytes(), err
}
