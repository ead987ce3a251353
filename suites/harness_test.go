package suites

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// deployment is something to judge: a handler with its base paths and tokens.
// Its methods return a changed copy.
type deployment struct {
	handler http.Handler
	// path is the base below which /images/detail lies, otherPath that of the
	// second tenant.
	path, otherPath string
	tokens          map[target.Identity]target.Token
	control         target.Control
}

// reference is the reference server with all its users and states.
func reference(o refserver.Options) deployment {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	server := refserver.New(o)
	c := server.Credentials()
	return deployment{
		handler: server, path: c.Path, otherPath: c.OtherPath, control: states{server},
		tokens: map[target.Identity]target.Token{
			target.Self:      target.Token(c.Demo.Token),
			target.Other:     target.Token(c.Other.Token),
			target.Forbidden: target.Token(c.Restricted.Token),
		},
	}
}

// rich is the reference server over the images in which everything can be decided.
func rich() deployment { return reference(refserver.Options{Set: fixtures.Rich()}) }

// altered is rich with a behaviour that departs from the documents.
func altered(alter func(*refserver.Behaviour)) deployment {
	return reference(refserver.Options{Set: fixtures.Rich(), Alter: []func(*refserver.Behaviour){alter}})
}

// plain is the reference server over n ACTIVE base images of one second, with
// different names, seen by a single user.
func plain(n int) deployment {
	set := fixtures.Document()
	set.Images = set.Images[:n]
	for i := range set.Images {
		set.Images[i].Name = "plain-" + strconv.Itoa(i)
	}
	return reference(refserver.Options{Set: set}).alone()
}

// alone is the deployment with one user and nothing that controls its state.
func (d deployment) alone() deployment {
	d.tokens = map[target.Identity]target.Token{target.Self: d.tokens[target.Self]}
	d.otherPath, d.control = "", nil
	return d
}

// asking changes each request before the deployment sees it.
func (d deployment) asking(change func(*http.Request)) deployment {
	next := d.handler
	d.handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		change(r)
		next.ServeHTTP(w, r)
	})
	return d
}

// reply is an answer on its way back.
type reply struct {
	status int
	header http.Header
	body   string
}

// answering changes each answer before it is sent.
func (d deployment) answering(change func(*http.Request, *reply)) deployment {
	next := d.handler
	d.handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		recorder := httptest.NewRecorder()
		next.ServeHTTP(recorder, r)
		a := &reply{recorder.Code, recorder.Header(), recorder.Body.String()}
		length := a.header.Get("Content-Length")
		change(r, a)
		for name, values := range a.header {
			w.Header()[name] = values
		}
		if length != "" && r.Method != http.MethodHead && a.header.Get("Content-Length") == length {
			w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
		}
		w.WriteHeader(a.status)
		_, _ = bytes.NewBufferString(a.body).WriteTo(w)
	})
	return d
}

// states lets a run put the reference server into its states.
type states struct{ server *refserver.Server }

func (s states) Reaches(state target.State) bool {
	_, err := refserver.ParseState(state.String())
	return err == nil
}

func (s states) Enter(_ context.Context, state target.State) error {
	to, err := refserver.ParseState(state.String())
	if err == nil {
		s.server.SetState(to)
	}
	return err
}

func (s states) Leave(ctx context.Context, _ target.State) error { return s.Enter(ctx, target.Normal) }

// judgements are what a run judged, by requirement.
type judgements map[requirement.ID][]oracle.Judged

// judge serves a deployment on loopback and runs the specs of the
// requirements that one of the globs matches.
func judge(t *testing.T, d deployment, globs ...string) judgements {
	t.Helper()
	result := run(t, d, globs...)
	judged := judgements{}
	for _, j := range result.Judged {
		judged[j.Requirement] = append(judged[j.Requirement], j)
	}
	return judged
}

// run is judge with the whole result.
func run(t *testing.T, d deployment, globs ...string) Result {
	t.Helper()
	result, err := suiteOn(t, d, globs...).Run(t.Context())
	if err != nil {
		t.Fatalf("the run did not begin: %v", err)
	}
	return result
}

// suiteOn serves a deployment on loopback, and is the suite to run on it.
func suiteOn(t *testing.T, d deployment, globs ...string) *Suite {
	t.Helper()
	server := httptest.NewServer(d.handler)
	t.Cleanup(server.Close)
	config := target.Config{Endpoint: endpoint(t, server.URL+d.path), Tokens: d.tokens, Control: d.control}
	if d.otherPath != "" {
		config.Other = endpoint(t, server.URL+d.otherPath)
	}
	return New(Options{Target: config, Select: selection(t, globs)})
}

func endpoint(t *testing.T, url string) target.Endpoint {
	t.Helper()
	e, err := target.ParseEndpoint(url)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func selection(t *testing.T, globs []string) func(requirement.Requirement) bool {
	t.Helper()
	wanted := map[requirement.ID]bool{}
	for _, glob := range globs {
		rows, err := requirement.Match(glob)
		if err != nil || len(rows) == 0 {
			t.Fatalf("%q selects no requirement: %v", glob, err)
		}
		for _, row := range rows {
			wanted[row.ID] = true
		}
	}
	return func(r requirement.Requirement) bool { return wanted[r.ID] }
}

// broken are the requirements with findings, in the order of their ids.
func (all judgements) broken() []requirement.ID {
	return all.ids(func(j oracle.Judged) bool { return len(j.Findings) > 0 })
}

// undecided are the requirements of which a spec could neither find nor pass.
func (all judgements) undecided() []requirement.ID {
	return all.ids(func(j oracle.Judged) bool {
		return len(j.Findings) == 0 && (j.Missing != "" || j.Inconclusive != "" || j.Ranged == 0)
	})
}

func (all judgements) ids(are func(oracle.Judged) bool) []requirement.ID {
	ids := []requirement.ID{}
	for id, specs := range all {
		if slices.ContainsFunc(specs, are) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// explain is everything that keeps requirements from being passed, as text.
func (all judgements) explain() string {
	var b strings.Builder
	for _, row := range requirement.All() {
		for _, j := range all[row.ID] {
			for _, f := range j.Findings {
				b.WriteString(string(row.ID) + " " + j.Spec + "\n" + f.String())
			}
			if why := j.Missing + j.Inconclusive; why != "" || j.Ranged == 0 {
				b.WriteString(string(row.ID) + " " + j.Spec + "\n    undecided: " + why + "\n")
			}
		}
	}
	return b.String()
}

// wantBroken fails the test unless exactly these requirements have findings.
func (all judgements) wantBroken(t *testing.T, ids ...requirement.ID) {
	t.Helper()
	if diff := cmp.Diff(append([]requirement.ID{}, ids...), all.broken()); diff != "" {
		t.Errorf("requirements with findings (-want +got):\n%s%s", diff, all.explain())
	}
}

// wantUndecided fails the test unless exactly these requirements are undecided.
func (all judgements) wantUndecided(t *testing.T, ids ...requirement.ID) {
	t.Helper()
	if diff := cmp.Diff(append([]requirement.ID{}, ids...), all.undecided()); diff != "" {
		t.Errorf("undecided requirements (-want +got):\n%s%s", diff, all.explain())
	}
}

// wrong is a deployment with one defect, and the requirements that have to
// find it.
type wrong struct {
	does   string
	server deployment
	broken []requirement.ID
}

// judgeWrong judges each deployment by the selected requirements and wants
// those it breaks, and no others, to have findings.
func judgeWrong(t *testing.T, servers []wrong, globs ...string) {
	t.Helper()
	if testing.Short() {
		// The race detector needs each path once, not each server.
		servers = servers[:1]
	}
	for _, w := range servers {
		t.Run(w.does, func(t *testing.T) {
			t.Parallel()
			judge(t, w.server, globs...).wantBroken(t, w.broken...)
		})
	}
}

// refusing is a fault that the reference server does not give by itself.
func refusing(status int, name string) *refserver.Fault {
	return &refserver.Fault{Status: status, Name: name, Code: status, Message: "refused by a test", Header: http.Header{}}
}
