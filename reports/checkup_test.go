package reports

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/imageconform/imageconform/suites"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
	"github.com/imageconform/imageconform/suites/verdict"
)

// checkup is a look at a deployment that has something of everything.
func checkup() Checkup {
	r := report()
	behind := -37 * time.Second
	seen := finding("", "Content-Encoding: gzip")
	judged := judgements()
	for i := range judged {
		judged[i].Findings = nil
		if judged[i].Missing == "" && judged[i].Inconclusive == "" {
			judged[i].Ranged = 1
		}
	}
	selected := rows()
	selected[1].Format = requirement.XML
	return Checkup{
		Version: r.Version, Target: r.Target, Started: r.Started, Duration: r.Duration,
		Certificate: &target.Certificate{
			Subject: "CN=cloud.example," + hostile, Issuer: "CN=authority", Protocol: "TLS 1.3",
			Begins: r.Started.AddDate(-1, 0, 0), Expires: r.Started.AddDate(0, 0, 12),
		},
		Outlook: suites.Outlook{
			Facts: oracle.Facts{
				Answered: 92, Protocols: []string{"HTTP/1.1"}, Least: 3100 * time.Microsecond, Median: 12 * time.Millisecond, Skew: &behind,
				Largest: 48, Truncated: true, LimitHeaders: []string{"X-Ratelimit-Limit: 120"},
				Features: []oracle.Sighting{{Feature: requirement.Compression, Asked: true, Seen: &seen}, {Feature: requirement.Cache}},
				Images: oracle.Census{
					Images: 48, Servers: 2, Statuses: []oracle.Portion{{Of: "ACTIVE", Images: 45}, {Of: hostile, Images: 3}},
					Types: []oracle.Portion{{Of: "base", Images: 48}}, Names: []oracle.Portion{},
				},
			},
			Formats: []suites.FormatSeen{
				{Format: requirement.JSON, Readable: true, Answer: "status 200 with 48 images as JSON"},
				{Format: requirement.XML, Answer: "status 406 with " + hostile},
			},
			Callers: []suites.Caller{
				{Identity: target.Self, AtHand: true, Answer: "status 200 with 48 images as JSON"},
				{Identity: target.Other, Answer: "no token is given (IMAGECONFORM_OTHER_TOKEN)"},
			},
			States: []target.State{target.Limited, target.Broken},
		},
		Prospect: verdict.Fold(selected, judged, verdict.Policy{}),
	}
}

// unreachable is a look at a deployment that does not answer.
func unreachable() Checkup {
	c := checkup()
	c.Trouble, c.CertificateTrouble = "the target does not answer: connection refused", "the certificate has expired"
	c.Certificate.Expires = c.Started.AddDate(0, 0, -3)
	c.Outlook = suites.Outlook{Facts: oracle.FactsOf(oracle.View{}, nil)}
	c.Prospect = cutShort().Verdict
	return c
}

var checkups = map[string]func() Checkup{"mixed": checkup, "unreachable": unreachable}

func TestCheckup(t *testing.T) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(CheckupSchema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("checkup.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("checkup.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, of := range checkups {
		golden(t, "checkup-"+name+".txt", write(t, func(b *bytes.Buffer) error { return CheckupText(b, of(), TextOptions{}) }))
		data := write(t, func(b *bytes.Buffer) error { return CheckupJSON(b, of()) })
		golden(t, "checkup-"+name+".json", data)
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if bytes.ContainsAny(data, "\u009b\u202e\x7f\x1b") {
			t.Errorf("%s shows a character that steers a terminal", name)
		}
	}
}

func TestCheckupReportsAFailedWrite(t *testing.T) {
	if err := CheckupText(fullDisk{}, checkup(), TextOptions{}); !errors.Is(err, errFull) {
		t.Errorf("got %v, want %v", err, errFull)
	}
	if err := CheckupJSON(fullDisk{}, checkup()); !errors.Is(err, errFull) {
		t.Errorf("got %v, want %v", err, errFull)
	}
}
