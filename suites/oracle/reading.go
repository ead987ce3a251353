// Package oracle judges captured exchanges. Everything in it is pure: no
// network, no clock, no Ginkgo. A spec hands it the view of the deployment
// that the run began with and the answers to its own requests, and gets a
// Judgement back.
package oracle

import (
	"bytes"
	"crypto/sha256"
	"strings"
	"sync"

	"github.com/antchfx/xmlquery"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/target"
)

// Form is what a body turned out to be, whatever its label said.
type Form int

// The forms of a body.
const (
	Empty Form = iota
	JSON
	XML
	Other
)

func (f Form) String() string {
	return [...]string{"an empty body", "JSON", "XML", "neither JSON nor XML"}[f]
}

// MediaType is the base media type of the form, empty for Empty and Other.
func (f Form) MediaType() string {
	switch f {
	case JSON:
		return "application/json"
	case XML:
		return "application/xml"
	}
	return ""
}

// Reading is an exchange with its body read once, strictly and leniently:
// the strict reading gives the problems, the lenient one the documents, so
// that one defect does not hide the others.
type Reading struct {
	*target.Exchange
	// Digest is the SHA-256 of the body; a Reader fills it in.
	Digest [sha256.Size]byte
	Form   Form
	// Problems are the departures from well-formed JSON or XML.
	Problems []schemas.Problem
	// Value is the JSON document, Root the XML one; a listing's is without its
	// images.
	Value any
	Root  *xmlquery.Node
	// Collection is the list of images, Fault the fault, Single the document
	// of one image; each nil when the body is something else.
	Collection *schemas.Images
	Fault      *schemas.Fault
	Single     *schemas.Image

	// hidden is how many images were left out, because they did not hold still.
	hidden int

	// page is the body as it was read, of all readings of equal bodies.
	page *schemas.Page
	// answer is the one that the reading is part of, place its number there.
	answer Answer
	place  int
}

// Reader reads exchanges, equal bodies once. It is safe for concurrent use.
type Reader struct {
	// Known is a reader with the same limits, whose bodies and images need not be
	// read again; it learns nothing from this one.
	Known *Reader
	// Limits are the caps of one document; zero means schemas.DefaultLimits.
	Limits schemas.Limits
	// Spool takes the bodies of listings that are too many for memory; nil leaves
	// all of them there.
	Spool *target.Spool

	library *schemas.Library
	// inMemory is how many bytes of bodies are.
	inMemory int
	mu       sync.Mutex
	bodies   map[[sha256.Size]byte]*Reading
}

// lookUp is an earlier reading of a body, nil when there is none.
func (d *Reader) lookUp(digest [sha256.Size]byte) *Reading {
	if d == nil {
		return nil
	}
	if known := d.Known.lookUp(digest); known != nil {
		return known
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.bodies[digest]
}

// Read reads an exchange like the function of that name. Of equal bodies it
// keeps one: the exchange's own is replaced by the one read before.
func (d *Reader) Read(x *target.Exchange) *Reading {
	digest := digestOf(x)
	known := d.lookUp(digest)
	if known == nil {
		cut := x.Capped() != ""
		first := read(x, d.shelves())
		first.Digest = digest
		if cut {
			return first
		}
		if x.Capped() != "" {
			first.Digest = sha256.Sum256(x.Body)
		}
		if known = d.keep(digest, first); known == nil {
			return first
		}
	}
	again := *known
	x.Body, x.Spooled, again.Exchange = known.Body, known.Spooled, x
	if why := known.Capped(); why != "" {
		x.BodyFailure = why
	}
	return &again
}

func digestOf(x *target.Exchange) [sha256.Size]byte {
	if x.Spooled != nil {
		return x.Spooled.Digest
	}
	return sha256.Sum256(x.Body)
}

// mostInMemory is how many bytes of bodies stay in memory where there is a spool.
const mostInMemory = 8 << 20

// putAside spools the body of a listing in order, once there are many: nothing
// but a report may want it again.
func (d *Reader) putAside(r *Reading) {
	if d.Spool == nil || r.Collection == nil || len(r.Problems) > 0 || d.inMemory+len(r.Body) <= mostInMemory {
		d.inMemory += len(r.Body)
		return
	}
	// A body that cannot be written stays where it is.
	if spooled, err := d.Spool.Put(r.Body, r.Digest); err == nil {
		r.Body, r.Spooled = nil, spooled
	}
}

// keep remembers the first reading of a body as it came, and returns it when
// another was quicker than the one at hand.
func (d *Reader) keep(came [sha256.Size]byte, r *Reading) *Reading {
	d.mu.Lock()
	defer d.mu.Unlock()
	if quicker := d.bodies[came]; quicker != nil {
		return quicker
	}
	if d.bodies == nil {
		d.bodies = map[[sha256.Size]byte]*Reading{}
	}
	d.putAside(r)
	// The copies never become part of an answer, and are not written to.
	kept, exchange := *r, *r.Exchange
	kept.Exchange = &exchange
	d.bodies[came] = &kept
	return nil
}

// shelves are the reader's library, which knows those of the reader that is known.
func (d *Reader) shelves() *schemas.Library {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.library == nil {
		d.library = &schemas.Library{Limits: d.Limits}
		if d.Known != nil {
			d.library.Known = d.Known.shelves()
		}
	}
	return d.library
}

// Read reads an exchange within the usual limits.
func Read(x *target.Exchange) *Reading { return read(x, &schemas.Library{}) }

func read(x *target.Exchange, l *schemas.Library) *Reading {
	r := &Reading{Exchange: x, Form: sniff(x.Body), page: &schemas.Page{}}
	switch r.Form {
	case JSON:
		r.page = l.ReadJSON(x.Body)
	case XML:
		r.page = l.ReadXML(x.Body)
	}
	r.Problems, r.Value, r.Root = r.page.Problems, r.page.Value, r.page.Root
	r.Collection, r.Fault, r.Single = r.page.Images, r.page.Fault, r.page.Single
	if r.page.Beyond != "" {
		x.CutFor(r.page.Beyond)
	}
	return r
}

// ImagesOf are those of an exchange, for whoever looks at nothing else.
func ImagesOf(x *target.Exchange) []schemas.Image {
	var listing schemas.Images
	body := x.Text()
	switch sniff(body) {
	case JSON:
		value, _ := schemas.ReadJSON(body)
		listing, _ = schemas.ImagesFromJSON(value)
	case XML:
		root, _ := schemas.ReadXML(body)
		listing, _ = schemas.ImagesFromXML(root)
	}
	return listing.Images
}

// sniff tells the form of a body by its beginning.
func sniff(body []byte) Form {
	start := bytes.TrimLeft(bytes.TrimPrefix(body, []byte("\ufeff")), " \t\r\n")
	if len(start) == 0 {
		return Empty
	}
	switch start[0] {
	case '{', '[':
		return JSON
	case '<':
		head := strings.ToLower(string(start[:min(len(start), 64)]))
		if strings.HasPrefix(head, "<!doctype html") || strings.HasPrefix(head, "<html") {
			return Other
		}
		return XML
	}
	return Other
}

// Lists reports whether the answer is a listing: 200 or 203 with a collection.
func (r *Reading) Lists() bool { return r.OK() && r.Collection != nil }

// Images are the images of the answer, none when it is no listing.
func (r *Reading) Images() []schemas.Image {
	if r == nil || r.Collection == nil {
		return nil
	}
	return r.Collection.Images
}

// Next is the next link of the answer.
func (r *Reading) Next() (href string, ok bool) { return r.Link("next") }

// Link is the first link of the answer with one of the relations.
func (r *Reading) Link(relations ...string) (href string, ok bool) {
	if r.Collection == nil {
		return "", false
	}
	return r.Collection.Link(relations...)
}
