package oracle

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/imageconform/imageconform/suites/requirement"
)

// laterRelaxations are about how later Novas refuse, by themselves and through
// what stands before and behind them.
var laterRelaxations = map[requirement.RelaxationID]recogniser{
	"R22": forbiddenMarker, "R23": unsupportedContent, "R24": unnamedParameter, "R25": webObNotFound, "R26": keystoneError,
	"R27": droppedAccept, "R30": webObUnavailable,
}

// forbiddenMarker recognises a 403 for a marker that only another tenant
// lists.
func forbiddenMarker(c Case, s sight) bool {
	marker, alone := onlyAsked(s.in.Request, "marker")
	_, theirs := c.OtherJSON.Find(marker)
	_, ours := c.InJSON.Find(marker)
	return alone && theirs && !ours && s.in.refuses(http.StatusForbidden, "forbidden")
}

func unsupportedContent(_ Case, s sight) bool {
	_, given := s.in.Request.Header["Content-Type"]
	return given && s.in.Request.Method == http.MethodGet && s.in.refuses(http.StatusUnsupportedMediaType, "badMediaType")
}

// unnamedParameter recognises the message about a parameter that the image
// service checks, not Nova.
func unnamedParameter(_ Case, s sight) bool {
	_, isMarker := onlyAsked(s.in.Request, "marker")
	_, isTime := onlyAsked(s.in.Request, "changes-since")
	if !isMarker && !isTime || !s.in.refuses(http.StatusBadRequest, "badRequest") {
		return false
	}
	message := strings.ToLower(s.in.Fault.Message)
	another := slices.ContainsFunc([]string{"limit", "marker", "changes-since"}, func(name string) bool { return strings.Contains(message, name) })
	return message != "" && !another
}

// webObNotFound recognises WebOb's 404 to methods that no rule matches.
func webObNotFound(_ Case, s sight) bool {
	return slices.Contains([]string{http.MethodPost, http.MethodPut, http.MethodPatch}, s.in.Request.Method) &&
		s.in.isWebOb(http.StatusNotFound)
}

// webObUnavailable recognises WebOb's 503.
func webObUnavailable(_ Case, s sight) bool { return s.in.isWebOb(http.StatusServiceUnavailable) }

// isWebOb says whether an answer is the document that WebOb makes of a status.
func (r *Reading) isWebOb(status int) bool {
	document, _ := r.Value.(map[string]any)
	text := func(name string) string { t, _ := document[name].(string); return t }
	title := http.StatusText(status)
	return r.Status == status && len(document) == 3 &&
		text("code") == strconv.Itoa(status)+" "+title && text("title") == title && text("message") != ""
}

// keystoneError recognises the document of Keystone's middleware.
func keystoneError(_ Case, s sight) bool {
	document, _ := s.in.Value.(map[string]any)
	fault, _ := document["error"].(map[string]any)
	text := func(name string) string { t, _ := fault[name].(string); return t }
	return s.in.refuses(http.StatusUnauthorized, "error") && len(document) == 1 && len(fault) == 3 &&
		text("title") == "Unauthorized" && text("message") != ""
}

// droppedAccept recognises a connection that ended without an answer, over an
// Accept header that cannot be read.
func droppedAccept(_ Case, s sight) bool {
	accept, given := s.in.Request.Header["Accept"]
	_, _, readable := qualities(accept)
	return given && !readable && !strings.Contains(accept, "+") && s.in.Status == 0 && s.in.Failure != ""
}
