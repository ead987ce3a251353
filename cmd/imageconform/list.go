package main

import (
	"bytes"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/imageconform/imageconform/reports"
	"github.com/imageconform/imageconform/suites/requirement"
)

func (p *program) listCommand() *cobra.Command {
	var s selection
	var asJSON, asMarkdown bool
	cmd := &cobra.Command{
		Use:   "list [GLOB...]",
		Short: "List the requirements",
		Long: `List the requirements of the catalogue, or those whose ids match a glob.

NEEDS says what it takes to decide one: core, any deployment with a handful of images and
one user; data, particular images; identity, a second caller; hook, a state that no client
can provoke; condition, an optional behaviour of the deployment.`,
		Example: `  imageconform list 'LIM-*'
  imageconform list --level must --area PAG,MRK
  imageconform list --json`,
		ValidArgsFunction: completeIDs,
		RunE: func(_ *cobra.Command, args []string) error {
			s.only = args
			s.at = func(flag string) string {
				if flag == "only" {
					return "list"
				}
				return "--" + flag
			}
			rows, err := s.rows()
			if err != nil {
				return err
			}
			write := listTable
			switch {
			case asJSON:
				write = listJSON
			case asMarkdown:
				write = listMarkdown
			}
			text, err := write(rows)
			if err != nil {
				return err
			}
			_, err = p.out.Write(text)
			return err
		},
	}
	f := cmd.Flags()
	f.StringSliceVar(&s.areas, "area", nil, "only these `areas`, such as LIM,MRK")
	f.StringSliceVar(&s.levels, "level", nil, "only these `levels`: must, should, may, obs")
	f.BoolVar(&asJSON, "json", false, "as JSON, every field")
	f.BoolVar(&asMarkdown, "markdown", false, "as Markdown")
	cmd.MarkFlagsMutuallyExclusive("json", "markdown")
	return cmd
}

func listTable(rows []requirement.Requirement) ([]byte, error) {
	lines := [][]string{{"ID", "LEVEL", "NEEDS", "FORMAT", "REQUIREMENT"}}
	for _, r := range rows {
		lines = append(lines, []string{string(r.ID), r.Level.String(), r.Need.String(), r.Format.String(), r.Title})
	}
	return table(lines), nil
}

// entry is a requirement as JSON has it.
type entry struct {
	ID           requirement.ID        `json:"id"`
	Area         string                `json:"area"`
	Level        requirement.Level     `json:"level"`
	Title        string                `json:"title"`
	Statement    string                `json:"statement"`
	Source       string                `json:"source"`
	Need         requirement.Need      `json:"need"`
	Recipe       requirement.Recipe    `json:"recipe,omitzero"`
	Format       requirement.Format    `json:"format"`
	Features     []requirement.Feature `json:"features,omitempty"`
	Except       []requirement.Profile `json:"except,omitempty"`
	Asked        string                `json:"asked"`
	Accepted     []string              `json:"accepted"`
	Why          string                `json:"why,omitempty"`
	Unobservable string                `json:"unobservable,omitempty"`
}

func listJSON(rows []requirement.Requirement) ([]byte, error) {
	var all []entry
	for _, r := range rows {
		all = append(all, entry{
			ID: r.ID, Area: r.ID.Area().Title(), Level: r.Level, Title: r.Title, Statement: r.Statement, Source: r.Source,
			Need: r.Need, Recipe: r.Recipe, Format: r.Format, Features: r.Conditions(), Except: r.NotFor(), Asked: r.Asked, Accepted: r.Accepted,
			Why: r.Why, Unobservable: r.Unobservable,
		})
	}
	return indented(all)
}

// listMarkdown is a table an area.
func listMarkdown(rows []requirement.Requirement) ([]byte, error) {
	var b bytes.Buffer
	area := requirement.Area("")
	for _, r := range rows {
		if r.ID.Area() != area {
			if area != "" {
				b.WriteByte('\n')
			}
			area = r.ID.Area()
			fmt.Fprintf(&b, "## %s (%s)\n\n| id | level | needs | requirement | source |\n| --- | --- | --- | --- | --- |\n", area.Title(), area)
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", r.ID, r.Level, r.Need, reports.Cell(r.Statement), reports.Cell(r.Source))
	}
	return b.Bytes(), nil
}
