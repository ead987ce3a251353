package requirement

// The server that an image was made from.
var (
	SUB01 = define(Requirement{
		ID:        "SUB-01",
		Level:     Must,
		Title:     "identifies the server of an image by id and links",
		Statement: "server, where present, is an object with an id, which is a UUID, and links.",
		Source:    cite(guideListImages, guideSamples+", images.json", tempestSchema),
		Need:      Data,
		Recipe:    recipeSnapshot,
		Features:  []Feature{Servers},
		Asked:     askList,
		Accepted:  []string{"an id that is a UUID and an array of links"},
	})

	SUB02 = define(Requirement{
		ID:        "SUB-02",
		Level:     Must,
		Title:     "gives the server one self and one bookmark link",
		Statement: "The server has exactly one self and one bookmark link and no alternate.",
		Source:    cite(guideSamples+", images.json", novaViews),
		Need:      Data,
		Recipe:    recipeSnapshot,
		Features:  []Feature{Servers},
		Asked:     askList,
		Accepted:  []string{"one self and one bookmark link"},
	})

	SUB03 = define(Requirement{
		ID:    "SUB-03",
		Level: Must,
		Title: "points the server's links to the server",
		Statement: "The path of its self link is /v2/{tenant_id}/servers/{id}. Its bookmark link is the same without " +
			"the version.",
		Source:   cite(guideLinks, guideSamples+", images.json", novaTests),
		Need:     Data,
		Recipe:   recipeSnapshot,
		Features: []Feature{Servers},
		Asked:    askList,
		Accepted: []string{"paths of that form with the server's id"},
	})

	SUB04 = define(Requirement{
		ID:        "SUB-04",
		Level:     Should,
		Title:     "gives the server's links the prefix of the image's links",
		Statement: "The server's links begin as the image's own links do.",
		Source:    cite(guideLinks, novaTests),
		Need:      Data,
		Recipe:    recipeSnapshot,
		Features:  []Feature{Servers},
		Asked:     askList,
		Accepted:  []string{"the same scheme, host and port as in the image's self link"},
		Why:       "Nova once wrote a configured public prefix on the image's links only.",
	})

	SUB05 = define(Requirement{
		ID:        "SUB-05",
		Level:     Should,
		Title:     "gives the server the id in instance_uuid",
		Statement: "Where the metadata has instance_uuid, server.id equals it.",
		Source:    novaViews,
		Need:      Data,
		Recipe:    recipeSnapshot,
		Features:  []Feature{Servers},
		Asked:     askList,
		Accepted:  []string{"equal ids"},
		Why:       "No document names instance_uuid. Nova takes the server from it.",
	})

	SUB06 = define(Requirement{
		ID:        "SUB-06",
		Level:     Obs,
		Title:     "reports whether the server has a name",
		Statement: "Whether the server object has a name is recorded.",
		Source:    cite(xsdImage, guideSamples+", images.json"),
		Need:      Data,
		Recipe:    recipeSnapshot,
		Features:  []Feature{Servers},
		Except:    []Profile{Nova21},
		Asked:     askList,
		Accepted:  []string{"with or without a name; which of the two is reported"},
		Why: "A comment of the XML Schema says that the server always has a name. Neither Nova nor the guide's " +
			"samples give one, so that none is required.",
	})

	SUB07 = define(Requirement{
		ID:    "SUB-07",
		Level: Must,
		Title: "places the server element before metadata",
		Statement: "In XML the image has a server element with the attribute id and atom:link children, before its " +
			"metadata element.",
		Source:   cite(xsdImage, relaxNG+", image.rng", guideSamples+", images.xml"),
		Need:     Data,
		Recipe:   recipeSnapshot,
		Format:   XML,
		Features: []Feature{Servers},
		Asked:    askListXML,
		Accepted: []string{"server before metadata, with id and links"},
	})
)
