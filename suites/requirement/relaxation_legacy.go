package requirement

// legacyRelaxations are what Nova from Folsom (2012.2) to Juno (2014.2) was
// seen to do, recorded from 2012.2.4 and 2014.1.
var legacyRelaxations = []Relaxation{
	{
		ID: "R1", Title: "the next link leads to the brief list, /images",
		Requirements: []ID{"PAG-04"}, Profiles: oldNova,
		Why: "The links of both lists are made by one function that knows only /images, until commit f233c65cd3 " +
			"of 2015 (bug 1410431). Following it gives records of id, name and links.",
	},
	{
		ID: "R2", Title: "the detailed list in XML has no next link",
		Requirements: []ID{"PAG-02", "PAG-04", "PAG-05", "PAG-06", "PAG-07", "PAG-08", "PAG-09", "PAG-10", "PAG-12", "PAG-13", "PAG-17", "EQV-06"},
		Profiles:     oldNova,
		Why: "The XML template of the detailed list never renders images_links, only that of the brief list does " +
			"(nova/api/openstack/compute/images.py, 2012.1 to 2014.2).",
	},
	{
		ID: "R3", Title: "the status filter compares the image service's own word",
		Requirements: []ID{"STA-04", "STA-05", "STA-06", "STA-10"}, Profiles: everyNova,
		Why: "The filter lowers the case of the word and asks Glance for it. So SAVING misses queued images, which have " +
			"progress 25; ERROR and UNKNOWN find nothing, since Glance has no such words; and DELETED misses those " +
			"pending deletion (nova/api/openstack/compute/images.py, _get_filters).",
	},
	{
		ID: "R4", Title: "a full last page has a next link to an empty page",
		Requirements: []ID{"PAG-03", "PAG-16"}, Profiles: []Profile{NovaLegacy, Rackspace, Nova21},
		Why: "The link is made whenever the page has as many images as the limit says, without a look at what follows " +
			"(nova/api/openstack/common.py, ViewBuilder). Rackspace's Nova did the same: " + mimic + ".",
	},
	{
		ID: "R5", Title: "values in the next link are not percent-encoded",
		Requirements: []ID{"PAG-08", "PAG-10"}, Profiles: oldNova,
		Why: "The query is joined from the decoded values (nova/api/openstack/common.py, dict_to_query_str), until " +
			"commit 90da5f727c of 2015. A space makes the link illegal, + and & lose their meaning when it is followed.",
	},
	{
		ID: "R6", Title: "the name of an unnamed image is null",
		Requirements: []ID{"JSN-04"}, Profiles: everyNova,
		Why: "Glance stores images without a name, and Nova passes the null on (nova/api/openstack/compute/views/images.py); " +
			"in XML it becomes the text None.",
	},
	{
		ID: "R7", Title: "block_device_mapping and mappings are arrays in metadata",
		Requirements: []ID{"MET-01"}, Profiles: everyNova,
		Why: "Nova reads the two properties of a volume-backed snapshot as JSON (nova/image/glance.py, " +
			"_convert_from_string) and shows the result; in XML as the text of Python's list.",
	},
	{
		ID: "R8", Title: "a rate limit is answered with 429 in place of 413",
		Requirements: []ID{"RAT-01"}, Profiles: oldNova,
		Why: "Since Havana (2013.2), commit a8b8ebb32a (bug 1187676), the limiter sends 429 with an overLimit fault and " +
			"Retry-After.",
	},
	{
		ID: "R9", Title: "another method is answered with 404 in place of 405",
		Requirements: []ID{"MTH-02", "ERR-01"}, Profiles: everyNova,
		Why: "The router has no rule for POST and PATCH on this path and answers a bare text. It takes PUT and DELETE " +
			"for those of an image called detail, which is not found (nova/api/openstack/compute/__init__.py).",
	},
	{
		ID: "R10", Title: "401 is a plain text, also when the identity or image service is down",
		Requirements: []ID{"AUTH-03", "ERR-01", "ERR-07"}, Profiles: oldNova,
		Why: "The middleware of Keystone answers before Nova does, with \"Authentication required\" as text/plain (" + keystone +
			", MiniResp). It answers the same when Keystone is down, and Nova answers 500 when Glance is: never 503.",
	},
	{
		ID: "R11", Title: "type knows other words: BASE, SERVER and ALL find nothing",
		Requirements: []ID{"TYP-01", "TYP-02", "TYP-03", "TYP-04"}, Profiles: everyNova,
		Why: "The word is compared with the image's property image_type, which is snapshot or backup " +
			"(nova/api/openstack/compute/images.py, SUPPORTED_FILTERS).",
	},
	{
		ID: "R12", Title: "the path of another tenant is answered with 400",
		Requirements: []ID{"AUTH-06"}, Profiles: everyNova,
		Why:     "The project in the path is compared with that of the token before anything else (" + novaWSGI + ", _process_stack).",
		Granted: "any of 400, 401, 403 and 404 keeps the data from the caller, so that each is accepted of every deployment",
	},
	{
		ID: "R13", Title: "retryAfter tells whole seconds",
		Requirements: []ID{"RAT-03"}, Profiles: oldNova,
		Why:     "The limiter writes seconds: in JSON as a string, in XML as an attribute (" + novaLimits + ").",
		Granted: "seconds are accepted of every deployment, like a date and time: the header is the norm",
	},
	{
		ID: "R14", Title: "an extension behind a slash is not found",
		Requirements: []ID{"URI-12"}, Profiles: oldNova,
		Why: "The router takes /images/detail/.xml for something below an image called detail and answers 404.",
	},
	{
		ID: "R15", Title: "a deleted image has forgotten its metadata and its server",
		Requirements: []ID{"CS-11", "CMB-01"}, Profiles: oldNova,
		Why: "Glance v1 deletes the properties with the image (" + glance + "), so that server= and type= miss it under " +
			"changes-since.",
		Granted: "a deleted image is judged by what it still shows, of every deployment",
	},
	{
		ID: "R16", Title: "a full page of a filter with a value beyond ASCII is a 500",
		Requirements: []ID{"CMB-04", "CMB-05", "CMB-08", "PAG-01", "PAG-02", "PAG-03", "PAG-07", "PAG-08", "PAG-10"}, Profiles: oldNova,
		Why: "The next link is joined from unicode and byte strings, which fails for other characters " +
			"(nova/api/openstack/common.py, dict_to_query_str).",
	},
	{
		ID: "R17", Title: "a fault to a vendor or malformed Accept is a 500 without a body",
		Requirements: []ID{"NEG-12"}, Profiles: oldNova,
		Why: "The writer of faults knows the two base types only and fails over every other (" + novaWSGI + ", Fault.__call__).",
	},
	{
		ID: "R18", Title: "one answer holds more than 1000 images",
		Requirements: []ID{"LIM-07", "XML-02"}, Profiles: oldNova,
		Why: "The list of images never heeds osapi_max_limit (" + novaImages + "), and Glance's own pages are read to their end.",
	},
	{
		ID: "R19", Title: "a control character in a name or value makes the list in XML a 500",
		Requirements: []ID{"URI-01", "URI-02", "URI-10", "NEG-03", "NEG-04", "NEG-05", "NEG-06", "NEG-07"}, Profiles: oldNova,
		Why: "XML has no way to write such a character, and the writer fails over it (" + novaXMLUtil + ").",
	},
	{
		ID: "R20", Title: "DELETE is answered with 500",
		Requirements: []ID{"MTH-02"}, Profiles: oldNova,
		Why: "DELETE is taken for that of an image called detail, and the refusal of Glance v1 is not expected " +
			"(" + novaGlance + ").",
	},
}
