package requirement

// The filter status.
var (
	STA01 = define(Requirement{
		ID:        "STA-01",
		Level:     Must,
		Title:     "returns only images of the asked status",
		Statement: "status selects by equality: every image of the result has that status.",
		Source:    cite(pageParameters, guideListImages),
		Asked:     "GET ?status= with each of ACTIVE, SAVING, ERROR, DELETED and UNKNOWN",
		Accepted:  []string{"200 in which every image has the asked status"},
		Why: "The status that counts is the one which the list displays. Nova compares with Glance's words " +
			"instead, which differ from its own for every status but ACTIVE.",
	})

	STA02 = define(Requirement{
		ID:        "STA-02",
		Level:     Must,
		Title:     "uses the documented words for status",
		Statement: "The status of an image is one of UNKNOWN, ACTIVE, SAVING, ERROR and DELETED, or an extension's.",
		Source:    cite(xsdImage+", ImageStatus", guideListImages),
		Asked:     askList,
		Accepted: []string{
			"each status is one of the five words",
			"a status of an extension, written prefix:Word",
		},
	})

	STA03 = define(Requirement{
		ID:        "STA-03",
		Level:     Must,
		Title:     "returns every ACTIVE image for status=ACTIVE",
		Statement: "The filter is complete for ACTIVE: it returns every image that the plain list shows as ACTIVE.",
		Source:    cite(pageParameters, guideListImages),
		Asked:     "GET ?status=ACTIVE beside the plain list",
		Accepted:  []string{"200 with exactly the ACTIVE images of the plain list"},
	})

	STA04 = define(Requirement{
		ID:        "STA-04",
		Level:     Must,
		Title:     "returns every SAVING image for status=SAVING",
		Statement: "The filter is complete for SAVING: it returns every image that the plain list shows as SAVING.",
		Source:    cite(pageParameters, guideListImages),
		Need:      Data,
		Recipe:    recipeSaving,
		Features:  []Feature{SavingImages},
		Asked:     "GET ?status=SAVING beside the plain list",
		Accepted:  []string{"200 with exactly the SAVING images of the plain list"},
		Why: "Nova displays Glance's queued and saving both as SAVING, but filters only by saving, so that " +
			"queued images are missed. The filter has to follow what is displayed.",
	})

	STA05 = define(Requirement{
		ID:        "STA-05",
		Level:     Must,
		Title:     "returns every ERROR image for status=ERROR",
		Statement: "The filter is complete for ERROR: it returns every image that the plain list shows as ERROR.",
		Source:    cite(pageParameters, guideListImages),
		Need:      Data,
		Recipe:    recipeError,
		Features:  []Feature{ErrorImages},
		Asked:     "GET ?status=ERROR beside the plain list",
		Accepted:  []string{"200 with exactly the ERROR images of the plain list"},
		Why: "Nova displays Glance's killed as ERROR, but sends Glance the word error, which matches nothing. " +
			"The filter has to follow what is displayed.",
	})

	STA06 = define(Requirement{
		ID:    "STA-06",
		Level: Should,
		Title: "returns deleted images for status=DELETED with changes-since",
		Statement: "Together with changes-since, status=DELETED returns the recently deleted images. Alone it " +
			"returns deleted images or nothing.",
		Source:   cite(guidePolling, pageParameters, glance),
		Need:     Data,
		Recipe:   recipeDeleted,
		Features: []Feature{DeletedImages},
		Asked: "GET ?status=DELETED&changes-since= with a time before the deletion of a known image, and " +
			"?status=DELETED alone",
		Accepted: []string{
			"with changes-since 200 with the deleted image and no other status",
			"alone 200 with an empty collection",
			"alone 200 with deleted images only",
		},
		Why: "The details page allows every status as a filter, while Glance shows deleted images only " +
			"together with changes-since. The documents leave the filter alone open, so that both answers are " +
			"accepted.",
	})

	STA07 = define(Requirement{
		ID:    "STA-07",
		Level: Should,
		Title: "answers an unknown status with 400 or an empty collection",
		Statement: "A value outside the enumeration is refused or selects nothing. It is never ignored and never a " +
			"server error.",
		Source: cite(wadlParameters, xsdImage+", ImageStatus"),
		Asked:  "GET ?status=BOGUS",
		Accepted: []string{
			acceptBadRequest,
			acceptComputeFault,
			acceptEmpty,
		},
		Why: "The WADL types the parameter by the enumeration and thereby allows a refusal; Nova hands the " +
			"word to Glance, which finds nothing.",
	})

	STA08 = define(Requirement{
		ID:        "STA-08",
		Level:     May,
		Title:     "may accept a status in lower case",
		Statement: "A status in lower or mixed case may stand for the word in capitals. It is never ignored.",
		Source:    novaImages + ", _get_filters",
		Asked:     "GET ?status=active and ?status=Active",
		Accepted: []string{
			"200 with the ACTIVE images",
			acceptEmpty,
			acceptBadRequest,
			acceptComputeFault,
		},
		Why: "The documents know capitals only. Nova lowers the case before it asks Glance, so that both " +
			"spellings work there.",
	})

	STA09 = define(Requirement{
		ID:        "STA-09",
		Level:     May,
		Title:     "writes extension statuses as prefix:Word",
		Statement: "An extension may add statuses. Such a status has the extension's prefix, a colon and a word.",
		Source:    cite(xsdImage+", ExtendedStatus", guideExtensions),
		Need:      Condition,
		Recipe:    recipeWhere(ExtensionStatuses),
		Features:  []Feature{ExtensionStatuses},
		Asked:     askList,
		Accepted:  []string{"every status outside the enumeration has the form prefix:Word"},
	})

	STA10 = define(Requirement{
		ID:    "STA-10",
		Level: Should,
		Title: "splits the list completely by status",
		Statement: "The five statuses part the list: each image is found by exactly one of them, and together they " +
			"give the whole list.",
		Source: cite(xsdImage+", ImageStatus", pageParameters),
		Asked:  "GET ?status= with each of the five words beside the plain list",
		Accepted: []string{
			"results without overlap that together hold every image of the plain list, and beyond it deleted " +
				"images only",
		},
		Why: "It follows from the filter by displayed status. Nova's filter misses queued and failed images " +
			"and so leaves gaps.",
	})
)
