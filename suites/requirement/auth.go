package requirement

// Credentials and tenancy.
var (
	AUTH01 = define(Requirement{
		ID:        "AUTH-01",
		Level:     Must,
		Title:     "answers 401 without credentials",
		Statement: "Every request carries credentials. One without them is refused with 401.",
		Source:    cite(guideAuth, pageCodes),
		Asked:     "GET without X-Auth-Token",
		Accepted:  []string{"401"},
	})

	AUTH02 = define(Requirement{
		ID:        "AUTH-02",
		Level:     Must,
		Title:     "answers 401 to an invalid token",
		Statement: "A token that is made up or has expired is refused with 401.",
		Source:    cite(guideAuth, pageCodes),
		Asked:     "GET with a made-up X-Auth-Token",
		Accepted:  []string{"401"},
	})

	AUTH03 = define(Requirement{
		ID:        "AUTH-03",
		Level:     Must,
		Title:     "answers 401 with an unauthorized fault in the asked format",
		Statement: "The body of a 401 is an unauthorized fault in the format that the request negotiates.",
		Source:    cite(pageCodes, wadlFaults, guideFaults),
		Asked:     "GET without a token and with a made-up one, as JSON and as XML",
		Accepted:  []string{"an unauthorized fault of code 401 in the asked format"},
		Why: "The details page and the WADL list unauthorized (401) with JSON and XML bodies. Keystone's " +
			"middleware refuses the request before Nova sees it, with the text/plain sentence \"Authentication " +
			"required\". The documents decide.",
	})

	AUTH04 = define(Requirement{
		ID:        "AUTH-04",
		Level:     Should,
		Title:     "sends WWW-Authenticate with a 401",
		Statement: "A 401 carries a WWW-Authenticate header that says how to authenticate.",
		Source:    cite(rfc2616+", section 10.4.2", keystone),
		Asked:     "GET without a token",
		Accepted:  []string{"401 with a WWW-Authenticate header"},
		Why: "HTTP requires the header and Keystone's middleware sends it. The documents of the API are " +
			"silent.",
	})

	AUTH05 = define(Requirement{
		ID:        "AUTH-05",
		Level:     Must,
		Title:     "shows no image in a 401",
		Statement: "A refused request learns nothing: the body of a 401 names no image of the list.",
		Source:    guideAuth,
		Asked:     "GET without a token and with a made-up one, as JSON and as XML",
		Accepted:  []string{"a body in which no known image id occurs"},
		Why:       "It follows from the refusal itself: a 401 that carries images has refused nothing.",
	})

	AUTH06 = define(Requirement{
		ID:    "AUTH-06",
		Level: Must,
		Title: "refuses the path of another tenant and shows no data",
		Statement: "A valid token opens only its own tenant. Below another tenant's path the request is refused and " +
			"no image is shown.",
		Source: cite(pageCodes, guideFaults, novaWSGI+", _process_stack"),
		Asked: "GET of the list below a made-up tenant id with a valid token, and below the other tenant's base " +
			"URL where one is configured",
		Accepted: []string{
			"403 with a forbidden fault",
			"401 with an unauthorized fault",
			acceptBadRequest,
			"404",
		},
		Why: "The documents offer 401 and 403. Nova answers 400, because the tenant of the URL does not match " +
			"the token's, and a 404 hides that the tenant exists. What counts for the tenant is that no data " +
			"comes, so that all four are accepted.",
	})

	AUTH07 = define(Requirement{
		ID:        "AUTH-07",
		Level:     Must,
		Title:     "answers 403 to a caller who may not list images",
		Statement: "An authenticated caller without the right to list images is refused with a 403 forbidden fault.",
		Source:    cite(pageCodes, guideFaults),
		Need:      Identity,
		Recipe:    RecipeForbidden,
		Features:  []Feature{RestrictedUsers},
		Asked:     "GET with the token of a caller who may not list images",
		Accepted:  []string{"403 with a forbidden fault"},
		Why: "Nova asks Glance, and turns Glance's refusal into a 403 whether Glance calls it forbidden or " +
			"unauthorised.",
	})

	AUTH08 = define(Requirement{
		ID:    "AUTH-08",
		Level: Must,
		Title: "lists what the account may see and no private image of others",
		Statement: "The list holds every image that the account may see: public ones, its own and those shared with " +
			"it. No private image of another tenant is in it, with a filter or without.",
		Source:   cite(guideListImages, glance+", _select_images_query"),
		Need:     Identity,
		Recipe:   RecipeOther,
		Features: []Feature{SecondTenant},
		Asked:    "the plain list of both tenants, and in each a filter by name for a private image of the other",
		Accepted: []string{
			"no private image of one tenant in any list of the other, and every public image in both",
		},
	})

	AUTH09 = define(Requirement{
		ID:        "AUTH-09",
		Level:     Must,
		Title:     "checks credentials before parameters",
		Statement: "Credentials are judged before query parameters, and in both formats alike.",
		Source:    guideAuth,
		Asked:     "GET ?limit=x without a token, as JSON and as XML",
		Accepted:  []string{"401"},
		Why:       "A 400 in place of the 401 tells a stranger how the service reads its parameters.",
	})
)
