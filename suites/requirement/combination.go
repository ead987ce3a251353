package requirement

// Filters together.
var (
	CMB01 = define(Requirement{
		ID:        "CMB-01",
		Level:     Must,
		Title:     "joins two filters with AND",
		Statement: "Two filters together select the images that each of them selects.",
		Source:    cite(pageMethod, guideListImages, glance),
		Asked:     "GET with each pair of changes-since, server, name, status and type, beside each filter alone",
		Accepted:  []string{"200 with exactly the images that both filters select"},
		Why: "The documents list the parameters side by side. Glance joins them with AND, and no source reads " +
			"them as OR.",
	})

	CMB02 = define(Requirement{
		ID:        "CMB-02",
		Level:     Must,
		Title:     "joins all five filters with AND",
		Statement: "All five filters together select the images that each of them selects.",
		Source:    cite(pageMethod, guideListImages, glance),
		Need:      Data,
		Recipe:    recipeSnapshot,
		Features:  []Feature{Servers},
		Asked: "GET with changes-since, server, name, status and type of one known image, beside each filter " +
			"alone",
		Accepted: []string{"200 with exactly the images that all five select"},
	})

	CMB03 = define(Requirement{
		ID:        "CMB-03",
		Level:     Must,
		Title:     "answers 200 and an empty collection to contradictory filters",
		Statement: "Filters which no image meets together select nothing. That is no error.",
		Source:    cite(guideListImages, guidePaging),
		Asked:     "GET ?type=BASE&server= and ?name=&status= with values that exclude each other",
		Accepted:  []string{acceptEmpty},
	})

	CMB04 = define(Requirement{
		ID:        "CMB-04",
		Level:     Must,
		Title:     "gives the order of parameters no meaning",
		Statement: "The order in which parameters stand in the query does not matter.",
		Source:    pageMethod,
		Asked:     "GET with the same parameters in several orders",
		Accepted:  []string{"equal collections"},
	})

	CMB05 = define(Requirement{
		ID:    "CMB-05",
		Level: Must,
		Title: "applies filters before limit and marker",
		Statement: "Pages are cut from the filtered list: a page is full when enough images match, wherever they " +
			"stand in the whole list.",
		Source:   guidePaging,
		Asked:    "GET ?name=&limit= for an image that does not stand first, and other filters with a limit",
		Accepted: []string{"200 with the first matching images, as many as the limit allows"},
	})

	CMB06 = define(Requirement{
		ID:        "CMB-06",
		Level:     Must,
		Title:     "shows an image alike whatever the filter",
		Statement: "A filter selects images. It does not change what is shown of them.",
		Source:    cite(pageExamples, guideListImages),
		Asked:     "GET with each filter beside the plain list",
		Accepted:  []string{"each image equal to the same image of the plain list"},
	})

	CMB07 = define(Requirement{
		ID:        "CMB-07",
		Level:     Must,
		Title:     "refuses a request with one bad parameter among good ones",
		Statement: "One invalid parameter fails the request, however many valid ones stand beside it.",
		Source:    pageCodes,
		Asked:     "GET ?name=x&limit=-1",
		Accepted: []string{
			acceptBadRequest,
			acceptComputeFault,
		},
	})

	CMB08 = define(Requirement{
		ID:    "CMB-08",
		Level: Must,
		Title: "answers parameters together by what each of them says",
		Statement: "Whatever parameters stand together, the answer is the page that marker and limit cut from the images " +
			"which every filter selects, in the order of the whole list, with a link to the rest.",
		Source: cite(pageMethod, guideListImages, guidePaging),
		Asked: "generated queries of two to seven parameters, with values from the plain list, each around an image that " +
			"the filters select or that one of them leaves out; of what fails, smaller queries until no parameter can be dropped",
		Accepted: []string{
			"200 with the images that follow the marker and that every filter selects, as many as the limit allows",
			"deleted images among them where changes-since is given",
		},
		Why: "A defect that shows only where certain parameters meet is found by no list of examples. The seed that is " +
			"reported asks the same queries again. What a parameter does by itself is for the requirements about it, " +
			"and that a marker may be an image which the filters leave out is no more than recommended.",
	})
)
