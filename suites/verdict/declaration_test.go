package verdict

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
)

func TestDeclare(t *testing.T) {
	gzip := requirement.Compression
	seen := &oracle.Sighting{Feature: gzip, Asked: true, Seen: &oracle.Finding{Request: "curl", Got: "Content-Encoding: gzip"}}
	asked := &oracle.Sighting{Feature: gzip, Asked: true}
	unasked := &oracle.Sighting{Feature: gzip}
	must := requirement.Must
	cases := []struct {
		name     string
		declared Presence
		sighted  *oracle.Sighting
		j        oracle.Judgement
		truth    Truth
		outcome  Outcome
		word     Word
	}{
		{"absent and not seen", Absent, asked, lacking, Held, NotApplicable, Incomplete},
		{"absent, broken otherwise", Absent, asked, broken, Held, NotApplicable, Incomplete},
		{"absent and never asked for", Absent, unasked, lacking, Held, NotApplicable, Incomplete},
		{"absent but seen, and kept", Absent, seen, kept, Disproved, Passed, Nonconformant},
		{"absent but seen, and broken", Absent, seen, broken, Disproved, Failed, Nonconformant},
		{"absent, in trouble", Absent, nil, trouble, Open, NotApplicable, Incomplete},
		{"present and seen", Present, seen, kept, Held, Passed, Conformant},
		{"present but broken", Present, seen, broken, Held, Failed, Nonconformant},
		{"present, not exercised", Present, unasked, lacking, Open, NotExercised, Incomplete},
		{"present, asked for and never seen", Present, asked, lacking, Disproved, NotExercised, Nonconformant},
		{"present, in trouble", Present, nil, trouble, Open, Inconclusive, Incomplete},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := row("HDR-06", must, requirement.Condition)
			r.Features = []requirement.Feature{gzip}
			j := judged("HDR-06", c.j)
			if c.sighted != nil {
				j.Sighted = []oracle.Sighting{*c.sighted}
			}
			v := Fold([]requirement.Requirement{r}, []oracle.Judged{j}, Policy{Require: RequireAll, Declared: map[requirement.Feature]Presence{gzip: c.declared}})
			d := v.Declarations[0]
			if d.Truth != c.truth || d.Why == "" || d.Declared != c.declared || d.Feature != gzip {
				t.Errorf("the declaration is %s: %s; want %s", d.Truth, d.Why, c.truth)
			}
			if got := v.Rows[0].Outcome; got != c.outcome || v.Word != c.word {
				t.Errorf("got %s and %s, want %s and %s", got, v.Word, c.outcome, c.word)
			}
			if c.outcome == NotApplicable {
				if diff := cmp.Diff([]string{"declared absent: compression"}, v.Rows[0].Reasons); diff != "" {
					t.Errorf("reasons (-want +got):\n%s", diff)
				}
			}
			if disproved := len(v.Disproved()) == 1; disproved != (c.truth == Disproved) || disproved && !v.Fails(must) {
				t.Errorf("disproved: %v; the run fails: %t", v.Disproved(), v.Fails(must))
			}
			if (d.Seen != nil) != (c.sighted == seen) || d.Seen == seen.Seen {
				t.Errorf("it was seen at %v, want a copy of %v", d.Seen, c.sighted)
			}
		})
	}
}

// A row that needs several features does not apply where one of them is
// absent, and every one that is absent is named.
func TestDeclareSeveral(t *testing.T) {
	both := row("RAT-09", requirement.Must, requirement.Identity)
	both.Features = []requirement.Feature{requirement.SecondTenant, requirement.RateLimiting}
	free := row("LIM-01", requirement.Must, requirement.Core)
	cases := []struct {
		declared map[requirement.Feature]Presence
		reasons  []string
	}{
		{map[requirement.Feature]Presence{requirement.RateLimiting: Absent}, []string{"declared absent: rate-limiting"}},
		{map[requirement.Feature]Presence{requirement.RateLimiting: Absent, requirement.SecondTenant: Absent}, []string{"declared absent: second-tenant", "declared absent: rate-limiting"}},
		{map[requirement.Feature]Presence{requirement.RateLimiting: Present, requirement.XMLFormat: Absent}, nil},
	}
	for _, c := range cases {
		v := Fold([]requirement.Requirement{both, free}, []oracle.Judged{judged("RAT-09", kept), judged("LIM-01", kept)}, Policy{Declared: c.declared})
		if diff := cmp.Diff(c.reasons, v.Rows[0].Reasons); diff != "" {
			t.Errorf("%v (-want +got):\n%s", c.declared, diff)
		}
		if v.Rows[1].Outcome != Passed {
			t.Errorf("%v: a row that needs nothing is %s", c.declared, v.Rows[1].Outcome)
		}
	}
}

// Of a deployment without XML, rows about both formats are judged in JSON.
func TestDeclaredWithoutXML(t *testing.T) {
	inXML, inJSON := judged("LIM-01", broken), judged("LIM-01", kept)
	inXML.Format, inJSON.Format = requirement.XML, requirement.JSON
	sighted := []oracle.Sighting{{Feature: requirement.XMLFormat, Asked: true}}
	policy := Policy{Declared: map[requirement.Feature]Presence{requirement.XMLFormat: Absent}}
	only := judged("XML-01", broken)
	only.Format, only.Sighted = requirement.XML, sighted
	xml := row("XML-01", requirement.Must, requirement.Core)
	xml.Format = requirement.XML
	rows := []requirement.Requirement{row("LIM-01", requirement.Must, requirement.Core), xml}

	v := Fold(rows, []oracle.Judged{inXML, inJSON, only}, policy)
	if want := "conformant: 1 of 1 MUST decided, 1 not-applicable, 1 passed"; v.Line() != want {
		t.Errorf("got  %s\nwant %s", v.Line(), want)
	}
	alone := Fold(rows[:1], []oracle.Judged{inXML}, policy).Rows[0]
	if alone.Outcome != NotApplicable || alone.Why() != "not-applicable: declared absent: xml" {
		t.Errorf("judged in XML alone it is %s", alone.Why())
	}
	only.Sighted = []oracle.Sighting{{Feature: requirement.XMLFormat, Asked: true, Seen: &oracle.Finding{Got: "XML"}}}
	v = Fold(rows, []oracle.Judged{inXML, inJSON, only}, policy)
	if want := "nonconformant: 2 of 2 MUST decided, 2 failed, 1 declared wrongly (xml absent)"; v.Line() != want {
		t.Errorf("got  %s\nwant %s", v.Line(), want)
	}
}

func TestParsePresence(t *testing.T) {
	for word, want := range map[string]Presence{"absent": Absent, "Present": Present} {
		if got, err := ParsePresence(word); err != nil || got != want {
			t.Errorf("%s reads as %s, %v", word, got, err)
		}
	}
	if _, err := ParsePresence("perhaps"); err == nil {
		t.Error("an unknown presence is read")
	}
}
