package reports

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// FuzzReadReport holds that a file is refused, or is a report that every format
// can be written from.
func FuzzReadReport(f *testing.F) {
	files, err := filepath.Glob("testdata/*-report.json")
	if err != nil || len(files) == 0 {
		f.Fatalf("%d reports, %v", len(files), err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add([]byte(`{"report": "imageconform", "version": 1, "requirements": [{"id": "LIM-01", "outcome": "failed", "specs": [{"findings": [{}]}]}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := ReadJSON(bytes.NewReader(text))
		if err != nil {
			if !errors.Is(err, ErrReport) {
				t.Fatalf("refused for another reason: %v", err)
			}
			return
		}
		for _, format := range Formats() {
			if err := format.Write(io.Discard, r); err != nil {
				t.Fatalf("%s: %v", format.Name, err)
			}
		}
	})
}
