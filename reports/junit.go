package reports

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"sort"
	"strconv"
	"strings"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// The elements of a JUnit report, in the subset that both strict schemas in
// use allow: that of Ant's task and that of Jenkins' xUnit plugin. Neither
// lets a testcase have properties, and Ant's lets it have no output, so the
// facts of each testcase are properties of the suite under its id, and what
// was warned of is in the suite's output, which viewers show for a testcase
// without one.
type (
	junitSuites struct {
		XMLName xml.Name     `xml:"testsuites"`
		Suites  []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		ID         int             `xml:"id,attr"`
		Name       string          `xml:"name,attr"`
		Package    string          `xml:"package,attr"`
		Hostname   string          `xml:"hostname,attr"`
		Timestamp  string          `xml:"timestamp,attr"`
		Time       string          `xml:"time,attr"`
		Tests      int             `xml:"tests,attr"`
		Failures   int             `xml:"failures,attr"`
		Errors     int             `xml:"errors,attr"`
		Skipped    int             `xml:"skipped,attr"`
		Properties []junitProperty `xml:"properties>property"`
		Cases      []junitCase     `xml:"testcase"`
		Out        junitText       `xml:"system-out"`
		Err        junitText       `xml:"system-err"`
	}
	junitProperty struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value,attr"`
	}
	junitCase struct {
		Name      string       `xml:"name,attr"`
		Classname string       `xml:"classname,attr"`
		Time      string       `xml:"time,attr"`
		Failure   *junitResult `xml:"failure"`
		Error     *junitResult `xml:"error"`
		Skipped   *junitResult `xml:"skipped"`
	}
	junitResult struct {
		Type    string `xml:"type,attr"`
		Message string `xml:"message,attr"`
		Text    string `xml:",cdata"`
	}
	junitText struct {
		Text string `xml:",cdata"`
	}
)

// JUnit writes the report for continuous integration: one testcase a
// requirement, and one a declaration. A violation that fails the run is a failure; trouble is an
// error; what was not exercised or does not apply is skipped, with the reason
// and what would exercise it.
func JUnit(w io.Writer, r Report) error {
	suite := junitSuite{
		Name: "imageconform", Package: "imageconform", Hostname: host(r.Target),
		Timestamp: r.Started.UTC().Format("2006-01-02T15:04:05"), Time: seconds(r.Duration),
		Properties: junitFacts(r),
	}
	var out strings.Builder
	out.WriteString(r.Verdict.Line() + "\n")
	for _, row := range r.Verdict.Rows {
		c := junitOf(r, row)
		suite.add(c)
		suite.Properties = append(suite.Properties, rowFacts(row))
		if c.Failure == nil && (row.Outcome == verdict.Warned || row.Outcome == verdict.Waived) {
			fmt.Fprintf(&out, "\n%s: %s %s\n%s", row.Outcome, row.ID, printable(row.Title), violation(row))
		}
	}
	for _, c := range junitDeclarations(r) {
		suite.add(c)
	}
	suite.Out.Text = out.String()
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", "  ")
	if err := e.Encode(junitSuites{Suites: []junitSuite{suite}}); err != nil {
		return fmt.Errorf("encode the JUnit report: %w", err)
	}
	b.WriteByte('\n')
	_, err := w.Write(b.Bytes())
	return err
}

// add takes up a testcase and counts it.
func (s *junitSuite) add(c junitCase) {
	s.Cases = append(s.Cases, c)
	s.Tests++
	switch {
	case c.Failure != nil:
		s.Failures++
	case c.Error != nil:
		s.Errors++
	case c.Skipped != nil:
		s.Skipped++
	}
}

// junitOf is the testcase of a requirement. The suite asks for many at once,
// so that none has a time of its own.
func junitOf(r Report, row verdict.Row) junitCase {
	c := junitCase{
		Name:      string(row.ID) + " " + printable(row.Title),
		Classname: "imageconform." + row.ID.Area().Title(),
		Time:      "0",
	}
	result := &junitResult{Type: row.Level.String()}
	unneeded, isUnneeded := r.unneeded(row)
	switch {
	case isUnneeded:
		result.Type, result.Message = "unneeded waiver", printable("the waiver has nothing to waive: "+unneeded.Why)
		result.Text = rule(row) + printable(unneeded.String()) + "\n"
		c.Failure = result
	case r.Fails(row):
		result.Message, result.Text = firstFinding(row), violation(row)
		c.Failure = result
	case row.Outcome == verdict.Inconclusive:
		result.Type, result.Message = row.Outcome.String(), reasons(row)
		result.Text = rule(row) + "why: " + reasons(row) + "\n"
		c.Error = result
	case row.Outcome == verdict.NotExercised, row.Outcome == verdict.NotApplicable, row.Outcome == verdict.Waived:
		result.Type, result.Message = row.Outcome.String(), skipped(row)
		c.Skipped = result
	}
	return c
}

func firstFinding(row verdict.Row) string {
	all := row.Findings()
	if len(all) == 0 {
		return ""
	}
	message := "want " + printable(all[0].Want) + ", got " + printable(all[0].Got)
	if len(all) > 1 {
		message += fmt.Sprintf(" (and %d more)", len(all)-1)
	}
	return message
}

func reasons(row verdict.Row) string { return printable(strings.Join(row.Reasons, "; ")) }

func skipped(row verdict.Row) string {
	text := printable(row.Why())
	for _, recipe := range row.Recipes() {
		text += "; to exercise it: " + printable(recipe.String())
	}
	return text
}

// excuses are what allows a row to be broken, in one line.
func excuses(row verdict.Row) string {
	var all []string
	for _, e := range row.Excuses {
		all = append(all, e.String())
	}
	return printable(strings.Join(all, "; "))
}

// rule is the requirement as lines: what it says and where that stands.
func rule(row verdict.Row) string {
	return fmt.Sprintf("%s %s: %s\nsource: %s\n", row.ID, row.Level, printable(row.Statement), printable(row.Source))
}

// violation is the rule and every finding.
func violation(row verdict.Row) string {
	var b strings.Builder
	b.WriteString(rule(row))
	findings := row.Findings()
	if row.Outcome == verdict.Waived {
		findings = row.Departures()
	}
	for _, f := range findings {
		b.WriteString(inPrint(f).String())
	}
	return b.String()
}

// inPrint is a finding without characters that cannot be shown.
func inPrint(f oracle.Finding) oracle.Finding {
	f.Request, f.Where, f.Want, f.Got = printable(f.Request), printable(f.Where), printable(f.Want), printable(f.Got)
	return f
}

// junitFacts are the facts of the run, as properties of the suite.
func junitFacts(r Report) []junitProperty {
	properties := []junitProperty{
		{"verdict", string(r.Verdict.Word)},
		{"verdict.line", r.Verdict.Line()},
		{"profile", string(r.Verdict.Policy.Profile)},
		{"target", r.Target},
		{"version", r.Version},
		{"require", string(r.Verdict.Policy.Require)},
		{"fail-on", r.FailOn.String()},
		{"partial", strconv.FormatBool(r.Verdict.Policy.Partial)},
		{"selection", r.Selection},
		{"must", strconv.Itoa(r.Verdict.Must)},
		{"must.decided", strconv.Itoa(r.Verdict.Decided)},
		{"must.blocking", ids(r.Verdict.Blocking)},
		{"requests", strconv.Itoa(r.Requests)},
		{"seed", strconv.FormatUint(r.Seed, 10)},
		{"changed", strconv.FormatBool(r.Changed)},
		{"interrupted", r.Interrupted},
		{"trouble", r.Trouble},
	}
	if set := r.Verdict.Policy.Set; set != "" {
		properties = append(properties, junitProperty{"requirement-set", set})
	}
	for _, o := range verdict.Outcomes() {
		properties = append(properties, junitProperty{"count." + o.String(), strconv.Itoa(r.Verdict.Counts[o])})
	}
	for _, f := range []requirement.Format{requirement.JSON, requirement.XML} {
		properties = append(properties, junitProperty{"images." + f.String(), strconv.Itoa(r.images(f))})
	}
	settings := make([]junitProperty, 0, len(r.Settings))
	for _, s := range r.Settings {
		settings = append(settings, junitProperty{"setting." + s.Name, s.Value + " (" + s.Origin + ")"})
	}
	sort.SliceStable(settings, func(i, j int) bool { return settings[i].Name < settings[j].Name })
	properties = append(properties, settings...)
	properties = append(properties, waiverFacts(r)...)
	properties = append(properties, declarationFacts(r)...)
	properties = append(properties, relaxationFacts(r)...)
	for i := range properties {
		properties[i].Value = printable(properties[i].Value)
	}
	return properties
}

// rowFacts are the facts of a testcase, as one property of the suite.
func rowFacts(row verdict.Row) junitProperty {
	facts := fmt.Sprintf("level=%s need=%s outcome=%s ranged=%d source=%s",
		row.Level, row.Need, row.Outcome, row.Ranged, printable(row.Source))
	if len(row.Excuses) > 0 {
		facts += " excuses=" + excuses(row)
	}
	return junitProperty{string(row.ID), facts}
}

// host is the host of a base URL, "localhost" where there is none.
func host(base string) string {
	u, err := url.Parse(base)
	if err != nil || u.Hostname() == "" {
		return "localhost"
	}
	return printable(u.Hostname())
}
