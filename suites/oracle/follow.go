package oracle

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// Follow is how pages are found in deployments of a profile whose next links
// are known to be missing or wrong: so that what the later pages hold can be
// judged all the same. Where one page has a link the next one has to have it,
// too. It is nil where links are followed as they are.
func Follow(p requirement.Profile) func(before, page *Reading) (href string, ok bool) {
	known := map[requirement.RelaxationID]bool{}
	for _, r := range requirement.RelaxationsOf(p) {
		known[r.ID] = true
	}
	if !known["R1"] && !known["R2"] && !known["R5"] {
		return nil
	}
	return func(before, r *Reading) (href string, ok bool) {
		href, ok = r.Next()
		switch {
		case !r.Lists():
			return "", false
		case !ok && known["R2"] && !hasNext(before):
			return nextByMarker(r)
		case !ok:
			return "", false
		}
		if encoded, plain := encodedNext(r, href); known["R5"] && plain {
			href = encoded
		}
		if known["R1"] {
			href = detailed(href, r.Request.URL)
		}
		return href, true
	}
}

// hasNext says whether there is a page, and a next link on it.
func hasNext(r *Reading) bool {
	if r == nil {
		return false
	}
	_, more := r.Next()
	return more
}

// nextByMarker is where the page behind a full page in XML is.
func nextByMarker(r *Reading) (href string, ok bool) {
	limit, limited := limitAsked(r.Request)
	images := r.Images()
	if r.Form != XML || !r.Lists() || !limited || len(images) == 0 || len(images) != limit {
		return "", false
	}
	base, _, _ := strings.Cut(r.Request.URL, "?")
	return base + "?" + encodedQuery(withMarker(r)), true
}

// detailed is a link to the brief list as one to the detailed list that was
// asked.
func detailed(href, asked string) string {
	path, query, _ := strings.Cut(href, "?")
	_, suffix, isDetail := strings.Cut(PathOf(asked), "/images/detail")
	if !isDetail || !strings.HasSuffix(path, "/images") {
		return href
	}
	return path + "/detail" + suffix + "?" + query
}

// parameter is a name and a value of a query, decoded.
type parameter struct{ name, value string }

// withMarker are the parameters of a request in their order, with the last
// image of the answer as the marker.
func withMarker(r *Reading) []parameter {
	_, raw, _ := strings.Cut(r.Request.URL, "?")
	var all []parameter
	for _, pair := range strings.Split(raw, "&") {
		name, value, _ := strings.Cut(pair, "=")
		name, errName := url.QueryUnescape(name)
		value, errValue := url.QueryUnescape(value)
		if errName == nil && errValue == nil && name != "" && name != "marker" {
			all = append(all, parameter{name, value})
		}
	}
	if images := r.Images(); len(images) > 0 {
		all = append(all, parameter{"marker", images[len(images)-1].ID()})
	}
	return all
}

func encodedQuery(all []parameter) string {
	var words []string
	for _, p := range all {
		words = append(words, p.name, p.value)
	}
	return Query(words...)
}

// encodedNext is a next link with its values encoded, if its query is that of
// the request with the new marker, the values as they are and in any order.
func encodedNext(r *Reading, href string) (encoded string, plain bool) {
	path, raw, found := strings.Cut(href, "?")
	all := withMarker(r)
	if !found || !joins(raw, all) {
		return "", false
	}
	return path + "?" + encodedQuery(all), true
}

// joins reports whether a text is made of all the parameters, joined by &.
func joins(raw string, all []parameter) bool {
	for i, p := range all {
		rest, ok := strings.CutPrefix(raw, p.name+"="+p.value)
		switch {
		case !ok:
		case len(all) == 1:
			return rest == ""
		default:
			others := slices.Delete(slices.Clone(all), i, i+1)
			if rest, ok = strings.CutPrefix(rest, "&"); ok && joins(rest, others) {
				return true
			}
		}
	}
	return false
}

// limitAsked is the limit of a request; ok is false when it has none.
func limitAsked(r target.Request) (limit int, ok bool) {
	values, _ := Parameters(r.URL)
	limit, err := strconv.Atoi(values.Get("limit"))
	return limit, err == nil
}
