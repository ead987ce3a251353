package requirement

// The links from page to page.
var (
	PAG01 = define(Requirement{
		ID:    "PAG-01",
		Level: Must,
		Title: "gives one next link in images_links while images remain",
		Statement: "When images remain, the JSON body has a member images_links beside images: an array with exactly " +
			"one object whose rel is \"next\" and which has an href.",
		Source:   cite(guidePaging, guideSamples+", images-page1.json"),
		Format:   JSON,
		Asked:    "GET ?limit=1 as JSON of a list with two or more images",
		Accepted: []string{"200 with exactly one next link in images_links"},
	})

	PAG02 = define(Requirement{
		ID:    "PAG-02",
		Level: Must,
		Title: "gives an atom:link with rel next after the images while they remain",
		Statement: "When images remain, the XML root images has a child atom:link with rel=\"next\", after its image " +
			"children.",
		Source:   cite(wadlDetailList, xsdImage+", Images", guideSamples+", images-page1.xml"),
		Format:   XML,
		Asked:    "GET ?limit=1 as XML of a list with two or more images",
		Accepted: []string{"200 with exactly one next link after the image elements"},
		Why: "The WADL, which the guide declares authoritative, reads the link from this place, and the XML " +
			"Schema and the guide's samples have it there. Nova's template for the detailed list never wrote " +
			"it, from 2012.1 to 2014.2, and its RelaxNG schema has none; only the brief list had links. The " +
			"documents decide.",
	})

	PAG03 = define(Requirement{
		ID:    "PAG-03",
		Level: Must,
		Title: "gives no next link on the last page",
		Statement: "The last page has no next link. In JSON there is then no images_links, or none of its links is " +
			"next.",
		Source:   guidePaging,
		Asked:    "GET ?limit= with the number of known images, and walks whose last page is exactly full",
		Accepted: []string{"200 without a next link"},
		Why: "The guide says that the last page has none. Nova adds one whenever a page is full, without a " +
			"look at what follows, so that a list divisible by the limit ends in a link to an empty page. " +
			"Rackspace does the same.",
	})

	PAG04 = define(Requirement{
		ID:        "PAG-04",
		Level:     Must,
		Title:     "leads the next link to the detailed list",
		Statement: "The path of the next link ends in /images/detail, so that following it yields detailed images.",
		Source:    wadlDetailList,
		Asked:     "GET ?limit=1, then a GET of its next link",
		Accepted:  []string{"200 with images that have their detailed members"},
		Why: "In the WADL the next page of a detailed list is a detailed list. The guide's sample points to " +
			"/images, but illustrates the brief list. Nova up to 2014.2 pointed to /images for both (bug " +
			"1410431), so that details ended after the first page.",
	})

	PAG05 = define(Requirement{
		ID:        "PAG-05",
		Level:     Must,
		Title:     "keeps the limit in the next link",
		Statement: "The query of the next link repeats the limit: later pages have the size of the first.",
		Source:    guidePaging,
		Asked:     "GET ?limit=1 and ?limit=2",
		Accepted:  []string{"a next link whose query has the same limit"},
	})

	PAG06 = define(Requirement{
		ID:        "PAG-06",
		Level:     Must,
		Title:     "sets the marker of the next link to the last image of the page",
		Statement: "The query of the next link has the id of the page's last image as marker.",
		Source:    cite(guidePaging, guideSamples+", images-page1.json"),
		Asked:     "GET ?limit=1 and ?limit=2",
		Accepted:  []string{"a next link whose marker is the id of the last image shown"},
		Why: "The guide defines the marker so. The jclouds client reads marker and limit from this query " +
			"instead of following the link.",
	})

	PAG07 = define(Requirement{
		ID:    "PAG-07",
		Level: Must,
		Title: "keeps the filters in the next link",
		Statement: "The query of the next link repeats every filter of the request, so that the next page belongs to " +
			"the same list.",
		Source:   cite(guidePaging, novaCommon+", ViewBuilder"),
		Asked:    "GET ?limit=1 together with each filter that selects two or more images",
		Accepted: []string{"a next link whose query has the same filters with the same values"},
	})

	PAG08 = define(Requirement{
		ID:    "PAG-08",
		Level: Must,
		Title: "writes the next link as an absolute and encoded URI",
		Statement: "The next link is a valid absolute URI whose query values are percent-encoded. In XML its & is " +
			"written &amp;.",
		Source: cite(rfc3986+", section 2.1", xsdAtom, guidePaging),
		Asked:  "GET ?limit=1 with filters whose values hold reserved characters, then a GET of the next link",
		Accepted: []string{
			"a next link that parses as an absolute URI and, decoded, repeats the request's values",
		},
		Why: "Clients follow the link as it stands. Nova up to 2015.1 did not encode values: a space makes the " +
			"link illegal, and + and & change its meaning.",
	})

	PAG09 = define(Requirement{
		ID:    "PAG-09",
		Level: Must,
		Title: "replaces the marker in the next link of later pages",
		Statement: "The next link has one marker. On the second and later pages the new marker takes the place of " +
			"the old.",
		Source:   cite(guidePaging, novaCommon+", ViewBuilder"),
		Asked:    "GET ?limit=1&marker= with the id of the first image",
		Accepted: []string{"a next link in whose query marker occurs once"},
	})

	PAG10 = define(Requirement{
		ID:    "PAG-10",
		Level: Must,
		Title: "lists each image exactly once along the next links",
		Statement: "Following the next links to the end yields every image of the plain list exactly once and in its " +
			"order.",
		Source:   guidePaging,
		Asked:    "a walk along the next links with limit 1, 2 and 3",
		Accepted: []string{"the pages, joined, equal the plain list"},
	})

	PAG11 = define(Requirement{
		ID:        "PAG-11",
		Level:     Must,
		Title:     "comes to an end along the next links",
		Statement: "A walk along the next links ends. No link leads back to a page already seen.",
		Source:    guidePaging,
		Asked:     "a walk along the next links with limit 1, 2 and 3",
		Accepted:  []string{"a page without a next link after as many pages as the list needs"},
	})

	PAG12 = define(Requirement{
		ID:    "PAG-12",
		Level: Should,
		Title: "gives a next link that the client can reach",
		Statement: "Scheme and host of the next link are those of the request, or a public prefix that the " +
			"deployment configures. The link answers the client that received it.",
		Source:   cite(guidePaging, novaTests),
		Asked:    "GET ?limit=1, then a GET of its next link",
		Accepted: []string{"200 from the link as it stands"},
		Why: "Behind a proxy that ends TLS, services often write http:// and a private host (php-opencloud " +
			"issue 564). Nova has the option osapi_compute_link_prefix against it.",
	})

	PAG13 = define(Requirement{
		ID:    "PAG-13",
		Level: Should,
		Title: "keeps the format along the next link",
		Statement: "Following the next link with the same Accept keeps the format. A walk that begins at detail.xml " +
			"can be followed too.",
		Source: cite(guidePaging, guideFormats),
		Format: XML,
		Asked: "GET ?limit=1 as XML by Accept and by the .xml extension, then a GET of each next link with the " +
			"same headers",
		Accepted: []string{
			"200 in XML for both",
			"200 with a next page in the default format, where only the extension had asked for XML",
		},
		Why: "The documents do not say whether the link repeats the extension.",
	})

	PAG14 = define(Requirement{
		ID:    "PAG-14",
		Level: May,
		Title: "pages backwards along previous links",
		Statement: "A page may have a previous link, with rel \"previous\" or \"prev\". Where it has, following it leads " +
			"to the page before.",
		Source:   cite(guidePaging, wadlDetailList),
		Need:     Condition,
		Recipe:   recipeWhere(PreviousLinks),
		Features: []Feature{PreviousLinks},
		Asked:    "the second page of a walk, then a GET of its previous link",
		Accepted: []string{
			"no previous link",
			"200 with the page before",
		},
		Why: "The WADL lists the link and the guide makes it optional. Nova never wrote one.",
	})

	PAG15 = define(Requirement{
		ID:    "PAG-15",
		Level: Must,
		Title: "never writes an empty next link",
		Statement: "images_links is absent or an array of links. It is never null, and no link lacks its href or has " +
			"an empty one.",
		Source:   cite(guidePaging, guideSamples+", images-page3.json"),
		Format:   JSON,
		Asked:    "GET of the plain list, of ?limit=1 and of the last page as JSON",
		Accepted: []string{"no images_links, or an array in which every link has rel and a non-empty href"},
	})

	PAG16 = define(Requirement{
		ID:        "PAG-16",
		Level:     Should,
		Title:     "gives no next link when no limit is asked and nothing is cut",
		Statement: "Without a limit, a complete list has no next link.",
		Source:    guidePaging,
		Asked:     askList,
		Accepted:  []string{"200 without a next link, unless the deployment has cut the list"},
	})

	PAG17 = define(Requirement{
		ID:        "PAG-17",
		Level:     Must,
		Title:     "keeps version and tenant in the next link",
		Statement: "The path of the next link has the version and the tenant of the request, as self links have.",
		Source:    cite(guidePaging, guideSamples+", images-page1.json", novaCommon+", ViewBuilder"),
		Asked:     "GET ?limit=1",
		Accepted:  []string{"a next link whose path begins as the request's path does"},
	})
)
