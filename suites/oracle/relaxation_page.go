package oracle

import (
	"slices"
	"strings"

	"github.com/antchfx/xmlquery"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// pageRelaxations are about next links and the size of a page.
var pageRelaxations = map[requirement.RelaxationID]recogniser{
	"R1": nextToBriefList, "R2": noNextInXML, "R4": nextToEmptyPage, "R5": nextNotEncoded, "R18": pageBeyondSchema,
}

// nextToBriefList recognises a next link from the detailed list to the brief
// one, and the brief records behind it. Where the link was followed, the brief
// list has to go on with the image that is next.
func nextToBriefList(c Case, s sight) bool {
	if isBriefList(c.Endpoint, s.in.Request.URL) {
		return s.in.place > 0 && s.in.Lists() && c.goesOn(s.in.answer[s.in.place-1], s.in)
	}
	href, more := s.in.Next()
	if !more || !isBriefList(c.Endpoint, href) {
		return false
	}
	behind := s.in.after()
	return behind == nil || behind.Lists() && c.goesOn(s.in, behind)
}

func isBriefList(at target.Endpoint, href string) bool {
	a, ok := addressOf(href)
	detailed := placed(at.Path(), "images", "detail")
	return ok && slices.Equal(a.below(at), detailed[:len(detailed)-1])
}

// goesOn says whether a page begins with the image that the listing has behind
// the last one of the page before.
func (c Case) goesOn(before, page *Reading) bool {
	order := c.Baseline().IDs()
	ids, next := IDs(before.Images()), IDs(page.Images())
	if len(ids) == 0 || len(next) == 0 {
		return false
	}
	at := slices.Index(order, ids[len(ids)-1])
	return at >= 0 && at+1 < len(order) && order[at+1] == next[0]
}

// noNextInXML recognises a full page in XML that holds images and nothing
// else, where no page in XML has a next link. Whether all pages together are
// the list is seen without links.
func noNextInXML(c Case, s sight) bool {
	limit, limited := limitAsked(s.in.Request)
	if c.Requirement == "PAG-10" || s.in.Form != XML || !s.in.Lists() || limited && len(s.in.Images()) != limit {
		return false
	}
	anyNext := slices.ContainsFunc(c.Answers(c.All), func(r *Reading) bool { return r.Form == XML && hasNext(r) })
	return !anyNext && xmlquery.FindOne(s.in.Root, "/*/*[local-name()!='image']") == nil
}

// nextToEmptyPage recognises a next link on a page that is exactly full, and
// behind it an empty page without one; or that empty page.
func nextToEmptyPage(_ Case, s sight) bool {
	full, empty := s.in, s.in.after()
	if s.in.place > 0 && len(s.in.Images()) == 0 {
		full, empty = s.in.answer[s.in.place-1], s.in
	}
	return empty != nil && empty.Lists() && len(empty.Images()) == 0 && !hasNext(empty) && full.isFull()
}

// isFull says whether a page holds as many images as one can: those of the
// limit, or without one as many as the page before, or as Nova's maximum.
func (r *Reading) isFull() bool {
	n := len(r.Images())
	limit, limited := limitAsked(r.Request)
	switch {
	case !r.Lists() || n == 0:
		return false
	case limited:
		return n == limit
	case r.place > 0:
		return n == len(r.answer[r.place-1].Images())
	}
	return n == mostImages
}

// nextNotEncoded recognises a next link whose query is what was asked, with
// the new marker, and its values as they are, where no next link encodes any.
// What lies behind it is seen with them encoded.
func nextNotEncoded(c Case, s sight) bool {
	if c.Requirement == "PAG-10" || !asTheyAre(s.in) {
		return false
	}
	return !slices.ContainsFunc(c.Answers(c.All), func(r *Reading) bool { return hasNext(r) && tells(r) && !asTheyAre(r) })
}

// asTheyAre says whether a page's next link repeats what was asked without
// encoding it.
func asTheyAre(r *Reading) bool {
	href, more := r.Next()
	_, plain := encodedNext(r, href)
	return more && plain
}

// tells says whether a value of the request shows in a link if it is encoded.
func tells(r *Reading) bool {
	return slices.ContainsFunc(withMarker(r), func(p parameter) bool { return strings.ContainsAny(p.value, " &+#%") })
}

// mostImages is the schema's bound of a collection, and Nova's default maximum.
const mostImages = 1000

// pageBeyondSchema recognises more images in one answer than the schema of a
// collection has.
func pageBeyondSchema(_ Case, s sight) bool {
	limit, limited := limitAsked(s.in.Request)
	return s.in.Lists() && len(s.in.Images()) > mostImages && (!limited || len(s.in.Images()) <= limit)
}
