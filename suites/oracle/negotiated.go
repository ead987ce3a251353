package oracle

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/imageconform/imageconform/suites/target"
)

// Negotiated is the form of body that a request asks for: the suffix of its
// path decides, without one the Accept header, and without that it is JSON.
// It is Other when the request leaves the choice open or asks for something
// else, as with */*, text/html, a vendor type or a header that cannot be read.
func Negotiated(r target.Request) Form {
	u, err := url.Parse(r.URL)
	if err != nil {
		return Other
	}
	switch last := u.Path[strings.LastIndexByte(u.Path, '/')+1:]; {
	case last == ".json" || last == ".xml":
		// The suffix behind a slash of its own is recommended, not promised.
		return Other
	case strings.HasSuffix(last, ".json"):
		return JSON
	case strings.HasSuffix(last, ".xml"):
		return XML
	}
	accept, given := r.Header["Accept"]
	if !given {
		return JSON
	}
	return preferred(accept)
}

// preferred is the form that an Accept header gives the higher quality, Other
// when it gives neither any or both the same.
func preferred(accept string) Form {
	inJSON, inXML, ok := qualities(accept)
	switch {
	case !ok || inJSON == inXML:
		return Other
	case inJSON > inXML:
		return JSON
	}
	return XML
}

// qualities are those that an Accept header gives to the two media types: for
// each the quality of the most exact range that covers it. ok is false when a
// range cannot be read, or is a vendor type, which may mean either format.
func qualities(accept string) (inJSON, inXML float64, ok bool) {
	exactJSON, exactXML := 0, 0
	for _, text := range strings.Split(accept, ",") {
		media, quality, readable := mediaRange(text)
		if !readable || strings.Contains(media, "+") {
			return 0, 0, false
		}
		if exact := exactness(media, JSON); exact > exactJSON {
			exactJSON, inJSON = exact, quality
		}
		if exact := exactness(media, XML); exact > exactXML {
			exactXML, inXML = exact, quality
		}
	}
	return inJSON, inXML, true
}

// exactness says how exactly a media range covers a form, 0 when it does not.
func exactness(media string, f Form) int {
	switch media {
	case f.MediaType():
		return 3
	case "application/*":
		return 2
	case "*/*":
		return 1
	}
	return 0
}

// mediaRange reads one range of an Accept header with its quality.
func mediaRange(text string) (media string, quality float64, ok bool) {
	parts := strings.Split(text, ";")
	media, quality = strings.ToLower(strings.TrimSpace(parts[0])), 1
	major, minor, found := strings.Cut(media, "/")
	if !found || major == "" || minor == "" || strings.ContainsAny(media, " \t\"=") {
		return "", 0, false
	}
	for _, part := range parts[1:] {
		name, value, found := strings.Cut(part, "=")
		if !found {
			return "", 0, false
		}
		if !strings.EqualFold(strings.TrimSpace(name), "q") {
			continue
		}
		q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil || !(q >= 0 && q <= 1) {
			return "", 0, false
		}
		quality = q
	}
	return media, quality, true
}
