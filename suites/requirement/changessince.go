package requirement

// The filter changes-since.
var (
	CS01 = define(Requirement{
		ID:    "CS-01",
		Level: Must,
		Title: "returns only images updated since the time",
		Statement: "changes-since takes a date and time. The result holds only images whose updated is not before " +
			"it.",
		Source:   cite(pageParameters, wadlParameters, guidePolling),
		Asked:    "GET ?changes-since= with times before, between and after the updated times of the known images",
		Accepted: []string{"200 in which every image has an updated at or after the time"},
		Why: "The details page speaks of the last change of status. The guide, and every implementation, means " +
			"any change, which updated records.",
	})

	CS02 = define(Requirement{
		ID:        "CS-02",
		Level:     Must,
		Title:     "returns every image updated after the time",
		Statement: "Every visible image whose updated is after the time is in the result, page by page.",
		Source:    guidePolling,
		Asked:     "GET ?changes-since= with times before, between and after the updated times of the known images",
		Accepted:  []string{"200 with every image of the plain list whose updated is after the time"},
	})

	CS03 = define(Requirement{
		ID:        "CS-03",
		Level:     Must,
		Title:     "answers 200 and an empty collection when nothing changed",
		Statement: "When nothing has changed since the time, the answer is 200 with an empty collection.",
		Source:    guidePolling,
		Asked:     "GET ?changes-since= with a time in the future",
		Accepted:  []string{acceptEmpty},
		Why: "Drafts of the API answered 304 here. The guide says since July 2011 that an empty list is " +
			"returned.",
	})

	CS04 = define(Requirement{
		ID:        "CS-04",
		Level:     Must,
		Title:     "accepts a time with seconds and Z",
		Statement: "The form 2011-01-24T17:08:00Z is accepted.",
		Source:    cite(guidePolling, wadlParameters),
		Asked:     "GET ?changes-since= with a time in the form CCYY-MM-DDThh:mm:ssZ",
		Accepted:  []string{"200 with the images changed since"},
	})

	CS05 = define(Requirement{
		ID:        "CS-05",
		Level:     Must,
		Title:     "accepts a time with an offset from UTC",
		Statement: "The form with an offset ±hh:mm is accepted and converted to UTC.",
		Source:    cite(guidePolling, glanceRegistry),
		Asked: "GET ?changes-since= with one moment written in UTC, with a positive offset (its + sent as %2B) " +
			"and with a negative one",
		Accepted: []string{"200 with the same images for each"},
	})

	CS06 = define(Requirement{
		ID:        "CS-06",
		Level:     Must,
		Title:     "reads a time without a zone as UTC",
		Statement: "A time without a zone is in UTC.",
		Source:    guidePolling,
		Asked:     "GET ?changes-since= with one moment written with Z and without a zone",
		Accepted:  []string{"200 with the same images for both"},
	})

	CS07 = define(Requirement{
		ID:        "CS-07",
		Level:     Must,
		Title:     "accepts a time to the minute",
		Statement: "A time without seconds, such as 2011-01-24T17:08Z, is accepted.",
		Source:    cite(guidePolling, novaTests+", test_image_detail_filter_changes_since"),
		Asked:     "GET ?changes-since= with a time in the form CCYY-MM-DDThh:mmZ",
		Accepted:  []string{"200 with the images changed since"},
		Why: "The WADL types the parameter as xsd:dateTime, which demands seconds. The guide's own example has " +
			"none, and Nova's tests send that form. A service accepts both.",
	})

	CS08 = define(Requirement{
		ID:        "CS-08",
		Level:     Should,
		Title:     "accepts a time with fractional seconds",
		Statement: "A time with a fraction of a second is accepted.",
		Source:    cite(wadlParameters, xsdTypes+", dateTime"),
		Asked:     "GET ?changes-since= with a time in the form CCYY-MM-DDThh:mm:ss.fffZ",
		Accepted:  []string{"200 with the images changed since"},
		Why:       "The type xsd:dateTime allows fractions. The guide does not show them.",
	})

	CS09 = define(Requirement{
		ID:    "CS-09",
		Level: Must,
		Title: "answers 400 to a time it cannot read",
		Statement: "A value that is no date and time is refused with 400. It is never ignored and never a server " +
			"error.",
		Source: cite(pageCodes, wadlParameters, glanceRegistry),
		Asked:  "GET ?changes-since=foo, ?changes-since=2011-13-45 and ?changes-since=yesterday",
		Accepted: []string{
			acceptBadRequest,
			acceptComputeFault,
		},
		Why: "A poller whose time is ignored takes the whole list for changes, hence an error and no default.",
	})

	CS10 = define(Requirement{
		ID:        "CS-10",
		Level:     Should,
		Title:     "answers an empty time without a server error",
		Statement: "An empty changes-since is refused or ignored.",
		Source:    wadlParameters,
		Asked:     "GET ?changes-since=",
		Accepted: []string{
			acceptBadRequest,
			acceptComputeFault,
			"200 with the plain list",
		},
		Why: "No document rules on an empty value.",
	})

	CS11 = define(Requirement{
		ID:        "CS-11",
		Level:     Must,
		Title:     "includes recently deleted images with status DELETED",
		Statement: "The result includes images deleted since the time, with status DELETED.",
		Source:    cite(guidePolling, glance),
		Need:      Data,
		Recipe:    recipeDeleted,
		Features:  []Feature{DeletedImages},
		Asked:     "GET ?changes-since= with a time before the deletion of a known image",
		Accepted:  []string{"200 with the deleted image among the results, its status DELETED"},
		Why: "The guide is explicit: the filter shows what was recently deleted, so that a poller sees " +
			"removals. Nova on Glance v1 does so, Rackspace for 30 days; Glance v2 hides deleted images, so " +
			"that Nova 2.1 cannot.",
	})

	CS12 = define(Requirement{
		ID:    "CS-12",
		Level: May,
		Title: "may forget old deletions",
		Statement: "A deployment need not remember deletions for ever. A time in the distant past may miss some of " +
			"them.",
		Source:   guidePolling,
		Except:   []Profile{Nova21},
		Asked:    askNothing,
		Accepted: []string{"any retention of deleted images"},
		Why:      "The guide sets no period. Rackspace keeps 30 days.",
		Unobservable: "an image that is missing because the deployment forgot it looks to a client like one that never " +
			"existed",
	})

	CS13 = define(Requirement{
		ID:        "CS-13",
		Level:     Must,
		Title:     "lists no DELETED image without changes-since",
		Statement: "Without changes-since the list holds no image with status DELETED.",
		Source:    cite(guidePolling, glance),
		Asked:     askList,
		Accepted:  []string{"200 in which no image has the status DELETED"},
		Why: "Deleted images appear by way of changes-since, says the guide, and Glance's default agrees. A " +
			"filter status=DELETED alone is the one exception: the details page allows it, and then either an " +
			"empty list or deleted images only are accepted.",
	})

	CS14 = define(Requirement{
		ID:        "CS-14",
		Level:     Obs,
		Title:     "reports whether an image updated at the very time is included",
		Statement: "Whether \"since\" includes the moment itself is left open. The behaviour is recorded.",
		Source:    cite(guidePolling, glance),
		Asked:     "GET ?changes-since= with exactly the updated of a known image",
		Accepted:  []string{"200 with or without that image; which of the two is reported"},
		Why: "Glance v1 compares with \"later than\", Nova since Newton with \"not earlier than\". No document " +
			"decides, so that no other check asks at the boundary.",
	})

	CS15 = define(Requirement{
		ID:    "CS-15",
		Level: Should,
		Title: "returns no more images for a later time",
		Statement: "The later the time, the smaller the result: what changed since the later time also changed since " +
			"the earlier.",
		Source:   guidePolling,
		Asked:    "GET ?changes-since= with an earlier and a later time",
		Accepted: []string{"the images of the later time are all among those of the earlier"},
	})

	CS16 = define(Requirement{
		ID:        "CS-16",
		Level:     Should,
		Title:     "compares the time with updated and not with created",
		Statement: "An image created before the time and updated after it is in the result.",
		Source:    cite(guidePolling, tempest),
		Need:      Data,
		Recipe:    recipeChanged,
		Features:  []Feature{ChangedImages},
		Asked:     "GET ?changes-since= with a time between the created and the updated of a known image",
		Accepted:  []string{"200 with that image among the results"},
		Why: "The details page says \"last changed status\", the guide \"changed\". Glance and Tempest go by the " +
			"last update, and so does this row.",
	})

	CS17 = define(Requirement{
		ID:        "CS-17",
		Level:     Should,
		Title:     "returns images whose metadata or status changed",
		Statement: "A change of metadata or status counts as a change, however old the image is.",
		Source:    guidePolling,
		Need:      Data,
		Recipe:    recipeChanged,
		Features:  []Feature{ChangedImages},
		Asked:     "GET ?changes-since= with a time before the last change and after the creation of a known image",
		Accepted:  []string{"200 with that image among the results, its new content shown"},
		Why: "The details page narrows the parameter to changes of status; the guide's purpose, to poll " +
			"without reading everything again, fails unless every change counts.",
	})

	CS18 = define(Requirement{
		ID:    "CS-18",
		Level: Must,
		Title: "accepts a deleted image as marker with changes-since",
		Statement: "Paging works through deleted images: an image with status DELETED, returned on one page, is a " +
			"valid marker for the next when changes-since is repeated.",
		Source:   cite(guidePaging, guidePolling, glance),
		Need:     Data,
		Recipe:   recipeDeleted,
		Features: []Feature{DeletedImages},
		Asked: "a walk of ?changes-since=&limit=1 through a deleted image, and ?marker= of that image with the " +
			"same changes-since",
		Accepted: []string{"200 with the images after the deleted one"},
		Why: "Both features are the guide's. Servers and images in several Novas answered \"marker not found\" " +
			"here, which ends the poll half-way (Red Hat article 1562523).",
	})

	CS19 = define(Requirement{
		ID:    "CS-19",
		Level: Obs,
		Title: "notes that \"last changed status\" means last updated",
		Statement: "The details page describes changes-since by the last change of status; the operation goes by the " +
			"last update.",
		Source:   cite(pageParameters, guidePolling),
		Except:   []Profile{Nova21},
		Asked:    askNothing,
		Accepted: []string{acceptAny},
		Why: "The guide, Glance and every client mean the last update. The rows on changes-since take that " +
			"meaning.",
		Unobservable: "it records how the details page is read; the rows on changes-since carry what can be seen of it",
	})
)
