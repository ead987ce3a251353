package requirement

// The filter server.
var (
	SRV01 = define(Requirement{
		ID:    "SRV-01",
		Level: Must,
		Title: "returns exactly the images made from the server of a URL",
		Statement: "server takes the full URL of a server. The result is exactly the images whose server.id is that " +
			"server.",
		Source:   cite(pageParameters, wadlParameters, tempest),
		Need:     Data,
		Recipe:   recipeSnapshot,
		Features: []Feature{Servers},
		Asked:    "GET ?server= with the self URL of the server of a known image",
		Accepted: []string{"200 with exactly the images of the plain list whose server.id is that id"},
		Why: "The details page speaks of \"the name of the server in URL format\", the guide of an id or a full " +
			"URL. A service takes both.",
	})

	SRV02 = define(Requirement{
		ID:        "SRV-02",
		Level:     Must,
		Title:     "returns the same images for the bare id of the server",
		Statement: "server also takes the bare id of the server, with the same result as the full URL.",
		Source:    cite(guideListImages, novaTests, tempest),
		Need:      Data,
		Recipe:    recipeSnapshot,
		Features:  []Feature{Servers},
		Asked:     "GET ?server= with the id of the server of a known image, beside the request with its URL",
		Accepted:  []string{"200 with the same images"},
		Why: "The details page names the URL only. The guide says \"by ID or by full URL\", and Nova, Rackspace " +
			"and Tempest use the id.",
	})

	SRV03 = define(Requirement{
		ID:        "SRV-03",
		Level:     Must,
		Title:     "treats the self and bookmark URL of a server alike",
		Statement: "The self link and the bookmark link of a server name the same server.",
		Source:    cite(guideLinks, tempest),
		Need:      Data,
		Recipe:    recipeSnapshot,
		Features:  []Feature{Servers},
		Asked:     "GET ?server= with each href of the server object of a known image",
		Accepted:  []string{"200 with the same images for each"},
		Why: "Tempest asks with every link of the server. A bookmark is meant for storing, hence for asking " +
			"later.",
	})

	SRV04 = define(Requirement{
		ID:        "SRV-04",
		Level:     Must,
		Title:     "leaves out base images and images of other servers",
		Statement: "An image that was not made from the server is not in the result.",
		Source:    cite(guideListImages, tempest),
		Need:      Data,
		Recipe:    recipeTwoServers,
		Features:  []Feature{Servers},
		Asked: "GET ?server= with the server of a known image, in a list that also holds base images and an " +
			"image of another server",
		Accepted: []string{"200 in which no image lacks a server and none names another"},
	})

	SRV05 = define(Requirement{
		ID:        "SRV-05",
		Level:     Should,
		Title:     "answers 200 and an empty collection for an unknown server",
		Statement: "A well-formed reference to a server that does not exist selects nothing. It is no error.",
		Source:    cite(glance, guidePaging),
		Asked:     "GET ?server= with a random UUID, bare and as a URL",
		Accepted:  []string{acceptEmpty},
		Why: "The parameter filters; it does not address the server. No document names a 404 for this " +
			"operation.",
	})

	SRV06 = define(Requirement{
		ID:    "SRV-06",
		Level: Should,
		Title: "identifies a server by the last segment of its URL",
		Statement: "Scheme, host, port, version and tenant of the URL do not matter: the last path segment is the " +
			"id.",
		Source:   novaImages + ", _get_filters",
		Need:     Data,
		Recipe:   recipeSnapshot,
		Features: []Feature{Servers},
		Asked: "GET ?server= with the URL of a known image's server on a foreign host, under https and below " +
			"another version",
		Accepted: []string{"200 with the images of that server"},
		Why: "The documents do not say how a URL is resolved. A deployment is reached by several names, so " +
			"that comparing the whole URL would lose images.",
	})

	SRV07 = define(Requirement{
		ID:    "SRV-07",
		Level: May,
		Title: "answers decorated server URLs without a server error",
		Statement: "A trailing slash, a query or a fragment on the server's URL is tolerated or leads nowhere, but " +
			"not to a server error.",
		Source: novaImages + ", _get_filters",
		Asked:  "GET ?server= with a server's URL followed by a slash, by ?a=b and by #c",
		Accepted: []string{
			"200 with the images of that server",
			acceptEmpty,
			acceptBadRequest,
			acceptComputeFault,
		},
		Why: "No document rules on it. Nova takes the text after the last slash as it stands, so that a " +
			"trailing slash means an empty id and selects nothing.",
	})

	SRV08 = define(Requirement{
		ID:    "SRV-08",
		Level: Should,
		Title: "answers a garbled server with 400 or an empty collection",
		Statement: "A value that names no server is refused or selects nothing. It is never ignored and never a " +
			"server error.",
		Source: wadlParameters,
		Asked:  "GET ?server=%00, ?server=not%20a%20uri and similar values",
		Accepted: []string{
			acceptBadRequest,
			acceptComputeFault,
			acceptEmpty,
		},
		Why: "The WADL types the parameter as a URI and thereby allows a refusal; Nova looks the word up and " +
			"finds nothing.",
	})

	SRV09 = define(Requirement{
		ID:        "SRV-09",
		Level:     Must,
		Title:     "accepts a percent-encoded server URL",
		Statement: "The URL may be percent-encoded in the query, as clients send it.",
		Source:    rfc3986 + ", section 2.1",
		Need:      Data,
		Recipe:    recipeSnapshot,
		Features:  []Feature{Servers},
		Asked: "GET ?server= with the server's URL fully percent-encoded, beside the URL with bare colons and " +
			"slashes",
		Accepted: []string{"200 with the same images for both"},
	})
)
