package certificate

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/imageconform/imageconform/reports"
	"github.com/imageconform/imageconform/suites/recording"
)

// TestSingleBytes changes single bytes of a bundle, half of them in what is not
// evidence: each is refused with a reason, by its form, a signature or a digest.
func TestSingleBytes(t *testing.T) {
	archive := submitted(t, "poor", poor)
	changes := 2000
	if testing.Short() {
		changes = 200
	}
	evidence := bytes.Index(archive, []byte(`{"log":`))
	chance := rand.New(rand.NewPCG(2026, 11))
	reasons := map[string]int{}
	for n := range changes {
		at := chance.IntN(len(archive))
		if n%2 == 0 {
			at = chance.IntN(evidence)
		}
		was := archive[at]
		archive[at] ^= byte(1 + chance.IntN(255))
		_, err := verify(t, archive)
		if !errors.Is(err, ErrRefused) || len(err.Error()) < len(ErrRefused.Error())+10 {
			t.Errorf("byte %d made %#x of %#x: %v", at, archive[at], was, err)
		} else {
			reasons[strings.Fields(err.Error())[4]]++
		}
		archive[at] = was
	}
	if len(reasons) < 4 {
		t.Errorf("the changes were refused for %v alone", reasons)
	}
	if _, err := verify(t, archive); err != nil {
		t.Errorf("as it was: %v", err)
	}
}

// forgery is a bundle under the hands of somebody who knows its form.
type forgery struct {
	t *testing.T
	bundle
	manifest  Manifest
	statement statement
	recording *recording.Recording
}

func forge(t *testing.T, archive []byte) *forgery {
	t.Helper()
	f := &forgery{t: t, bundle: unpacked(t, archive)}
	e, err := open(f.bundle[statementFile])
	f.must(errors.Join(err, readStrict("the statement", e.statement, &f.statement), readStrict(manifestFile, f.bundle[manifestFile], &f.manifest)))
	f.recording, err = recording.Read(bytes.NewReader(f.bundle[evidenceFile]))
	f.must(err)
	return f
}

func (f *forgery) must(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

// record writes the recording into the bundle, its exchanges numbered anew.
func (f *forgery) record() {
	for i := range f.recording.Entries {
		f.recording.Entries[i].Number = i + 1
	}
	text, entries := f.recording.Encode()
	root, err := rootOf(entries)
	f.must(err)
	f.bundle[evidenceFile], f.manifest.Exchanges = text, Exchanges{len(entries), root}
}

// rejudged makes the reports and the statement anew of the recording.
func (f *forgery) rejudged() {
	f.record()
	a, err := judge(f.t.Context(), f.manifest, f.recording)
	f.must(err)
	var report, junit bytes.Buffer
	f.must(errors.Join(reports.JSON(&report, a.report(f.manifest)), reports.JUnit(&junit, a.report(f.manifest))))
	f.bundle[reportFile], f.bundle[junitFile] = report.Bytes(), junit.Bytes()
	f.digests()
	f.statement = state(f.bundle[manifestFile], f.manifest, a.verdict)
}

// digests computes everything anew that is computed of something else.
func (f *forgery) digests() {
	f.manifest.Members = f.listed()
	f.bundle[manifestFile] = canonical(f.manifest)
	f.statement.Subject[0] = of(manifestFile, digest(f.bundle[manifestFile]))
}

// sign puts a statement into an envelope of a key.
func (f *forgery) sign(text []byte, by string) {
	e, err := seal(f.t.Context(), text, key(by))
	f.must(err)
	f.bundle[statementFile] = canonical(e)
}

// whole is everything computed anew, and signed with a key.
func (f *forgery) whole(by string) []byte {
	f.digests()
	f.sign(canonical(f.statement), by)
	return f.packed()
}

func (f *forgery) packed() []byte {
	archive, err := f.pack()
	f.must(err)
	return archive
}

// replace changes a text in a member.
func (f *forgery) replace(name, old, text string) {
	f.t.Helper()
	if !bytes.Contains(f.bundle[name], []byte(old)) {
		f.t.Fatalf("%s has no %s", name, old)
	}
	f.bundle[name] = bytes.Replace(f.bundle[name], []byte(old), []byte(text), 1)
}

// failing is the place of an exchange in which LIM-01 is found broken.
func (f *forgery) failing() int {
	f.t.Helper()
	for i, e := range f.recording.Entries {
		if len(e.Requirements) > 0 && strings.HasPrefix(string(e.Requirements[0]), "LIM-01") {
			return i
		}
	}
	f.t.Fatal("no exchange is of LIM-01")
	return 0
}
