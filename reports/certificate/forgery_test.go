package certificate

import (
	"archive/tar"
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// forgeries are changes of an honest bundle of a broken product. Most are by
// the submitter itself, who can compute and sign everything anew.
var forgeries = []struct {
	name  string
	forge func(*forgery) []byte
	want  string
}{
	{"two exchanges are swapped", func(f *forgery) []byte {
		f.recording.Entries[40], f.recording.Entries[41] = f.recording.Entries[41], f.recording.Entries[40]
		text, _ := f.recording.Encode()
		f.bundle[evidenceFile] = text
		return f.packed()
	}, "evidence.har is not the one that manifest.json names"},
	{"two exchanges are swapped, and all is signed anew", func(f *forgery) []byte {
		f.recording.Entries[40], f.recording.Entries[41] = f.recording.Entries[41], f.recording.Entries[40]
		text, entries := f.recording.Encode()
		root, err := rootOf(entries)
		f.must(err)
		f.bundle[evidenceFile], f.manifest.Exchanges = text, Exchanges{len(entries), root}
		return f.whole("submitter")
	}, "evidence.har has exchange 42 where 41 belongs"},
	{"the answers to two questions are swapped", func(f *forgery) []byte {
		all := f.recording.Entries
		at := f.failing()
		all[at].Status, all[at].Body, all[at].Size, all[at].SHA256 = all[0].Status, all[0].Body[:0], 0, digest(nil)
		f.record()
		return f.whole("submitter")
	}, "by the evidence"},
	{"a failing exchange is dropped", func(f *forgery) []byte {
		at := f.failing()
		f.recording.Entries = slices.Delete(f.recording.Entries, at, at+1)
		text, _ := f.recording.Encode()
		f.bundle[evidenceFile] = text
		return f.packed()
	}, "evidence.har is not the one that manifest.json names"},
	{"a failing exchange is dropped, and another key signs", func(f *forgery) []byte {
		at := f.failing()
		f.recording.Entries = slices.Delete(f.recording.Entries, at, at+1)
		f.record()
		return f.whole("another")
	}, "the submitter's signature is of the key"},
	{"a failing exchange is dropped, and all is signed anew", func(f *forgery) []byte {
		at := f.failing()
		f.recording.Entries = slices.Delete(f.recording.Entries, at, at+1)
		f.record()
		return f.whole("submitter")
	}, "the recording has no answer to this question"},
	{"another key signs", func(f *forgery) []byte { return f.whole("another") }, "the submitter's signature is of the key"},
	{"another key signs in the submitter's name", func(f *forgery) []byte {
		f.sign(canonical(f.statement), "another")
		f.replace(statementFile, KeyID(public("another")), KeyID(public("submitter")))
		return f.packed()
	}, "the submitter's signature does not fit the statement"},
	{"an outcome is edited", func(f *forgery) []byte {
		f.replace(reportFile, `"outcome": "failed"`, `"outcome": "passed"`)
		return f.whole("submitter")
	}, "is passed in report.json, and failed by the evidence"},
	{"the verdict is edited", func(f *forgery) []byte {
		f.replace(reportFile, `"word": "nonconformant"`, `"word": "conformant"`)
		return f.whole("submitter")
	}, "the verdict is conformant in report.json, and nonconformant by the evidence"},
	{"a finding is edited", func(f *forgery) []byte {
		f.replace(reportFile, `"want": "`, `"want": "perhaps `)
		return f.whole("submitter")
	}, "report.json says something else than the evidence, from byte "},
	{"a failure is taken out of the JUnit report", func(f *forgery) []byte {
		f.replace(junitFile, "<failure", "<skipped")
		f.replace(junitFile, "</failure>", "</skipped>")
		return f.whole("submitter")
	}, "junit.xml says something else than the evidence, from byte "},
	{"the statement says that it passed", func(f *forgery) []byte {
		f.statement.Predicate.Result = Passed
		return f.whole("submitter")
	}, "the statement says PASSED, and by the evidence it is FAILED"},
	{"the statement leaves a failure out", func(f *forgery) []byte {
		f.statement.Predicate.FailedTests = f.statement.Predicate.FailedTests[1:]
		return f.whole("submitter")
	}, "the statement says something else than the evidence, from byte "},
	{"the product is another", func(f *forgery) []byte {
		f.manifest.Product.Version = "2.0"
		f.bundle[manifestFile] = canonical(f.manifest)
		return f.packed()
	}, "manifest.json is not what the statement is about"},
	{"the catalogue is of a newer suite", func(f *forgery) []byte {
		f.manifest.Catalogue.SHA256 = strings.Repeat("0", 64)
		return f.whole("submitter")
	}, "it was judged by the catalogue 0000"},
	{"the set of requirements is of a newer suite", func(f *forgery) []byte {
		f.manifest.Catalogue.Set = "2031.05"
		return f.whole("submitter")
	}, `there is no requirement set "2031.05"`},
	{"a feature is declared absent afterwards", func(f *forgery) []byte {
		f.manifest.Policy.Declared = map[requirement.Feature]verdict.Presence{requirement.XMLFormat: verdict.Absent}
		return f.whole("submitter")
	}, "by the evidence"},
	{"a failure is waived afterwards", func(f *forgery) []byte {
		f.manifest.Policy.Waivers = []verdict.WaiverEntry{{Requirement: "LIM-01", Excuse: verdict.Excuse{Kind: verdict.Waiver, Reason: "soon", Expires: "2027-01-31"}}}
		return f.whole("submitter")
	}, "LIM-01 is failed in report.json, and waived by the evidence"},
	{"a waiver never expires", func(f *forgery) []byte {
		f.manifest.Policy.Waivers = []verdict.WaiverEntry{{Requirement: "LIM-01", Excuse: verdict.Excuse{Kind: verdict.Waiver, Reason: "soon"}}}
		return f.whole("submitter")
	}, "the waiver of LIM-01 had expired, or never does"},
	{"the other profile is claimed", func(f *forgery) []byte {
		f.manifest.Policy.Profile = requirement.Nova21
		return f.whole("submitter")
	}, "by the evidence"},
	{"an older recording is for a new nonce", func(f *forgery) []byte {
		f.manifest.Nonce = "2026-12-77aa01b3"
		return f.whole("submitter")
	}, `it was made for the nonce "2026-12-77aa01b3"`},
	{"a member is added", func(f *forgery) []byte { return archiveOf(f, append(slices.Clone(members), "readme.txt")...) }, `the archive has a member more, "readme.txt"`},
	{"members are in another order", func(f *forgery) []byte {
		return archiveOf(f, statementFile, reportFile, manifestFile, junitFile, evidenceFile)
	}, `the archive has the member "report.json" where manifest.json belongs`},
	{"a member is there twice", func(f *forgery) []byte {
		return archiveOf(f, statementFile, manifestFile, manifestFile, reportFile, junitFile, evidenceFile)
	}, `the archive has the member "manifest.json" where report.json belongs`},
	{"a member leads out of the folder", func(f *forgery) []byte {
		return archiveOf(f, statementFile, "../../etc/manifest.json", reportFile, junitFile, evidenceFile)
	}, `the archive has the member "../../etc/manifest.json" where manifest.json belongs`},
	{"a member is missing", func(f *forgery) []byte {
		return archiveOf(f, statementFile, manifestFile, reportFile, junitFile)
	}, "the archive ends before its member evidence.har"},
	{"something follows the archive", func(f *forgery) []byte { return append(f.packed(), 0) }, "the archive is not packed as a bundle is, from byte "},
	{"the archive is cut", func(f *forgery) []byte { return f.packed()[:100_000] }, "the archive ends within its member"},
	{"there is no archive", func(*forgery) []byte { return nil }, "the archive ends before its member statement.dsse.json"},
	{"the signature is stripped", func(f *forgery) []byte {
		e, err := open(f.bundle[statementFile])
		f.must(err)
		e.Signatures = nil
		f.bundle[statementFile] = canonical(e.Envelope)
		return f.packed()
	}, "statement.dsse.json is not signed"},
	{"the payload is empty", func(f *forgery) []byte {
		f.sign(nil, "submitter")
		return f.packed()
	}, "statement.dsse.json has no payload"},
	{"the payload is of another type", func(f *forgery) []byte {
		f.replace(statementFile, payloadType, "application/json")
		return f.packed()
	}, `has the payload type "application/json"`},
	{"the statement is of another type", func(f *forgery) []byte {
		f.statement.PredicateType = "https://slsa.dev/provenance/v1"
		return f.whole("submitter")
	}, `the statement says a "https://slsa.dev/provenance/v1"`},
	{"the submitter signs in place of the authority", func(f *forgery) []byte {
		e, err := open(f.bundle[statementFile])
		f.must(err)
		e.Signatures = append(e.Signatures, e.Signatures[0])
		f.bundle[statementFile] = canonical(e.Envelope)
		return f.packed()
	}, "it is countersigned, and no key of an authority is given"},
	{"a key is in the manifest twice", func(f *forgery) []byte {
		f.digests()
		f.replace(manifestFile, `"nonce":`, `"nonce": "x", "nonce":`)
		return about(f)
	}, "manifest.json is no sound JSON"},
	{"the manifest has a key that nobody knows", func(f *forgery) []byte {
		f.digests()
		f.replace(manifestFile, `"nonce":`, `"grade": "gold", "nonce":`)
		return about(f)
	}, `manifest.json: unknown field "grade"`},
	{"the manifest is written in another way", func(f *forgery) []byte {
		f.digests()
		f.replace(manifestFile, `"nonce":`, `"Nonce":`)
		return about(f)
	}, "manifest.json is not written as in a bundle, from byte "},
	{"something follows the manifest", func(f *forgery) []byte {
		f.digests()
		f.bundle[manifestFile] = append(bytes.Clone(f.bundle[manifestFile]), "{}\n"...)
		return about(f)
	}, "manifest.json is no sound JSON"},
	{"the evidence has a key that no reader sees", func(f *forgery) []byte {
		f.replace(evidenceFile, `{"startedDateTime"`, `{"seen": 1, "startedDateTime"`)
		return f.whole("submitter")
	}, "evidence.har is not written as a run writes it, from byte "},
	{"the evidence is said to be whole", func(f *forgery) []byte {
		f.recording.Head.Partial = true
		f.record()
		return f.whole("submitter")
	}, "evidence.har holds only some of the exchanges"},
	{"an exchange is added", func(f *forgery) []byte {
		more := f.recording.Entries[len(f.recording.Entries)-1]
		more.Script = "elsewhere"
		f.recording.Entries = append(f.recording.Entries, more)
		f.record()
		return f.whole("submitter")
	}, "the suite does not ask exchange "},
	{"a question was asked before its turn", func(f *forgery) []byte {
		all := f.recording.Entries
		scripts := map[string]int{}
		for _, e := range all {
			scripts[e.Script]++
		}
		for i := len(all) * 3 / 4; ; i-- {
			if late := all[i]; scripts[late.Script] == 1 {
				f.recording.Entries = slices.Insert(slices.Delete(all, i, i+1), len(all)/4, late)
				f.rejudged()
				return f.whole("submitter")
			}
		}
	}, "was asked sooner than its turn: the order is not that of the nonce"},
	{"an exchange that is not asked is added, and the reports made anew", func(f *forgery) []byte {
		more := f.recording.Entries[len(f.recording.Entries)-1]
		more.Script = "elsewhere"
		f.recording.Entries = append(f.recording.Entries, more)
		f.rejudged()
		return f.whole("submitter")
	}, "the suite does not ask exchange "},
	{"an exchange is of another time", func(f *forgery) []byte {
		f.recording.Entries[7].Started = f.recording.Entries[7].Started.AddDate(-1, 0, 0)
		f.record()
		return f.whole("submitter")
	}, "exchange 8 was not asked between the times of manifest.json"},
	{"the root is another", func(f *forgery) []byte {
		f.manifest.Exchanges.MerkleRoot = strings.Repeat("0", 64)
		return f.whole("submitter")
	}, "exchanges of the root "},
	{"fewer queries are generated", func(f *forgery) []byte {
		f.manifest.Generated = 2
		return f.whole("submitter")
	}, "it was made with 2 generated queries, want at least 16"},
	{"no order can be told", func(f *forgery) []byte {
		f.manifest.Concurrency = 1000
		return f.whole("submitter")
	}, "it was made with 1000 requests under way at once, want 1 to 16"},
}

// about is a bundle whose statement is about the manifest as it lies there.
func about(f *forgery) []byte {
	f.statement.Subject[0] = of(manifestFile, digest(f.bundle[manifestFile]))
	f.sign(canonical(f.statement), "submitter")
	return f.packed()
}

// archiveOf is an archive of members in an order, each as far as it is there.
func archiveOf(f *forgery, names ...string) []byte {
	f.t.Helper()
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, name := range names {
		f.must(w.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: name, Size: int64(len(f.bundle[name])), Mode: 0o644, Format: tar.FormatUSTAR}))
		_, err := w.Write(f.bundle[name])
		f.must(err)
	}
	f.must(w.Close())
	return out.Bytes()
}

func TestForgeries(t *testing.T) {
	archive := submitted(t, "broken", broken)
	// Somebody who changes nothing makes the same bundle.
	if again := forge(t, archive).whole("submitter"); !bytes.Equal(again, archive) {
		t.Fatal("the bundle is not made of its parts")
	}
	for i, c := range forgeries {
		if testing.Short() && i%5 > 0 {
			continue
		}
		t.Run(c.name, func(t *testing.T) {
			_, err := verify(t, c.forge(forge(t, bytes.Clone(archive))))
			if !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v\nwant it refused for: %s", err, c.want)
			}
		})
	}
}

// TestOldRecordings are made to fit a new nonce in all but what was asked.
func TestOldRecordings(t *testing.T) {
	const later = "2026-12-77aa01b3"
	f := forge(t, submitted(t, "broken", broken))
	agent := Agent("1.2.3", later)
	f.manifest.Nonce, f.manifest.Seed, f.recording.Head.UserAgent = later, SeedOf(later), agent
	for i, e := range f.recording.Entries {
		f.recording.Entries[i].UserAgent = strings.Replace(e.UserAgent, Agent("1.2.3", nonce), agent, 1)
	}
	f.record()
	trust := Trust{Submitter: public("submitter"), Nonce: later}
	_, err := Verify(t.Context(), f.whole("submitter"), trust)
	if !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), "the recording has no answer to this question") {
		t.Errorf("with the questions of the old nonce: %v", err)
	}
	f.rejudged()
	// Which of the two comes first in the recording hangs on who was answered first.
	_, err = Verify(t.Context(), f.whole("submitter"), trust)
	if err == nil || !strings.Contains(err.Error(), "the order is not that of the nonce") && !strings.Contains(err.Error(), "the suite does not ask exchange") {
		t.Errorf("with reports of the old answers to the new questions: %v", err)
	}
	f.manifest.Seed = SeedOf(nonce)
	if _, err := Verify(t.Context(), f.whole("submitter"), trust); err == nil || !strings.Contains(err.Error(), "its seed is not that of its nonce") {
		t.Errorf("with the seed of the old nonce: %v", err)
	}
}

// TestIncompleteNeverPasses lets a statement say otherwise.
func TestIncompleteNeverPasses(t *testing.T) {
	f := forge(t, submitted(t, "poor", poor))
	f.statement.Predicate.Result = Passed
	if _, err := verify(t, f.whole("submitter")); err == nil || !strings.Contains(err.Error(), "the statement says PASSED, and by the evidence it is FAILED") {
		t.Error(err)
	}
}

// TestForgedCounterSignatures are not the authority's.
func TestForgedCounterSignatures(t *testing.T) {
	f := forge(t, submitted(t, "poor", poor))
	e, err := open(f.bundle[statementFile])
	f.must(err)
	trust := Trust{Submitter: public("submitter"), Authority: public("authority")}
	for name, c := range map[string]struct {
		sign func() string
		want string
	}{
		"none":                   {func() string { return "" }, "the authority's signature is missing"},
		"the submitter's":        {func() string { return "submitter" }, "the authority's signature is of the key"},
		"of some other key":      {func() string { return "another" }, "the authority's signature is of the key"},
		"of the other statement": {func() string { return "authority" }, "the authority's signature does not fit the statement"},
	} {
		forged := e
		forged.Signatures = slices.Clone(e.Signatures)
		if by := c.sign(); by != "" {
			other, err := seal(t.Context(), []byte("{}"), key(by))
			f.must(err)
			forged.Signatures = append(forged.Signatures, other.Signatures...)
		}
		f.bundle[statementFile] = canonical(forged.Envelope)
		if _, err := Verify(t.Context(), f.packed(), trust); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
