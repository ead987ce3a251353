package target

import (
	"crypto/sha256"
	"fmt"
	"io"
	"sync"
)

// Store is what a spool writes into.
type Store interface {
	io.ReaderAt
	io.WriterAt
}

// Spool keeps bodies in a file, so that the answers of a run need not fit into
// memory.
type Spool struct {
	file Store
	mu   sync.Mutex
	at   int64
}

// NewSpool is a spool over an empty file, which stays its owner's.
func NewSpool(file Store) *Spool { return &Spool{file: file} }

// Spooled is a body in a spool.
type Spooled struct {
	Size   int
	Digest [sha256.Size]byte
	// Start are its first bytes.
	Start []byte
	from  *Spool
	at    int64
}

// startSize is how much of a body stays in memory.
const startSize = 256

// Put writes a body into the spool.
func (s *Spool) Put(body []byte, digest [sha256.Size]byte) (*Spooled, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := s.file.WriteAt(body, s.at); err != nil {
		return nil, fmt.Errorf("put a body aside: %w", err)
	}
	b := &Spooled{Size: len(body), Digest: digest, Start: append([]byte(nil), body[:min(len(body), startSize)]...), from: s, at: s.at}
	s.at += int64(len(body))
	return b, nil
}

// Text is the body of the exchange, from the spool if it is there. It panics where
// that cannot be read any more.
func (x *Exchange) Text() []byte {
	if x.Spooled == nil {
		return x.Body
	}
	body := make([]byte, x.Spooled.Size)
	if _, err := x.Spooled.from.file.ReadAt(body, x.Spooled.at); err != nil {
		panic(fmt.Sprintf("a body that was put aside cannot be read: %v", err))
	}
	return body
}

// Start is the beginning of the body: all of it, or its first 256 bytes.
func (x *Exchange) Start() []byte {
	if x.Spooled == nil {
		return x.Body
	}
	return x.Spooled.Start
}

// Size is how many bytes the body has.
func (x *Exchange) Size() int {
	if x.Spooled == nil {
		return len(x.Body)
	}
	return x.Spooled.Size
}

// Whole is the exchange with its body in memory.
func (x *Exchange) Whole() Exchange {
	whole := *x
	whole.Body, whole.Spooled = x.Text(), nil
	return whole
}
