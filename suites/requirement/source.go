package requirement

import "strings"

// The documents of the API, by the names under which a reader finds them. The
// first group is the norm, in order of precedence; where the Developer Guide and
// the WADL disagree, the guide itself gives way to the WADL.
const (
	page           = "List images details page (Compute API v2 reference of 2014-04-21)"
	pageMethod     = page + ", method and URI"
	pageCodes      = page + ", response codes"
	pageParameters = page + ", query parameters"
	pageJSON       = page + ", Example 2.45"
	pageXML        = page + ", Example 2.46"
	pageExamples   = page + ", Examples 2.45 and 2.46"

	wadl           = "Compute API v2 WADL (openstack/api-site 2013.2, os-compute-2.wadl)"
	wadlParameters = wadl + ", imageListParameters"
	wadlDetailList = wadl + ", listDetailImages and DetailImageList"
	wadlFaults     = wadl + ", commonFaults"
	wadlTree       = "Compute API v2 WADL (openstack/api-site 2013.1 and commit 3e71d659 of 2014), resources"
	wadl2014       = "Compute API v2 WADL (openstack/api-site commit 3e71d659 of 2014, os-compute-2.wadl)"
	wadl2015       = "Compute API v2 WADL (openstack/api-site commit 779c711f of 2015, os-compute-2.wadl)"

	xsdImage    = "Compute API v1.1 XML Schema (openstack/compute-api, v2/xsd/image.xsd)"
	xsdCommon   = "Compute API v1.1 XML Schema (openstack/compute-api, v2/xsd/common.xsd)"
	xsdFaults   = "Compute API v1.1 XML Schema (openstack/compute-api, v2/xsd/faults.xsd)"
	xsdMetadata = "Compute API v1.1 XML Schema (openstack/compute-api, v2/xsd/metadata.xsd)"
	xsdAtom     = "Atom link XML Schema (openstack/compute-api, v2/xsd/atom/atom.xsd)"

	guide            = "Compute API v2 Developer Guide (openstack/compute-api 2013.2, os-compute-devguide.xml)"
	guideGeneral     = guide + ", General API Information"
	guideAuth        = guide + ", Authentication"
	guideFormats     = guide + ", Request/Response Types"
	guideLinks       = guide + ", Links and References"
	guidePaging      = guide + ", Paginated Collections"
	guidePolling     = guide + ", Efficient Polling with the Changes-Since Parameter"
	guideRates       = guide + ", Rate Limits"
	guideVersions    = guide + ", Versions"
	guideExtensions  = guide + ", Extensions"
	guideFaults      = guide + ", Synchronous Faults"
	guideAsyncFaults = guide + ", Asynchronous Faults"
	guideListImages  = guide + ", List Images"
	guideSamples     = "Developer Guide samples (openstack/compute-api, v2/samples)"
)

// The standards on which the documents build.
const (
	rfc2616  = "RFC 2616 (HTTP/1.1)"
	rfc3986  = "RFC 3986 (URI)"
	rfc8259  = "RFC 8259 (JSON)"
	xmlSpec  = "XML 1.0"
	xmlNames = "Namespaces in XML 1.0"
	xsdTypes = "XML Schema Part 2: Datatypes"
)

// What implementations do. It decides nothing that a document decides.
const (
	novaImages       = "Nova (openstack/nova 2014.1, nova/api/openstack/compute/images.py)"
	novaViews        = "Nova (openstack/nova 2014.1, nova/api/openstack/compute/views/images.py)"
	novaCommon       = "Nova (openstack/nova 2014.1, nova/api/openstack/common.py)"
	novaWSGI         = "Nova (openstack/nova 2014.1, nova/api/openstack/wsgi.py)"
	novaFaultWrapper = "Nova (openstack/nova 2014.1, nova/api/openstack/__init__.py), FaultWrapper"
	novaRoutes       = "Nova (openstack/nova 2014.1, nova/api/openstack/__init__.py), ProjectMapper"
	novaURLMap       = "Nova (openstack/nova 2014.1, nova/api/openstack/urlmap.py), Accept"
	novaXMLUtil      = "Nova (openstack/nova 2014.1, nova/api/openstack/xmlutil.py)"
	novaLimits       = "Nova (openstack/nova 2014.1, nova/api/openstack/compute/limits.py)"
	novaGlance       = "Nova (openstack/nova 2014.1, nova/image/glance.py)"
	novaSamples      = "Nova samples (openstack/nova 2014.1, doc/api_samples)"
	novaTests        = "Nova tests (openstack/nova 2014.1, nova/tests/api/openstack/compute/test_images.py)"
	novaFaultTests   = "Nova tests (openstack/nova 2014.1, nova/tests/api/openstack/test_faults.py)"
	novaFake         = "Nova tests (openstack/nova 2014.1, nova/tests/image/fake.py)"
	relaxNG          = "Nova RelaxNG schemas (openstack/nova 2014.1, nova/api/openstack/compute/schemas/v1.1)"
	schema21         = "Nova 2.1 response schema (openstack/nova, nova/api/openstack/compute/schemas/images.py)"
	glance           = "Glance (openstack/glance 2014.1, glance/db/sqlalchemy/api.py)"
	glanceRegistry   = "Glance (openstack/glance 2014.1, glance/registry/api/v1/images.py)"
	keystone         = "Keystone middleware (openstack/python-keystoneclient 0.7.0, auth_token.py)"
	tempest          = "Tempest (openstack/tempest, tempest/api/compute/images/test_list_image_filters.py)"
	tempestSchema    = "Tempest (openstack/tempest, tempest/lib/api_schema/response/compute/v2_1/images.py)"
	rackspace        = "Rackspace Cloud Servers v2 documentation, images operations"
	mimic            = "Mimic, checked against Rackspace's Nova on 2015-04-29 (rackerlabs/mimic, mimic/test/test_nova.py)"
)

// cite joins sources into one line, the norm first.
func cite(sources ...string) string { return strings.Join(sources, "; ") }
