package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
)

// expiring is a deployment whose tokens are valid for an hour, and whose hours
// pass quickly: each look at its clock takes a minute.
type expiring struct {
	*refserver.Server
	clouds string // its clouds.yaml

	mu   sync.Mutex
	now  time.Time
	gave []string // tokens
	// tokens is the number after which the identity service is gone, 0 for never.
	tokens int
	// refuses is a query that is answered 401 whoever asks.
	refuses string
}

func newExpiring(t *testing.T) *expiring {
	t.Helper()
	e := &expiring{now: time.Date(2014, time.May, 1, 12, 0, 0, 0, time.UTC), clouds: filepath.Join(t.TempDir(), "clouds.yaml")}
	e.Server = refserver.New(refserver.Options{Set: fixtures.Rich(), Identity: true, Clock: e.tick})
	served := httptest.NewServer(e)
	t.Cleanup(served.Close)
	file := cloudsFile(&refserver.Deployment{URL: served.URL, Server: e.Server}, false, "")
	if err := os.WriteFile(e.clouds, file, 0o600); err != nil {
		t.Fatal(err)
	}
	return e
}

func (e *expiring) tick() time.Time {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.now = e.now.Add(time.Minute)
	return e.now
}

func (e *expiring) given() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.gave
}

func (e *expiring) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	signsIn := strings.HasPrefix(r.URL.Path, refserver.IdentityPath)
	switch {
	case e.refuses != "" && r.URL.RawQuery == e.refuses:
		w.WriteHeader(http.StatusUnauthorized)
	case r.Method == http.MethodPost && signsIn && e.tokens > 0 && len(e.given()) >= e.tokens:
		http.Error(w, "gone", http.StatusServiceUnavailable)
	case r.Method == http.MethodPost && signsIn:
		e.Server.ServeHTTP(w, r)
		e.mu.Lock()
		defer e.mu.Unlock()
		e.gave = append(e.gave, w.Header().Get("X-Subject-Token"))
	default:
		e.Server.ServeHTTP(w, r)
	}
}

// judge signs in and judges, and gives everything that was written.
func (e *expiring) judge(t *testing.T, args ...string) (code int, stdout, all string) {
	t.Helper()
	dir := t.TempDir()
	var out, err bytes.Buffer
	args = append([]string{"run", "--os-cloud", "demo", "--out", dir}, args...)
	code = run(args, strings.NewReader(""), &out, &err, []string{"OS_CLIENT_CONFIG_FILE=" + e.clouds}, time.Now)
	all = out.String() + err.String()
	files, globErr := filepath.Glob(filepath.Join(dir, "*"))
	if globErr != nil || len(files) < 3 {
		t.Fatalf("the reports are %v: %v", files, globErr)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all += string(data)
	}
	return code, out.String(), all
}

// TestTokensExpire renews the tokens of three users over a run of many hours by
// the deployment's clock.
func TestTokensExpire(t *testing.T) {
	e := newExpiring(t)
	code, stdout, all := e.judge(t, "--other-os-cloud", "other", "--forbidden-os-cloud", "restricted")
	if code != exitConformant {
		t.Errorf("exit code %d\n%s", code, stdout)
	}
	if n := len(e.given()); n < 6 {
		t.Errorf("%d tokens were given: none was renewed", n)
	}
	if !strings.Contains(stdout, "  renewed  the token ended during the run; asked again with a new one: ") || !strings.Contains(all, `"renewed": true`) {
		t.Errorf("the report does not say that tokens were renewed\n%s", stdout)
	}
	for _, secret := range append(e.given(), e.Credentials().Demo.Password, e.Credentials().Restricted.Password) {
		if strings.Contains(all, secret) {
			t.Errorf("a secret was written: %s", secret)
		}
	}
}

// TestTokensCannotBeRenewed takes the identity service away: what is refused then
// is undecided, and never broken.
func TestTokensCannotBeRenewed(t *testing.T) {
	e := newExpiring(t)
	e.tokens = 1
	code, stdout, all := e.judge(t)
	if code != exitIncomplete || strings.Contains(stdout, "FAILED") {
		t.Errorf("exit code %d\n%s", code, stdout)
	}
	const why = "the token was refused with 401, and could not be renewed: the identity service cannot be used"
	if !strings.Contains(strings.Join(strings.Fields(all), " "), why) {
		t.Errorf("nothing says %q\n%s", why, stdout)
	}
}

// TestRefusedWhateverTheToken is a finding, and one that names the renewal.
func TestRefusedWhateverTheToken(t *testing.T) {
	e := newExpiring(t)
	e.refuses = "limit=1"
	code, stdout, _ := e.judge(t, "--area", "LIM")
	if code != exitNonconformant || !strings.Contains(stdout, "got:  status 401 to a renewed token too, with an empty body") {
		t.Errorf("exit code %d\n%s", code, stdout)
	}
}
