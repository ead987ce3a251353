package recording

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// ErrRecording is the reason of every refused recording.
var ErrRecording = errors.New("not a recording of imageconform")

// Read reads a recording, entry by entry. One that ends before its run did is
// read as far as it goes.
func Read(from io.Reader) (*Recording, error) {
	r := &reader{json: json.NewDecoder(from), bodies: map[string][]byte{}}
	err := r.members(func(name string) error {
		if name != "log" {
			return r.skip()
		}
		return r.members(r.member)
	})
	if _, more := r.json.Token(); err == nil && !errors.Is(more, io.EOF) {
		err = errors.New("something follows behind it")
	}
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF) && len(r.read.Entries) > 0:
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrRecording, err)
	case r.read.Head.Version == 0:
		return nil, fmt.Errorf("%w: it has no member _imageconform", ErrRecording)
	}
	return &r.read, nil
}

// reader is a recording that is being read.
type reader struct {
	json *json.Decoder
	read Recording
	// bodies are held once each.
	bodies map[string][]byte
}

// members reads an object, member by member.
func (r *reader) members(read func(name string) error) error {
	if err := r.delimiter('{'); err != nil {
		return err
	}
	for r.json.More() {
		name, err := r.json.Token()
		if err != nil {
			return err
		}
		if err := read(fmt.Sprint(name)); err != nil {
			return err
		}
	}
	return r.delimiter('}')
}

func (r *reader) delimiter(want json.Delim) error {
	token, err := r.json.Token()
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	if err == nil && token != want {
		err = fmt.Errorf("want %q, got %v", want, token)
	}
	return err
}

func (r *reader) skip() error {
	var any json.RawMessage
	return r.json.Decode(&any)
}

// member reads a member of the log.
func (r *reader) member(name string) error {
	switch name {
	case "_imageconform":
		if err := r.json.Decode(&r.read.Head); err != nil {
			return err
		}
		if v := r.read.Head.Version; v != Version {
			return fmt.Errorf("its version is %d, and this imageconform reads version %d", v, Version)
		}
		return nil
	case "_imageconformEnd":
		return r.json.Decode(&r.read.End)
	case "entries":
		return r.entries()
	}
	return r.skip()
}

func (r *reader) entries() error {
	if err := r.delimiter('['); err != nil {
		return err
	}
	for r.json.More() {
		var h harEntry
		if err := r.json.Decode(&h); err != nil {
			return err
		}
		e, err := r.entry(h)
		if err != nil {
			return fmt.Errorf("entry %d: %w", len(r.read.Entries)+1, err)
		}
		r.read.Entries = append(r.read.Entries, e)
	}
	return r.delimiter(']')
}

// entry is an exchange of the archive. What the format and the own member both
// say has to agree, so that a reader of either sees the same.
func (r *reader) entry(h harEntry) (Entry, error) {
	e := Entry{Exchange: h.Own.Exchange, Script: h.Own.Script, Requirements: h.Own.Requirements, Size: h.Response.Content.Size, SHA256: h.Own.SHA256}
	if e.Number < 1 || e.Request.Method != h.Request.Method || e.Request.URL != h.Request.URL || e.Status != h.Response.Status {
		return e, errors.New("its request or its status is not that of its _imageconform")
	}
	var err error
	if e.Header, err = header(h.Response.Headers); err != nil {
		return e, err
	}
	e.Body, err = body(h.Response.Content)
	if err != nil || len(e.Body) > e.Size {
		return e, errors.New("its body cannot be read")
	}
	if e.Cut() {
		return e, nil
	}
	digest := sha256.Sum256(e.Body)
	if hex.EncodeToString(digest[:]) != e.SHA256 {
		return e, errors.New("its body is not that of its digest")
	}
	if known, held := r.bodies[e.SHA256]; held {
		e.Body = known
	}
	r.bodies[e.SHA256] = e.Body
	return e, nil
}

func header(pairs []harPair) (http.Header, error) {
	if len(pairs) == 0 {
		return nil, nil
	}
	h := http.Header{}
	for _, p := range pairs {
		value := p.Value
		if p.Base64 != "" {
			exact, err := base64.StdEncoding.DecodeString(p.Base64)
			if err != nil {
				return nil, fmt.Errorf("the header %s cannot be read: %w", p.Name, err)
			}
			value = string(exact)
		}
		h[p.Name] = append(h[p.Name], value)
	}
	return h, nil
}

func body(c harContent) ([]byte, error) {
	switch c.Encoding {
	case "":
		return []byte(c.Text), nil
	case "base64":
		return base64.StdEncoding.DecodeString(c.Text)
	}
	return nil, fmt.Errorf("unknown encoding %q", c.Encoding)
}
