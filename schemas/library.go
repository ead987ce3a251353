package schemas

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
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
	// twins are images by id, and alike the findings that many images have.
	twins map[string]*Content
	alike map[string]*findings
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
		l.images, l.twins, l.alike = map[digest]*Content{}, map[string]*Content{}, map[string]*findings{}
	}
	l.images[d] = c
	id := c.Scalars.Get("id").Text
	twin := l.twins[id]
	c.share(twin)
	if twin == nil {
		l.twins[id] = c
	}
	l.shareFindings(c)
	return c
}

// shareFindings lets images in which nothing is wrong have one findings in
// common, where the rules look at as many things in each.
func (l *Library) shareFindings(c *Content) {
	if c.checked == nil || len(c.checked.broken)+len(c.checked.strict) > 0 {
		return
	}
	ranged := make([]byte, 0, 4*len(c.checked.ranged))
	for _, n := range c.checked.ranged {
		ranged = binary.LittleEndian.AppendUint32(ranged, uint32(n)) //nolint:gosec // it is a count
	}
	if alike := l.alike[string(ranged)]; alike != nil {
		c.checked = alike
	} else if len(l.alike) < mostCommon {
		l.alike[string(ranged)] = c.checked
	}
}
