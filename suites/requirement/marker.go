package requirement

// The place where a page starts.
var (
	MRK01 = define(Requirement{
		ID:    "MRK-01",
		Level: Must,
		Title: "starts strictly after the marker image",
		Statement: "marker is the id of the last image of the previous page. The result is what follows that image " +
			"in the list.",
		Source: cite(guidePaging, pageParameters),
		Asked:  "GET ?marker= with the id of each of several known images",
		Accepted: []string{
			"200 with exactly the images that follow the marker in the plain list, in its order",
		},
	})

	MRK02 = define(Requirement{
		ID:        "MRK-02",
		Level:     Must,
		Title:     "leaves out the marker image itself",
		Statement: "The marker image is not in the result.",
		Source:    guidePaging,
		Asked:     "GET ?marker= with the id of each of several known images",
		Accepted:  []string{"200 in which the marker image does not occur"},
	})

	MRK03 = define(Requirement{
		ID:        "MRK-03",
		Level:     Must,
		Title:     "answers 200 and an empty collection after the last image",
		Statement: "The last image as marker leaves nothing: an empty collection without a next link.",
		Source:    guidePaging,
		Asked:     "GET ?marker= with the id of the last image of the plain list",
		Accepted:  []string{"200 with an empty collection and no next link"},
	})

	MRK04 = define(Requirement{
		ID:    "MRK-04",
		Level: Must,
		Title: "answers 400 to an invalid marker",
		Statement: "A marker that is no id of a visible image is refused with 400. It yields neither an empty page " +
			"nor the first one.",
		Source: cite(guidePaging, glanceRegistry),
		Asked: "GET ?marker= with a word, with a random UUID, and with the id of another tenant's private image " +
			"where one is known",
		Accepted: []string{
			acceptBadRequest,
			acceptComputeFault,
		},
		Why: "The guide gives 400 to a marker with an invalid id. A 404 is what the Identity API answers, and " +
			"an empty page would end a client's walk early without a word.",
	})

	MRK05 = define(Requirement{
		ID:        "MRK-05",
		Level:     Must,
		Title:     "accepts a marker without a limit",
		Statement: "marker works alone and returns the rest of the list.",
		Source:    cite(guidePaging, pageParameters),
		Asked:     "GET ?marker= with the id of a known image and no limit",
		Accepted:  []string{"200 with the images that follow the marker in the plain list"},
	})

	MRK06 = define(Requirement{
		ID:        "MRK-06",
		Level:     Must,
		Title:     "combines the marker with every filter",
		Statement: "With a filter, the result is what follows the marker among the images that the filter selects.",
		Source:    cite(guidePaging, guideListImages),
		Asked:     "GET ?marker= together with each of changes-since, server, name, status and type",
		Accepted:  []string{"200 with the matching images that follow the marker"},
	})

	MRK07 = define(Requirement{
		ID:    "MRK-07",
		Level: Should,
		Title: "accepts a marker that the filter does not select",
		Statement: "A marker marks a place in the whole order. An image which exists but does not meet the filter is " +
			"a valid marker.",
		Source:   cite(glance, mimic),
		Asked:    "GET ?name=&marker= with the name of one known image and the id of another that stands before it",
		Accepted: []string{"200 with the matching images that follow the marker"},
		Why:      "No document rules on it. Glance and Rackspace accept such a marker.",
	})

	MRK08 = define(Requirement{
		ID:    "MRK-08",
		Level: Obs,
		Title: "reports what an empty marker means",
		Statement: "What an empty marker means is left open. The answer is recorded; a status of 500 or above stands " +
			"out in the report.",
		Source:   novaCommon,
		Asked:    "GET ?marker=",
		Accepted: []string{"any status below 500; whether it is refused or ignored is reported"},
		Why:      "No document rules on an empty value. Nova ignores it.",
	})

	MRK09 = define(Requirement{
		ID:    "MRK-09",
		Level: Should,
		Title: "repeats no image when the marker image is deleted",
		Statement: "When the marker image is deleted between two pages, the next page may be refused with 400. It " +
			"never repeats an image.",
		Source: guidePaging,
		Need:   Condition,
		Recipe: recipeMarker,
		Asked:  askNothing,
		Accepted: []string{
			"200 with images not seen before",
			acceptBadRequest,
			acceptComputeFault,
		},
		Why:          "No document rules on it. Nova answers 400.",
		Unobservable: "the marker image has to be deleted between two requests, and the suite only reads",
	})
)
