// Package schemas knows the shape of the documents the operation answers with.
//
// It stands on the lowest floor of the flow: the judges hand it a captured body,
// and it says what the body holds and where it departs from its shape. It reads
// JSON and XML strictly (what a lenient parser would let pass is a Problem),
// gives one neutral model for both formats, and checks one small rule per
// requirement: a JSON schema for JSON, a row of XPath for XML. It knows nothing
// of requests, status codes, headers or of other documents.
package schemas

import "embed"

// Namespaces of the XML representation. Compute is v1.1 although the URI says
// v2: that is what the given example and the XML schema say.
const (
	ComputeNamespace = "http://docs.openstack.org/compute/api/v1.1"
	AtomNamespace    = "http://www.w3.org/2005/Atom"
)

// Files holds the JSON schemas: one per requirement below json/, and the two
// that combine the mandatory ones for a whole answer, images.schema.json and
// fault.schema.json.
//
//go:embed images.schema.json fault.schema.json json/*.schema.json
var Files embed.FS
