package reports

import (
	"fmt"
	"slices"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// declarations writes what was declared of the deployment, what the run has to
// say of it, and which requirements do not apply for it.
func (p *sheet) declarations(r Report) {
	if len(r.Verdict.Declarations) == 0 {
		return
	}
	p.line("%s", p.bold("DECLARED"))
	p.line("")
	for _, d := range r.Verdict.Declarations {
		name := string(d.Feature)
		text := Wrap(printable(fmt.Sprintf("%s, %s: %s", d.Declared, d.Truth, d.Why)), len(name)+3, 4, p.options.Width)
		if d.Truth == verdict.Disproved {
			p.line("  %s %s", p.paint(verdict.Failed, p.bold(name)), text)
			if d.Seen != nil {
				p.findings([]oracle.Finding{*d.Seen})
			}
			continue
		}
		p.line("  %s %s", name, text)
		if rows := excluded(r, d.Feature); len(rows) > 0 {
			p.hanging(4, 6, fmt.Sprintf("not applicable for it, %s: %s", plural(len(rows), "requirement"), ids(rows)))
		}
	}
	p.line("")
}

// excluded are the rows that do not apply since a feature is declared absent.
func excluded(r Report, f requirement.Feature) []requirement.ID {
	var rows []requirement.ID
	for _, row := range r.Verdict.Rows {
		if slices.Contains(row.Reasons, verdict.DeclaredAbsent(f)) {
			rows = append(rows, row.ID)
		}
	}
	return rows
}

// junitDeclarations are a testcase for each declaration: one that does not
// hold is a failure, one that the run could not tell of is skipped.
func junitDeclarations(r Report) []junitCase {
	var cases []junitCase
	for _, d := range r.Verdict.Declarations {
		c := junitCase{Name: fmt.Sprintf("%s declared %s", d.Feature, d.Declared), Classname: "imageconform.Declarations", Time: "0"}
		result := &junitResult{Type: string(d.Truth), Message: printable(d.Why)}
		switch d.Truth {
		case verdict.Disproved:
			if d.Seen != nil {
				result.Text = inPrint(*d.Seen).String()
			}
			c.Failure = result
		case verdict.Open:
			c.Skipped = result
		}
		cases = append(cases, c)
	}
	return cases
}

// declarationFacts are the declarations as properties of a JUnit suite.
func declarationFacts(r Report) []junitProperty {
	var facts []junitProperty
	for _, d := range r.Verdict.Declarations {
		facts = append(facts, junitProperty{"declared." + string(d.Feature), fmt.Sprintf("%s, %s: %s", d.Declared, d.Truth, d.Why)})
	}
	return facts
}
