package requirement

// The order of the list.
var (
	ORD01 = define(Requirement{
		ID:        "ORD-01",
		Level:     Must,
		Title:     "lists the newest image first",
		Statement: "Images are sorted by created in descending order.",
		Source:    guidePaging,
		Asked:     askList,
		Accepted:  []string{"200 in which no image is older than the one after it"},
		Why: "The guide sorts by creation time in descending order. The details page's examples cannot show " +
			"it, since all seven images were created at the same second. Only the descending order is " +
			"checked, and ties are free.",
	})

	ORD02 = define(Requirement{
		ID:    "ORD-02",
		Level: Should,
		Title: "lists images of one creation time in a fixed order",
		Statement: "Images created at the same time have a fixed order among themselves. The guide names the id as " +
			"the key and leaves the direction open.",
		Source:   cite(guidePaging, glance),
		Asked:    "GET of the plain list twice, and a walk with limit 1",
		Accepted: []string{"the same order among images of one creation time"},
		Why: "The guide sorts by id where a creation time is missing, without a direction. Glance sorts by " +
			"creation time and id, both descending. The examples of the details page are in neither order. " +
			"Any fixed order is accepted.",
	})

	ORD03 = define(Requirement{
		ID:        "ORD-03",
		Level:     Must,
		Title:     "keeps one order across requests, formats and pages",
		Statement: "The order is total and stable: each request, both formats and every page size show the same one.",
		Source:    guidePaging,
		Asked:     "GET of the plain list twice, as JSON and as XML, and walks with limit 1, 2 and 3",
		Accepted:  []string{"the same order each time"},
		Why:       "Pages rest on it: with an unstable order a walk loses and repeats images.",
	})

	ORD04 = define(Requirement{
		ID:        "ORD-04",
		Level:     Obs,
		Title:     "notes that the details page's examples show no order",
		Statement: "The order of the seven images in Examples 2.45 and 2.46 means nothing.",
		Source:    cite(pageExamples, novaFake),
		Except:    []Profile{Nova21},
		Asked:     askNothing,
		Accepted:  []string{"any order among images of one creation time"},
		Why: "The examples come from Nova's in-memory image service for tests, which lists a hash table. All " +
			"seven images have the same creation time, and they are not sorted by id either.",
		Unobservable: "it is a note on two printed examples; the rows on order carry what can be seen",
	})

	ORD05 = define(Requirement{
		ID:        "ORD-05",
		Level:     Must,
		Title:     "keeps the order when it filters",
		Statement: "A filtered list has its images in the order of the plain list.",
		Source:    guidePaging,
		Asked:     "GET with each filter beside the plain list",
		Accepted:  []string{"200 with images in the order that they have in the plain list"},
	})
)
