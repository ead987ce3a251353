package requirement

// Methods other than the plain GET.
var (
	MTH01 = define(Requirement{
		ID:    "MTH-01",
		Level: Must,
		Title: "answers a repeated GET alike and changes nothing",
		Statement: "The GET is safe and idempotent. Asked twice of a collection that nobody changes, it answers the " +
			"same images with the same content.",
		Source:   cite(rfc2616+", section 9.1", guideGeneral),
		Asked:    "the same GET twice",
		Accepted: []string{"equal collections: the same images in the same order with the same members"},
	})

	MTH02 = define(Requirement{
		ID:    "MTH-02",
		Level: Must,
		Title: "refuses other methods with a 405 badMethod fault",
		Statement: "POST, PUT, PATCH and DELETE on the URI of the list are refused with a 405 badMethod fault and " +
			"change nothing.",
		Source:   cite(pageCodes, wadlFaults, guideFaults),
		Asked:    "POST, PUT, PATCH and DELETE {base}/images/detail, then the plain list again",
		Accepted: []string{"405 with a badMethod fault, and the list unchanged"},
		Why: "The details page lists badMethod (405) among this operation's faults. Nova has no such route: " +
			"PUT and DELETE reach \"update\" and \"delete\" of an image called detail, which is 404 itemNotFound, " +
			"or 500 for DELETE before Glance v1; the other methods get a bare 404.",
	})

	MTH03 = define(Requirement{
		ID:        "MTH-03",
		Level:     Should,
		Title:     "names GET in the Allow header of a 405",
		Statement: "A 405 carries an Allow header that lists GET.",
		Source:    rfc2616 + ", section 10.4.6",
		Asked:     "POST, PUT, PATCH and DELETE {base}/images/detail",
		Accepted:  []string{"an Allow header that contains GET on each 405"},
		Why: "HTTP asks for the header. The documents of the API do not mention it, and Nova never sends a 405 " +
			"here.",
	})

	MTH04 = define(Requirement{
		ID:    "MTH-04",
		Level: May,
		Title: "answers HEAD as it answers GET, without a body",
		Statement: "HEAD may be refused. Where it is served, status and Content-Type are those of the GET. No answer " +
			"to HEAD has a body.",
		Source: rfc2616 + ", section 9.4",
		Asked:  "HEAD {base}/images/detail",
		Accepted: []string{
			"200 or 203 with the Content-Type of the GET and no body",
			"404 or 405 and no body",
		},
		Why: "No document mentions HEAD. Nova's router does not match it and answers 404.",
	})

	MTH05 = define(Requirement{
		ID:        "MTH-05",
		Level:     May,
		Title:     "answers OPTIONS without a server error",
		Statement: "OPTIONS is left to the deployment, as long as it does not end in a server error.",
		Source:    rfc2616 + ", section 9.2",
		Asked:     "OPTIONS {base}/images/detail",
		Accepted:  []string{"any status below 500"},
		Why:       "No document mentions OPTIONS. Nova answers 404.",
	})

	MTH06 = define(Requirement{
		ID:    "MTH-06",
		Level: Obs,
		Title: "reports status and fault of every other method",
		Statement: "The exact answer to each other method is recorded. It shows which router stands behind the " +
			"deployment.",
		Source: novaRoutes,
		Asked: "POST, PUT, PATCH, DELETE, HEAD and OPTIONS {base}/images/detail, and GET " +
			"{base}/images/detail.txt",
		Accepted: []string{"any answer; status and fault name of each are reported"},
		Why: "Nova takes \"detail\" for the id of an image: PUT is 404 itemNotFound, DELETE is 404 itemNotFound " +
			"or, before Glance v1, 500 computeFault, and detail.txt is 404. POST, HEAD, OPTIONS and PATCH " +
			"have no route and get a 404 without a fault.",
	})
)
