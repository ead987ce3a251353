package requirement

// The links of an image.
var (
	LNK01 = define(Requirement{
		ID:        "LNK-01",
		Level:     Must,
		Title:     "gives each link an absolute href and a rel",
		Statement: "Each link of an image has an href, which is an absolute URI, and a rel.",
		Source:    cite(pageExamples, xsdAtom),
		Asked:     askList,
		Accepted:  []string{"strings href and rel on every link, href absolute"},
	})

	LNK02 = define(Requirement{
		ID:        "LNK-02",
		Level:     Must,
		Title:     "gives each image one self and one bookmark link",
		Statement: "Each image has exactly one link with rel self and exactly one with rel bookmark.",
		Source:    cite(pageExamples, xsdImage, guideLinks),
		Asked:     askList,
		Accepted:  []string{"one self and one bookmark link on every image"},
	})

	LNK03 = define(Requirement{
		ID:    "LNK-03",
		Level: Must,
		Title: "gives each image one alternate link",
		Statement: "Each image has exactly one link with rel alternate, which leads to the image in the image " +
			"service.",
		Source:   cite(pageExamples, guideLinks),
		Asked:    askList,
		Accepted: []string{"one alternate link on every image"},
		Why: "The details page's examples have it on all seven images. A list sample of the guide has none and " +
			"the XML Schema leaves it out. The details page decides.",
	})

	LNK04 = define(Requirement{
		ID:        "LNK-04",
		Level:     Must,
		Title:     "types the alternate link application/vnd.openstack.image",
		Statement: "The alternate link has the type application/vnd.openstack.image.",
		Source:    cite(pageExamples, guideLinks, guideSamples+", image-simple.json"),
		Asked:     askList,
		Accepted:  []string{"that type on every alternate link"},
		Why: "The hosts and paths of alternate links differ between deployments. The type is what a client " +
			"knows them by.",
	})

	LNK05 = define(Requirement{
		ID:        "LNK-05",
		Level:     Should,
		Title:     "gives self and bookmark links no type",
		Statement: "self and bookmark links carry no type, and no link has a type that is empty or None.",
		Source:    pageExamples,
		Asked:     askList,
		Accepted:  []string{"no type on self and bookmark links, and no empty type anywhere"},
	})

	LNK06 = define(Requirement{
		ID:    "LNK-06",
		Level: Must,
		Title: "points self to the versioned image of the tenant",
		Statement: "The path of a self link is /v2/{tenant_id}/images/{id}: with the version, the request's tenant " +
			"and this image's id.",
		Source:   cite(guideLinks, pageExamples),
		Asked:    askList,
		Accepted: []string{"a self link whose path is the base URL's path followed by /images/{id}"},
		Why:      "Nova once left out the tenant (bug 990019), and the link led nowhere.",
	})

	LNK07 = define(Requirement{
		ID:        "LNK-07",
		Level:     Must,
		Title:     "points bookmark to the image without the version",
		Statement: "A bookmark link is the self link without the version segment: the same host, tenant and id.",
		Source:    cite(guideLinks, pageExamples, novaCommon+", remove_version_from_href"),
		Asked:     askList,
		Accepted:  []string{"a bookmark link that equals the self link less its version segment"},
	})

	LNK08 = define(Requirement{
		ID:        "LNK-08",
		Level:     Must,
		Title:     "ends the alternate link in /images/{id}",
		Statement: "The path of an alternate link ends in /images/ and this image's id.",
		Source:    pageExamples,
		Asked:     askList,
		Accepted:  []string{"an alternate link whose path ends in /images/{id}"},
		Why: "The examples have the host of the image service and the tenant before images. Later Novas drop " +
			"the tenant and Rackspace has the host of Compute. The end of the path is common to all.",
	})

	LNK09 = define(Requirement{
		ID:        "LNK-09",
		Level:     May,
		Title:     "may name the tenant in the alternate link",
		Statement: "The alternate link leads to the image service and may name the tenant before images.",
		Source:    cite(pageExamples, novaViews),
		Asked:     askList,
		Accepted: []string{
			"{image service}/{tenant_id}/images/{id}",
			"{image service}/images/{id}",
			"the host of Compute in place of the image service's",
		},
		Why: "The examples have the tenant, and so has Nova from 2012.2 to 2014.2. Nova dropped it in 2015 " +
			"(bug 1343080), since Glance has no such path.",
	})

	LNK10 = define(Requirement{
		ID:        "LNK-10",
		Level:     Should,
		Title:     "serves the image under its self link",
		Statement: "A GET of a self link with the same credentials answers 200 and the image of that id.",
		Source:    guideLinks,
		Asked:     "GET of the self link of a known image",
		Accepted:  []string{"200 with an image of the same id"},
		Why:       "The guide wants self links for use at once. The target is another operation, hence SHOULD.",
	})

	LNK11 = define(Requirement{
		ID:    "LNK-11",
		Level: Must,
		Title: "keeps host and port of the request in self and bookmark links",
		Statement: "self and bookmark links have the host and port of the request, or those of a public prefix that " +
			"the deployment configures.",
		Source: cite(guideLinks, novaTests),
		Asked:  askList,
		Accepted: []string{
			"the host and port of the base URL",
			"the public prefix of the deployment, which the run is told of",
		},
	})

	LNK12 = define(Requirement{
		ID:        "LNK-12",
		Level:     Should,
		Title:     "orders links self, bookmark, alternate",
		Statement: "The links of an image stand in the order self, bookmark, alternate.",
		Source:    cite(pageExamples, schema21),
		Asked:     askList,
		Accepted:  []string{"self before bookmark before alternate"},
		Why:       "The examples have this order throughout. Only the schema of Nova 2.1 makes it a rule.",
	})

	LNK13 = define(Requirement{
		ID:        "LNK-13",
		Level:     Should,
		Title:     "uses registered link relations",
		Statement: "The rel of a link is a word of the Atom list in the XML Schema. A reader passes over others.",
		Source:    xsdAtom,
		Asked:     askList,
		Accepted:  []string{"words of the Atom list"},
	})

	LNK14 = define(Requirement{
		ID:        "LNK-14",
		Level:     Must,
		Title:     "writes hrefs without gaps, double slashes or None",
		Statement: "No href has a space, an empty path segment, or a segment None or null.",
		Source:    cite(xsdAtom, rfc3986+", section 3.3"),
		Asked:     askList,
		Accepted:  []string{"hrefs free of all these"},
	})

	LNK15 = define(Requirement{
		ID:    "LNK-15",
		Level: Must,
		Title: "keeps links the same whatever the request",
		Statement: "The links of an image do not depend on the request: neither the query nor the extension leaks " +
			"into them.",
		Source:   guideLinks,
		Asked:    "GET of the plain list by Accept and by extension, of filtered lists and of pages",
		Accepted: []string{"equal links for one image each time"},
	})
)
