package requirement

// The page size.
var (
	LIM01 = define(Requirement{
		ID:        "LIM-01",
		Level:     Must,
		Title:     "returns at most limit images",
		Statement: "A page holds at most limit images.",
		Source:    cite(pageParameters, guidePaging),
		Asked:     "GET ?limit= with 1, 2, the number of known images and one more",
		Accepted:  []string{"200 with no more images than the limit"},
	})

	LIM02 = define(Requirement{
		ID:        "LIM-02",
		Level:     Must,
		Title:     "returns exactly limit images while that many remain",
		Statement: "A page is full when enough images remain: it holds exactly limit images.",
		Source:    guidePaging,
		Asked:     "GET ?limit= with 1, 2 and the number of known images",
		Accepted:  []string{"200 with as many images as the limit"},
		Why: "The guide calls the limit the page size. A shorter page in the middle of the list would look " +
			"like its end.",
	})

	LIM03 = define(Requirement{
		ID:        "LIM-03",
		Level:     Must,
		Title:     "returns all images for a limit above their number",
		Statement: "A limit above the number of images returns them all, without a next link.",
		Source:    guidePaging,
		Asked:     "GET ?limit= with one more than the number of known images",
		Accepted:  []string{"200 with every image of the plain list and no next link"},
	})

	LIM04 = define(Requirement{
		ID:        "LIM-04",
		Level:     Must,
		Title:     "answers 400 to a limit that is no integer",
		Statement: "limit is an integer. Any other value is refused with 400.",
		Source:    cite(pageParameters, pageCodes, novaCommon+", _get_int_param"),
		Asked:     "GET ?limit= with abc, 1.5, 0x10, 1e3, a space and []",
		Accepted: []string{
			acceptBadRequest,
			acceptComputeFault,
		},
		Why: "The parameter table types limit as Int and the response codes give 400 to bad requests. Nova and " +
			"Rackspace answer badRequest.",
	})

	LIM05 = define(Requirement{
		ID:        "LIM-05",
		Level:     Must,
		Title:     "answers 400 to a negative limit",
		Statement: "A negative limit is refused with 400.",
		Source:    cite(pageCodes, novaCommon+", _get_int_param", mimic),
		Asked:     "GET ?limit=-1",
		Accepted: []string{
			acceptBadRequest,
			acceptComputeFault,
		},
		Why: "The type Int alone allows negative numbers, but there is no page of negative size. Nova and " +
			"Rackspace refuse them.",
	})

	LIM06 = define(Requirement{
		ID:    "LIM-06",
		Level: Should,
		Title: "answers limit=0 without a next link",
		Statement: "limit=0 asks for nothing or is taken as no limit. Either way no next link follows from it: an " +
			"empty page has no last image to go on from.",
		Source: cite(
			guidePaging,
			mimic+", test_with_limit_as_0",
			novaGlance+", _extract_query_params",
		),
		Asked: "GET ?limit=0",
		Accepted: []string{
			"200 with an empty collection and no next link",
			"200 with the list as without a limit",
			acceptBadRequest,
			acceptComputeFault,
		},
		Why: "No document rules on zero. Nova 2012.2, its list of servers and Rackspace return an empty list; " +
			"Nova's images from 2013.1 on return everything. A next link that points back to the same page " +
			"would trap every client, so that this alone is wrong.",
	})

	LIM07 = define(Requirement{
		ID:    "LIM-07",
		Level: May,
		Title: "answers an oversize limit with 413 or a shorter page",
		Statement: "A limit beyond what the deployment supports is refused with a 413 overLimit fault or cut down. A " +
			"page never holds more than 1000 images.",
		Source: cite(guidePaging, xsdImage+", Images"),
		Asked:  "GET ?limit=100000",
		Accepted: []string{
			"413 with an overLimit fault",
			"200 with at most 1000 images, and a next link where more remain",
		},
		Why: "The guide says that a 413 may be thrown, the XML Schema allows 1000 images in a collection, and " +
			"Nova's list of images has no maximum of its own. Both the refusal and the shorter page are " +
			"accepted.",
	})

	LIM08 = define(Requirement{
		ID:        "LIM-08",
		Level:     Must,
		Title:     "answers a huge limit without a server error",
		Statement: "An integer beyond every machine size is refused or cut down. It never leads to a server error.",
		Source:    cite(xsdTypes+", int", pageCodes),
		Asked:     "GET ?limit=99999999999999999999",
		Accepted: []string{
			"200 with at most 1000 images",
			acceptBadRequest,
			acceptComputeFault,
			"413 with an overLimit fault",
		},
	})

	LIM09 = define(Requirement{
		ID:    "LIM-09",
		Level: Obs,
		Title: "reports what an empty limit means",
		Statement: "What an empty limit means is left open. The answer is recorded; a status of 500 or above stands " +
			"out in the report.",
		Source:   novaCommon + ", _get_int_param",
		Asked:    "GET ?limit=",
		Accepted: []string{"any status below 500; whether it is refused or ignored is reported"},
		Why:      "No document rules on an empty value. Nova answers 400.",
	})

	LIM10 = define(Requirement{
		ID:        "LIM-10",
		Level:     Should,
		Title:     "answers a limit with a sign or zeros in front with 200 or 400",
		Statement: "A limit written with a plus sign or leading zeros is read as its number or refused.",
		Source:    xsdTypes + ", int",
		Asked:     "GET ?limit=002 and ?limit=%2B1",
		Accepted: []string{
			"200 with at most that many images",
			acceptBadRequest,
			acceptComputeFault,
		},
		Why: "An xsd:int may be written so. The details page says Int and no more.",
	})

	LIM11 = define(Requirement{
		ID:    "LIM-11",
		Level: Must,
		Title: "gives a next link when it truncates the list by itself",
		Statement: "Without a limit the deployment may return a page of its own size. When it does so and more " +
			"images remain, the page has a next link.",
		Source:   guidePaging,
		Need:     Condition,
		Recipe:   recipePageMaximum,
		Features: []Feature{PageMaximum},
		Asked:    "GET of the plain list, then of the page after its last image",
		Accepted: []string{
			"200 with the whole list and no next link",
			"200 with a part of the list and a next link to the rest",
		},
		Why: "Without the link a client takes the first page for everything. Nova up to 2014.1 left it out " +
			"when its own maximum had cut the list, and was corrected in 2014.2.",
	})
)
