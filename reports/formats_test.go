package reports

import (
	"bytes"
	"errors"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
	"github.com/imageconform/imageconform/suites/verdict"
)

var update = flag.Bool("update", false, "write the golden files anew")

// rows are six requirements of three areas, of each level and most needs.
func rows() []requirement.Requirement {
	row := func(id requirement.ID, level requirement.Level, need requirement.Need, title, statement string) requirement.Requirement {
		return requirement.Requirement{
			ID: id, Level: level, Need: need, Title: title, Statement: statement,
			Source: "List images details page, query parameters",
		}
	}
	saving := row("STA-04", requirement.Must, requirement.Data, "returns every SAVING image for status=SAVING",
		"The filter is complete for SAVING: it returns every image that the plain list shows as SAVING.")
	saving.Recipe = requirement.Recipe{Text: "keep an image in status SAVING", Command: "openstack image create NAME"}
	signed := row("LIM-10", requirement.May, requirement.Core, "answers a limit with a sign in front", "A sign is read or refused.")
	unseen := row("LIM-12", requirement.Must, requirement.Core, "keeps no count", "A limit is not remembered.")
	unseen.Unobservable = "no client sees what a deployment remembers"
	return []requirement.Requirement{
		saving,
		row("LIM-01", requirement.Must, requirement.Core, "returns at most limit images", "A page holds at most limit images."),
		row("LIM-04", requirement.Must, requirement.Core, "answers 400 to a limit that is no integer",
			"limit is an integer. Any other value is refused with 400, which is the code that the documents give to bad requests."),
		row("LIM-06", requirement.Should, requirement.Core, "answers limit=0 without a next link", "No next link follows from limit=0."),
		row("LIM-09", requirement.Obs, requirement.Core, "reports what an empty limit means", "What an empty limit means is left open."),
		signed,
		unseen,
		row("MRK-01", requirement.Must, requirement.Core, "starts after the marker", "The marker is the last image of the page before."),
	}
}

// hostile is text that would steer a terminal, reverse the line, end a
// CDATA section or break XML, were it shown as it is.
const hostile = "a\x1b[31mb\u009b2Jc\u202ed ]]> <x a=\"&\"> e\x00f\xffg\nh\U000e0041"

func finding(want, got string) oracle.Finding { return findingAt("abc", want, got) }

// findingAt is a finding in the answer to a limit.
func findingAt(limit, want, got string) oracle.Finding {
	return oracle.Finding{
		Request:  `curl -sS -i -H "X-Auth-Token: $IMAGECONFORM_TOKEN" -H 'Accept: application/json' 'http://cloud.example/v2/demo/images/detail?limit=` + limit + `'`,
		Exchange: 3, Status: 200, RequestID: "req-1", Want: want, Got: got,
	}
}

// judgements decide rows in every way.
func judgements() []oracle.Judged {
	judged := func(id requirement.ID, f requirement.Format, j oracle.Judgement) oracle.Judged {
		return oracle.Judged{Requirement: id, Spec: string(id) + " in " + f.String(), Format: f, Judgement: j}
	}
	many := oracle.Judgement{Ranged: 7, Findings: []oracle.Finding{finding("400 with a badRequest fault", "status 200 with 7 images as JSON")}}
	for _, value := range []string{"1.5", "0x10", "1e3", hostile, "[]", "%20"} {
		f := finding("400 for the limit "+value, "status 200")
		f.Where = "/images/0"
		many.Findings = append(many.Findings, f)
	}
	return []oracle.Judged{
		judged("STA-04", requirement.JSON, oracle.Judgement{Missing: "no SAVING image is listed", Recipe: rows()[0].Recipe}),
		judged("STA-04", requirement.XML, oracle.Judgement{Missing: "no SAVING image is listed", Recipe: rows()[0].Recipe}),
		judged("LIM-01", requirement.JSON, oracle.Judgement{Ranged: 4}),
		judged("LIM-04", requirement.JSON, many),
		judged("LIM-06", requirement.JSON, oracle.Judgement{Ranged: 1, Findings: []oracle.Finding{findingAt("0", "no next link", "a next link to "+hostile)}}),
		judged("LIM-09", requirement.JSON, oracle.Judgement{Ranged: 1, Observed: []string{"limit= gives status 400"}}),
		judged("LIM-10", requirement.JSON, oracle.Judgement{Ranged: 1, Findings: []oracle.Finding{findingAt("%2B1", "200 or 400", "status 404")}}),
		judged("MRK-01", requirement.XML, oracle.Judgement{Inconclusive: "no answer within the time allowed for one request"}),
	}
}

// report is a run with a fixed clock that found everything there is to find.
func report() Report {
	return Report{
		Verdict:   verdict.Fold(rows(), judgements(), verdict.Policy{Partial: true}),
		Version:   "1.2.3",
		Target:    "http://cloud.example:8774/v2/demo",
		Started:   time.Date(2013, time.July, 1, 12, 30, 0, 0, time.UTC),
		Duration:  3250*time.Millisecond - 200*time.Microsecond,
		Requests:  1204,
		Images:    []ImageCount{{Format: requirement.JSON, Images: 41}, {Format: requirement.XML, Images: 40}},
		Settings:  []Setting{{Name: "target", Value: "http://cloud.example:8774/v2/demo", Origin: "flag --target"}, {Name: "token", Value: "********", Origin: "env IMAGECONFORM_TOKEN"}},
		Selection: "--only LIM-*,MRK-01,STA-04", Catalogue: 255,
		Seed:      20130701,
		Changed:   true,
		Exchanges: exchanges(),
	}
}

// exchanges are one with a finding, one without an answer, and one in a state
// whose body is no text and is not carried whole.
func exchanges() []Exchange {
	at := time.Date(2013, time.July, 1, 12, 30, 1, 500, time.FixedZone("", 2*60*60))
	asked := target.Get("http://cloud.example/v2/demo/images/detail?limit=abc").With("Accept", "application/json")
	body := []byte(`{"images": [], "name": "` + strings.ToValidUTF8(hostile, "?") + `"}`)
	return []Exchange{
		{Exchange: target.Exchange{
			Number: 3, Request: asked, Status: 200, Proto: "HTTP/1.1", Header: http.Header{"X-Compute-Request-Id": {"req-1"}, "Vary": {"Accept", hostile}},
			Body: body, Declared: -1, Received: int64(len(body)), Hops: []string{"302 http://cloud.example/v2/demo/elsewhere"}, Waits: 1,
			Renewed: true, Reused: true, Started: at, Took: 1234567,
		}, Bytes: len(body), SHA256: strings.Repeat("0a", 32), Requirements: []requirement.ID{"LIM-04", "LIM-06"}},
		{Exchange: target.Exchange{Number: 4, Request: asked.By(target.Nobody), Declared: -1, Failure: "connection refused", Started: at}, SHA256: strings.Repeat("e3", 32)},
		{Exchange: target.Exchange{
			Number: 7, State: target.Limited, Request: target.Request{Method: "POST", URL: "http://cloud.example/v2/demo/images/detail", Body: "{}", Plain: true},
			Status: 413, Proto: "HTTP/1.1", Header: http.Header{"Retry-After": {"1"}}, Body: []byte("\xff\xfe"), Coding: "gzip", Declared: 9, Received: 7, Surplus: 2,
			BodyFailure: "the body ended early, after 7 bytes", Started: at, Took: 5,
		}, Bytes: 300, SHA256: strings.Repeat("7b", 32), Requirements: []requirement.ID{"MRK-01"}},
	}
}

// conformant is a run over the whole, small catalogue that found nothing.
func conformant() Report {
	r := report()
	r.Verdict = verdict.Fold(rows()[1:2], judgements()[2:3], verdict.Policy{Require: verdict.RequireAll, Set: "2026.11", Unscored: []requirement.ID{"TYP-09"}})
	r.Selection, r.Changed, r.Settings, r.Catalogue = "", false, nil, 1
	return r
}

// cutShort is a run that could ask nothing.
func cutShort() Report {
	r := report()
	var judged []oracle.Judged
	for _, row := range rows() {
		judged = append(judged, oracle.Judged{Requirement: row.ID, Spec: row.Title, Judgement: oracle.Judgement{Inconclusive: "the target does not answer: connection refused"}})
	}
	r.Verdict = verdict.Fold(rows(), judged, verdict.Policy{})
	r.Trouble, r.Interrupted = "the target does not answer: connection refused", "interrupted"
	r.Images, r.Requests, r.Exchanges = nil, 0, nil
	return r
}

// strict is the first report, failing on SHOULD.
func strict() Report {
	r := report()
	r.FailOn = requirement.Should
	return r
}

// waived is the first report with a waiver of each use.
func waived() Report {
	r := report()
	waiver := func(id requirement.ID, link string) verdict.WaiverEntry {
		return verdict.WaiverEntry{Requirement: id, Excuse: verdict.Excuse{Kind: verdict.Waiver, Reason: "known, " + hostile, Expires: "2014-01-31", Link: link}}
	}
	r.Verdict = verdict.Fold(rows(), judgements(), verdict.Policy{Partial: true, Waivers: []verdict.WaiverEntry{
		waiver("LIM-04", "https://bugs.example/1"), waiver("LIM-06", ""), waiver("LIM-01", ""), waiver("MRK-01", ""), waiver("PAG-01", ""),
	}})
	return r
}

// declared is the first report with declarations of each truth.
func declared() Report {
	r := report()
	judged := judgements()
	seen := finding("", "an image of server \"1\", "+hostile)
	judged[0].Sighted = []oracle.Sighting{
		{Feature: requirement.Servers, Asked: true, Seen: &seen},
		{Feature: requirement.SavingImages},
		{Feature: requirement.Compression, Asked: true},
		{Feature: requirement.Metadata, Asked: true, Seen: &seen},
	}
	selected := rows()
	selected[0].Features = []requirement.Feature{requirement.SavingImages}
	r.Verdict = verdict.Fold(selected, judged, verdict.Policy{Partial: true, Declared: map[requirement.Feature]verdict.Presence{
		requirement.Servers: verdict.Absent, requirement.SavingImages: verdict.Absent, requirement.Cache: verdict.Present,
		requirement.Compression: verdict.Present, requirement.Metadata: verdict.Present,
	}})
	return r
}

// relaxed is a run by a profile of which one relaxation excuses all that was
// found of a requirement, another one a part of it, and the rest nothing.
func relaxed() Report {
	r := report()
	row := func(id requirement.ID) requirement.Requirement { found, _ := requirement.Lookup(id); return found }
	excused := func(by requirement.RelaxationID, f oracle.Finding) []oracle.Excused {
		return []oracle.Excused{{By: by, Finding: f}}
	}
	judged := []oracle.Judged{
		{Requirement: "STA-04", Spec: "STA-04", Judgement: oracle.Judgement{
			Ranged:   2,
			Findings: []oracle.Finding{finding("every image that the listing shows as SAVING", "1 of 4 missing")},
			Excused:  excused("R3", finding("every image that the listing shows as SAVING", "3 of 4 missing: "+hostile)),
		}},
		{Requirement: "PAG-03", Spec: "PAG-03", Judgement: oracle.Judgement{Ranged: 1, Excused: excused("R4", finding("no next link", "a next link"))}},
		{Requirement: "JSN-04", Spec: "JSN-04", Judgement: oracle.Judgement{Ranged: 9}},
	}
	r.Verdict = verdict.Fold([]requirement.Requirement{row("STA-04"), row("PAG-03"), row("JSN-04")}, judged,
		verdict.Policy{Partial: true, Profile: requirement.Nova21})
	return r
}

var samples = map[string]func() Report{
	"mixed": report, "conformant": conformant, "cut-short": cutShort, "strict": strict, "waived": waived, "declared": declared, "relaxed": relaxed,
}

func write(t *testing.T, f func(*bytes.Buffer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f(&b); err != nil {
		t.Fatalf("write the report: %v", err)
	}
	return b.Bytes()
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (write it with -update)", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got); -update takes it over:\n%s", path, diff)
	}
}

func TestFormats(t *testing.T) {
	names, files := map[string]bool{}, map[string]bool{}
	for _, f := range Formats() {
		if names[f.Name] || files[f.File] {
			t.Errorf("%s or %s is taken twice", f.Name, f.File)
		}
		names[f.Name], files[f.File] = true, true
		for sample, of := range samples {
			t.Run(f.Name+"/"+sample, func(t *testing.T) {
				golden(t, sample+"-"+f.File, steady(write(t, func(b *bytes.Buffer) error { return f.Write(b, of()) })))
			})
		}
	}
}

// own are the parts of a page that are the same in every report.
var own = regexp.MustCompile(`(?s)(<style>).*?(</style>)|(<script>).*?(</script>)|((?:style|script)-src ).*?(;)|(<svg class="sprite".*?>).*?(</svg>)`)

// steady is a report without them: its golden is about what differs.
func steady(text []byte) []byte { return own.ReplaceAll(text, []byte("$1$3$5$7$2$4$6$8")) }

var errFull = errors.New("no space left")

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

func TestFormatsReportAFailedWrite(t *testing.T) {
	for _, f := range Formats() {
		if err := f.Write(fullDisk{}, report()); !errors.Is(err, errFull) {
			t.Errorf("%s: got %v, want %v", f.Name, err, errFull)
		}
	}
}
