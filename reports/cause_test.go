package reports

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// curl is a request for a format, as findings show it.
func curl(accept, suffix string) string {
	return "curl -sS -i -H 'Accept: " + accept + "' 'http://cloud.example/v2/demo/images/detail" + suffix + "'"
}

// seen is what specs say of a requirement: one judgement in each format given.
type seen struct {
	id        requirement.ID
	json, xml oracle.Judgement
}

func found(request, where, want, got string) oracle.Judgement {
	return oracle.Judgement{Ranged: 1, Findings: []oracle.Finding{{Request: request, Where: where, Want: want, Got: got}}}
}

func lacks(what string) oracle.Judgement { return oracle.Judgement{Missing: what} }

// folded are the rows of a run that saw all that.
func folded(all ...seen) []verdict.Row {
	var rows []requirement.Requirement
	var judged []oracle.Judged
	for _, s := range all {
		rows = append(rows, requirement.Requirement{ID: s.id, Level: requirement.Must})
		for f, j := range map[requirement.Format]oracle.Judgement{requirement.JSON: s.json, requirement.XML: s.xml} {
			if j.Ranged > 0 || j.Missing != "" || j.Inconclusive != "" {
				judged = append(judged, oracle.Judged{Requirement: s.id, Format: f, Judgement: j})
			}
		}
	}
	slices.SortStableFunc(judged, func(a, b oracle.Judged) int { return int(a.Format) - int(b.Format) })
	return verdict.Fold(rows, judged, verdict.Policy{}).Rows
}

// inWords is each cause as the ids of its requirements.
func inWords(all []cause) []string {
	words := []string{}
	for _, c := range all {
		var of []requirement.ID
		for _, row := range c.rows {
			of = append(of, row.ID)
		}
		words = append(words, c.outcome().String()+": "+ids(of))
	}
	return words
}

var passes = oracle.Judgement{Ranged: 1}

const jsonOnly = "application/json"

func TestCauses(t *testing.T) {
	const noXML = "the target gave no listing in XML: status 406 with fault computeFault: \"only JSON\""
	list := func(format string) string { return "status 206 with 3 images as " + format }
	cases := []struct {
		name string
		seen []seen
		want []string
	}{
		{"all kept", []seen{{"LIM-01", passes, passes}}, []string{}},
		{
			"a server without XML",
			[]seen{
				{"URI-01", passes, lacks(noXML)},
				{"NEG-03", found(curl("application/xml", ""), "", "200 with XML", `status 406 with fault computeFault: "only JSON", labelled "application/json"`), oracle.Judgement{}},
				{"NEG-04", found(curl("*/*", ".xml"), "", "200 with XML", `status 404 with neither JSON nor XML: "not found"`), oracle.Judgement{}},
				{"NEG-07", found(curl("application/json;q=0.1, application/xml;q=0.9", ""), "", "200 with XML", "status 200 with 3 images as JSON"), oracle.Judgement{}},
				{"LIM-01", passes, lacks(noXML)},
				{"LIM-04", found(curl(jsonOnly, "?limit=abc"), "", "400", "status 200 with 3 images as JSON"), lacks(noXML)},
			},
			[]string{"failed: NEG-03, NEG-04, NEG-07, URI-01, LIM-01", "failed: LIM-04"},
		},
		{
			"a target that does not answer",
			[]seen{
				{"URI-01", oracle.Judgement{Inconclusive: "connection refused"}, oracle.Judgement{Inconclusive: "connection refused"}},
				{"LIM-01", oracle.Judgement{Inconclusive: "connection refused"}, oracle.Judgement{Inconclusive: "connection refused"}},
			},
			[]string{"inconclusive: URI-01, LIM-01"},
		},
		{
			"one answer to all, whichever the format and the number of images",
			[]seen{
				{"LIM-01", found(curl(jsonOnly, "?limit=3"), "", "200 with a list", list("JSON")), passes},
				{"MRK-01", passes, found(curl("application/xml", "?marker=x"), "", "200 with a list", "status 206 with 1 images as XML, labelled \"application/xml\"")},
				{"HDR-02", found(curl(jsonOnly, ""), "", "200", list("JSON")+"; the like in 9 more answers"), passes},
			},
			[]string{"failed: LIM-01, MRK-01, HDR-02"},
		},
		{
			"one place in the documents of both formats",
			[]seen{
				{"JSN-12", found(curl(jsonOnly, ""), "/images/3/minDisk", "a number", `"8"`), passes},
				{"XML-06", passes, found(curl("application/xml", ""), "/images/image[4]/@minDisk", "an integer", "8.0")},
				{"XML-07", passes, found(curl("application/xml", ""), "/images/image[4]/@minRam", "an integer", "8.5")},
			},
			[]string{"failed: JSN-12, XML-06", "failed: XML-07"},
		},
		{
			"one answer judged by two",
			[]seen{
				{"STA-01", found(curl(jsonOnly, "?status=ERROR"), "", "the images in ERROR", "2 others among 5 images"), passes},
				{"NAM-01", found(curl(jsonOnly, "?name=x"), "", "the images of that name", "2 others among 5 images"), passes},
				{"EQV-01", found(curl(jsonOnly, "?status=ERROR"), "", "the images of the other format", "5 images where XML has 3"), passes},
			},
			[]string{"failed: STA-01, EQV-01", "failed: NAM-01"},
		},
		{
			"two that have but the plain list in common",
			[]seen{
				{"LNK-01", found(curl(jsonOnly, ""), "/images/0/links/0", "an absolute URL", `"/v2/x"`), passes},
				{"MET-01", found(curl(jsonOnly, ""), "/images/0/metadata", "an object", "null"), passes},
			},
			[]string{"failed: LNK-01", "failed: MET-01"},
		},
		{
			"refusals of different things",
			[]seen{
				{"LIM-04", found(curl(jsonOnly, "?limit=abc"), "", "400", `status 404 with fault itemNotFound: "no limit abc"`), passes},
				{"TYP-05", found(curl(jsonOnly, "?type=abc"), "", "400", "status 200 with 3 images as JSON"), passes},
				{"SRV-05", found(curl(jsonOnly, "?server=abc"), "", "400, or none", "status 200 with 3 images as JSON"), passes},
			},
			[]string{"failed: LIM-04", "failed: TYP-05", "failed: SRV-05"},
		},
		{
			"lacking the same, in other numbers",
			[]seen{
				{"LIM-01", lacks("at least 2 images, there are 0"), passes},
				{"PAG-03", lacks("at least 3 images, there are 0"), passes},
				{"JSN-19", lacks("an image with a fault"), passes},
			},
			[]string{"not-exercised: LIM-01, PAG-03", "not-exercised: JSN-19"},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, inWords(causes(folded(c.seen...)))); diff != "" {
				t.Errorf("causes (-want +got):\n%s", diff)
			}
		})
	}
}

// What a requirement lacks by itself is not hidden behind what many lack.
func TestCausesNameTheNearerLack(t *testing.T) {
	const noXML = "the target gave no listing in XML: status 200 with 3 images as JSON"
	all := []seen{{"STA-09", lacks("an image with the status of an extension"), lacks(noXML)}}
	for n := range manyRows {
		all = append(all, seen{requirement.ID(fmt.Sprintf("LIM-%02d", n+1)), passes, lacks(noXML)})
	}
	found := causes(folded(all...))
	if len(found) != 2 || found[0].said != noXML || len(found[0].rows) != manyRows || found[1].said != "an image with the status of an extension" {
		t.Errorf("got %d causes: %v", len(found), inWords(found))
	}
}

func TestCausesCarryTheirRecipes(t *testing.T) {
	lacking := lacks("a snapshot")
	lacking.Recipe = requirement.Recipe{Text: "take a snapshot"}
	found := causes(folded(seen{"TYP-03", lacking, lacking}, seen{"SUB-01", lacking, passes}))
	if len(found) != 1 || len(found[0].recipes) != 1 || found[0].recipes[0] != lacking.Recipe {
		t.Errorf("got %v with the recipes %v", inWords(found), found[0].recipes)
	}
}

// Whatever was found: each requirement that is broken or undecided is in one
// cause, no other is in any, and hostile words break nothing.
func TestCausesHoldEachOnce(t *testing.T) {
	words := []string{"", "status 200 with 3 images as JSON", "status 500 with an empty body", "status with", "status 2 with x", "\"a\\", hostile, "…, … and N more", "at /images/"}
	rapid.Check(t, func(rt *rapid.T) {
		word := func(name string) string { return rapid.SampledFrom(words).Draw(rt, name) }
		judgement := func() oracle.Judgement {
			j := oracle.Judgement{Ranged: rapid.IntRange(0, 1).Draw(rt, "ranged"), Missing: word("missing"), Inconclusive: word("inconclusive")}
			for range rapid.IntRange(0, 2).Draw(rt, "findings") {
				j.Findings = append(j.Findings, oracle.Finding{Request: word("request"), Where: word("where"), Want: word("want"), Got: word("got")})
			}
			return j
		}
		var all []seen
		for n := range rapid.IntRange(0, 8).Draw(rt, "rows") {
			all = append(all, seen{requirement.ID(fmt.Sprintf("LIM-%02d", n+1)), judgement(), judgement()})
		}
		rows := folded(all...)
		count := map[requirement.ID]int{}
		for _, c := range causes(rows) {
			for _, row := range c.rows {
				count[row.ID]++
			}
		}
		for _, row := range rows {
			want := 1
			if row.Outcome == verdict.Passed {
				want = 0
			}
			if count[row.ID] != want {
				rt.Fatalf("%s (%s) is in %d causes, want %d", row.ID, row.Outcome, count[row.ID], want)
			}
		}
	})
}

// The text shows a cause's first requirement whole, and the rest below it.
func TestTextShowsACauseOnce(t *testing.T) {
	r := report()
	same := findingAt("abc", "200 with a list", "status 500 with an empty body")
	var judged []oracle.Judged
	for _, row := range rows() {
		judged = append(judged, oracle.Judged{Requirement: row.ID, Spec: row.Title, Judgement: oracle.Judgement{Ranged: 1, Findings: []oracle.Finding{same}}})
	}
	r.Verdict = verdict.Fold(rows(), judged, verdict.Policy{})
	out := text(t, r, TextOptions{})
	if n := strings.Count(out, "status 500 with an empty body"); n != 1 {
		t.Errorf("what was seen is shown %d times, want once:\n%s", n, out)
	}
	for _, line := range []string{"FAILED: 4 requirements, 1 cause\n", "  also failed by the same:\n    LIM-01 MUST returns", "  also warned by the same:\n    LIM-06 SHOULD answers"} {
		if !strings.Contains(out, line) {
			t.Errorf("the text lacks %q:\n%s", line, out)
		}
	}
}
