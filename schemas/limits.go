package schemas

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
	// Members is the most members of an object, and attributes of an element.
	// Glance gives an image 128 properties unless it is told otherwise.
	Members int
}

// DefaultLimits are those of ReadJSON and ReadXML. A page of 1000 images is near
// 1 MB; without the depth, a million open elements cost 2.3 s and 394 MiB, and
// without the members 20,000 of them take the rules more than a minute.
var DefaultLimits = Limits{Bytes: 64 << 20, Depth: 128, Number: 1000, Members: 1024}
