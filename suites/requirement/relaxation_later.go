package requirement

// laterRelaxations are what the v2.1 API of Nova 26.2.2 (2022.2) in front of
// Glance 25.1.0 was seen to do, and what Rackspace documented of its own.
var laterRelaxations = []Relaxation{
	{
		ID: "R21", Title: "images pending deletion are listed as DELETED",
		Requirements: []ID{"CS-13", "STA-10"}, Profiles: laterNova,
		Why: "Glance v2 lists images in status pending_delete, which Nova shows as DELETED " +
			"(nova/api/openstack/compute/views/images.py, _get_status). status=DELETED does not find them.",
	},
	{
		ID: "R22", Title: "a marker that is private to another tenant is answered with 403",
		Requirements: []ID{"MRK-04"}, Profiles: laterNova,
		Why: "Glance v2 answers 403 for an image that is there and may not be seen, and Nova passes it on as forbidden " +
			"(nova/image/glance.py, _translate_plain_exception).",
	},
	{
		ID: "R23", Title: "a GET with an unknown Content-Type is answered with 415",
		Requirements: []ID{"URI-11", "ERR-09"}, Profiles: laterNova,
		Why: "The Content-Type is read of every request, and one that Nova does not know is refused " +
			"(nova/api/openstack/wsgi.py, get_content_type).",
	},
	{
		ID: "R24", Title: "the message about a marker or a time does not name the parameter",
		Requirements: []ID{"ERR-11"}, Profiles: everyNova,
		Why: "Glance refuses the two, in words of its own or in none, and Nova passes them on.",
	},
	{
		ID: "R25", Title: "the 404 of the router is an object with message, code and title",
		Requirements: []ID{"MTH-02", "ERR-01", "ERR-02"}, Profiles: laterNova,
		Why: "No rule of the router matches POST, PUT and PATCH, and WebOb writes the 404, as JSON where that is asked for " +
			"(nova/api/wsgi.py, Router, and webob/exc.py).",
	},
	{
		ID: "R26", Title: "the fault of a 401 is called error",
		Requirements: []ID{"AUTH-03", "ERR-04"}, Profiles: laterNova,
		Why: "The middleware of Keystone answers before Nova does, with an object error of code, title and message " +
			"(keystonemiddleware/auth_token/__init__.py).",
	},
	{
		ID: "R27", Title: "a malformed Accept ends the connection without an answer",
		Requirements: []ID{"NEG-12"}, Profiles: laterNova,
		Why: "Nova parses the header by hand, and fails over what it cannot parse outside of all that would answer for it " +
			"(nova/api/openstack/urlmap.py, Accept). uWSGI then closes the connection.",
	},
	{
		ID: "R28", Title: "type knows BASE and SNAPSHOT: SERVER and ALL find nothing",
		Requirements: []ID{"TYP-01", "TYP-02", "TYP-04"}, Profiles: []Profile{Rackspace},
		Why: "The words of Rackspace are BASE and SNAPSHOT: " + rackspace + ".",
	},
	{
		ID: "R29", Title: "metadata values have more than 255 characters",
		Requirements: []ID{"MET-05"}, Profiles: everyNova,
		Why: "Glance stores the values of properties as texts of any length, and Nova passes them on. Keys are shorter.",
	},
	{
		ID: "R30", Title: "the 503 while Keystone is down is an object with message, code and title",
		Requirements: []ID{"ERR-01", "ERR-02", "ERR-07"}, Profiles: laterNova,
		Why: "The middleware of Keystone answers before Nova does, and WebOb writes the 503 " +
			"(keystonemiddleware/auth_token/__init__.py and webob/exc.py).",
	},
}
