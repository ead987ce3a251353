package oracle

import (
	"maps"
	"time"

	"github.com/imageconform/imageconform/schemas"
)

// Still tells which images of a target that changes by itself held still while
// it was asked. What the target says of the others may be right at the one
// moment and wrong at the next, so that nothing can be held against it.
type Still struct {
	// moved are images that were seen to come, to change or to go.
	moved map[string]bool
	// known are those of the listing that was read first; what is not known, and
	// was not made before recent, may have come since.
	known  map[string]bool
	recent time.Time
}

// blink is how far times of one moment may differ: they are told to the second,
// by several hosts.
const blink = 2 * time.Second

// Moved are the images that a later view shows in another state, or that only
// one of the two shows.
func (v View) Moved(later View) map[string]bool {
	moved := map[string]bool{}
	for _, two := range [][2]Listing{{v.InJSON, later.InJSON}, {v.InXML, later.InXML}, {v.OtherJSON, later.OtherJSON}} {
		two[0].moved(two[1], moved)
	}
	maps.DeleteFunc(moved, func(_ string, did bool) bool { return !did })
	return moved
}

// moved notes which images another listing shows otherwise, or only one of the
// two shows.
func (l Listing) moved(later Listing, into map[string]bool) {
	was, still := map[string]schemas.Image{}, map[string]bool{}
	newest := time.Time{}
	for _, im := range l.Images {
		was[im.ID()] = im
		if at, ok := Updated(im); ok && at.After(newest) {
			newest = at
		}
	}
	for _, im := range later.Images {
		then, there := was[im.ID()]
		still[im.ID()] = there && unchanged(then, im, newest.Add(-blink))
		into[im.ID()] = into[im.ID()] || !still[im.ID()]
	}
	for id := range was {
		into[id] = into[id] || !still[id]
	}
}

// unchanged compares two states of an image. The time of the last change tells;
// but not where that is so short ago that the next change may have been within
// the same second. Of such an image all is compared.
func unchanged(then, now schemas.Image, recent time.Time) bool {
	return stampOf(then) == stampOf(now) && (!UpdatedAfter(then, recent) || len(DifferentMembers(then, now)) == 0)
}

// Still is what held still since the view was read, of which some moved.
func (v View) Still(moved map[string]bool) Still {
	s := Still{moved: moved, known: map[string]bool{}}
	for _, im := range v.InJSON.Images {
		s.known[im.ID()] = true
		if at, ok := Created(im); ok && at.Add(-blink).After(s.recent) {
			s.recent = at.Add(-blink)
		}
	}
	return s
}

// holds reports whether an image held still.
func (s *Still) holds(im schemas.Image) bool {
	if s.moved[im.ID()] {
		return false
	}
	at, ok := Created(im)
	return s.known[im.ID()] || ok && at.Before(s.recent)
}

// Only is the view of what held still. Answers that are judged on it have to be
// kept by Keep.
func (v View) Only(s Still) View {
	v.still = &s
	for _, l := range []*Listing{&v.InJSON, &v.InXML, &v.OtherJSON} {
		if len(l.Pages) > 0 {
			readable := l.Readable
			*l = newListing(l.Pages.only(&s))
			l.Readable = readable
		}
	}
	return v
}

// Keep is an answer as the view lets it be judged: by what held still.
func (v View) Keep(a Answer) Answer {
	if v.still == nil {
		return a
	}
	return a.only(v.still)
}

// KeepEach keeps exchanges of any number of answers.
func (v View) KeepEach(all []*Reading) []*Reading {
	if v.still == nil {
		return all
	}
	answers := map[*Reading]Answer{}
	kept := make([]*Reading, len(all))
	for i, r := range all {
		whole := r.whole()
		if answers[whole[0]] == nil {
			answers[whole[0]] = v.Keep(whole)
		}
		kept[i] = answers[whole[0]][r.place]
	}
	return kept
}

// only leaves out of an answer what did not hold still.
func (a Answer) only(s *Still) Answer {
	kept := make([]*Reading, len(a))
	for i, r := range a {
		one := *r
		if kept[i] = &one; r.Collection == nil {
			continue
		}
		images := *r.Collection
		images.Images = Listing{Images: images.Images}.Where(s.holds)
		one.hidden += len(r.Images()) - len(images.Images)
		one.Collection = &images
	}
	return NewAnswer(kept)
}

// Torn reports whether what did not hold still may show in what is left of a
// kept answer: in where a page was cut and what is behind it, unless the pages
// count as a whole, or in a walk that lost its way where an image went.
func (v View) Torn(a Answer, whole bool) bool {
	if v.still == nil || whole && a.Complete() {
		return false
	}
	for i, r := range a {
		_, more := r.Next()
		if r.Lists() && (more || whole) && (r.hidden > 0 || len(v.still.moved) > 0) {
			return true
		}
		values, _ := Parameters(r.Request.URL)
		if marker := values.Get("marker"); i > 0 && !r.Lists() && marker != "" && (v.still.moved[marker] || !v.still.known[marker]) {
			return true
		}
	}
	return false
}
