package oracle

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/imageconform/imageconform/schemas"
)

// Answered is for rules that rest on a request whose refusal is another
// requirement's business: an answer that is no listing leaves them undecided.
func (j *Judgement) Answered(a Answer) bool {
	if a.First().Lists() {
		return true
	}
	j.Missing = "an answer to decide with; " + a.First().Request.URL + " gave " + Describe(a.First())
	j.Lack(a.First(), "an answer to decide with")
	return false
}

// Only checks that an answer holds no image but those to keep, whatever it
// lacks. The images of the listing that it leaves out rightly count, too.
func (j *Judgement) Only(a Answer, l Listing, keep func(schemas.Image) bool, rule string) bool {
	if !j.Listed(a) {
		return false
	}
	ok := true
	for _, r := range a {
		wrong := without(r.Images(), keep)
		j.Ranged += len(r.Images())
		if len(wrong) > 0 {
			ok = false
			j.Find(r, wrong[0].Where, rule, fmt.Sprintf("%d others among %d images%s", len(wrong), len(r.Images()), list(":", IDs(wrong))))
		}
	}
	j.Ranged += len(Subset(IDs(without(l.Images, keep)), IDs(a.Images())))
	return ok
}

// Every checks that an answer holds every wanted image, whatever it holds
// besides.
func (j *Judgement) Every(a Answer, want []schemas.Image, rule string) bool {
	if !j.Whole(a) {
		return false
	}
	j.Ranged += len(want)
	missing := Subset(IDs(want), IDs(a.Images()))
	if len(missing) > 0 {
		j.Find(a.First(), "", rule, fmt.Sprintf("%d of %d missing%s", len(missing), len(want), list(":", missing)))
	}
	return len(missing) == 0
}

// Exactly checks that an answer holds each image of the listing that it has
// to, once, and no other. Images beyond the listing count by what they display.
func (j *Judgement) Exactly(a Answer, l Listing, keep func(schemas.Image) bool, rule string) bool {
	if !j.Whole(a) {
		return false
	}
	want := l.Where(keep)
	beyond := Subset(IDs(without(a.Images(), keep)), l.IDs())
	missing, extra := Difference(IDs(want), l.Known(a))
	j.Ranged += max(1, len(want))
	if extra = append(extra, beyond...); len(missing)+len(extra) > 0 {
		j.Find(a.First(), "", rule, fmt.Sprintf("%d images%s%s", len(a.Images()), list("; missing", missing), list("; not wanted", extra)))
	}
	return len(missing)+len(extra) == 0
}

// RefusedOrEmpty checks that a value which names nothing is refused with 400,
// or selects nothing.
func (j *Judgement) RefusedOrEmpty(r *Reading, what string) bool {
	return j.Check(r, r.Status == http.StatusBadRequest || r.Lists() && len(r.Images()) == 0,
		"400 or an empty collection, because "+what, "%s", Describe(r))
}

// Agree checks one way of asking against another: the answer has to hold the
// images that the listing says it does, or else the very ones which the other
// way of asking brought. So a filter that is wrong by itself is not blamed on
// the way of asking. Images beyond the listing, such as deleted ones, do not
// count.
func (j *Judgement) Agree(a Answer, l Listing, want []schemas.Image, other Answer, rule string) bool {
	if !j.Whole(a) {
		return false
	}
	got := l.Known(a)
	j.Ranged += max(1, len(want))
	missing, extra := Difference(IDs(want), got)
	if len(missing)+len(extra) == 0 || other.Complete() && sameSet(got, l.Known(other)) {
		return true
	}
	j.Find(a.First(), "", rule, fmt.Sprintf("%d images%s%s", len(got), list("; missing", missing), list("; not wanted", extra)))
	return false
}

// Known are the ids of an answer's images that are in the listing, too.
func (l Listing) Known(a Answer) []string {
	listed := map[string]bool{}
	for _, im := range l.Images {
		listed[im.ID()] = true
	}
	var known []string
	for _, im := range a.Images() {
		if listed[im.ID()] {
			known = append(known, im.ID())
		}
	}
	return known
}

// Shows reports whether an answer was read to its end and holds exactly the
// wanted images among those of the listing.
func (a Answer) Shows(l Listing, want []schemas.Image) bool {
	return a.Complete() && sameSet(IDs(want), l.Known(a))
}

func sameSet(a, b []string) bool {
	missing, extra := Difference(a, b)
	return len(missing)+len(extra) == 0
}

// Unchanged checks that images which the listing shows are shown alike in an
// answer, member by member. It reports the first that is not, and how many.
func (j *Judgement) Unchanged(a Answer, l Listing) {
	listed := map[string]schemas.Image{}
	for _, im := range l.Images {
		listed[im.ID()] = im
	}
	var page *Reading
	var example, where string
	changed := 0
	for _, r := range a {
		for _, im := range r.Images() {
			before, known := listed[im.ID()]
			if !known {
				continue
			}
			j.Ranged++
			if differ := DifferentMembers(before, im); len(differ) > 0 {
				if changed++; changed == 1 {
					page, where, example = r, im.Where, "image "+Quote(im.ID())+" with a difference in "+strings.Join(differ, "; ")
				}
			}
		}
	}
	if changed > 0 {
		j.Find(page, where, "images as the whole listing shows them", fmt.Sprintf("%d others, such as %s", changed, example))
	}
}

// InOrder checks that images which stand in the listing stand in the same
// order in an answer, each relative to the others. It counts the pairs of
// neighbours that it compared. An image that comes twice counts once.
func (j *Judgement) InOrder(a Answer, order []schemas.Image, rule string) bool {
	place := map[string]int{}
	for i, im := range order {
		place[im.ID()] = i
	}
	before, at := "", -1
	for _, r := range a {
		for _, im := range r.Images() {
			here, left := place[im.ID()]
			if !left {
				continue
			}
			delete(place, im.ID())
			if at >= 0 && !j.CheckAt(r, im.Where, here > at, rule, "image %s behind %s, which it precedes there", Quote(im.ID()), Quote(before)) {
				return false
			}
			before, at = im.ID(), here
		}
	}
	return true
}

// Common is what two lists of ids share, in the order of the first.
func Common(a, b []string) []string {
	in := map[string]bool{}
	for _, id := range b {
		in[id] = true
	}
	var both []string
	for _, id := range a {
		if in[id] {
			both = append(both, id)
		}
	}
	return both
}

// Count says in words how many images there are of some sort, and names a few.
func Count(ids []string, what string) string {
	return fmt.Sprintf("%d %s%s", len(ids), what, list(":", ids))
}
