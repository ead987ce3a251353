package reports

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/imageconform/imageconform/suites/verdict"
)

// mostAnnotations is how many annotations of a kind GitHub shows of a step.
const mostAnnotations = 10

// GitHub writes the report as workflow commands of GitHub Actions, which shows
// them as annotations: each cause once, an error where it fails the run. What
// is beyond the number that GitHub shows is told in the last one.
func GitHub(w io.Writer, r Report) error {
	var b bytes.Buffer
	var broken, other []causeView
	for _, part := range causeParts(r) {
		for _, c := range part.Causes {
			switch {
			case c.Finding != nil && r.Fails(c.First):
				broken = append(broken, c)
			case c.First.Outcome != verdict.NotExercised:
				other = append(other, c)
			}
		}
	}
	annotate(&b, "error", broken)
	annotate(&b, "warning", other)
	kind := "notice"
	if r.Verdict.Word != verdict.Conformant && len(broken) == 0 {
		kind = "error"
	}
	command(&b, kind, "imageconform", r.Verdict.Line())
	_, err := w.Write(b.Bytes())
	return err
}

func annotate(b *bytes.Buffer, kind string, all []causeView) {
	for i, c := range all {
		// One tells how many more there are, and one the verdict.
		if i == mostAnnotations-2 && len(all) > mostAnnotations-1 {
			command(b, kind, "imageconform", fmt.Sprintf("and %d more causes; report.html shows them", len(all)-i))
			return
		}
		title := fmt.Sprintf("%s %s %s", c.First.ID, c.First.Level, c.First.Title)
		var lines []string
		if f := c.Finding; f != nil {
			lines = []string{"want: " + f.Want, "got: " + f.Got, f.Request}
			for _, rest := range c.Rest {
				lines = append(lines, fmt.Sprintf("also %s by the same: %s", rest.Outcome, idsOf(rest.Rows)))
			}
		} else {
			title = fmt.Sprintf("%s: %s", c.First.Outcome, plural(len(c.Rest[0].Rows), "requirement"))
			lines = []string{c.Said, idsOf(c.Rest[0].Rows)}
		}
		command(b, kind, title, lines...)
	}
}

// command writes a workflow command. What is foreign in it cannot begin
// another one.
func command(b *bytes.Buffer, kind, title string, lines ...string) {
	for i, line := range lines {
		lines[i] = printable(line)
	}
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	fmt.Fprintf(b, "::%s title=%s::%s\n", kind, property.Replace(printable(title)), data.Replace(strings.Join(lines, "\n")))
}
