package reports

import (
	"fmt"
	"slices"
	"strings"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// mostShown is how many findings of a requirement a page shows.
const mostShown = 10

// rowView is a requirement as a page shows it.
type rowView struct {
	verdict.Row
	// Sources are the documents of the requirement, one each.
	Sources []string
	Found   []findingView
	// Further counts the findings that are not shown.
	Further int
	// Excused are the findings that a relaxation allows.
	Excused []findingView
	Remarks []string
	// Exchanges counts those of the requirement that the report carries.
	Exchanges int
}

// findingView is a finding with the place in the answer that it is about.
type findingView struct {
	oracle.Finding
	// By names the relaxation that allows it, if one does.
	By requirement.RelaxationID
	// Repeats says that its request is that of the finding before it.
	Repeats bool
	Excerpt *excerpt
	// Carried says that the report carries the exchange.
	Carried bool
}

// areaView is an area with its requirements.
type areaView struct {
	outcomeBar
	ID    requirement.Area
	Title string
	Rows  []rowView
}

// areaViews are the areas of which there are requirements, in the order of the
// catalogue.
func areaViews(r Report) []areaView {
	exchanges := map[requirement.ID]int{}
	for _, x := range r.Exchanges {
		for _, id := range x.Requirements {
			exchanges[id]++
		}
	}
	var all []areaView
	for _, area := range requirement.Areas() {
		rows := slices.DeleteFunc(slices.Clone(r.Verdict.Rows), func(row verdict.Row) bool { return row.ID.Area() != area })
		if len(rows) == 0 {
			continue
		}
		v := areaView{outcomeBar: barOf(rows), ID: area, Title: area.Title()}
		for _, row := range rows {
			v.Rows = append(v.Rows, rowViewOf(r, row, exchanges[row.ID]))
		}
		all = append(all, v)
	}
	return all
}

func rowViewOf(r Report, row verdict.Row, exchanges int) rowView {
	v := rowView{Row: row, Sources: strings.Split(row.Source, "; "), Remarks: remarks(row), Exchanges: exchanges}
	if row.Level != requirement.Obs {
		v.Found = findingViews(r, row.Findings())
	}
	if len(v.Found) > mostShown {
		v.Found, v.Further = v.Found[:mostShown], len(v.Found)-mostShown
	}
	for _, s := range row.Specs {
		for _, e := range s.Excused {
			f := findingViews(r, []oracle.Finding{e.Finding})[0]
			f.By = e.By
			v.Excused = append(v.Excused, f)
		}
	}
	return v
}

func findingViews(r Report, all []oracle.Finding) []findingView {
	views := make([]findingView, len(all))
	before := ""
	for i, f := range all {
		views[i] = findingView{Finding: f, Repeats: i > 0 && f.Request == before}
		before = f.Request
		if i >= mostShown {
			continue
		}
		if x, carried := r.Exchange(f.Exchange); carried {
			views[i].Carried = true
			if shown, ok := excerptAt(x.Body, f.Where); ok {
				views[i].Excerpt = &shown
			}
		}
	}
	return views
}

// remarks are about behaviour that no document rules.
func remarks(row verdict.Row) []string {
	all := row.Observed()
	if row.Level == requirement.Obs {
		for _, f := range row.Findings() {
			all = append(all, fmt.Sprintf("%s, where %s was expected", f.Got, f.Want))
		}
	}
	return all
}

// Looked says how many things were looked at.
func (v rowView) Looked() string { return plural(v.Ranged, "thing") }

// Taking says in words what it takes to decide it.
func (v rowView) Taking() string {
	return map[requirement.Need]string{
		requirement.Core:      "any deployment with a handful of images and one user",
		requirement.Data:      "particular images",
		requirement.Identity:  "a second caller",
		requirement.Hook:      "a state that no client can provoke",
		requirement.Condition: "something optional that the deployment does",
	}[v.Need]
}

// Formats says in which representations the requirement holds.
func (v rowView) Formats() string {
	switch v.Format {
	case requirement.JSON:
		return "JSON"
	case requirement.XML:
		return "XML"
	}
	return "JSON and XML"
}
