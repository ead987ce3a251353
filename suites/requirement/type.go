package requirement

// The filter type.
var (
	TYP01 = define(Requirement{
		ID:        "TYP-01",
		Level:     Must,
		Title:     "takes type=ALL for the plain list",
		Statement: "type takes BASE, SERVER and ALL, and its default is ALL: type=ALL answers as no type does.",
		Source:    cite(pageParameters, wadlParameters),
		Asked:     "GET ?type=ALL beside the plain list",
		Accepted:  []string{"200 with the images of the plain list in the same order"},
		Why: "The details page and the WADL give BASE, SERVER and ALL with default ALL. Nova compares the word " +
			"with the image property image_type, which never is \"ALL\", and returns nothing; the WADL of 2015 " +
			"lists snapshot and backup instead, as Tempest tests. The details page decides.",
	})

	TYP02 = define(Requirement{
		ID:        "TYP-02",
		Level:     Must,
		Title:     "returns only images made from a server for type=SERVER",
		Statement: "type=SERVER selects images created from a server, which are those with a server member.",
		Source:    cite(pageParameters, guideListImages),
		Asked:     "GET ?type=SERVER beside the plain list",
		Accepted:  []string{"200 with exactly the images of the plain list that have a server"},
		Why: "The guide divides images into base images and server backups; the member server tells them " +
			"apart. Nova and Rackspace have other words for the type, see type=ALL.",
	})

	TYP03 = define(Requirement{
		ID:    "TYP-03",
		Level: Must,
		Title: "returns only images without a server for type=BASE",
		Statement: "type=BASE selects images that were not created from a server, which are those without a server " +
			"member.",
		Source:   cite(pageParameters, guideListImages),
		Asked:    "GET ?type=BASE beside the plain list",
		Accepted: []string{"200 with exactly the images of the plain list that have no server"},
		Why: "The details page's word for what the guide calls base images. Nova has no image property with " +
			"that value and returns nothing; Rackspace serves BASE.",
	})

	TYP04 = define(Requirement{
		ID:        "TYP-04",
		Level:     Must,
		Title:     "splits the list completely into BASE and SERVER",
		Statement: "BASE and SERVER part the list: no image is in both, and together they are ALL.",
		Source:    pageParameters,
		Asked:     "GET ?type=BASE, ?type=SERVER and ?type=ALL",
		Accepted:  []string{"results of BASE and SERVER without overlap, whose union is the result of ALL"},
		Why: "It follows from the three values of the details page. Where a deployment compares with an image " +
			"property instead, all three are empty, which is no partition of the list.",
	})

	TYP05 = define(Requirement{
		ID:    "TYP-05",
		Level: Should,
		Title: "answers an unknown type with 400 or an empty collection",
		Statement: "A value outside the three is refused or selects nothing. It is never ignored and never a server " +
			"error.",
		Source: wadlParameters,
		Asked:  "GET ?type=FOO",
		Accepted: []string{
			acceptBadRequest,
			acceptComputeFault,
			acceptEmpty,
		},
		Why: "The WADL lists the three values as options and thereby allows a refusal; Nova looks the word up " +
			"and finds nothing.",
	})

	TYP06 = define(Requirement{
		ID:        "TYP-06",
		Level:     Obs,
		Title:     "reports whether snapshot and backup are types",
		Statement: "Which words beyond the documented ones select images is recorded.",
		Source:    cite(novaImages+", SUPPORTED_FILTERS", tempest, wadl2015),
		Asked:     "GET ?type=snapshot and ?type=backup",
		Accepted:  []string{"any answer; what each word selects is reported"},
		Why: "Nova compares type with the property image_type, which createImage sets to snapshot and " +
			"createBackup to backup. Tempest tests these words and the WADL of 2015 lists them.",
	})

	TYP07 = define(Requirement{
		ID:    "TYP-07",
		Level: Obs,
		Title: "notes that Rackspace says BASE and SNAPSHOT",
		Statement: "Rackspace's vocabulary for type is BASE and SNAPSHOT, and its images carry the metadata " +
			"image_type with base or snapshot.",
		Source:   rackspace,
		Except:   []Profile{Nova21},
		Asked:    askNothing,
		Accepted: []string{acceptAny},
		Why: "Three vocabularies exist for one parameter: the details page's, Nova's and Rackspace's. The " +
			"documented one is required; the profile for Rackspace maps the words.",
		Unobservable: "it records a vendor's vocabulary; the rows on type carry what can be seen of it",
	})
)
