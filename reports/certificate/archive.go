package certificate

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"
)

// block is the unit of a tar archive.
const block = 512

// header is what lies in an archive before a member: the same for whoever packs
// it, and whenever.
func header(name string, size int) ([]byte, error) {
	var out bytes.Buffer
	h := tar.Header{
		Typeflag: tar.TypeReg, Name: name, Size: int64(size), Mode: 0o644, ModTime: time.Unix(0, 0), Format: tar.FormatUSTAR,
	}
	if err := tar.NewWriter(&out).WriteHeader(&h); err != nil {
		return nil, fmt.Errorf("pack %s: %w", name, err)
	}
	return out.Bytes(), nil
}

// padding is what fills up the last block of so many bytes.
func padding(size int) []byte { return make([]byte, (block-size%block)%block) }

// pack is the one archive of a bundle's members.
func (b bundle) pack() ([]byte, error) {
	var out []byte
	for _, name := range members {
		before, err := header(name, len(b[name]))
		if err != nil {
			return nil, err
		}
		out = slices.Concat(out, before, b[name], padding(len(b[name])))
	}
	return append(out, make([]byte, 2*block)...), nil
}

// unpack reads an archive, and refuses any that pack would not have made. The
// members share its memory.
func unpack(archive []byte) (bundle, error) {
	b := bundle{}
	from := bytes.NewReader(archive)
	r := tar.NewReader(from)
	end := 0
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
		at, size := len(archive)-from.Len(), int(h.Size)
		before, err := header(name, size)
		if err != nil {
			return nil, refuse("the archive cannot be packed again: %w", err)
		}
		if err := framed(archive, end, at, before); err != nil {
			return nil, err
		}
		b[name], end = archive[at:at+size:at+size], at+size
		after := min(end+len(padding(size)), len(archive))
		if err := framed(archive, end, after, padding(size)); err != nil {
			return nil, err
		}
		end = after
	}
	if h, err := r.Next(); err == nil {
		return nil, refuse("the archive has a member more, %q", h.Name)
	}
	return b, framed(archive, end, len(archive), make([]byte, 2*block))
}

// framed refuses an archive with something else between two places than pack
// puts there.
func framed(archive []byte, from, to int, want []byte) error {
	if at, same := difference(archive[from:to], want); !same {
		return refuse("the archive is not packed as a bundle is, from byte %d on", from+at)
	}
	return nil
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
