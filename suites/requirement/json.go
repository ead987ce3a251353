package requirement

// The JSON body.
var (
	JSN01 = define(Requirement{
		ID:    "JSN-01",
		Level: Must,
		Title: "answers a JSON object with an images array",
		Statement: "The JSON body is an object whose member images is an array. An empty collection is [], never " +
			"null, absent or an object.",
		Source:   cite(pageJSON, guidePaging),
		Format:   JSON,
		Asked:    "GET of the plain list and of an empty one as JSON",
		Accepted: []string{"200 with an object that has images as an array"},
	})

	JSN02 = define(Requirement{
		ID:    "JSN-02",
		Level: Must,
		Title: "has no top-level member beside images and images_links",
		Statement: "The object has the members images and, on a page with links, images_links. An extension's member " +
			"is named alias:name.",
		Source:   cite(guidePaging, guideExtensions, tempestSchema),
		Format:   JSON,
		Asked:    "GET of the plain list and of ?limit=1 as JSON",
		Accepted: []string{"no member beside images, images_links and alias:name"},
	})

	JSN03 = define(Requirement{
		ID:    "JSN-03",
		Level: Must,
		Title: "identifies each image by a UUID of its own",
		Statement: "id is a string: a UUID in lower-case hexadecimal, in groups of 8, 4, 4, 4 and 12 digits. It " +
			"occurs once in the list and across its pages.",
		Source:   cite(xsdCommon+", UUID", wadlParameters),
		Format:   JSON,
		Asked:    "GET of the plain list as JSON, and a walk",
		Accepted: []string{"ids of that form, all different"},
		Why:      "The first clouds had integers. The documents replaced them with UUIDs in June 2011.",
	})

	JSN04 = define(Requirement{
		ID:        "JSN-04",
		Level:     Must,
		Title:     "names each image by a string",
		Statement: "name is a string.",
		Source:    cite(xsdImage, pageJSON),
		Format:    JSON,
		Asked:     askListJSON,
		Accepted:  []string{"a string"},
		Why: "Nova passes on null for an image that has no name in Glance, and Tempest allows it. The schema's " +
			"type is a string.",
	})

	JSN05 = define(Requirement{
		ID:        "JSN-05",
		Level:     Must,
		Title:     "gives status as a word of the enumeration",
		Statement: "status is a string: a word of the enumeration, or prefix:Word of an extension.",
		Source:    cite(xsdImage+", ImageStatus", pageJSON),
		Format:    JSON,
		Asked:     askListJSON,
		Accepted: []string{
			"UNKNOWN, ACTIVE, SAVING, ERROR or DELETED",
			"a status of an extension, written prefix:Word",
		},
	})

	JSN06 = define(Requirement{
		ID:        "JSN-06",
		Level:     Must,
		Title:     "gives created and updated as dates and times",
		Statement: "created and updated are strings of type xsd:dateTime.",
		Source:    cite(xsdImage, pageJSON),
		Format:    JSON,
		Asked:     askListJSON,
		Accepted:  []string{"strings that read as xsd:dateTime"},
	})

	JSN07 = define(Requirement{
		ID:    "JSN-07",
		Level: Should,
		Title: "writes times in UTC to the second with a Z",
		Statement: "The form of a time is YYYY-MM-DDThh:mm:ssZ: in UTC, to the second, with a literal Z and no " +
			"fraction.",
		Source:   cite(pageJSON, novaViews+", _format_date"),
		Format:   JSON,
		Asked:    askListJSON,
		Accepted: []string{"created and updated in that form"},
		Why:      "The type allows offsets and fractions. The examples and Nova have the one form only.",
	})

	JSN08 = define(Requirement{
		ID:        "JSN-08",
		Level:     Should,
		Title:     "gives no image an update before its creation",
		Statement: "updated is not before created.",
		Source:    cite(pageJSON, guidePolling),
		Format:    JSON,
		Asked:     askListJSON,
		Accepted:  []string{"an updated at or after created for every image"},
	})

	JSN09 = define(Requirement{
		ID:        "JSN-09",
		Level:     Must,
		Title:     "gives progress as an integer from 0 to 100",
		Statement: "progress is a JSON number without a fraction, from 0 to 100. It is neither a string nor a float.",
		Source:    cite(xsdImage+", Progress", pageJSON),
		Format:    JSON,
		Asked:     askListJSON,
		Accepted:  []string{"an integer from 0 to 100"},
	})

	JSN10 = define(Requirement{
		ID:        "JSN-10",
		Level:     Must,
		Title:     "gives an ACTIVE image a progress of 100",
		Statement: "The progress of an ACTIVE image is 100.",
		Source:    cite(pageJSON, guideListImages),
		Format:    JSON,
		Asked:     askListJSON,
		Accepted:  []string{"100 for every ACTIVE image"},
	})

	JSN11 = define(Requirement{
		ID:        "JSN-11",
		Level:     Should,
		Title:     "gives a SAVING image a progress below 100",
		Statement: "The progress of an image in status SAVING is below 100: it is not complete.",
		Source:    cite(guideListImages, novaViews+", _get_progress", schema21),
		Need:      Data,
		Recipe:    recipeSaving,
		Format:    JSON,
		Features:  []Feature{SavingImages},
		Asked:     askListJSON,
		Accepted: []string{
			"less than 100 for every SAVING image",
			"any integer from 0 to 100 for an image in ERROR, DELETED or UNKNOWN",
		},
		Why: "The guide gives progress as a percentage of completion. Nova shows 25 for queued and 50 for " +
			"saving, and 0 in the statuses where no work goes on.",
	})

	JSN12 = define(Requirement{
		ID:    "JSN-12",
		Level: Must,
		Title: "gives minDisk and minRam as integers, 0 when unset",
		Statement: "minDisk, in gigabytes, and minRam, in megabytes, are JSON integers of 0 or more. An unset " +
			"minimum is 0, never null and never a string.",
		Source:   cite(xsdImage, pageJSON),
		Format:   JSON,
		Asked:    askListJSON,
		Accepted: []string{"integers of 0 or more"},
	})

	JSN13 = define(Requirement{
		ID:        "JSN-13",
		Level:     Must,
		Title:     "gives links as an array",
		Statement: "links is an array of link objects.",
		Source:    cite(pageJSON, guideLinks),
		Format:    JSON,
		Asked:     askListJSON,
		Accepted:  []string{"an array of objects with href and rel"},
	})

	JSN14 = define(Requirement{
		ID:        "JSN-14",
		Level:     Must,
		Title:     "gives metadata as an object, even when empty",
		Statement: "metadata is an object. It is present when an image has none, as {}.",
		Source:    cite(pageJSON, tempestSchema, novaTests),
		Format:    JSON,
		Asked:     askListJSON,
		Accepted:  []string{"an object for every image"},
	})

	JSN15 = define(Requirement{
		ID:    "JSN-15",
		Level: Must,
		Title: "shows all ten members on every image",
		Statement: "Every image has id, name, status, created, updated, progress, minDisk, minRam, links and " +
			"metadata.",
		Source:   cite(pageJSON, tempestSchema),
		Format:   JSON,
		Asked:    askListJSON,
		Accepted: []string{"all ten members on every image"},
		Why: "The details page's example has the ten on all seven images and Tempest requires them. The XML " +
			"Schema makes almost all of them optional, Nova's RelaxNG schema requires some, and samples of " +
			"the guide lack others. The details page decides.",
	})

	JSN16 = define(Requirement{
		ID:        "JSN-16",
		Level:     May,
		Title:     "leaves server out where an image was not made from one",
		Statement: "server is present on images made from a server only. On others it is absent and not null.",
		Source:    cite(pageJSON, novaViews),
		Format:    JSON,
		Asked:     askListJSON,
		Accepted: []string{
			"no member server",
			"a member server that is an object",
		},
	})

	JSN17 = define(Requirement{
		ID:    "JSN-17",
		Level: May,
		Title: "names extension members alias:name",
		Statement: "An extension may add members to an image, each named by the extension's alias, a colon and a " +
			"name. Their values are the extension's own.",
		Source:   cite(guideExtensions, novaSamples),
		Need:     Condition,
		Recipe:   recipeWhere(ExtensionMembers),
		Format:   JSON,
		Features: []Feature{ExtensionMembers},
		Asked:    askListJSON,
		Accepted: []string{"a member alias:name with any value"},
		Why: "OS-EXT-IMG-SIZE:size is a string in the sample files of 2013 and 2014, an integer in Nova's " +
			"answers, a float at Rackspace, and null at times. Any value is accepted.",
	})

	JSN18 = define(Requirement{
		ID:    "JSN-18",
		Level: Should,
		Title: "has no undocumented members without a prefix",
		Statement: "An image has no members beside the documented ones and those of extensions. tenant_id, user_id " +
			"and fault of the XML Schema count as documented.",
		Source:   cite(xsdImage, guideExtensions, tempestSchema),
		Format:   JSON,
		Asked:    askListJSON,
		Accepted: []string{"only documented members and members named alias:name"},
		Why: "Members of Glance that leak, such as size, checksum, owner, is_public and deleted, tie clients " +
			"to the service behind.",
	})

	JSN19 = define(Requirement{
		ID:    "JSN-19",
		Level: May,
		Title: "describes a failed image in a fault object",
		Statement: "An image in status ERROR may have a fault: an object with an integer code, a string message, and " +
			"optionally details and created.",
		Source:   cite(guideAsyncFaults, xsdFaults+", AsyncAPIFault"),
		Need:     Condition,
		Recipe:   recipeWhere(ImageFaults),
		Format:   JSON,
		Features: []Feature{ErrorImages, ImageFaults},
		Asked:    askListJSON,
		Accepted: []string{
			"no fault",
			"a fault object with code and message",
		},
		Why: "Nova writes faults on servers and never on images.",
	})

	JSN20 = define(Requirement{
		ID:    "JSN-20",
		Level: May,
		Title: "pages long metadata through metadata_links",
		Statement: "Long metadata may be paged: metadata holds a part, and metadata_links has the next link to the " +
			"rest.",
		Source:   cite(guidePaging, guideSamples+", image-meta-page1.json"),
		Need:     Condition,
		Recipe:   recipeWhere(PagedMetadata),
		Format:   JSON,
		Features: []Feature{PagedMetadata},
		Asked:    askListJSON,
		Accepted: []string{
			"no metadata_links",
			"metadata_links as an array of links with rel and href",
		},
	})

	JSN21 = define(Requirement{
		ID:        "JSN-21",
		Level:     Must,
		Title:     "writes JSON without duplicate names, properly escaped",
		Statement: "No object has two members of one name, and strings are escaped as JSON demands.",
		Source:    rfc8259 + ", sections 4 and 7",
		Format:    JSON,
		Asked:     askListJSON,
		Accepted:  []string{"a body that a strict reader accepts"},
	})

	JSN22 = define(Requirement{
		ID:    "JSN-22",
		Level: Must,
		Title: "shows details and not the brief form",
		Statement: "The images have their detailed members. id, name and links alone are the brief form, which " +
			"belongs to /images.",
		Source:   cite(pageMethod, pageJSON),
		Format:   JSON,
		Asked:    "GET of the plain list, of ?limit=1 and of filtered lists as JSON",
		Accepted: []string{"status, created and updated on every image"},
	})
)
