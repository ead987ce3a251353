package suites_test

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
	"github.com/imageconform/imageconform/suites/verdict"
)

// childVariable makes TestRunChild judge something that fails, in a process
// of its own.
const childVariable = "IMAGECONFORM_SUITES_TEST_CHILD"

// oneArea selects the area of limits.
func oneArea(r requirement.Requirement) bool { return r.ID.Area() == "LIM" }

// unlimited is a reference server that does not hear of limit.
func unlimited(server *refserver.Server) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		query := r.URL.Query()
		query.Del("limit")
		r.URL.RawQuery = query.Encode()
		server.ServeHTTP(w, r)
	})
}

// children are runs that have to fail, and what their output has to say.
var children = map[string]struct {
	options func(*refserver.Server, *suites.Options)
	want    []string
	lacks   []string
}{
	"broken": {
		options: func(server *refserver.Server, o *suites.Options) { o.Handler, o.Select = unlimited(server), oneArea },
		want:    []string{"--- FAIL: TestRunChild/LIM-04", "LIM-04 MUST: ", "source: ", "$ curl ", "want: ", "nonconformant (partial): "},
		lacks:   []string{"--- FAIL: TestRunChild/LIM-07", "incomplete; to be decided"},
	},
	"incomplete": {
		options: func(_ *refserver.Server, o *suites.Options) {
			o.Select = func(r requirement.Requirement) bool { return r.ID == "AUTH-07" || r.ID == "LIM-01" }
			o.Policy = verdict.Policy{Require: verdict.RequireAll}
		},
		want:  []string{"--- SKIP: TestRunChild/AUTH-07", "; to exercise it: ", "the verdict is incomplete; to be decided yet: [AUTH-07]"},
		lacks: []string{"--- FAIL: TestRunChild/LIM-01"},
	},
	"wrongly declared and waived": {
		options: func(_ *refserver.Server, o *suites.Options) {
			o.Select = func(r requirement.Requirement) bool { return r.ID == "HDR-06" || r.ID == "LIM-01" }
			o.Policy = verdict.Policy{
				Declared: map[requirement.Feature]verdict.Presence{requirement.Compression: verdict.Absent},
				Waivers:  []verdict.WaiverEntry{{Requirement: "LIM-01", Excuse: verdict.Excuse{Kind: verdict.Waiver, Reason: "known"}}},
			}
		},
		want:  []string{"compression is declared absent: it was seen: Content-Encoding: gzip", "the waiver of LIM-01 has nothing to waive: the requirement is kept"},
		lacks: []string{"--- FAIL: TestRunChild/LIM-01", "incomplete; to be decided"},
	},
	"refused": {
		options: func(_ *refserver.Server, o *suites.Options) { o.Target.Tokens[target.Self] = "no-such-token" },
		want:    []string{"judge http://127.0.0.1:", "the target refused the given credentials"},
		lacks:   []string{"TestRunChild/LIM-01", "no-such-token"},
	},
	"no endpoint": {
		options: func(_ *refserver.Server, o *suites.Options) { o.Target.Endpoint = target.Endpoint{} },
		want:    []string{"Options.Target.Endpoint has to say below which path the handler serves"},
	},
}

func TestRunChild(t *testing.T) {
	child, known := children[os.Getenv(childVariable)]
	if !known {
		t.Skip("runs only as a process of TestRunFails")
	}
	server := refserver.New(refserver.Options{Set: fixtures.Rich()})
	options := suites.Options{Handler: server, Target: target.Config{
		Endpoint: endpoint(t, "http://localhost"+server.Credentials().Path),
		Tokens:   map[target.Identity]target.Token{target.Self: target.Token(server.Credentials().Demo.Token)},
	}}
	child.options(server, &options)
	suites.Run(t, options)
}

func TestRunFails(t *testing.T) {
	for name, child := range children {
		t.Run(name, func(t *testing.T) {
			cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestRunChild$", "-test.v")
			cmd.Env = append(os.Environ(), childVariable+"="+name)
			out, err := cmd.CombinedOutput()
			if err == nil {
				t.Errorf("the test passed")
			}
			for _, want := range child.want {
				if !strings.Contains(string(out), want) {
					t.Errorf("the output lacks %q", want)
				}
			}
			for _, lacks := range child.lacks {
				if strings.Contains(string(out), lacks) {
					t.Errorf("the output holds %q", lacks)
				}
			}
			if t.Failed() {
				t.Logf("%s", out)
			}
		})
	}
}

// TestRunGivesTheVerdict runs what passes, and warns.
func TestRunGivesTheVerdict(t *testing.T) {
	server := refserver.New(refserver.Options{Set: fixtures.Rich()})
	v := suites.Run(t, suites.Options{Handler: server, Select: oneArea, Target: target.Config{
		Endpoint: endpoint(t, "http://localhost"+server.Credentials().Path),
		Tokens:   map[target.Identity]target.Token{target.Self: target.Token(server.Credentials().Demo.Token)},
	}})
	if v.Word != verdict.Conformant || !v.Policy.Partial || len(v.Rows) != len(limits(t)) {
		t.Errorf("got %s over %d rows", v.Line(), len(v.Rows))
	}
}

func limits(t *testing.T) []requirement.Requirement {
	rows, err := requirement.Match("LIM-*")
	if err != nil {
		t.Fatal(fmt.Errorf("list the area: %w", err))
	}
	return rows
}
