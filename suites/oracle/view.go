package oracle

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// Listing is the un-filtered listing of an identity in one format, read to
// its end.
type Listing struct {
	Pages Answer
	// Images are those of all pages, in the order of the target.
	Images []schemas.Image
	// Readable says that the target gave a listing in the format asked for.
	Readable bool
	// moments are worked out once, for the many that ask with them.
	moments func() (Moments, bool)
}

// NewListing makes a listing of a walk in a format.
func NewListing(a Answer, f requirement.Format) Listing {
	l := newListing(a)
	if first := a.First(); first != nil {
		l.Readable = first.Lists() && first.Form == FormOf(f)
	}
	return l
}

func newListing(a Answer) Listing {
	l := Listing{Pages: a, Images: a.Images()}
	l.moments = sync.OnceValues(func() (Moments, bool) { return momentsOf(l.Images) })
	return l
}

// FormOf is the form of body that a format asks for.
func FormOf(f requirement.Format) Form {
	if f == requirement.XML {
		return XML
	}
	return JSON
}

// IDs are the ids of the images, in order.
func (l Listing) IDs() []string { return IDs(l.Images) }

// Count is the number of images, 0 when the listing is not readable.
func (l Listing) Count() int {
	if !l.Readable {
		return 0
	}
	return len(l.Images)
}

// Where selects images.
func (l Listing) Where(keep func(schemas.Image) bool) []schemas.Image {
	var kept []schemas.Image
	for _, im := range l.Images {
		if keep(im) {
			kept = append(kept, im)
		}
	}
	return kept
}

// Find is the image of an id.
func (l Listing) Find(id string) (schemas.Image, bool) {
	for _, im := range l.Images {
		if im.ID() == id {
			return im, true
		}
	}
	return schemas.Image{}, false
}

// Truncated says that the target cut the listing into pages by itself.
func (l Listing) Truncated() bool { return len(l.Pages) > 1 }

// PageSize is the most images that the target is known to give at once.
func (l Listing) PageSize() int { return len(l.Pages.First().Images()) }

// Offered says that the target did not decline to give the format, whether or
// not what came for it is a listing.
func (l Listing) Offered() bool {
	first := l.Pages.First()
	return l.Readable || first != nil && first.Status != http.StatusNotAcceptable && !first.Lists()
}

// Seen says in a few words what the first page is.
func (l Listing) Seen() string {
	if first := l.Pages.First(); first != nil {
		return Describe(first)
	}
	return "it was not asked for"
}

// IDs are the ids of images, in order.
func IDs(images []schemas.Image) []string {
	ids := make([]string, len(images))
	for i, im := range images {
		ids[i] = im.ID()
	}
	return ids
}

// View is what a spec knows of the deployment before it asks: where it is,
// and what it lists.
type View struct {
	Endpoint target.Endpoint
	// OtherEndpoint is the second tenant's base URL, zero when not known.
	OtherEndpoint target.Endpoint
	// Format is the representation that the spec at hand is about.
	Format requirement.Format
	// InJSON and InXML are the listings of the user at hand, OtherJSON that
	// of the user of another tenant, not readable when there is none.
	InJSON, InXML, OtherJSON Listing
	// still says what of the target held still, nil for all of it.
	still *Still
}

// As is the view for specs of another format.
func (v View) As(f requirement.Format) View {
	v.Format = f
	return v
}

// Baseline is the un-filtered listing in the view's format.
func (v View) Baseline() Listing {
	if v.Format == requirement.XML {
		return v.InXML
	}
	return v.InJSON
}

// Accept is the media type of the view's format.
func (v View) Accept() string { return FormOf(v.Format).MediaType() }

// Detail is the request of the operation with a raw query, in the view's
// format by the Accept header.
func (v View) Detail(query string) target.Request {
	return target.Get(v.Endpoint.URL("/images/detail", query)).With("Accept", v.Accept())
}

// Query is a raw query of names and values in turn, each percent-encoded.
func Query(namesAndValues ...string) string {
	var b strings.Builder
	for i, s := range namesAndValues {
		switch {
		case i == 0:
		case i%2 == 0:
			b.WriteByte('&')
		default:
			b.WriteByte('=')
		}
		b.WriteString(Escape(s))
	}
	return b.String()
}

// Escape percent-encodes a text for a query, a space as %20: the form that
// every reader of queries decodes alike.
func Escape(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }

// Fresh is the n-th of a series of UUIDs that name nothing in the deployment,
// the same at each run over the same images.
func (v View) Fresh(n int) string {
	known := func(id string) bool {
		_, inJSON := v.InJSON.Find(id)
		_, inXML := v.InXML.Find(id)
		return inJSON || inXML
	}
	for salt := 0; ; salt++ {
		sum := sha256.Sum256(fmt.Appendf(nil, "imageconform %d %d", n, salt))
		sum[6], sum[8] = sum[6]&0x0f|0x40, sum[8]&0x3f|0x80
		id := fmt.Sprintf("%x-%x-%x-%x-%x", sum[0:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
		if !known(id) {
			return id
		}
	}
}
