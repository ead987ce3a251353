package reports

import (
	"fmt"
	"html/template"
	"io"
	"slices"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// htmlReport is what report.gohtml shows.
type htmlReport struct {
	Report
	Whole   outcomeBar
	Tiles   []tile
	Areas   []areaView
	Parts   []causePart
	Levels  []requirement.Level
	Facts   []fact
	Notices []string
	// Blocking are the requirements that have to be decided and were not.
	Blocking []verdict.Row
	// Data are the exchanges as JSON.
	Data template.JS
}

// tile is the count of an outcome.
type tile struct {
	Outcome verdict.Outcome
	N       int
}

// causePart are the causes of one kind.
type causePart struct {
	ID, Title, Lead string
	Causes          []causeView
}

// causeView is a cause: its first requirement with what was found first, and
// the others.
type causeView struct {
	Said    string
	First   verdict.Row
	Finding *findingView
	Rest    []restView
	Recipes []requirement.Recipe
}

// restView are further requirements of a cause.
type restView struct {
	Outcome verdict.Outcome
	Rows    []verdict.Row
}

// HTML writes the report as one file for a browser. It needs no other file and
// no network, and shows what is foreign as text and nothing else.
func HTML(w io.Writer, r Report) error {
	v := r.Verdict
	data, err := dataOf(r)
	if err != nil {
		return err
	}
	h := htmlReport{
		Report: r, Whole: barOf(v.Rows), Areas: areaViews(r), Parts: causeParts(r),
		Levels:  []requirement.Level{requirement.Must, requirement.Should, requirement.May, requirement.Obs},
		Facts:   factsOf(r)[1:], // the target stands above
		Notices: noticesOf(r), Data: data,
	}
	for _, row := range v.Rows {
		if slices.Contains(v.Blocking, row.ID) {
			h.Blocking = append(h.Blocking, row)
		}
	}
	h.Tiles = tilesOf(v)
	return writePage(w, "report", page{
		Title: fmt.Sprintf("%s: %s", v.Word, printable(r.Target)), Version: r.Version, Body: h,
	})
}

// tilesOf are the counts of a verdict, each outcome in the order of its weight.
func tilesOf(v verdict.Verdict) []tile {
	var all []tile
	for _, o := range outcomesByWeight {
		all = append(all, tile{o, v.Counts[o]})
	}
	return all
}

// causeParts are the causes by what they lead to.
func causeParts(r Report) []causePart {
	found := causes(r.Verdict.Rows)
	var parts []causePart
	for _, part := range []struct {
		causePart
		outcomes []verdict.Outcome
	}{
		{causePart{ID: "wrong", Title: "What is wrong", Lead: "Each cause once, with the requirements that it breaks or keeps from being decided."}, []verdict.Outcome{verdict.Failed, verdict.Warned}},
		{causePart{ID: "between", Title: "What came between", Lead: "Trouble that kept requirements from being decided."}, []verdict.Outcome{verdict.Inconclusive}},
		{causePart{ID: "missing", Title: "What was missing", Lead: "What could not be decided with the data, identities and states at hand, and what would decide it."}, []verdict.Outcome{verdict.NotExercised}},
	} {
		for _, o := range part.outcomes {
			for _, c := range causesWith(found, o) {
				part.Causes = append(part.Causes, causeViewOf(r, c))
			}
		}
		if len(part.Causes) > 0 {
			parts = append(parts, part.causePart)
		}
	}
	return parts
}

func causeViewOf(r Report, c cause) causeView {
	v := causeView{Said: c.said, First: c.rows[0], Recipes: c.recipes}
	rows := c.rows
	if all := c.rows[0].Findings(); len(all) > 0 && c.outcome() != verdict.NotExercised && c.outcome() != verdict.Inconclusive {
		v.Finding = &findingViews(r, all[:1])[0]
		rows = rows[1:]
	}
	for _, o := range outcomesByWeight {
		if of := (cause{rows: rows}).of(o); len(of) > 0 {
			v.Rest = append(v.Rest, restView{o, of})
		}
	}
	return v
}
