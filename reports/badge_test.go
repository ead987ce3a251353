package reports

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"testing"
)

func TestBadgeIsWellFormed(t *testing.T) {
	for name, of := range samples {
		d := xml.NewDecoder(bytes.NewReader(write(t, func(b *bytes.Buffer) error { return Badge(b, of()) })))
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			start, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			for _, a := range start.Attr {
				if a.Value == "" {
					t.Errorf("%s: %s has an empty %s", name, start.Name.Local, a.Name.Local)
				}
			}
		}
	}
}
