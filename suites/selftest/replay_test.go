package selftest

import (
	"bytes"
	"context"
	"hash/fnv"
	"net"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/recording"
	"github.com/imageconform/imageconform/suites/target"
	"github.com/imageconform/imageconform/suites/verdict"
)

// memory is a file in memory.
type memory struct {
	mu   sync.Mutex
	data []byte
}

func (m *memory) WriteAt(p []byte, at int64) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.data = append(m.data[:min(at, int64(len(m.data)))], p...)
	return len(p), nil
}

// recorded judges a subject and records the run, bodies cut at a length.
func recorded(t *testing.T, s Subject, reader *oracle.Reader, body int) (verdict.Verdict, *recording.Recording) {
	t.Helper()
	config, closed, err := s.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer closed()
	client := target.NewClient(config)
	defer client.Close()
	var file memory
	head := recording.Head{Target: config.Endpoint.Base, Other: config.Other.Base, Public: config.Endpoint.Public, States: target.States()}
	for id := range config.Tokens {
		head.Identities = append(head.Identities, id)
	}
	w := recording.NewWriter(&file, recording.Options{Head: head, Body: body})
	config.Control = w.Control(config.Control)
	v, err := s.fold(t.Context(), suites.Options{Target: config, Doer: client, Reader: reader, Record: func(all []suites.Exchange) {
		for _, x := range all {
			w.Write(x.Entry())
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := recording.Read(bytes.NewReader(file.data))
	if err != nil {
		t.Fatal(err)
	}
	return v, r
}

// rejudged judges a recording.
func rejudged(t *testing.T, s Subject, r *recording.Recording, reader *oracle.Reader) verdict.Verdict {
	t.Helper()
	replay := recording.NewReplay(r)
	config, err := replay.Config()
	if err != nil {
		t.Fatal(err)
	}
	v, err := s.fold(t.Context(), suites.Options{Target: config, Doer: replay, Reader: reader})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestRecordingsAreJudgedAlike judges servers, and what was recorded of them:
// every outcome, every finding and every remark is the same.
func TestRecordingsAreJudgedAlike(t *testing.T) {
	// Most answers of every subject are those of the clean server.
	known := &oracle.Reader{}
	if _, err := judge(t.Context(), Subject{}, known); err != nil {
		t.Fatal(err)
	}
	for _, s := range append(sample(Subjects(), 100), moving, churning) {
		t.Run(string(s.Kind)+" "+s.Name, func(t *testing.T) {
			t.Parallel()
			reader := &oracle.Reader{Known: known}
			v, r := recorded(t, s, reader, target.DefaultMaxBody)
			if diff := cmp.Diff(v, rejudged(t, s, r, reader), cmpopts.IgnoreUnexported(oracle.Judgement{}, oracle.Finding{})); diff != "" {
				t.Errorf("judged again (-run +recording):\n%s", diff)
			}
			again := slices.ContainsFunc(r.Entries, func(e recording.Entry) bool { return strings.HasPrefix(e.Script, "try 1 of ") })
			if again != (s.Name == moving.Name || s.Name == churning.Name) {
				t.Errorf("some specs were asked again: %v", again)
			}
		})
	}
}

// TestIncompleteRecordingsAreInconclusive takes answers out of a recording of a
// wrong server, and cuts bodies: nothing new is found, and nothing passes that
// had not.
func TestIncompleteRecordingsAreInconclusive(t *testing.T) {
	wrong := Subject{alter: func(b *refserver.Behaviour) {
		b.Parse.Limit = func(c *refserver.Call, _ string) (int, *refserver.Fault) { return c.MaxLimit, nil }
	}}
	reader := &oracle.Reader{}
	v, whole := recorded(t, wrong, reader, target.DefaultMaxBody)
	of := func(e recording.Entry) bool { return slices.Contains(e.Requirements, "LIM-04") }
	for name, spoil := range map[string]func(*recording.Recording){
		"without answers": func(r *recording.Recording) { r.Entries = slices.DeleteFunc(r.Entries, of) },
		"with cut bodies": func(r *recording.Recording) {
			for i, e := range r.Entries {
				if of(e) {
					r.Entries[i].Body = e.Body[:len(e.Body)/2]
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := *whole
			r.Entries = slices.Clone(whole.Entries)
			spoil(&r)
			again := rejudged(t, wrong, &r, reader)
			for i, row := range again.Rows {
				was := v.Rows[i]
				if row.Outcome != was.Outcome && row.Outcome != verdict.Inconclusive {
					t.Errorf("%s is %s, and was %s", row.ID, row.Outcome, was.Outcome)
				}
				if len(row.Findings()) > len(was.Findings()) {
					t.Errorf("%s has %d findings, and had %d", row.ID, len(row.Findings()), len(was.Findings()))
				}
				if row.ID == "LIM-04" && (row.Outcome != verdict.Inconclusive || was.Outcome != verdict.Failed || !strings.Contains(row.Reasons[0], "the recording has ")) {
					t.Errorf("%s is %s for %q, and was %s", row.ID, row.Outcome, row.Reasons, was.Outcome)
				}
			}
		})
	}
}

// odd are servers whose answers differ in more than status, header and text.
var odd = []string{
	"xml-in-latin-1", "xml-in-utf-16", "gzip-declared-and-not-done", "gzip-cut-short", "length-of-fault-one-short", "length-of-fault-two-long",
	"connection-closed-after-faults", "http-1-0-ended-by-the-connection", "redirect-leads-back", "redirect-302-with-full-address",
	"rate-limit-by-host", "list-cut-after-fault-on-connection",
}

func TestOddServersAreKnown(t *testing.T) {
	for _, name := range odd {
		if !slices.ContainsFunc(Subjects(), func(s Subject) bool { return s.Name == name }) {
			t.Errorf("there is no server %s", name)
		}
	}
}

// sample are the clean server, the odd ones, and one in so many of the others.
// Which ones depends on their names alone. Under -short it is the clean one.
func sample(all []Subject, oneIn uint32) []Subject {
	var some []Subject
	for _, s := range all {
		h := fnv.New32a()
		_, _ = h.Write([]byte(s.Name))
		if s.Kind == Clean || !testing.Short() && (h.Sum32()%oneIn == 0 || slices.Contains(odd, s.Name)) {
			some = append(some, s)
		}
	}
	return some
}

// moving ignores limits, and no longer lists one image after a while. What is
// asked again of it is recorded, too.
var moving = Subject{Name: "moving", alter: func(b *refserver.Behaviour) {
	b.Parse.Limit = func(c *refserver.Call, _ string) (int, *refserver.Fault) { return c.MaxLimit, nil }
	selectPage, present := b.Select, b.Present
	var asked atomic.Int64
	b.Select = func(c *refserver.Call) (refserver.Page, *refserver.Fault) {
		asked.Add(1)
		return selectPage(c)
	}
	gone := fixtures.Rich().Images[0].ID
	b.Present = func(c *refserver.Call, i *fixtures.Image) bool {
		return present(c, i) && (i.ID != gone || asked.Load() < 200)
	}
}}

// churning changes ten times a second.
var churning = Churning(Subject{Name: "churning"}, 1, 5*time.Millisecond)

// TestRecordingsAreServedAlike judges servers, and their recordings as they are
// served over HTTP: what comes of each requirement is the same.
func TestRecordingsAreServedAlike(t *testing.T) {
	known := &oracle.Reader{}
	if _, err := judge(t.Context(), Subject{}, known); err != nil {
		t.Fatal(err)
	}
	for _, s := range sample(Subjects(), 500) {
		if s.Name == "list-cut-after-fault-on-connection" {
			continue // two scripts may have the same request with other answers, and HTTP does not say which asks
		}
		t.Run(string(s.Kind)+" "+s.Name, func(t *testing.T) {
			t.Parallel()
			reader := &oracle.Reader{Known: known}
			v, r := recorded(t, s, reader, target.DefaultMaxBody)
			again := served(t, s, r, reader)
			for i, row := range again.Rows {
				if was := v.Rows[i]; row.Outcome != was.Outcome {
					t.Errorf("%s is %s, and was %s: %v %v", row.ID, row.Outcome, was.Outcome, row.Findings(), row.Reasons)
				}
			}
		})
	}
}

// served judges a recording over HTTP, at another address than it was made at.
func served(t *testing.T, s Subject, r *recording.Recording, reader *oracle.Reader) verdict.Verdict {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	tokens := map[target.Identity]target.Token{}
	for _, id := range r.Head.Identities {
		tokens[id] = target.Token("token-of-" + id.String())
	}
	server, err := recording.NewServer(r, recording.ServerOptions{
		Authority: "http://" + listener.Addr().String(), Tokens: tokens, Control: "token-of-control",
		Missed: func(question string) { t.Log("no answer to", question) },
	})
	if err != nil {
		t.Fatal(err)
	}
	over := make(chan error, 1)
	go func() { over <- server.Serve(ctx, listener) }()
	t.Cleanup(func() {
		stop()
		if err := <-over; err != nil {
			t.Error(err)
		}
	})
	said := map[string]string{}
	for _, pair := range server.Settings() {
		said[pair[0]] = pair[1]
	}
	config := target.Config{Tokens: tokens, Timeout: 10 * time.Second, Sleep: func(ctx context.Context, _ time.Duration) bool { return ctx.Err() == nil }}
	for name, at := range map[string]*target.Endpoint{"IMAGECONFORM_TARGET": &config.Endpoint, "IMAGECONFORM_OTHER_TARGET": &config.Other} {
		if *at, err = target.ParseEndpoint(said[name]); err != nil {
			t.Fatal(err)
		}
		at.Public = said["IMAGECONFORM_PUBLIC_URL"]
	}
	control, err := target.NewHTTPControl(said["IMAGECONFORM_CONTROL"], target.Token(said["IMAGECONFORM_CONTROL_TOKEN"]), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer control.Close()
	config.Control = control
	client := target.NewClient(config)
	defer client.Close()
	v, err := s.fold(t.Context(), suites.Options{Target: config, Doer: client, Reader: reader})
	if err != nil {
		t.Fatal(err)
	}
	return v
}
