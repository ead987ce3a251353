package requirement

// The request URI and its query.
var (
	URI01 = define(Requirement{
		ID:    "URI-01",
		Level: Must,
		Title: "answers 200 with a collection of images",
		Statement: "A GET of images/detail below the tenant's base URL, with valid credentials and no query, answers " +
			"200 with a collection of images.",
		Source: cite(pageMethod, pageCodes, wadl+", listDetailImages", guideListImages),
		Asked:  "GET {base}/images/detail with a valid token and no query",
		Accepted: []string{
			"200 with a body that holds the images collection",
			"203 with the same body, served from a cache",
		},
	})

	URI02 = define(Requirement{
		ID:        "URI-02",
		Level:     Must,
		Title:     "serves the list below a tenant segment",
		Statement: "The path names the tenant between the version and the operation: /v2/{tenant_id}/images/detail.",
		Source:    cite(wadlTree, guideListImages, novaRoutes),
		Asked: "GET {base}/images/detail, where the base URL ends in the version and the tenant, as a service " +
			"catalogue gives it",
		Accepted: []string{"200 with a collection"},
		Why: "The details page prints /v2/images/detail, as do the WADLs of 2012.2 and 2013.2, in which the " +
			"tenant resource closes too early (bug 1290857). The WADLs of 2013.1 and from June 2014 on, the " +
			"Developer Guide, every Nova and every client have the tenant in the path, and so has the suite.",
	})

	URI03 = define(Requirement{
		ID:    "URI-03",
		Level: Obs,
		Title: "reports what the path without a tenant answers",
		Statement: "The documents promise nothing for /v2/images/detail without a tenant. The answer is recorded, " +
			"whatever it is.",
		Source:   cite(pageMethod, novaRoutes),
		Asked:    "GET of the version root followed by images/detail, without a tenant segment",
		Accepted: []string{"any answer; its status is reported"},
		Why: "The details page prints this path by a nesting error of its source. Nova of 2012 to 2014 reads " +
			"\"images\" as the tenant there and does not serve the list; Nova 2.1 makes the tenant optional.",
	})

	URI04 = define(Requirement{
		ID:        "URI-04",
		Level:     Must,
		Title:     "accepts each query parameter alone, and none",
		Statement: "All seven query parameters are optional. Each alone is accepted, and so is an empty query.",
		Source:    cite(pageParameters, wadlParameters),
		Asked: "one GET for each of changes-since, server, name, status, marker, limit and type with a valid " +
			"value, and one with an empty query",
		Accepted: []string{"200 with a collection for each"},
	})

	URI05 = define(Requirement{
		ID:    "URI-05",
		Level: Should,
		Title: "ignores unknown query parameters",
		Statement: "A query parameter that the operation does not define changes nothing: the answer equals the one " +
			"without it.",
		Source:   novaTests + ", test_image_detail_filter_not_supported",
		Asked:    "GET ?UNSUPPORTEDFILTER=x beside the plain list",
		Accepted: []string{"200 with the images of the plain list in the same order"},
		Why:      "No document rules on unknown parameters. Nova's own tests hold that they are ignored.",
	})

	URI06 = define(Requirement{
		ID:        "URI-06",
		Level:     Should,
		Title:     "decodes percent-encoded query values",
		Statement: "Query values are percent-decoded as UTF-8, and + stands for a space.",
		Source:    cite(wadlParameters, rfc3986+", section 2.1"),
		Asked: "GET ?name= with the name of a known image, every byte percent-encoded; where a known name holds " +
			"a space, once with %20 and once with +",
		Accepted: []string{"the images which bear that name"},
	})

	URI07 = define(Requirement{
		ID:    "URI-07",
		Level: Should,
		Title: "does not take changes_since for changes-since",
		Statement: "Parameter names are case-sensitive and hyphenated. A misspelt name is an unknown parameter and " +
			"is ignored.",
		Source:   cite(pageParameters, novaImages+", SUPPORTED_FILTERS"),
		Asked:    "GET ?changes_since= with a time in the future",
		Accepted: []string{"200 with the images of the plain list"},
	})

	URI08 = define(Requirement{
		ID:    "URI-08",
		Level: Obs,
		Title: "answers a repeated parameter without a server error",
		Statement: "What a parameter that occurs twice means is left open. The answer is recorded; a status of 500 " +
			"or above stands out in the report.",
		Source:   novaImages,
		Asked:    "GET ?limit=1&limit=2",
		Accepted: []string{"any status below 500; which occurrence counts is reported"},
		Why:      "No document rules on repeated parameters. Nova takes the last occurrence.",
	})

	URI09 = define(Requirement{
		ID:    "URI-09",
		Level: Obs,
		Title: "reports which undocumented filters take effect",
		Statement: "Nova also reads minRam, minDisk, property-* and page_size. They are no part of this operation's " +
			"documents, and their effect is recorded only.",
		Source: novaImages + ", SUPPORTED_FILTERS",
		Asked: "GET ?minRam= and ?minDisk= with a value that no image has, ?property-architecture= with a " +
			"made-up value, and ?page_size=1",
		Accepted: []string{"any answer; whether the images differ from the plain list is reported"},
		Why: "Nova hands these on to Glance v1, where minRam and minDisk compare for equality. A deployment " +
			"without them treats them as unknown parameters.",
	})

	URI10 = define(Requirement{
		ID:        "URI-10",
		Level:     Must,
		Title:     "needs neither a request body nor a Content-Type",
		Statement: "The operation takes no request body. A GET without a body and without Content-Type works.",
		Source:    guideListImages,
		Asked:     "GET without a body and without a Content-Type header",
		Accepted:  []string{"200 with a collection"},
	})

	URI11 = define(Requirement{
		ID:    "URI-11",
		Level: Should,
		Title: "ignores a body or an odd Content-Type on a GET",
		Statement: "A GET is not rejected because it carries a body or a Content-Type that the service does not " +
			"know.",
		Source:   cite(guideListImages, novaWSGI+", get_body"),
		Asked:    "GET with Content-Type: text/foo and a short body",
		Accepted: []string{"200 with the images of the plain list"},
	})

	URI12 = define(Requirement{
		ID:        "URI-12",
		Level:     Should,
		Title:     "serves detail/.xml like detail.xml",
		Statement: "The format extension may follow a slash: images/detail/.xml is the same as images/detail.xml.",
		Source:    guideVersions,
		Format:    XML,
		Asked:     "GET {base}/images/detail/.xml?limit=1 beside {base}/images/detail.xml?limit=1",
		Accepted:  []string{"the same XML collection for both"},
		Why: "The guide says it in passing, in a paragraph about version URLs. Nova answers 404 to the form " +
			"with the slash in every release.",
	})
)
