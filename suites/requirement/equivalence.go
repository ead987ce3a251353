package requirement

// JSON and XML say the same.
var (
	EQV01 = define(Requirement{
		ID:        "EQV-01",
		Level:     Must,
		Title:     "lists the same images in JSON and XML",
		Statement: "One query yields the same images in the same order in both formats.",
		Source:    cite(guideFormats, pageExamples),
		Format:    XML,
		Asked:     askBoth,
		Accepted:  []string{"equal sequences of ids"},
	})

	EQV02 = define(Requirement{
		ID:        "EQV-02",
		Level:     Must,
		Title:     "gives equal scalars in JSON and XML",
		Statement: "Every scalar of an image is equal in both formats once written as text.",
		Source:    cite(guideFormats, pageExamples),
		Format:    XML,
		Asked:     askBoth,
		Accepted:  []string{"equal id, name, status, created, updated, progress, minDisk and minRam"},
	})

	EQV03 = define(Requirement{
		ID:        "EQV-03",
		Level:     Must,
		Title:     "gives equal metadata in JSON and XML",
		Statement: "The metadata of an image is the same map in both formats.",
		Source:    cite(guideFormats, pageExamples),
		Format:    XML,
		Asked:     askBoth,
		Accepted: []string{
			"equal maps",
			"for a null in JSON, None, an empty text or no item in XML",
		},
		Why: "The examples differ in a single value: null in JSON and None in XML. The text None for a JSON " +
			"string other than \"None\" is an error.",
	})

	EQV04 = define(Requirement{
		ID:        "EQV-04",
		Level:     Must,
		Title:     "gives equal links in JSON and XML",
		Statement: "The links of an image are the same in both formats, compared by rel, href and type.",
		Source:    cite(guideFormats, pageExamples),
		Format:    XML,
		Asked:     askBoth,
		Accepted:  []string{"equal links in any order"},
	})

	EQV05 = define(Requirement{
		ID:        "EQV-05",
		Level:     Must,
		Title:     "shows the server in both formats or in neither",
		Statement: "server is present in both formats or in neither, with the same id and links.",
		Source:    cite(guideFormats, guideSamples+", images.json and images.xml"),
		Format:    XML,
		Asked:     askBoth,
		Accepted: []string{
			"no server in either",
			"a server in both, with equal id and links",
		},
	})

	EQV06 = define(Requirement{
		ID:        "EQV-06",
		Level:     Must,
		Title:     "gives the next link in both formats or in neither",
		Statement: "A page has a next link in both formats or in neither, with the same limit, marker and filters.",
		Source:    cite(guidePaging, wadlDetailList),
		Format:    XML,
		Asked:     "GET ?limit=1 and the last page as JSON and as XML",
		Accepted: []string{
			"no next link in either",
			"next links whose queries agree",
		},
		Why: "The documents have the link in both formats. Nova wrote it for the detailed list in JSON only.",
	})

	EQV07 = define(Requirement{
		ID:        "EQV-07",
		Level:     Must,
		Title:     "reports the same fault in JSON and XML",
		Statement: "One bad request yields the same status, fault name, code and message in both formats.",
		Source:    cite(wadlFaults, guideFaults),
		Format:    XML,
		Asked:     "GET ?limit=x and other bad requests as JSON and as XML",
		Accepted:  []string{"equal status, fault name, code and message"},
	})
)
