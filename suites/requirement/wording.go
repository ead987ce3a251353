package requirement

// Wording that many rows share. {base} stands for the tenant's base URL, and the
// plain list for the list without a query.
const (
	askList       = "GET {base}/images/detail, the plain list"
	askListJSON   = "GET {base}/images/detail, the plain list, as JSON"
	askListXML    = "GET {base}/images/detail, the plain list, as XML"
	askListBoth   = "GET {base}/images/detail, the plain list, as JSON and as XML"
	askBoth       = "one GET as JSON and as XML: of the plain list, of filtered lists and of pages"
	askNothing    = "nothing"
	askEverything = "all requests of the suite"

	acceptBadRequest   = "400 with a badRequest fault"
	acceptComputeFault = "400 with a computeFault of code 400"
	acceptEmpty        = "200 with an empty collection"
	acceptAny          = "any answer"
)
