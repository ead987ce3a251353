package reports

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/imageconform/imageconform/suites/selftest"
)

// MatrixMarkdown writes the whole matrix: the counts, each requirement with its
// mutants, each mutant with who caught it, each variant.
func MatrixMarkdown(w io.Writer, m Matrix) error {
	var b bytes.Buffer
	clean, variants := m.count(selftest.Clean), m.count(selftest.Variant)
	fmt.Fprintf(&b, "# What catches what\n\nimageconform %s, %d servers of %d in %s s.\n\n", Cell(m.Version), len(m.Rows), m.Of, seconds(m.Duration))
	fmt.Fprintf(&b, "| servers | as it has to be |\n| --- | --- |\n")
	fmt.Fprintf(&b, "| mutants caught | %s |\n| permitted variants without an alarm | %s |\n", m.caught(), variants)
	fmt.Fprintf(&b, "| clean servers without an alarm | %s |\n| requirements proven | %s |\n", clean, m.proven())
	markdownWeaknesses(&b, m)
	fmt.Fprintf(&b, "\n## Requirements\n\n| id | level | own mutants | caught of them | caught in all |\n| --- | --- | --- | --- | --- |\n")
	for _, k := range m.killers() {
		if k.mutants+k.caught == 0 {
			continue
		}
		fmt.Fprintf(&b, "| %s | %s | %d | %d | %d |\n", k.ID, k.Level, k.mutants, k.own, k.caught)
	}
	markdownRows(&b, m, selftest.Mutant, "## Mutants\n\n| server | why it happens | breaks | caught by | caught besides by |\n| --- | --- | --- | --- | --- |",
		func(r selftest.Row) []string {
			by, besides := r.By()
			return []string{r.Name, r.Why, ids(r.Breaks), ids(by), ids(besides)}
		})
	markdownRows(&b, m, selftest.Variant, "## Permitted variants\n\n| server | why it may | verdict |\n| --- | --- | --- |",
		func(r selftest.Row) []string { return []string{r.Name, r.Why, string(r.Word)} })
	_, err := w.Write(b.Bytes())
	return err
}

func markdownWeaknesses(b *bytes.Buffer, m Matrix) {
	if m.Sound() {
		return
	}
	b.WriteString("\n## Weaknesses\n\n")
	for _, k := range m.weak() {
		fmt.Fprintf(b, "- **%s** is weak: %s\n", k.ID, k.weakness())
	}
	for _, r := range m.Rows {
		for _, problem := range r.Problems {
			fmt.Fprintf(b, "- %s **%s**: %s\n", r.Kind, Cell(r.Name), Cell(problem))
		}
	}
}

func markdownRows(b *bytes.Buffer, m Matrix, kind selftest.Kind, head string, cells func(selftest.Row) []string) {
	if m.count(kind).all == 0 {
		return
	}
	b.WriteString("\n" + head + "\n")
	for _, r := range m.Rows {
		if r.Kind != kind {
			continue
		}
		row := cells(r)
		for i := range row {
			row[i] = Cell(row[i])
		}
		b.WriteString("| " + strings.Join(row, " | ") + " |\n")
	}
}

// Cell is a text as a cell of a Markdown table.
func Cell(text string) string {
	return strings.NewReplacer("|", `\|`, "<", "&lt;", "*", `\*`, "_", `\_`, "\n", " ").Replace(text)
}
