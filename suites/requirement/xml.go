package requirement

// The XML body.
var (
	XML01 = define(Requirement{
		ID:    "XML-01",
		Level: Must,
		Title: "answers images in the namespace of compute v1.1",
		Statement: "The XML body is well-formed, and its root is images in the namespace " +
			"http://docs.openstack.org/compute/api/v1.1.",
		Source:   cite(pageXML, xsdImage),
		Format:   XML,
		Asked:    askListXML,
		Accepted: []string{"the root images in that namespace"},
		Why: "The namespace says v1.1 although the path says v2. The WADLs of api-site bind a prefix to …/v2, " +
			"while their own schema location, the XML Schema, the details page, all samples, Nova and the " +
			"clients say v1.1. A list in the v2 namespace is empty to every client.",
	})

	XML02 = define(Requirement{
		ID:        "XML-02",
		Level:     Must,
		Title:     "holds at most 1000 image elements",
		Statement: "The root has 0 to 1000 image children in the same namespace.",
		Source:    xsdImage + ", Images",
		Format:    XML,
		Asked:     "GET of the plain list and of ?limit=100000 as XML",
		Accepted:  []string{"no more than 1000 image elements"},
		Why:       "The cap is the schema's. It bounds a page also where the deployment accepts a larger limit.",
	})

	XML03 = define(Requirement{
		ID:    "XML-03",
		Level: Must,
		Title: "gives scalars as attributes without a namespace",
		Statement: "id, name, status, created, updated, progress, minDisk and minRam are attributes of image without " +
			"a namespace.",
		Source:   cite(pageXML, xsdImage),
		Format:   XML,
		Asked:    askListXML,
		Accepted: []string{"these members as unqualified attributes"},
	})

	XML04 = define(Requirement{
		ID:    "XML-04",
		Level: Must,
		Title: "gives links as empty Atom link elements",
		Statement: "Links are empty elements link in the namespace http://www.w3.org/2005/Atom, with the unqualified " +
			"attributes rel, href and where needed type.",
		Source:   cite(pageXML, xsdAtom),
		Format:   XML,
		Asked:    askListXML,
		Accepted: []string{"such elements as children of image"},
	})

	XML05 = define(Requirement{
		ID:    "XML-05",
		Level: Must,
		Title: "orders the children of an image as the schema does",
		Statement: "The children of image come in the order server, metadata, fault, atom:link, and then elements of " +
			"other namespaces.",
		Source:   cite(xsdImage, relaxNG+", image.rng"),
		Format:   XML,
		Asked:    askListXML,
		Accepted: []string{"the children present in that order"},
	})

	XML06 = define(Requirement{
		ID:    "XML-06",
		Level: Must,
		Title: "writes attribute values in the schema's types",
		Statement: "id is a UUID, created and updated are xsd:dateTime, progress is an integer from 0 to 100, " +
			"minDisk and minRam are xsd:int, and status is a word of the enumeration or prefix:Word.",
		Source:   cite(xsdImage, xsdCommon),
		Format:   XML,
		Asked:    askListXML,
		Accepted: []string{"values of these types"},
	})

	XML07 = define(Requirement{
		ID:    "XML-07",
		Level: Must,
		Title: "writes XML that is read by namespace and name",
		Statement: "Prefixes, the order of attributes and white space carry no meaning. Elements are found by " +
			"namespace and local name alone, and every prefix used is declared.",
		Source:   xmlNames,
		Format:   XML,
		Asked:    askListXML,
		Accepted: []string{"the same collection for any choice of prefixes"},
	})

	XML08 = define(Requirement{
		ID:        "XML-08",
		Level:     Should,
		Title:     "begins with an XML declaration that names UTF-8",
		Statement: "The body begins with an XML declaration whose encoding is UTF-8.",
		Source:    pageXML,
		Format:    XML,
		Asked:     askListXML,
		Accepted:  []string{"a declaration with encoding UTF-8"},
	})

	XML09 = define(Requirement{
		ID:        "XML-09",
		Level:     Must,
		Title:     "answers an empty collection as a root without images",
		Statement: "An empty result is the root images without image children.",
		Source:    cite(relaxNG+", images.rng", novaTests),
		Format:    XML,
		Asked:     "GET ?name= with a random word as XML",
		Accepted:  []string{"200 with an images root and no image in it"},
	})

	XML10 = define(Requirement{
		ID:        "XML-10",
		Level:     Must,
		Title:     "contains no DOCTYPE and no entities",
		Statement: "The body has neither a document type declaration nor entities beyond XML's own five.",
		Source:    cite(xsdImage, xmlSpec+", section 4"),
		Format:    XML,
		Asked:     askListXML,
		Accepted:  []string{"no DOCTYPE and no entity declarations"},
		Why: "The schema needs none, and clients refuse them, for entities have been used to read files and " +
			"exhaust memory.",
	})

	XML11 = define(Requirement{
		ID:    "XML-11",
		Level: Must,
		Title: "puts additions into namespaces of their own",
		Statement: "Elements and attributes that the schema does not define are in other namespaces, as extensions " +
			"have them.",
		Source:   cite(xsdImage, guideExtensions),
		Format:   XML,
		Asked:    askListXML,
		Accepted: []string{"no unknown element or attribute in the compute namespace or without one"},
	})

	XML12 = define(Requirement{
		ID:        "XML-12",
		Level:     Must,
		Title:     "shows all eight attributes on every image",
		Statement: "Every image element has id, name, status, created, updated, progress, minDisk and minRam.",
		Source:    pageXML,
		Format:    XML,
		Asked:     askListXML,
		Accepted:  []string{"all eight attributes on every image"},
		Why: "The details page's example has the eight on all seven images. The XML Schema makes them " +
			"optional, and Nova's RelaxNG schema requires five. The details page decides.",
	})

	XML13 = define(Requirement{
		ID:        "XML-13",
		Level:     Obs,
		Title:     "reports attributes with the text None",
		Statement: "An attribute with the text None is recorded by image and name.",
		Source:    novaXMLUtil,
		Format:    XML,
		Asked:     askListXML,
		Accepted:  []string{"any value; each None is reported"},
		Why: "Nova turns a null into this text, as in name=\"None\". Where the type is a date or a number, the " +
			"row on attribute types fails as well.",
	})

	XML14 = define(Requirement{
		ID:    "XML-14",
		Level: Must,
		Title: "has no wrapper around links and no text in an image",
		Statement: "Links are direct children: there is no links or images_links element. image holds no text of its " +
			"own.",
		Source:   cite(pageXML, xsdImage),
		Format:   XML,
		Asked:    "GET of the plain list and of ?limit=1 as XML",
		Accepted: []string{"links as direct children and only white space between elements"},
	})

	XML15 = define(Requirement{
		ID:        "XML-15",
		Level:     Should,
		Title:     "puts metadata and meta into the compute namespace",
		Statement: "metadata and meta are in the compute namespace and not without one.",
		Source:    cite(xsdMetadata, pageXML),
		Format:    XML,
		Asked:     askListXML,
		Accepted:  []string{"both in http://docs.openstack.org/compute/api/v1.1"},
	})
)
