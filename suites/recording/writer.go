package recording

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"sync"
)

// Options says how a recording is written.
type Options struct {
	Head Head
	// Body is the most bytes of one body that are kept.
	Body int
	// Mask takes out what must not be written; nil takes out nothing.
	Mask func([]byte) []byte
}

// Writer writes a recording while the run goes. After each script the file is
// a whole archive, so that a run that dies leaves what it did.
type Writer struct {
	options Options
	to      io.WriterAt

	mu   sync.Mutex
	at   int64
	any  bool
	end  End
	fail error
}

// closing ends an archive whose run goes on.
const closing = "\n]}}\n"

// NewWriter begins a recording. Its errors come with Close.
func NewWriter(to io.WriterAt, options Options) *Writer {
	w := &Writer{options: options, to: to}
	w.options.Head.Version = Version
	w.options.Head.Started = w.options.Head.Started.UTC()
	w.write(opening(w.options.Head))
	return w
}

// opening is the beginning of an archive, whose object goes on with its entries.
func opening(h Head) []byte {
	head := encode(struct {
		Version string            `json:"version"`
		Creator map[string]string `json:"creator"`
		Own     Head              `json:"_imageconform"`
	}{"1.2", map[string]string{"name": "imageconform", "version": h.Suite}, h})
	return slices.Concat([]byte(`{"log":`), bytes.TrimSuffix(head, []byte("}")), []byte(`,"entries":[`))
}

// ending closes the entries of a run that is over, and the archive.
func ending(e End) []byte {
	return slices.Concat([]byte("\n],\"_imageconformEnd\":"), encode(e), []byte("}}\n"))
}

// Encode is a whole recording as it is written, and each of its entries in it.
// A recording that was read and is another text than this says something that
// no reader of it sees.
func (r *Recording) Encode() (archive []byte, entries [][]byte) {
	archive = opening(r.Head)
	for i, e := range r.Entries {
		if i > 0 {
			archive = append(archive, ',')
		}
		text := encode(e.har(r.Head, len(e.Body)))
		entries = append(entries, text)
		archive = append(append(archive, '\n'), text...)
	}
	var end End
	if r.End != nil {
		end = *r.End
	}
	return append(archive, ending(end)...), entries
}

// Write adds the exchanges of a script.
func (w *Writer) Write(entries ...Entry) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var all bytes.Buffer
	for _, e := range entries {
		if w.any {
			all.WriteByte(',')
		}
		w.any = true
		all.WriteByte('\n')
		all.Write(encode(e.har(w.options.Head, w.options.Body)))
		if over := e.Started.Add(e.Took).UTC(); over.After(w.end.Finished) {
			w.end.Finished = over
		}
	}
	w.write(all.Bytes())
}

// write adds to the archive, and writes the end that makes it whole behind.
func (w *Writer) write(parts ...[]byte) {
	if w.fail != nil {
		return
	}
	text := bytes.Join(parts, nil)
	if w.options.Mask != nil {
		text = w.options.Mask(text)
	}
	if _, err := w.to.WriteAt(append(text, closing...), w.at); err != nil {
		w.fail = fmt.Errorf("write the recording: %w", err)
		w.takeBack()
		return
	}
	w.at += int64(len(text))
}

// takeBack ends the archive where it was whole, as on a disk that is full: what
// it takes is written already.
func (w *Writer) takeBack() {
	if file, ok := w.to.(interface{ Truncate(size int64) error }); ok && w.at > 0 {
		if _, err := w.to.WriteAt([]byte(closing), w.at); err == nil {
			_ = file.Truncate(w.at + int64(len(closing)))
		}
	}
}

// Close ends the recording, and returns what went wrong with it. It leaves
// the file to its owner.
func (w *Writer) Close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.fail != nil {
		return w.fail
	}
	last := ending(w.end)
	if w.options.Mask != nil {
		last = w.options.Mask(last)
	}
	if _, err := w.to.WriteAt(last, w.at); err != nil {
		w.takeBack()
		return fmt.Errorf("write the recording: %w", err)
	}
	return nil
}

// encode is a value as one line of JSON. The values of this package can all be
// encoded.
func encode(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err)
	}
	return Printable(bytes.TrimSpace(b.Bytes()))
}
