package oracle

import (
	"net/http"
	"slices"
	"strings"

	"github.com/imageconform/imageconform/suites/requirement"
)

// laterRelaxations are about how later Novas refuse, by themselves and through
// what stands before and behind them.
var laterRelaxations = map[requirement.RelaxationID]recogniser{
	"R22": forbiddenMarker, "R23": unsupportedContent, "R24": unnamedParameter, "R25": webObNotFound, "R26": keystoneError,
	"R27": droppedAccept,
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
	return (isMarker || isTime) && s.in.refuses(http.StatusBadRequest, "badRequest") && s.in.Fault.Message != ""
}

// webObNotFound recognises the document that WebOb makes of a 404.
func webObNotFound(_ Case, s sight) bool {
	document, _ := s.in.Value.(map[string]any)
	text := func(name string) string { t, _ := document[name].(string); return t }
	unrouted := slices.Contains([]string{http.MethodPost, http.MethodPut, http.MethodPatch}, s.in.Request.Method)
	return unrouted && s.in.Status == http.StatusNotFound && len(document) == 3 &&
		text("code") == "404 Not Found" && text("title") == "Not Found" && text("message") != ""
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
