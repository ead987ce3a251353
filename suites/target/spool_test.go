package target

import (
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestSpool(t *testing.T) {
	t.Parallel()
	file, err := os.Create(filepath.Join(t.TempDir(), "bodies"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	s := NewSpool(file)
	texts := []string{strings.Repeat("first ", 100), "", "second"}
	var all []Exchange
	for i, text := range texts {
		x := Exchange{Number: i + 1, Body: []byte(text)}
		if x.Spooled, err = s.Put(x.Body, sha256.Sum256(x.Body)); err != nil {
			t.Fatal(err)
		}
		x.Body = nil
		all = append(all, x)
	}
	for i, x := range all {
		if got := string(x.Text()); got != texts[i] || x.Size() != len(texts[i]) || !strings.HasPrefix(texts[i], string(x.Start())) {
			t.Errorf("%d bytes that begin with %q came back as %q", x.Size(), x.Start(), got)
		}
		want := Exchange{Number: i + 1, Body: []byte(texts[i])}
		if diff := cmp.Diff(want, x.Whole(), cmpopts.IgnoreUnexported(Spooled{})); diff != "" {
			t.Errorf("the whole exchange (-want +got):\n%s", diff)
		}
	}
	if len(all[0].Start()) != 256 {
		t.Errorf("%d bytes stayed in memory", len(all[0].Start()))
	}
}

// full is a file with no room.
type full struct{}

var errFull = errors.New("no space left")

func (full) ReadAt([]byte, int64) (int, error)  { return 0, errFull }
func (full) WriteAt([]byte, int64) (int, error) { return 0, errFull }

func TestSpoolWithoutRoom(t *testing.T) {
	t.Parallel()
	if _, err := NewSpool(full{}).Put([]byte("x"), [sha256.Size]byte{}); !errors.Is(err, errFull) {
		t.Errorf("got %v", err)
	}
}
