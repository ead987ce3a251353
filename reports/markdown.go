package reports

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// mostTold is how many causes of one kind the summary tells of.
const mostTold = 20

// Markdown writes the report in short, for where a job shows a summary: the
// verdict, the counts, each cause once, and what was missing.
func Markdown(w io.Writer, r Report) error {
	var b bytes.Buffer
	v := r.Verdict
	fmt.Fprintf(&b, "## imageconform: %s\n\n**%d of %d MUST decided** at %s\n", v.Word, v.Decided, v.Must, codeSpan(r.Target))
	for _, notice := range noticesOf(r) {
		fmt.Fprintf(&b, "\n> %s\n", inMarkdown(notice))
	}
	b.WriteString("\n|")
	for _, t := range tilesOf(v) {
		fmt.Fprintf(&b, " %s |", t.Outcome)
	}
	b.WriteString("\n|" + strings.Repeat(" ---: |", len(tilesOf(v))) + "\n|")
	for _, t := range tilesOf(v) {
		fmt.Fprintf(&b, " %d |", t.N)
	}
	b.WriteString("\n")
	for _, part := range causeParts(r) {
		fmt.Fprintf(&b, "\n### %s: %s\n\n", part.Title, plural(len(part.Causes), "cause"))
		for i, c := range part.Causes {
			if i == mostTold {
				fmt.Fprintf(&b, "- and %d more\n", len(part.Causes)-i)
				break
			}
			markdownCause(&b, c)
		}
	}
	b.WriteString("\n### The run\n\n")
	for _, f := range factsOf(r)[1:] {
		fmt.Fprintf(&b, "- %s: %s\n", f.Name, inMarkdown(f.Value))
	}
	fmt.Fprintf(&b, "- version: %s\n", inMarkdown(r.Version))
	_, err := w.Write(b.Bytes())
	return err
}

// markdownCause writes a cause as an item of a list.
func markdownCause(b *bytes.Buffer, c causeView) {
	if f := c.Finding; f != nil {
		fmt.Fprintf(b, "- **%s** %s, %s: %s\n\n", c.First.ID, c.First.Level, c.First.Outcome, inMarkdown(c.First.Title))
		fmt.Fprintf(b, "  wanted %s, got %s", inMarkdown(f.Want), inMarkdown(f.Got))
		if f.Where != "" {
			fmt.Fprintf(b, " at %s", codeSpan(f.Where))
		}
		b.WriteString("\n")
		if f.Request != "" {
			fmt.Fprintf(b, "\n  ```sh\n  %s\n  ```\n", printable(f.Request))
		}
	} else {
		fmt.Fprintf(b, "- %s: %s\n", inMarkdown(c.Said), idsOf(c.Rest[0].Rows))
		c.Rest = c.Rest[1:]
	}
	for _, rest := range c.Rest {
		fmt.Fprintf(b, "\n  also %s by the same: %s\n", rest.Outcome, idsOf(rest.Rows))
	}
	for _, recipe := range c.Recipes {
		fmt.Fprintf(b, "\n  to decide: %s\n", inMarkdown(recipe.Text))
		if recipe.Command != "" {
			fmt.Fprintf(b, "  %s\n", codeSpan(recipe.Command))
		}
	}
}

// idsOf are the ids of some rows, of many the first and how many follow.
func idsOf(rows []verdict.Row) string {
	const most = 12
	var all []requirement.ID
	for _, row := range rows[:min(most, len(rows))] {
		all = append(all, row.ID)
	}
	if len(rows) > most {
		return fmt.Sprintf("%s and %d more", ids(all), len(rows)-most)
	}
	return ids(all)
}

// inMarkdown is a foreign text in Markdown: as text, on one line.
func inMarkdown(text string) string {
	var b strings.Builder
	for _, r := range printable(text) {
		if strings.ContainsRune("\\`*_[]<>#|~&@$!", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	// An address becomes a link by itself.
	return strings.NewReplacer("://", `:\//`, "www.", `www\.`).Replace(b.String())
}

// codeSpan is a foreign text in Markdown as code.
func codeSpan(text string) string {
	text = printable(text)
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	if len(fence) > 1 {
		text = " " + text + " "
	}
	return fence + text + fence
}
