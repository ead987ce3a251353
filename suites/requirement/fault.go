package requirement

// Faults, which are the bodies of errors.
var (
	ERR01 = define(Requirement{
		ID:        "ERR-01",
		Level:     Must,
		Title:     "answers every error with a fault in the asked format",
		Statement: "Every 4xx and 5xx has a fault as its body, in the format that the request negotiates.",
		Source:    cite(guideFaults, wadlFaults),
		Asked: "bad values of limit, marker and changes-since, wrong methods and missing credentials, as JSON " +
			"and as XML",
		Accepted: []string{"a fault in the asked format on each"},
	})

	ERR02 = define(Requirement{
		ID:    "ERR-02",
		Level: Must,
		Title: "writes a JSON fault as one named object",
		Statement: "A JSON fault is an object with one member, the fault's name. Its value has an integer code equal " +
			"to the HTTP status, a non-empty string message and optionally a string details.",
		Source:   cite(guideFaults, guideSamples+", fault.json"),
		Format:   JSON,
		Asked:    "bad requests as JSON",
		Accepted: []string{"such an object; an overLimit fault has retryAfter besides"},
	})

	ERR03 = define(Requirement{
		ID:    "ERR-03",
		Level: Must,
		Title: "writes an XML fault as one named element",
		Statement: "An XML fault is a root element with the fault's name in the compute v1.1 namespace. It has the " +
			"unqualified attribute code, equal to the HTTP status, one child message, and optionally details " +
			"after it.",
		Source:   cite(guideFaults, guideSamples+", fault.xml", xsdFaults+", ComputeAPIFault"),
		Format:   XML,
		Asked:    "bad requests as XML",
		Accepted: []string{"such an element; an overLimit fault has retryAfter or retryAt besides"},
		Why:      "The namespace says v1.1 although the path says v2, as in the list itself.",
	})

	ERR04 = define(Requirement{
		ID:    "ERR-04",
		Level: Must,
		Title: "names each fault by its status",
		Statement: "The name of a fault follows from its status: badRequest 400, unauthorized 401, forbidden 403, " +
			"badMethod 405, overLimit 413, serviceUnavailable 503, and computeFault for 500, 400 and others.",
		Source: cite(pageCodes, guideFaults),
		Asked:  "bad values of limit, marker and changes-since, wrong methods and missing credentials",
		Accepted: []string{
			"the documented name for each status",
			"computeFault, whose code is the status",
		},
		Why: "The details page gives 400 to badRequest and to computeFault. Both are accepted there, and " +
			"badRequest is the closer one.",
	})

	ERR05 = define(Requirement{
		ID:        "ERR-05",
		Level:     Should,
		Title:     "answers 400 with badRequest",
		Statement: "The fault of a 400 is a badRequest. A computeFault of code 400 is allowed.",
		Source:    cite(pageCodes, guideFaults),
		Asked:     "bad values of limit, marker and changes-since",
		Accepted: []string{
			"a badRequest fault of code 400",
			"a computeFault of code 400",
		},
		Why: "The details page lists 400 under both names. badRequest says more, and Nova sends it.",
	})

	ERR06 = define(Requirement{
		ID:    "ERR-06",
		Level: Should,
		Title: "answers 500 with a computeFault that reveals nothing",
		Statement: "The fault of a 500 is a computeFault. Its message shows no stack trace, no SQL and no path of " +
			"the service.",
		Source:   cite(pageCodes, guideFaults, novaFaultWrapper),
		Need:     Hook,
		Recipe:   recipeState("500"),
		Asked:    "GET while the deployment answers 500",
		Accepted: []string{"500 with a computeFault whose message is fit for an end user"},
		Why: "The guide wants a message fit for the end user and leaves a stack trace to details. Nova's " +
			"wrapper writes one fixed sentence.",
	})

	ERR07 = define(Requirement{
		ID:        "ERR-07",
		Level:     Should,
		Title:     "answers 503 with a serviceUnavailable fault",
		Statement: "The fault of a 503 is a serviceUnavailable. A Retry-After header may come with it.",
		Source:    cite(pageCodes, guideFaults, rfc2616+", section 10.5.4"),
		Need:      Hook,
		Recipe:    recipeState("503"),
		Asked:     "GET while the deployment answers 503",
		Accepted:  []string{"503 with a serviceUnavailable fault, with or without Retry-After"},
		Why: "The details page lists the fault. Nova turns an unreachable Glance into a 500 computeFault, and " +
			"Keystone's middleware answers for an unreachable identity service: 401 in 2014 and 503 today, " +
			"both as text/plain. The documents decide.",
	})

	ERR08 = define(Requirement{
		ID:    "ERR-08",
		Level: Must,
		Title: "never answers 404 for the list",
		Statement: "The list always exists, so that it is never 404, also when it is empty. A 404 of a neighbouring " +
			"path has an itemNotFound fault.",
		Source:   cite(wadl+", listDetailImages", pageCodes),
		Asked:    "GET of the plain list and of empty ones, and of an image that does not exist",
		Accepted: []string{"200 for the list, and 404 with an itemNotFound fault for the image"},
		Why:      "The WADL attaches the common faults to this operation and not those of single items.",
	})

	ERR09 = define(Requirement{
		ID:    "ERR-09",
		Level: Must,
		Title: "never answers 415 to a GET",
		Statement: "415 badMediaType is not among this operation's faults: a GET has no body whose type could be " +
			"wrong.",
		Source:   pageCodes,
		Asked:    "GET with Content-Type: text/foo",
		Accepted: []string{"any status but 415"},
	})

	ERR10 = define(Requirement{
		ID:    "ERR-10",
		Level: Must,
		Title: "writes early and late faults in the same namespace",
		Statement: "Faults are in the compute v1.1 namespace wherever they arise: before the operation, as with " +
			"credentials, and within it.",
		Source:   cite(xsdFaults, novaFaultTests),
		Format:   XML,
		Asked:    "missing credentials, a wrong method, a bad limit and a bad marker as XML",
		Accepted: []string{"http://docs.openstack.org/compute/api/v1.1 on each"},
		Why: "Layers before the operation write their own faults and may use another namespace. The path's v2 " +
			"is no namespace of these documents.",
	})

	ERR11 = define(Requirement{
		ID:        "ERR-11",
		Level:     Should,
		Title:     "names the offending parameter in the message",
		Statement: "The message of a 400 says which parameter is wrong.",
		Source:    cite(guideFaults, novaCommon+", _get_int_param"),
		Asked:     "bad values of limit, marker and changes-since",
		Accepted:  []string{"a message that contains the parameter's name"},
		Why: "The guide wants a message for people. Nova names limit, and has one general sentence for marker " +
			"and changes-since.",
	})

	ERR12 = define(Requirement{
		ID:    "ERR-12",
		Level: Must,
		Title: "escapes what it echoes in a message",
		Statement: "A parameter's text that a message repeats is escaped as the format demands: <, &, quotes and " +
			"control characters.",
		Source:   cite(xmlSpec+", section 2.4", rfc8259+", section 7"),
		Asked:    "GET ?limit=%3Cx%3E%26%22 as JSON and as XML",
		Accepted: []string{"400 with a fault that a strict reader accepts"},
	})

	ERR13 = define(Requirement{
		ID:    "ERR-13",
		Level: Obs,
		Title: "notes which faults belong to other operations",
		Statement: "The guide's table also lists itemNotFound 404, buildInProgress, backupOrResizeInProgress and " +
			"conflictingRequest 409, badMediaType 415, notImplemented 501, serverCapacityUnavailable 503 and " +
			"resizeNotAllowed 403. They belong to other operations.",
		Source:       guideFaults,
		Except:       []Profile{Nova21},
		Asked:        askNothing,
		Accepted:     []string{acceptAny},
		Why:          "The details page's list of codes is the one of this operation.",
		Unobservable: "it is a note on a table; the row on fault names carries what can be seen",
	})

	ERR14 = define(Requirement{
		ID:    "ERR-14",
		Level: Obs,
		Title: "notes the fault names of the first Novas",
		Statement: "Nova 2011.3 wrote cloudServersFault, resizeNotAllowed for 403 and overLimitFault with status " +
			"403. Nova 2012.1 wrote overLimitFault with 413, and 2012.2 at last overLimit.",
		Source:       novaWSGI + ", at 2011.3, 2012.1 and 2012.2",
		Except:       []Profile{Nova21},
		Asked:        askNothing,
		Accepted:     []string{acceptAny},
		Why:          "The names tell old deployments apart (bug 1046021). The row on fault names refuses them.",
		Unobservable: "it is a note on releases; the row on fault names carries what can be seen",
	})
)
