package requirement

// The metadata of an image.
var (
	MET01 = define(Requirement{
		ID:        "MET-01",
		Level:     Must,
		Title:     "gives metadata as strings by string keys",
		Statement: "Metadata maps strings to strings.",
		Source:    cite(pageJSON, xsdMetadata),
		Format:    JSON,
		Asked:     askListJSON,
		Accepted: []string{
			"strings as values",
			"null as a value, as in the details page's example",
		},
	})

	MET02 = define(Requirement{
		ID:        "MET-02",
		Level:     May,
		Title:     "may give a metadata value as null",
		Statement: "A metadata value may be null. Readers take it as an empty one.",
		Source:    pageJSON + ", image c905cedb",
		Need:      Condition,
		Recipe:    recipeNullProperty,
		Format:    JSON,
		Features:  []Feature{Metadata, NullMetadata},
		Asked:     askListJSON,
		Accepted:  []string{"null as a value"},
		Why: "The details page's own JSON example has \"ramdisk_id\": null on one image, and its XML example the " +
			"text None. The schema says string. Null is accepted in metadata, since the given document has " +
			"it, and nowhere else.",
	})

	MET03 = define(Requirement{
		ID:        "MET-03",
		Level:     Must,
		Title:     "gives booleans and numbers in metadata as strings",
		Statement: "A metadata value that reads as a boolean or a number is a string, such as \"True\" or \"0\".",
		Source:    cite(pageJSON+", auto_disk_config", xsdMetadata),
		Need:      Data,
		Recipe:    recipeTypedProperties,
		Format:    JSON,
		Features:  []Feature{Metadata},
		Asked:     askListJSON,
		Accepted:  []string{"strings"},
	})

	MET04 = define(Requirement{
		ID:        "MET-04",
		Level:     Obs,
		Title:     "reports metadata values that are lists or objects",
		Statement: "Structured values in metadata are recorded by image and key.",
		Source:    cite(xsdMetadata, novaGlance+", _convert_from_string"),
		Need:      Data,
		Recipe:    recipeVolumeSnapshot,
		Format:    JSON,
		Features:  []Feature{Metadata, StructuredMetadata},
		Asked:     askListJSON,
		Accepted:  []string{"any value; each one that is a list or an object is reported"},
		Why: "Nova writes block_device_mapping and mappings of such snapshots as lists. They broke gophercloud " +
			"(issue 216), packer (issue 4990) and openstack.net (issue 645).",
	})

	MET05 = define(Requirement{
		ID:        "MET-05",
		Level:     Must,
		Title:     "keeps metadata keys and values within 255 characters",
		Statement: "A key has 1 to 255 characters. A value should have at most 255.",
		Source:    xsdMetadata + ", MetadataKey and MetadataValue",
		Need:      Data,
		Recipe:    recipeProperty,
		Features:  []Feature{Metadata},
		Asked:     askList,
		Accepted:  []string{"keys of 1 to 255 characters and values of at most 255", "longer values, with a warning"},
		Why:       "The schema caps both. Nova enforces the cap on keys; Glance stores longer values, so that for them it is advice.",
	})

	MET06 = define(Requirement{
		ID:    "MET-06",
		Level: Must,
		Title: "gives metadata as meta elements with unique keys",
		Statement: "In XML an image has one metadata element with a meta child for each item. meta has the attribute " +
			"key, different for each, and its text is the value.",
		Source: cite(pageXML, xsdMetadata, relaxNG+", metadata.rng"),
		Format: XML,
		Asked:  askListXML,
		Accepted: []string{
			"at most one metadata element on each image, and meta children with different keys in it",
		},
	})

	MET07 = define(Requirement{
		ID:        "MET-07",
		Level:     Must,
		Title:     "lists at most 1000 metadata items on an image",
		Statement: "An image has at most 1000 metadata items.",
		Source:    xsdMetadata,
		Asked:     askList,
		Accepted:  []string{"no more than 1000 items on any image"},
	})

	MET08 = define(Requirement{
		ID:        "MET-08",
		Level:     Must,
		Title:     "gives the order of metadata no meaning",
		Statement: "Metadata is a map: both formats hold the same items, in whatever order.",
		Source:    pageExamples,
		Need:      Data,
		Recipe:    recipeProperties,
		Features:  []Feature{XMLFormat, Metadata},
		Asked:     askListBoth,
		Accepted:  []string{"the same items, compared as maps"},
		Why:       "The JSON example is alphabetical and the XML example in hash order.",
	})

	MET09 = define(Requirement{
		ID:    "MET-09",
		Level: Should,
		Title: "writes a null metadata value as None, empty or not at all",
		Statement: "Where JSON has null, XML has the text None, an empty meta element or no element. The text None " +
			"for a value that is not null is an error.",
		Source:   pageExamples + ", image c905cedb",
		Need:     Condition,
		Recipe:   recipeNullProperty,
		Format:   XML,
		Features: []Feature{Metadata, NullMetadata},
		Asked:    askListBoth,
		Accepted: []string{
			"the text None",
			"an empty meta element",
			"no meta element for the key",
		},
		Why: "Example 2.46 has None where Example 2.45 has null: Python's word for nothing, put into text. It " +
			"is accepted for null, because the given document has it.",
	})

	MET10 = define(Requirement{
		ID:    "MET-10",
		Level: Must,
		Title: "carries special characters in metadata in both formats",
		Statement: "Keys and values with <, &, quotes or characters beyond ASCII arrive unchanged in JSON and in " +
			"XML.",
		Source:   cite(rfc8259+", section 7", xmlSpec+", section 2.4"),
		Need:     Data,
		Recipe:   recipeSpecialProperty,
		Features: []Feature{XMLFormat, Metadata},
		Asked:    askListBoth,
		Accepted: []string{"the same keys and values in both"},
	})

	MET11 = define(Requirement{
		ID:        "MET-11",
		Level:     Should,
		Title:     "writes an empty metadata element for an image without metadata",
		Statement: "An image without metadata has an empty metadata element.",
		Source:    cite(relaxNG+", image.rng", novaImages+", MetadataTemplateElement"),
		Need:      Data,
		Recipe:    recipeNoProperty,
		Format:    XML,
		Asked:     askListXML,
		Accepted:  []string{"<metadata/> on every image without metadata"},
		Why: "Nova's RelaxNG schema demands the element and Nova has written it since 2012.1; the XML Schema " +
			"makes it optional and Nova of 2011 left it out.",
	})
)
