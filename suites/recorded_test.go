package suites

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
	"github.com/imageconform/imageconform/suites/verdict"
)

var updateGoldens = flag.Bool("update", false, "write the golden files anew")

// recordedAnswer is one line of testdata/nova-recorded.jsonl.
type recordedAnswer struct {
	Name, Server, As, Method, URL string
	Request, Header               map[string]string
	Status                        int
	Body, BodyOf                  string
}

// recordings are what old Novas answered, by server and name.
func recordings(t *testing.T) []recordedAnswer {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", "nova-recorded.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var all []recordedAnswer
	bodies := map[string]string{}
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var r recordedAnswer
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		if r.BodyOf != "" {
			r.Body = bodies[r.BodyOf]
		}
		bodies[r.Server+" "+r.Name] = r.Body
		all = append(all, r)
	}
	if err := lines.Err(); err != nil || len(all) < 100 {
		t.Fatalf("%d recordings, %v", len(all), err)
	}
	return all
}

// exchange is the recording as the client would have captured it.
func (r recordedAnswer) exchange() *target.Exchange {
	q := target.Request{Method: r.Method, URL: r.URL, Header: r.Request}
	switch r.As {
	case "other":
		q.As = target.Other
	case "nobody":
		q.As = target.Nobody
	case "bogus":
		q.As = target.Bogus
	}
	header := http.Header{}
	for name, value := range r.Header {
		header.Set(name, value)
	}
	return &target.Exchange{Request: q, Status: r.Status, Header: header, Body: []byte(r.Body), Declared: -1, Received: int64(len(r.Body))}
}

// recordedDeployment is one of the recorded deployments: a release, and which of
// its tenants is judged.
type recordedDeployment struct {
	server, base, tenant string
	readings             map[string]*oracle.Reading
	names                []string
	view                 oracle.View
}

// recordedDeployments are the recorded ones, each with its listing. The tenant
// with a control character in a name is apart.
func recordedDeployments(t *testing.T) []*recordedDeployment {
	t.Helper()
	all := []*recordedDeployment{
		{server: "nova-2012.2.4", base: "http://127.0.0.1:18784", tenant: "openstack"},
		{server: "nova-2014.1", base: "http://127.0.0.1:18775", tenant: "openstack"},
		{server: "nova-2014.1", base: "http://127.0.0.1:18775", tenant: "poison"},
		{server: "nova-2014.1+all-extensions", base: "http://127.0.0.1:18774", tenant: "openstack"},
		{server: "nova-2014.1+ratelimit", base: "http://127.0.0.1:18776", tenant: "openstack"},
	}
	for _, d := range all {
		d.readings = map[string]*oracle.Reading{}
		for _, r := range recordings(t) {
			if r.Server == d.server && (r.As == "poison") == (d.tenant == "poison") {
				d.readings[r.Name] = oracle.Read(r.exchange())
				d.names = append(d.names, r.Name)
			}
		}
		endpoint, err := target.ParseEndpoint(d.base + "/v2/" + d.tenant)
		if err != nil {
			t.Fatal(err)
		}
		d.view = oracle.View{Endpoint: endpoint}
		inJSON, inXML := "base.json", "base.xml"
		if d.tenant == "poison" {
			inJSON, inXML = "poison.name.json", "poison.name.xml"
		}
		listed := d
		if d.readings[inJSON] == nil {
			listed = all[1] // Its images are those of the same release.
		}
		d.view.InJSON = oracle.NewListing(listed.answer(t, inJSON), requirement.JSON)
		d.view.InXML = oracle.NewListing(listed.answer(t, inXML), requirement.XML)
	}
	return all
}

// answer makes one answer of recordings.
func (d *recordedDeployment) answer(t *testing.T, names ...string) oracle.Answer {
	t.Helper()
	var readings []*oracle.Reading
	for _, name := range names {
		r := d.readings[name]
		if r == nil {
			t.Fatalf("%s has no recording %q", d.server, name)
		}
		readings = append(readings, r)
	}
	return oracle.NewAnswer(readings)
}

// sweepsWithPlan are the sweeps that are registered with a plan of their own.
var sweepsWithPlan = []requirement.ID{"CS-13", "HDR-01", "HDR-02", "HDR-04", "HDR-07", "ERR-01", "ERR-02", "ERR-03", "ERR-04", "ERR-05", "ERR-10", "ERR-12"}

// judgedRecording is a judgement of recordings.
type judgedRecording struct {
	name string
	oracle.Judgement
}

// judge judges the recordings of a deployment by a profile: all of them by
// the sweeps, and those that are fed to a spec by it.
func (d *recordedDeployment) judge(t *testing.T, p requirement.Profile) []judgedRecording {
	t.Helper()
	s := New(Options{Target: target.Config{Endpoint: d.view.Endpoint}, Doer: &target.Client{}, Policy: verdict.Policy{Profile: p}})
	s.view = d.view
	readings := make([]*oracle.Reading, 0, len(d.names))
	for _, name := range d.names {
		readings = append(readings, d.readings[name])
		s.evidence.put(name, []target.Exchange{*d.readings[name].Exchange})
	}
	var all []judgedRecording
	take := func(sp *spec, j oracle.Judgement) {
		c := oracle.Case{View: d.view.As(sp.format), Requirement: sp.row.ID, Profile: p, All: readings}
		name := fmt.Sprintf("%s/%s %s %s", d.server, d.tenant, sp.row.ID, sp.format)
		all = append(all, judgedRecording{name, j.Excuse(c)})
	}
	for _, sp := range s.specs {
		switch {
		case sp.sweep != nil:
			take(sp, sp.sweep(d.view.As(sp.format), readings))
		case slices.Contains(sweepsWithPlan, sp.row.ID):
			take(sp, s.judgeWith(t.Context(), sp, d.view.As(sp.format), nil, s.evidence))
		}
		for _, f := range feeds {
			if f.server == d.server+"/"+d.tenant && f.id == sp.row.ID && f.format == sp.format {
				take(sp, s.judgeWith(t.Context(), sp, d.view.As(sp.format), f.answers(t, d), s.evidence))
			}
		}
	}
	return all
}

// TestRecordedNovas judges what Nova 2012.2.4 and 2014.1 answered. By their
// profile nothing is found; by the documents exactly what testdata says, with
// the relaxations that excuse it.
func TestRecordedNovas(t *testing.T) {
	var got []string
	looked := 0
	for _, d := range recordedDeployments(t) {
		excused := map[string][]string{}
		for _, j := range d.judge(t, requirement.NovaLegacy) {
			for _, f := range j.Findings {
				t.Errorf("%s is reported:\n%s", j.name, f)
			}
			for _, e := range j.Excused {
				if by := string(e.By); !slices.Contains(excused[j.name], by) {
					excused[j.name] = append(excused[j.name], by)
				}
			}
			looked += j.Ranged
		}
		for _, j := range d.judge(t, requirement.Documented) {
			if by := excused[j.name]; len(by) > 0 {
				slices.Sort(by)
				if line := j.name + " " + strings.Join(by, " "); !slices.Contains(got, line) {
					got = append(got, line)
				}
			} else if len(j.Findings) > 0 {
				t.Errorf("%s is broken by the documents, and nothing excuses it:\n%s", j.name, j.Findings[0])
			}
			if len(j.Excused) > 0 {
				t.Errorf("%s is excused by the documents", j.name)
			}
		}
	}
	if looked < 10000 {
		t.Errorf("only %d things were looked at", looked)
	}
	golden(t, "nova-recorded.golden", strings.Join(got, "\n")+"\n")
}
