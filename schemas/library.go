package schemas

import (
	"cmp"
	"crypto/sha256"
	"sync"
)

// Library reads bodies, and each image of a listing once: what a deployment says
// of an image stands in many of its answers, to the letter. Equal texts share
// their content, and what the rules find in it. The zero value is ready to use; it
// may be used by several goroutines.
type Library struct {
	// Known is a library with the same limits, whose images need not be read again;
	// it learns nothing from this one.
	Known *Library
	// Limits are those of one body; zero means DefaultLimits.
	Limits Limits

	mu     sync.Mutex
	images map[digest]*Content
	shared shared
}

// digest tells texts apart.
type digest [sha256.Size]byte

// digestOf is that of an image's text, and of the text around it on which its
// meaning depends.
func digestOf(around, text []byte) digest {
	h := sha256.New()
	h.Write(around)
	h.Write([]byte{0})
	h.Write(text)
	var d digest
	h.Sum(d[:0])
	return d
}

func (l *Library) limits() Limits { return cmp.Or(l.Limits, DefaultLimits) }

// find is what is known of a text, nil if it is new. A nil library knows nothing.
func (l *Library) find(d digest) *Content {
	if l == nil {
		return nil
	}
	if known := l.Known.find(d); known != nil {
		return known
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.images[d]
}

// keep remembers the content of a text, and gives the one to use: another may
// have been quicker.
func (l *Library) keep(d digest, c *Content) *Content {
	if l == nil {
		return c
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if quicker := l.images[d]; quicker != nil {
		return quicker
	}
	if l.images == nil {
		l.images = map[digest]*Content{}
	}
	l.images[d] = c
	l.shared.share(c)
	return c
}
