package certificate

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"
	"time"
)

// pack is the one archive of a bundle's members: whoever packs them, and
// whenever, gets the same bytes.
func (b bundle) pack() ([]byte, error) {
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, name := range members {
		h := tar.Header{
			Typeflag: tar.TypeReg, Name: name, Size: int64(len(b[name])), Mode: 0o644, ModTime: time.Unix(0, 0), Format: tar.FormatUSTAR,
		}
		if err := w.WriteHeader(&h); err != nil {
			return nil, err
		}
		if _, err := w.Write(b[name]); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// unpack reads an archive, and refuses any that pack would not have made. The
// members share its memory.
func unpack(archive []byte) (bundle, error) {
	b := bundle{}
	from := bytes.NewReader(archive)
	r := tar.NewReader(from)
	for _, name := range members {
		h, err := r.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil, refuse("the archive ends before its member %s", name)
		case err != nil:
			return nil, refuse("the archive cannot be read before its member %s: %w", name, err)
		case h.Name != name:
			return nil, refuse("the archive has the member %q where %s belongs", h.Name, name)
		case h.Size > int64(from.Len()):
			return nil, refuse("the archive ends within its member %s", name)
		}
		at := int64(len(archive) - from.Len())
		b[name] = archive[at : at+h.Size : at+h.Size]
	}
	if h, err := r.Next(); err == nil {
		return nil, refuse("the archive has a member more, %q", h.Name)
	}
	canonical, err := b.pack()
	if err != nil {
		return nil, refuse("the archive cannot be packed again: %w", err)
	}
	if at, same := difference(archive, canonical); !same {
		return nil, refuse("the archive is not packed as a bundle is, from byte %d on", at)
	}
	return b, nil
}

// difference is where two texts begin to differ.
func difference(a, b []byte) (at int, same bool) {
	if bytes.Equal(a, b) {
		return 0, true
	}
	for at < min(len(a), len(b)) && a[at] == b[at] {
		at++
	}
	return at, false
}
