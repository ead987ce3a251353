package schemas

import "fmt"

// Limits bound what a strict reading takes before it gives up on a document, so
// that a hostile or broken server cannot exhaust the reader. A document beyond a
// limit is not read at all: its value is nil, with a Problem that names the limit.
type Limits struct {
	// Bytes is the largest body.
	Bytes int
	// Depth is the deepest nesting of arrays, objects or elements. The deepest
	// permitted place of a listing, but for extensions, is at depth 6.
	Depth int
	// Number is the most characters of a JSON number, and the largest
	// magnitude of its exponent.
	Number int
	// Text is the longest string, text or attribute as it is written, in bytes.
	// Names and values of metadata have at most 255 characters. What a name is
	// asked for goes into many questions.
	Text int
	// Members is the most members of an object, and attributes of an element.
	// Glance gives an image 128 properties unless it is told otherwise.
	Members int
}

// DefaultLimits are those of ReadJSON and ReadXML. A page of 1000 images is near
// 1 MB; without the depth, a million open elements cost 2.3 s and 394 MiB, and
// without the members 20,000 of them take the rules more than a minute.
var DefaultLimits = Limits{Bytes: 64 << 20, Depth: 128, Number: 1000, Text: 64 << 10, Members: 1024}

// Met is the limit for which a document was not read, by the name of its
// setting; empty when it is within all.
func (l Limits) Met(problems []Problem) string {
	for _, p := range problems {
		switch p.Rule {
		case jsonBytes, xmlBytes:
			return fmt.Sprintf("the document is larger than the cap of %d bytes (max-body)", l.Bytes)
		case jsonDepth, xmlDepth:
			return fmt.Sprintf("the document is deeper than the cap of %d levels (max-depth)", l.Depth)
		case jsonNumber:
			return fmt.Sprintf("a number of the document is beyond the cap of %d digits (max-number)", l.Number)
		case jsonText, xmlLong:
			return fmt.Sprintf("a text of the document is longer than the cap of %d bytes (max-text)", l.Text)
		case jsonMembers, xmlMembers:
			return fmt.Sprintf("the document has more in one place than the cap of %d members or attributes (max-members)", l.Members)
		}
	}
	return ""
}
