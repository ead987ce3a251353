package requirement

import "slices"

// Position is one disagreement between the sources and the side taken. The rows
// that carry it say in their Why what it means for them.
type Position struct {
	// ID is "D1" to "D25"; like a requirement's it is never used again.
	ID string
	// Topic is the subject in a few words.
	Topic string
	// Sources says who says what.
	Sources string
	// Taken is the reading by which the suite judges.
	Taken string
	// Requirements are the rows that carry the position.
	Requirements []ID
}

// Positions lists every disagreement in the order of their ids. The caller owns
// the result.
func Positions() []Position {
	all := slices.Clone(positions)
	for i := range all {
		all[i].Requirements = slices.Clone(all[i].Requirements)
	}
	return all
}

var positions = []Position{
	{
		ID:    "D1",
		Topic: "tenant in the path",
		Sources: "The List images details page and the WADLs of 2012.2 and 2013.2 print /v2/images/detail. The WADLs " +
			"of 2013.1 and from June 2014 on, the Developer Guide, Nova and every client have " +
			"/v2/{tenant_id}/images/detail. The tenant resource was closed too early in the former (bug 1290857).",
		Taken:        "The tenant is in the path: the base URL ends in version and tenant, as in a service catalogue.",
		Requirements: []ID{"URI-02", "URI-03"},
	},
	{
		ID:    "D2",
		Topic: "next link of the detailed list in XML",
		Sources: "The WADL, the XML Schema and the guide have an atom:link with rel next below images. Nova's " +
			"RelaxNG schema has none, and its template for the detailed list never wrote one.",
		Taken:        "The link is required. The WADL is authoritative by the guide's own word.",
		Requirements: []ID{"PAG-02", "EQV-06"},
	},
	{
		ID:    "D3",
		Topic: "members that every image has",
		Sources: "The details page's examples show ten members on all seven images, and Tempest requires the same ten. The " +
			"XML Schema makes nearly all optional, Nova's RelaxNG schema requires five attributes and metadata, " +
			"and samples of the guide lack progress, minimums, metadata or the alternate link.",
		Taken:        "All ten are required in JSON and the eight attributes in XML.",
		Requirements: []ID{"JSN-15", "XML-12"},
	},
	{
		ID:    "D4",
		Topic: "null in metadata",
		Sources: "Example 2.45 has the value null on one image where Example 2.46 has the text None. The XML Schema " +
			"says string. Nova's XML writer turns Python's None into text.",
		Taken: "Null is accepted in metadata only. In XML it is None, an empty text or no item; the text None for a " +
			"value that is not null is an error.",
		Requirements: []ID{"MET-02", "MET-09", "EQV-03"},
	},
	{
		ID:    "D5",
		Topic: "target of the next link",
		Sources: "The WADL types the next page of a detailed list as a detailed list. The guide's sample, for the " +
			"brief list, points to /images, and so did Nova up to 2014.2 for both lists.",
		Taken:        "The next link of the detailed list leads to /images/detail.",
		Requirements: []ID{"PAG-04"},
	},
	{
		ID:    "D6",
		Topic: "retry time in an overLimit fault",
		Sources: "The XML Schema and the guide of 2012 have the attribute retryAt, the guide of 2013 and its samples " +
			"retryAfter, both with a date and time. Nova writes retryAfter in seconds, as an attribute or as a " +
			"child element.",
		Taken: "Either attribute with either value is accepted, and a child element is not. The Retry-After header " +
			"is the norm.",
		Requirements: []ID{"RAT-03"},
	},
	{
		ID:    "D7",
		Topic: "form of changes-since",
		Sources: "The WADL types the parameter as xsd:dateTime, which has seconds. The guide's example, " +
			"2011-01-24T17:08Z, has none.",
		Taken:        "A service accepts both forms.",
		Requirements: []ID{"CS-07"},
	},
	{
		ID:    "D8",
		Topic: "vocabulary of type",
		Sources: "The details page and the WADL have BASE, SERVER and ALL with default ALL, the guide BASE and SERVER, " +
			"Rackspace BASE and SNAPSHOT. Nova, Tempest and the WADL of 2015 have snapshot and backup, and Nova " +
			"returns nothing for ALL.",
		Taken:        "The details page's words are required. Profiles map the words of other vocabularies.",
		Requirements: []ID{"TYP-01", "TYP-02", "TYP-03", "TYP-04", "TYP-06", "TYP-07"},
	},
	{
		ID:           "D9",
		Topic:        "status=DELETED without changes-since",
		Sources:      "The details page allows every status as a filter. Glance hides deleted images unless changes-since is given.",
		Taken:        "An empty list and a list of deleted images only are both accepted.",
		Requirements: []ID{"STA-06", "CS-13"},
	},
	{
		ID:    "D10",
		Topic: "status that the filter compares",
		Sources: "Nova displays Glance's queued and saving as SAVING, killed as ERROR, deleted and pending_delete as " +
			"DELETED. Its filter only lowers the case of the word and asks Glance for that.",
		Taken:        "The filter selects by the status that the list displays.",
		Requirements: []ID{"STA-01", "STA-04", "STA-05", "STA-10"},
	},
	{
		ID:           "D11",
		Topic:        "next link of a full last page",
		Sources:      "The guide says that the last page has no next link. Nova and Rackspace add one to every full page.",
		Taken:        "The last page has none, full or not.",
		Requirements: []ID{"PAG-03"},
	},
	{
		ID:    "D12",
		Topic: "oversize limit",
		Sources: "The guide says that a 413 may be thrown, the XML Schema caps a collection at 1000 images, and " +
			"Nova's list of images has no maximum of its own.",
		Taken:        "A 413 and a shorter page are both accepted. A page holds at most 1000 images.",
		Requirements: []ID{"LIM-07", "XML-02", "RAT-07"},
	},
	{
		ID:           "D13",
		Topic:        "answer to a wrong method",
		Sources:      "The details page lists badMethod (405). Nova answers 404, bare or as itemNotFound, and sometimes 500.",
		Taken:        "405 with a badMethod fault is required.",
		Requirements: []ID{"MTH-02", "MTH-03", "MTH-06"},
	},
	{
		ID:           "D14",
		Topic:        "body of 401 and 503",
		Sources:      "The details page and the WADL list faults for both. Keystone's middleware answers in text/plain.",
		Taken:        "A fault in the asked format is required.",
		Requirements: []ID{"AUTH-03", "ERR-07"},
	},
	{
		ID:           "D15",
		Topic:        "path of another tenant",
		Sources:      "The details page offers 401 and 403. Nova answers 400.",
		Taken:        "400, 401, 403 and 404 are accepted. No data is.",
		Requirements: []ID{"AUTH-06"},
	},
	{
		ID:    "D16",
		Topic: "alternate link",
		Sources: "The details page's examples have the host of the image service, the tenant and no version. Nova from 2015 on " +
			"has no tenant, Rackspace points to Compute itself, and a list sample of the guide has no such link.",
		Taken:        "One link with the relation, the type and a path that ends in /images/{id} is required. The rest is free.",
		Requirements: []ID{"LNK-03", "LNK-04", "LNK-08", "LNK-09"},
	},
	{
		ID:           "D17",
		Topic:        "type of OS-EXT-IMG-SIZE:size",
		Sources:      "Sample files of 2013 and 2014 have a string, Nova answers an integer, Rackspace a float, and some null.",
		Taken:        "The value of an extension member is the extension's own.",
		Requirements: []ID{"JSN-17"},
	},
	{
		ID:    "D18",
		Topic: "order of the list",
		Sources: "The guide sorts by creation time, descending. The details page's examples, all created at one second, are in " +
			"no order of id either.",
		Taken:        "Only the descending creation time is checked. Ties are free, and stable.",
		Requirements: []ID{"ORD-01", "ORD-02", "ORD-04"},
	},
	{
		ID:    "D19",
		Topic: "metadata element of an image without metadata",
		Sources: "Nova's RelaxNG schema demands the element, the XML Schema makes it optional, Nova of 2011 left it " +
			"out and Nova from 2012.1 on writes it.",
		Taken:        "The element is recommended.",
		Requirements: []ID{"MET-11"},
	},
	{
		ID:           "D20",
		Topic:        "what changes-since compares",
		Sources:      "The details page speaks of the last change of status. The guide, Glance and Tempest mean any update.",
		Taken:        "The member updated is compared.",
		Requirements: []ID{"CS-01", "CS-16", "CS-17", "CS-19"},
	},
	{
		ID:           "D21",
		Topic:        "image updated at the very time of changes-since",
		Sources:      "Glance v1 leaves it out, Nova since Newton includes it, and no document decides.",
		Taken:        "Both are accepted, and no other check asks at the boundary.",
		Requirements: []ID{"CS-14"},
	},
	{
		ID:           "D22",
		Topic:        "fault name of a 400",
		Sources:      "The details page lists 400 under badRequest and under computeFault.",
		Taken:        "Both are accepted, badRequest preferred.",
		Requirements: []ID{"ERR-04", "ERR-05"},
	},
	{
		ID:    "D23",
		Topic: "XML namespace",
		Sources: "The WADLs of api-site bind their prefix to http://docs.openstack.org/compute/api/v2. Their own schema " +
			"location, the XML Schema, the details page's example, RelaxNG, all samples, Nova and the clients have v1.1.",
		Taken:        "The namespace is v1.1 for lists and faults alike.",
		Requirements: []ID{"XML-01", "ERR-03", "ERR-10"},
	},
	{
		ID:           "D24",
		Topic:        "value of server",
		Sources:      "The details page has the server's name in URL format, the guide an id or a full URL.",
		Taken:        "A service takes both.",
		Requirements: []ID{"SRV-01", "SRV-02"},
	},
	{
		ID:           "D25",
		Topic:        "previous links",
		Sources:      "The WADL lists them, the guide makes them optional, and Nova has none.",
		Taken:        "They are optional. Those present lead backwards.",
		Requirements: []ID{"PAG-14"},
	},
}
