package certificate

import (
	"bytes"
	"errors"
	"testing"
)

// small is a bundle in form, of members that say nothing.
func small(t testing.TB) bundle {
	t.Helper()
	e, err := seal(t.Context(), []byte("{}"), key("submitter"))
	if err != nil {
		t.Fatal(err)
	}
	return bundle{statementFile: canonical(e), manifestFile: []byte("{}\n"), reportFile: []byte("1"), junitFile: nil, evidenceFile: bytes.Repeat([]byte("x"), 512)}
}

// FuzzArchive reads archives. Each that is read is packed to the same bytes, and
// every other one is refused.
func FuzzArchive(f *testing.F) {
	archive, err := small(f).pack()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(archive)
	f.Add(archive[:len(archive)-1024])
	f.Add(bytes.Replace(archive, []byte("manifest"), []byte("../../et"), 1))
	f.Add([]byte(nil))
	f.Fuzz(func(t *testing.T, archive []byte) {
		b, err := unpack(archive)
		if err != nil {
			if !errors.Is(err, ErrRefused) {
				t.Errorf("not refused but broken: %v", err)
			}
			return
		}
		again, err := b.pack()
		if err != nil || !bytes.Equal(again, archive) {
			t.Errorf("packed again it is another archive: %v", err)
		}
	})
}

// FuzzEnvelope reads envelopes. Each that is read is the only text of what it
// says.
func FuzzEnvelope(f *testing.F) {
	text := small(f)[statementFile]
	f.Add(text)
	f.Add(bytes.Replace(text, []byte(`"sig"`), []byte(`"Sig"`), 1))
	f.Add(bytes.Replace(text, []byte(`"e30="`), []byte(`"e31="`), 1))
	f.Add(bytes.TrimSpace(text))
	f.Fuzz(func(t *testing.T, text []byte) {
		e, err := open(text)
		switch {
		case err == nil && !bytes.Equal(canonical(e.Envelope), text):
			t.Error("written again it is another text")
		case err != nil && !errors.Is(err, ErrRefused):
			t.Errorf("not refused but broken: %v", err)
		}
	})
}
