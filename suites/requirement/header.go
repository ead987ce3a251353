package requirement

// Headers, caching, compression and connections.
var (
	HDR01 = define(Requirement{
		ID:        "HDR-01",
		Level:     Must,
		Title:     "declares the true type of every body",
		Statement: "Every response with a body has a Content-Type, and the body is of that type.",
		Source:    guideFormats,
		Asked:     askEverything,
		Accepted:  []string{"a Content-Type that the body bears out"},
	})

	HDR02 = define(Requirement{
		ID:        "HDR-02",
		Level:     Must,
		Title:     "answers 200, or 203 from a cache",
		Statement: "A list is answered with 200. A deployment with a cache may answer 203, with the same body.",
		Source:    cite(pageCodes, guideGeneral),
		Asked:     "GET of the plain list, of filtered lists and of pages",
		Accepted: []string{
			"200",
			"203",
		},
	})

	HDR03 = define(Requirement{
		ID:    "HDR-03",
		Level: Must,
		Title: "answers an empty list with 200 and a body",
		Statement: "An empty list is a list: it is answered with 200 and an empty collection, not with 204, 206 or " +
			"404.",
		Source: cite(guidePolling, pageCodes),
		Asked:  "GET ?name= with a random word",
		Accepted: []string{
			acceptEmpty,
			"203 with an empty collection",
		},
	})

	HDR04 = define(Requirement{
		ID:    "HDR-04",
		Level: May,
		Title: "gives each response its own X-Compute-Request-Id",
		Statement: "A response may have the header X-Compute-Request-Id. Where it has, the value is not empty and " +
			"differs for each request.",
		Source:   cite(wadl2014+", x-compute-request-idHeader", guideGeneral),
		Need:     Condition,
		Recipe:   recipeWhere(RequestIDs),
		Features: []Feature{RequestIDs},
		Asked:    "two GETs",
		Accepted: []string{
			"no such header",
			"non-empty values that differ",
		},
		Why: "Nova writes req- and a UUID. The documents fix no form.",
	})

	HDR05 = define(Requirement{
		ID:    "HDR-05",
		Level: May,
		Title: "honours the validators it sends",
		Statement: "A response may have ETag or Last-Modified. A conditional GET with its value then answers 304 " +
			"without a body, or 200.",
		Source:   cite(guideGeneral, rfc2616+", section 14.26"),
		Need:     Condition,
		Recipe:   recipeWhere(Validators),
		Features: []Feature{Validators},
		Asked:    "a GET, then a GET with If-None-Match or If-Modified-Since from its headers",
		Accepted: []string{
			"no validators",
			"304 without a body",
			"200 with the list",
		},
	})

	HDR06 = define(Requirement{
		ID:    "HDR-06",
		Level: May,
		Title: "compresses only as it declares",
		Statement: "A request with Accept-Encoding: gzip may be answered in gzip, with Content-Encoding saying so, " +
			"or as it is.",
		Source:   cite(guideGeneral, rfc2616+", section 14.11"),
		Need:     Condition,
		Recipe:   recipeWhere(Compression),
		Features: []Feature{Compression},
		Asked:    "GET with Accept-Encoding: gzip",
		Accepted: []string{
			"an uncompressed body without Content-Encoding",
			"Content-Encoding: gzip with a body that unpacks to the list",
		},
	})

	HDR07 = define(Requirement{
		ID:        "HDR-07",
		Level:     Should,
		Title:     "states the true Content-Length",
		Statement: "Content-Length, where it is sent, is the number of bytes of the body.",
		Source:    rfc2616 + ", section 14.13",
		Need:      Condition,
		Recipe:    recipeWhere(ContentLength),
		Features:  []Feature{ContentLength},
		Asked:     "GET of the plain list and of a bad request",
		Accepted: []string{
			"a Content-Length equal to the body's bytes",
			"no Content-Length",
		},
	})

	HDR08 = define(Requirement{
		ID:        "HDR-08",
		Level:     May,
		Title:     "redirects a GET to a place that serves it",
		Statement: "A GET may be answered with a redirect. Its Location then leads to the list.",
		Source:    guideGeneral,
		Need:      Condition,
		Recipe:    recipeWhere(Redirects),
		Features:  []Feature{Redirects},
		Asked:     askList,
		Accepted: []string{
			"no redirect",
			"3xx with a Location that answers 200 with the list",
		},
	})

	HDR09 = define(Requirement{
		ID:        "HDR-09",
		Level:     Should,
		Title:     "says that the answer varies with Accept",
		Statement: "A response that may be cached has a Vary header with Accept, since one URI serves two formats.",
		Source:    rfc2616 + ", sections 13.6 and 14.44",
		Need:      Condition,
		Recipe:    recipeWhere(CachingHeaders),
		Features:  []Feature{XMLFormat, CachingHeaders},
		Asked:     askListBoth,
		Accepted:  []string{"Vary with Accept, or *"},
	})

	HDR10 = define(Requirement{
		ID:        "HDR-10",
		Level:     Should,
		Title:     "mixes nothing up in its cache",
		Statement: "An answer from a cache belongs to the request: to its format, its tenant and its query.",
		Source:    cite(guideGeneral, rfc2616+", section 13"),
		Need:      Condition,
		Recipe:    recipeWhere(Cache),
		Features:  []Feature{Cache},
		Asked:     "one GET as JSON, then as XML, then with another query, each twice",
		Accepted:  []string{"the asked format and the asked images each time"},
	})

	HDR11 = define(Requirement{
		ID:        "HDR-11",
		Level:     Should,
		Title:     "keeps a connection usable after a fault",
		Statement: "A persistent connection serves further requests after a 200 and after a 4xx.",
		Source:    cite(guideGeneral, rfc2616+", section 8.1"),
		Asked:     "a list, a bad request and a list on one connection",
		Accepted:  []string{"the expected answer to each"},
		Why: "The guide leaves persistent connections to the provider. A connection that is closed with " +
			"Connection: close is no error; one that mixes up answers is.",
	})
)
