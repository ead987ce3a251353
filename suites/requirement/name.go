package requirement

// The filter name.
var (
	NAM01 = define(Requirement{
		ID:        "NAM-01",
		Level:     Must,
		Title:     "returns only images of the asked name",
		Statement: "name selects by equality: every image of the result has that name.",
		Source:    cite(pageParameters, glance),
		Asked:     "GET ?name= with the name of each of several known images",
		Accepted:  []string{"200 in which every image has the asked name"},
	})

	NAM02 = define(Requirement{
		ID:        "NAM-02",
		Level:     Must,
		Title:     "returns all images of the asked name",
		Statement: "Names are not unique. The result holds every visible image of the name.",
		Source:    cite(pageParameters, pageExamples),
		Need:      Data,
		Recipe:    recipeNamesakes,
		Asked:     "GET ?name= with a name that several known images share",
		Accepted:  []string{"200 with as many images of that name as the plain list has"},
		Why:       "In the details page's own examples five of seven images share the name fakeimage123456.",
	})

	NAM03 = define(Requirement{
		ID:        "NAM-03",
		Level:     Must,
		Title:     "answers 200 and an empty collection for an unknown name",
		Statement: "A name that no image has selects nothing. It is no error.",
		Source:    cite(guideListImages, guidePaging),
		Asked:     "GET ?name= with a random word",
		Accepted:  []string{acceptEmpty},
	})

	NAM04 = define(Requirement{
		ID:    "NAM-04",
		Level: Should,
		Title: "matches the whole name and no pattern",
		Statement: "The value is the whole name. A prefix, a part, a wildcard or a regular expression matches only " +
			"an image with literally that name.",
		Source:   cite(pageParameters, glance),
		Asked:    "GET ?name= with the beginning of a known name, and with it followed by *, % and .*",
		Accepted: []string{"200 without the images that only a pattern would match"},
		Why: "The details page says \"name of the image as a string\". Nova reads a regular expression in the " +
			"name filter of servers, not in that of images.",
	})

	NAM05 = define(Requirement{
		ID:        "NAM-05",
		Level:     Should,
		Title:     "distinguishes upper and lower case in names",
		Statement: "The comparison is case-sensitive.",
		Source:    glance,
		Asked:     "GET ?name= with a known name whose letters have the other case",
		Accepted:  []string{"200 without the image of the original name"},
		Why: "Equality of strings implies it and Glance's query says it; a MySQL collation may say otherwise, " +
			"hence SHOULD.",
	})

	NAM06 = define(Requirement{
		ID:    "NAM-06",
		Level: Must,
		Title: "finds names with reserved and non-ASCII characters",
		Statement: "A name with a space, &, =, #, %, +, /, quotes, < or characters beyond ASCII is found when it is " +
			"percent-encoded.",
		Source:   cite(rfc3986+", section 2.1", pageParameters),
		Need:     Data,
		Recipe:   recipeOddNames,
		Asked:    "GET ?name= with each known name that holds such characters, percent-encoded",
		Accepted: []string{"200 with exactly the images of that name"},
	})

	NAM07 = define(Requirement{
		ID:    "NAM-07",
		Level: Obs,
		Title: "reports what an empty name selects",
		Statement: "What an empty name selects is left open. The answer is recorded; a status of 500 or above stands " +
			"out in the report.",
		Source:   pageParameters,
		Asked:    "GET ?name=",
		Accepted: []string{"any status below 500; whether the list is empty, whole or refused is reported"},
		Why:      "No document rules on an empty value.",
	})
)
