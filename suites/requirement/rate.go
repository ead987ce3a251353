package requirement

// Rate limits.
var (
	RAT01 = define(Requirement{
		ID:        "RAT-01",
		Level:     Must,
		Title:     "answers 413 with Retry-After over a rate limit",
		Statement: "A request over a rate limit is refused with a 413 overLimit fault and a Retry-After header.",
		Source:    cite(guideRates, pageCodes),
		Need:      Hook,
		Recipe:    recipeOverLimit,
		Features:  []Feature{RateLimiting},
		Asked:     "GETs in a burst, or one GET while the deployment answers as over its limit",
		Accepted:  []string{"413 with an overLimit fault and a Retry-After header"},
		Why:       "Nova from 2013.2 on sends 429, which the documents do not know, with the same fault name.",
	})

	RAT02 = define(Requirement{
		ID:    "RAT-02",
		Level: Should,
		Title: "keeps its word in Retry-After",
		Statement: "Retry-After is a number of seconds of 0 or more, or an HTTP date. After that time the request " +
			"succeeds.",
		Source:   cite(rfc2616+", section 14.37", guideRates),
		Need:     Hook,
		Recipe:   recipeOverLimit,
		Features: []Feature{RateLimiting},
		Asked:    "the refused GET again after the time in Retry-After",
		Accepted: []string{"a readable Retry-After and then 200"},
	})

	RAT03 = define(Requirement{
		ID:    "RAT-03",
		Level: Should,
		Title: "repeats the retry time in the overLimit fault",
		Statement: "An overLimit fault repeats the time of Retry-After: in JSON as retryAfter, in XML as an " +
			"attribute.",
		Source: cite(
			guideFaults,
			guideSamples+", overlimit.json and overlimit.xml",
			xsdFaults+", OverLimitAPIFault",
		),
		Need:     Hook,
		Recipe:   recipeOverLimit,
		Features: []Feature{RateLimiting},
		Asked:    "GET while the deployment answers as over its limit, as JSON and as XML",
		Accepted: []string{
			"retryAfter as a date and time",
			"retryAfter as whole seconds, a number or a string",
			"in XML retryAt in place of retryAfter",
		},
		Why: "The XML Schema and the guide of 2012 call the attribute retryAt, the guide of 2013 and its " +
			"samples retryAfter, both with a date and time. Nova writes retryAfter in whole seconds, and in " +
			"some faults as a child element, which the schema does not allow. Either attribute with either " +
			"value is accepted; the header is the norm.",
	})

	RAT04 = define(Requirement{
		ID:        "RAT-04",
		Level:     Obs,
		Title:     "reports whether a rate limit answers 429",
		Statement: "The status of a rate-limited answer is recorded.",
		Source:    novaLimits,
		Need:      Condition,
		Recipe:    recipeWhere(RateLimiting),
		Features:  []Feature{RateLimiting},
		Asked:     askEverything,
		Accepted:  []string{"any answer; a 429 is reported with its fault name"},
		Why: "Nova answers 429 with the fault overLimit since 2013.2 (bug 1187676). The documents have 413 " +
			"only.",
	})

	RAT05 = define(Requirement{
		ID:        "RAT-05",
		Level:     Obs,
		Title:     "reports which requests are rate-limited",
		Statement: "Which requests run into a rate limit is recorded.",
		Source:    cite(guideRates, novaLimits),
		Need:      Condition,
		Recipe:    recipeWhere(RateLimiting),
		Features:  []Feature{RateLimiting},
		Asked:     askEverything,
		Accepted:  []string{"any answer; the requests that were limited are reported"},
		Why: "Nova's default limits touch this operation only where the URL contains changes-since: 3 a minute " +
			"up to 2013.1, 120 a minute after. A next link that carries changes-since counts too.",
	})

	RAT06 = define(Requirement{
		ID:    "RAT-06",
		Level: Must,
		Title: "waits and repeats when the target limits the rate",
		Statement: "A client that is told to retry waits as long as it is told and repeats the request. A rate limit " +
			"met on the way is no finding against the target.",
		Source:   guideRates,
		Need:     Condition,
		Recipe:   recipeWhere(RateLimiting),
		Except:   []Profile{Nova21},
		Asked:    "every refused request again, after the time in Retry-After",
		Accepted: []string{"the answer to the repeated request"},
		Why: "Rate limits are the operator's right. A suite that counted them as failures would judge its own " +
			"haste.",
		Unobservable: "it binds the suite and not the target: the client waits and repeats, which the client's own " +
			"tests prove",
	})

	RAT07 = define(Requirement{
		ID:    "RAT-07",
		Level: Should,
		Title: "tells an oversize limit from a rate limit",
		Statement: "A 413 for an oversize limit is an overLimit fault about the limit. It needs no Retry-After, " +
			"since waiting does not help.",
		Source:   guidePaging,
		Need:     Condition,
		Recipe:   recipeWhere(LimitMaximum),
		Features: []Feature{LimitMaximum},
		Asked:    "GET ?limit=100000",
		Accepted: []string{"413 with an overLimit fault, with or without Retry-After"},
		Why:      "The guide gives one status to two causes: too many requests and too large a page.",
	})

	RAT08 = define(Requirement{
		ID:           "RAT-08",
		Level:        Obs,
		Title:        "notes that quotas moved from 413 to 403 in 2015",
		Statement:    "The WADL of 2015 replaces 413 by 403 for exceeded quotas. For rate limits 413 stayed.",
		Source:       wadl2015,
		Except:       []Profile{Nova21},
		Asked:        askNothing,
		Accepted:     []string{acceptAny},
		Why:          "This operation has no quota. The note keeps its 413 from being read as one.",
		Unobservable: "it is a note on a later document; nothing of this operation changes with it",
	})

	RAT09 = define(Requirement{
		ID:        "RAT-09",
		Level:     Should,
		Title:     "limits the rate of each user apart",
		Statement: "A rate limit counts the requests of one user. Another user is not affected.",
		Source:    cite(novaLimits, guideRates),
		Need:      Identity,
		Recipe:    recipeTwoLimits,
		Features:  []Feature{SecondTenant, RateLimiting},
		Asked:     "GETs of one user in a burst until refused, then a GET of another user",
		Accepted:  []string{"200 for the other user"},
		Why:       "The guide speaks of the thresholds of an account. Nova counts by user.",
	})
)
