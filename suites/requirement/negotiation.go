package requirement

// The choice between JSON and XML.
var (
	NEG01 = define(Requirement{
		ID:        "NEG-01",
		Level:     Must,
		Title:     "answers JSON when no format is asked",
		Statement: "A request without Accept and without an extension is answered in JSON.",
		Source:    guideFormats,
		Format:    JSON,
		Asked:     "GET without an Accept header",
		Accepted:  []string{"200 with a JSON body and the media type application/json"},
	})

	NEG02 = define(Requirement{
		ID:        "NEG-02",
		Level:     Must,
		Title:     "answers JSON to Accept: application/json",
		Statement: "Accept: application/json is answered in JSON, and Content-Type says application/json.",
		Source:    cite(guideFormats, wadl+", listDetailImages"),
		Format:    JSON,
		Asked:     "GET with Accept: application/json",
		Accepted: []string{
			"200 with a JSON body and the media type application/json, with or without parameters",
		},
	})

	NEG03 = define(Requirement{
		ID:        "NEG-03",
		Level:     Must,
		Title:     "answers XML to Accept: application/xml",
		Statement: "Accept: application/xml is answered in XML, and Content-Type says application/xml.",
		Source:    cite(guideFormats, wadl+", listDetailImages"),
		Format:    XML,
		Asked:     "GET with Accept: application/xml",
		Accepted: []string{
			"200 with an XML body and the media type application/xml, with or without parameters",
		},
		Why: "XML is part of version 2 throughout. OpenStack removed it with Kilo (2015.1), after these " +
			"documents.",
	})

	NEG04 = define(Requirement{
		ID:        "NEG-04",
		Level:     Must,
		Title:     "serves detail.json as JSON and detail.xml as XML",
		Statement: "The extension .json or .xml on the last path segment chooses the format.",
		Source:    guideFormats,
		Features:  []Feature{XMLFormat},
		Asked: "GET {base}/images/detail.json?limit=1 and {base}/images/detail.xml?limit=1 without an Accept " +
			"header",
		Accepted: []string{
			"200 with a JSON body for .json and an XML body for .xml, each with its media type",
		},
	})

	NEG05 = define(Requirement{
		ID:        "NEG-05",
		Level:     Must,
		Title:     "lets the extension win over Accept",
		Statement: "Where extension and Accept name different formats, the extension decides.",
		Source:    guideFormats,
		Features:  []Feature{XMLFormat},
		Asked: "GET {base}/images/detail.xml with Accept: application/json, and {base}/images/detail.json with " +
			"Accept: application/xml",
		Accepted: []string{"200 in the format of the extension"},
		Why:      "The guide rules on this conflict explicitly: the extension takes precedence.",
	})

	NEG06 = define(Requirement{
		ID:        "NEG-06",
		Level:     Must,
		Title:     "combines an extension with a query",
		Statement: "An extension on the path and a query string work together.",
		Source:    cite(guideFormats, rfc3986+", section 3"),
		Features:  []Feature{XMLFormat},
		Asked: "GET {base}/images/detail.xml?name= and {base}/images/detail.json?name= with the name of a known " +
			"image",
		Accepted: []string{
			"200 in the format of the extension with exactly the images that the filter selects",
		},
	})

	NEG07 = define(Requirement{
		ID:        "NEG-07",
		Level:     Should,
		Title:     "honours the quality values of Accept",
		Statement: "Among several acceptable types the one with the highest quality value is answered.",
		Source:    cite(rfc2616+", section 14.1", novaURLMap),
		Features:  []Feature{XMLFormat},
		Asked:     "GET with Accept: application/json;q=0.1, application/xml;q=0.9, and with the values swapped",
		Accepted:  []string{"200 in the format with the higher value"},
	})

	NEG08 = define(Requirement{
		ID:        "NEG-08",
		Level:     Should,
		Title:     "answers JSON to a wildcard Accept",
		Statement: "Accept: */* and Accept: application/* leave the choice to the service, whose default is JSON.",
		Source:    cite(guideFormats, novaURLMap),
		Format:    JSON,
		Asked:     "GET with Accept: */* and with Accept: application/*",
		Accepted:  []string{"200 with a JSON body"},
	})

	NEG09 = define(Requirement{
		ID:    "NEG-09",
		Level: Should,
		Title: "answers JSON or 406 to an Accept it cannot serve",
		Statement: "An Accept that names no supported type is answered with the default format or refused with 406, " +
			"never by accident in XML and never with a server error.",
		Source: cite(guideFormats, rfc2616+", section 10.4.7"),
		Asked:  "GET with Accept: text/html and with Accept: image/png",
		Accepted: []string{
			"200 with a JSON body",
			"406",
		},
		Why: "The guide names JSON as the default and does not speak of types outside the two. HTTP allows " +
			"406. Nova answers JSON.",
	})

	NEG10 = define(Requirement{
		ID:    "NEG-10",
		Level: May,
		Title: "answers a versioned vendor type in its base format",
		Statement: "A vendor media type such as application/vnd.openstack.compute+json may be asked for. Where it is " +
			"accepted, the body has the base format, Content-Type names a type of that format, and a version " +
			"in the URI wins over one in the type.",
		Source: cite(guideVersions, novaWSGI+", SUPPORTED_CONTENT_TYPES"),
		Asked: "GET with Accept: application/vnd.openstack.compute+json and +xml, and with " +
			"application/vnd.openstack.compute.v2+xml",
		Accepted: []string{
			"200 in the base format with a JSON or XML media type to match",
			"200 in the default format, or 406, where the type is not supported",
		},
	})

	NEG11 = define(Requirement{
		ID:        "NEG-11",
		Level:     Must,
		Title:     "answers faults in the asked format",
		Statement: "The negotiated format holds for faults as it does for collections.",
		Source:    cite(wadlFaults, guideFaults),
		Features:  []Feature{XMLFormat},
		Asked: "GET ?limit=x with Accept: application/xml, with Accept: application/json and with the .xml " +
			"extension",
		Accepted: []string{"400 with a fault in the asked format and with its media type"},
	})

	NEG12 = define(Requirement{
		ID:        "NEG-12",
		Level:     Must,
		Title:     "answers a malformed Accept without a server error",
		Statement: "An Accept header that cannot be parsed does not lead to a server error.",
		Source:    rfc2616 + ", section 14.1",
		Asked:     "GET with Accept: ;;; and other malformed values",
		Accepted:  []string{"any status below 500"},
	})

	NEG13 = define(Requirement{
		ID:        "NEG-13",
		Level:     Must,
		Title:     "encodes bodies as UTF-8",
		Statement: "Bodies are UTF-8 in both formats. An XML declaration names UTF-8 or no encoding at all.",
		Source:    cite(pageXML, guideFormats+", Response with Headers", rfc8259+", section 8.1"),
		Asked:     askListBoth,
		Accepted: []string{
			"valid UTF-8 without a byte order mark; equal names and metadata in both formats where they hold " +
				"characters beyond ASCII",
		},
	})

	NEG14 = define(Requirement{
		ID:        "NEG-14",
		Level:     Obs,
		Title:     "reports how a fault answers to a vendor type",
		Statement: "A fault asked for with a vendor media type is recorded.",
		Source:    novaWSGI + ", Fault",
		Asked:     "GET ?limit=x with Accept: application/vnd.openstack.compute+json and +xml",
		Accepted:  []string{"any answer; status and media type are reported"},
		Why: "The documents ask for a 400 as with any other Accept. Nova's fault serialiser knows the two base " +
			"types only, so that every fault turns into a 500 without a body.",
	})

	NEG15 = define(Requirement{
		ID:        "NEG-15",
		Level:     Should,
		Title:     "lists the same images in every Accept-Language",
		Statement: "Accept-Language may change the wording of messages, never the data.",
		Source:    rfc2616 + ", section 14.4",
		Asked:     "GET with Accept-Language: de and without it",
		Accepted:  []string{"equal collections"},
	})
)
