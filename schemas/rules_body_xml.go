package schemas

// bodyRules are the rows of the area XML: the form of the listing itself.
var bodyRules = joined(
	rootRules,
	eachScalar("XML-03", func(name string) xmlRule {
		return xmlRule{
			Each: anImage, Want: name + " as an attribute without namespace",
			Must: `not(*[local-name()='` + name + `']` + ours + `) and not(@q:` + name + `)`,
		}
	}),
	linkForm(theImages), linkForm(anImage), linkForm(aServer),
	orderRules,
	[]xmlRule{
		{ID: "XML-06", Each: anImage + `/@id`, Valid: isUUID, Want: "a UUID in lower case"},
		{ID: "XML-06", Each: anImage + `/@status`, Valid: isStatus, Want: "a status of the enumeration, or prefix:Word"},
		{ID: "XML-06", Each: anImage + `/@created`, Valid: isCollapsedDateTime, Want: "an xsd:dateTime"},
		{ID: "XML-06", Each: anImage + `/@updated`, Valid: isCollapsedDateTime, Want: "an xsd:dateTime"},
		{ID: "XML-06", Each: anImage + `/@progress`, Valid: isPercent, Want: "an integer from 0 to 100"},
		{ID: "XML-06", Each: anImage + `/@minDisk`, Valid: isInt, Want: "an xsd:int"},
		{ID: "XML-06", Each: anImage + `/@minRam`, Valid: isInt, Want: "an xsd:int"},
		{ID: "XML-09", Each: theImages + `[not(c:image)]`, Must: `not(` + someText + `)`, Want: "an empty element images"},
	},
	unknownRules,
	eachScalar("XML-12", func(name string) xmlRule {
		return xmlRule{Each: anImage, Must: present(name), Missing: "@" + name, Want: "present"}
	}),
	wrapperRules,
	[]xmlRule{
		{ID: "XML-15", Each: anImage + `/` + metadataStep, Must: `namespace-uri()={C}`, Want: "metadata in the compute namespace"},
		{
			ID: "XML-15", Each: anImage + `/` + metadataStep + `/*[local-name()='meta'][@key]`, Must: `namespace-uri()={C}`,
			Want: "meta in the compute namespace",
		},
	},
)

// rootRules are about the root and its images. That something else is called
// image in a foreign namespace is an extension; in none, or that of another
// version, it is an image that missed its namespace.
var rootRules = []xmlRule{
	{
		ID: "XML-01", Each: `/*`, Must: `local-name()='images' and namespace-uri()='` + ComputeNamespace + `'`,
		Want: "the root images in " + ComputeNamespace,
	},
	{ID: "XML-02", Each: theImages + `[c:image]`, Must: `count(c:image) <= 1000`, Want: "at most 1000 images"},
	{
		ID: "XML-02", Each: theImages + `/*[local-name()='image'][namespace-uri()={C} or namespace-uri()='' or starts-with(namespace-uri(), '` + computePrefix + `')]`,
		Must: `namespace-uri()={C}`, Want: "image in the namespace of the root",
	},
}

// eachScalar makes a row of a rule for each simple member of an image.
func eachScalar(id string, row func(name string) xmlRule) []xmlRule {
	var rows []xmlRule
	for _, name := range scalarNames {
		made := row(name)
		made.ID = id
		rows = append(rows, made)
	}
	return rows
}

// linkForm makes the rows of XML-04 for the links below a parent.
func linkForm(parent string) []xmlRule {
	each := parent + `/` + linkStep
	return []xmlRule{
		{ID: "XML-04", Each: each, Must: `namespace-uri()='` + AtomNamespace + `'`, Want: "link in " + AtomNamespace},
		{ID: "XML-04", Each: parent + `/*[namespace-uri()='` + AtomNamespace + `'][@href]`, Must: `local-name()='link'`, Want: "an element link"},
		{ID: "XML-04", Each: each, Must: `not(*) and not(` + someText + `)`, Want: "an empty link"},
		{
			ID: "XML-04", Each: each, Must: `not(@a:rel or @a:href or @a:type or @q:rel or @q:href or @q:type)`,
			Want: "rel, href and type without namespace",
		},
	}
}

// orderRules are the rows of XML-05.
var orderRules = []xmlRule{
	{ID: "XML-05", Each: anImage, Fine: inOrder, Want: "server, metadata, fault, links, extensions, in this order"},
	{ID: "XML-05", Each: anImage, Must: `count(c:server) <= 1 and count(c:fault) <= 1`, Want: "one server and one fault at most"},
}

// unknownRules are the rows of XML-11. They pass over what has a rule of its own:
// simple members as elements, and wrappers.
var unknownRules = []xmlRule{
	{
		ID: "XML-11", Each: theImages + `/*` + ours, Must: named("image", "link", "links", "images_links"),
		Want: "only elements the documents know, or of a foreign namespace",
	},
	{
		ID: "XML-11", Each: anImage + `/*` + ours,
		Must: named("server", "metadata", "fault", "link", "links", "images_links",
			"id", "name", "status", "created", "updated", "progress", "minDisk", "minRam"),
		Want: "only elements the documents know, or of a foreign namespace",
	},
	{
		ID: "XML-11", Each: anImage + `/*[local-name()='server' or local-name()='fault']` + ours, Must: `namespace-uri()={C}`,
		Want: "server and fault in the compute namespace",
	},
	{
		ID: "XML-11", Each: theImages + `/@*` + ours, Must: `false()`,
		Want: "only attributes the documents know, or of a foreign namespace",
	},
	{
		ID: "XML-11", Each: anImage + `/@*` + ours,
		Must: named("id", "name", "status", "created", "updated", "progress", "minDisk", "minRam", "tenant_id", "user_id"),
		Want: "only attributes the documents know, or of a foreign namespace",
	},
}

// wrapperRules are the rows of XML-14. Text in an empty listing is XML-09's.
var wrapperRules = []xmlRule{
	{ID: "XML-14", Each: theImages + `[*]`, Must: `not(` + wrapperStep + `)`, Want: "links without an element around them"},
	{ID: "XML-14", Each: anImage, Must: `not(` + wrapperStep + `)`, Want: "links without an element around them"},
	{ID: "XML-14", Each: aServer, Must: `not(` + wrapperStep + `)`, Want: "links without an element around them"},
	{ID: "XML-14", Each: theImages + `[c:image]`, Must: `not(` + someText + `)`, Want: "no text between the images"},
	{ID: "XML-14", Each: anImage, Must: `not(` + someText + `)`, Want: "no text in an image"},
}

// isCollapsedDateTime is isDateTime as XML reads it, without the space around.
func isCollapsedDateTime(text string) bool { return isDateTime(collapsed(text)) }
