package oracle

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/imageconform/imageconform/schemas"
)

// Question is a request for a page by its parameters: the filters, what the
// page stands behind, and how long it may be.
type Question struct {
	Filters []Choice
	// Marker is the id of an image of the listing, empty for none.
	Marker string
	// Limit is zero for none. It has to be one that the target grants.
	Limit int
}

// asks reports whether the question has a filter, with one of the values where
// any are given.
func (q Question) asks(name string, values ...string) bool {
	return slices.ContainsFunc(q.Filters, func(c Choice) bool {
		return c.Name == name && (len(values) == 0 || slices.Contains(values, c.Value))
	})
}

// String is the question in words.
func (q Question) String() string {
	text := "the images"
	if len(q.Filters) > 0 {
		text += " that " + Jointly(q.Filters) + " select"
		if len(q.Filters) > 1 {
			text += " together"
		}
	}
	if q.Marker != "" {
		text += ", behind " + Quote(q.Marker)
	}
	if q.Limit > 0 {
		text += ", at most " + strconv.Itoa(q.Limit)
	}
	return text
}

// Fitting are the images of the listing that the question is about: selected
// by every filter, behind the marker, in order, and however many.
func (q Question) Fitting(l Listing) []schemas.Image {
	fitting := l.Both(q.Filters...)
	if q.Marker == "" {
		return fitting
	}
	behind := map[string]bool{}
	for _, im := range l.Images[slices.Index(l.IDs(), q.Marker)+1:] {
		behind[im.ID()] = true
	}
	return Listing{Images: fitting}.Where(func(im schemas.Image) bool { return behind[im.ID()] })
}

// ForeignMarker reports whether the marker is an image that a filter leaves
// out: that such a marker is taken is no more than recommended.
func (q Question) ForeignMarker(l Listing) bool {
	im, _ := l.Find(q.Marker)
	return q.Marker != "" && !SelectedBy(im, q.Filters)
}

// Page checks one answer to a question against the listing: which images come,
// in which order, how many, and whether the next link leads to the rest. It
// counts the images, and an answer that rightly has none as one.
//
// Deleted images are none of the listing. They may come where changes are asked
// for, or deleted images themselves, and have to display what was asked for.
func (j *Judgement) Page(r *Reading, l Listing, q Question) {
	from := len(j.Findings)
	if j.Listed(Answer{r}) {
		j.page(r, l, q)
	}
	if q.ForeignMarker(l) {
		for i := range j.Findings[from:] {
			j.Findings[from+i].Advice = true
		}
	}
}

func (j *Judgement) page(r *Reading, l Listing, q Question) {
	fitting := q.Fitting(l)
	got := r.Images()
	j.Ranged += max(1, len(got))
	if wrong := q.unfit(got, l, fitting); len(wrong) > 0 {
		j.Find(r, wrong[0].Where, q.String(), fmt.Sprintf("%d others among %d images%s", len(wrong), len(got), list(":", IDs(wrong))))
		return
	}
	if q.Limit > 0 && len(got) > q.Limit {
		j.Find(r, "", q.String(), fmt.Sprintf("%d images", len(got)))
	}
	known := l.Known(Answer{r})
	href, more := r.Next()
	due := fitting[:min(len(known), len(fitting))]
	if last := q.Limit > 0 && len(got) < q.Limit || q.Limit == 0 && !more; last {
		due = fitting
	}
	if missing, again := Difference(IDs(due), known); len(missing)+len(again) > 0 {
		j.Find(r, "", q.String(), fmt.Sprintf("%d images%s%s", len(got), list("; missing", missing), list("; out of turn, or again", again)))
		return
	}
	if at := firstDifference(known, IDs(due)); at >= 0 {
		j.Find(r, "", q.String()+", in the order of the whole listing",
			fmt.Sprintf("image %s at position %d, where %s belongs", Quote(known[at]), at+1, Quote(due[at].ID())))
		return
	}
	j.rest(r, q, len(fitting)-len(known), href, more)
}

// unfit are the images of a page that the question leaves out.
func (q Question) unfit(got []schemas.Image, l Listing, fitting []schemas.Image) []schemas.Image {
	wanted, listed := map[string]bool{}, map[string]bool{}
	for _, im := range fitting {
		wanted[im.ID()] = true
	}
	for _, im := range l.Images {
		listed[im.ID()] = true
	}
	deletedToo := q.asks("changes-since") || q.asks("status", Deleted)
	return without(got, func(im schemas.Image) bool {
		if listed[im.ID()] || !deletedToo {
			return wanted[im.ID()]
		}
		return im.Status() == Deleted && SelectedBy(im, tellable(im, q.Filters))
	})
}

func firstDifference(a []string, b []string) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return -1
}

// plainValue needs no encoding in any part of a query. How other values come
// through a next link is a requirement of its own.
var plainValue = regexp.MustCompile(`^[A-Za-z0-9:/._~-]*$`)

// tearing says whether a value that is not encoded tears a query apart.
func tearing(c Choice) bool { return strings.ContainsAny(c.Value, "&#%;") }

// rest looks at the next link of a page, behind which so many images are left.
func (j *Judgement) rest(r *Reading, q Question, left int, href string, more bool) {
	if left > 0 && !more {
		j.Find(r, "", q.String()+", and a next link to the rest", fmt.Sprintf("no next link, and %d more to come", left))
		return
	}
	got := r.Images()
	kept, ok := Parameters(href)
	if !more || !ok || len(got) == 0 || slices.ContainsFunc(q.Filters, tearing) {
		return
	}
	wanted := "a next link that asks for the rest: "
	if last := got[len(got)-1].ID(); kept.Get("marker") != last {
		j.Find(r, "", wanted+"marker="+last, Quote(href))
	}
	if limit := strconv.Itoa(q.Limit); q.Limit > 0 && kept.Get("limit") != limit {
		j.Find(r, "", wanted+"limit="+limit, Quote(href))
	}
	for _, c := range q.Filters {
		given := kept.Get(c.Name)
		isDefault := c.Name == "type" && c.Value == "ALL" && given == ""
		if plainValue.MatchString(c.Value) && !isDefault && !SameFilter(c.Name, c.Value, given) {
			j.Find(r, "", wanted+c.String(), Quote(href))
		}
	}
}
