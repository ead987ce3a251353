package oracle

import (
	"slices"
	"time"

	"github.com/imageconform/imageconform/schemas"
)

// Updated is when an image displays to have been changed last; ok is false
// when it displays no readable time.
func Updated(im schemas.Image) (at time.Time, ok bool) { return readTime(im.Updated()) }

// Created is when an image displays to have been made; ok is false when it
// displays no readable time.
func Created(im schemas.Image) (at time.Time, ok bool) { return readTime(im.Created()) }

// readTime reads the usual form by itself: on a list of thousands of images
// the general reader's ten times longer shows.
func readTime(text string) (time.Time, bool) {
	const usual = "2006-01-02T15:04:05Z"
	if len(text) == len(usual) && text[13] == ':' && text[16] == ':' {
		if at, err := time.Parse(usual, text); err == nil {
			return at, true
		}
	}
	at, err := schemas.ParseDateTime(text)
	return at, err == nil
}

// UpdatedAfter reports whether an image displays an updated time after t.
func UpdatedAfter(im schemas.Image, t time.Time) bool {
	at, ok := Updated(im)
	return ok && at.After(t)
}

// Moments are times to ask changes-since with. No image displays any of them
// as its updated time, so that it does not matter whether "since" includes
// the moment itself.
type Moments struct {
	// Before is a second before an image was updated, After a second after
	// one was: a reading that is off by a second or by a zone finds that image
	// where it does not belong, or misses it where it does.
	Before, After time.Time
	// Minutes are one or two whole minutes, the more telling one first: of a
	// time without seconds they tell as many misreadings as the images allow.
	Minutes []time.Time
	// Future is after everything.
	Future time.Time
}

// Moments chooses times from those that the images display. ok is false when
// none displays a readable updated time.
func (l Listing) Moments() (m Moments, ok bool) {
	if l.moments == nil {
		return momentsOf(l.Images)
	}
	return l.moments()
}

func momentsOf(images []schemas.Image) (m Moments, ok bool) {
	line := newTimeline(images)
	if len(line.updated) == 0 {
		return Moments{}, false
	}
	divides := func(t time.Time) bool { n := line.after(t); return n > 0 && n < len(line.updated) }
	acrossToo := func(t time.Time) bool { return divides(t) && line.across(t) }
	m.Before = line.nearMiddle(-time.Second, acrossToo, line.across, divides)
	m.After = line.nearMiddle(time.Second, acrossToo, divides)
	m.Minutes = line.tellingMinutes()
	// Every field but the year is the least it can be: where another field is
	// compared first, this time comes before most others.
	m.Future = time.Date(2037, time.January, 1, 0, 0, 0, 0, time.UTC)
	if last := line.updated[len(line.updated)-1].Truncate(time.Second).Add(24 * time.Hour); last.After(m.Future) {
		m.Future = last
	}
	return m, true
}

// timeline is the readable times of a listing, sorted.
type timeline struct{ updated, created []time.Time }

func newTimeline(images []schemas.Image) timeline {
	var line timeline
	for _, im := range images {
		if at, ok := Updated(im); ok {
			line.updated = append(line.updated, at)
		}
		if at, ok := Created(im); ok {
			line.created = append(line.created, at)
		}
	}
	slices.SortFunc(line.updated, time.Time.Compare)
	slices.SortFunc(line.created, time.Time.Compare)
	return line
}

// before counts the times of a sorted list before t.
func before(sorted []time.Time, t time.Time) int {
	n, _ := slices.BinarySearchFunc(sorted, t, time.Time.Compare)
	return n
}

// after counts the images updated after t, which none is at.
func (line timeline) after(t time.Time) int { return len(line.updated) - before(line.updated, t) }

// free reports whether no image displays t.
func (line timeline) free(t time.Time) bool {
	_, taken := slices.BinarySearchFunc(line.updated, t, time.Time.Compare)
	return !taken
}

// across reports whether more images were made before t than changed for the
// last time before it: then some were changed later.
func (line timeline) across(t time.Time) bool {
	return before(line.created, t) > before(line.updated, t)
}

// nearMiddle is an updated time shifted, free, and as near to the middle as
// it can be with the first of the wishes that any fulfils. Without one it is
// any free time: before the first image, or after the last, there always is.
func (line timeline) nearMiddle(shift time.Duration, wishes ...func(time.Time) bool) time.Time {
	for _, wish := range append(wishes, func(time.Time) bool { return true }) {
		for at := range line.fromMiddle(len(line.updated)) {
			if t := at.Truncate(time.Second).Add(shift); line.free(t) && wish(t) {
				return t
			}
		}
	}
	return line.updated[0].Truncate(time.Second).Add(shift)
}

// nearEnd is how many images of a long list have changed since most times that
// are asked.
const nearEnd = 40

// fromMiddle runs through the updated times from the middle outwards, or of a
// long list from a place near its end, at most so many of them.
func (line timeline) fromMiddle(most int) func(func(time.Time) bool) {
	return func(yield func(time.Time) bool) {
		n := len(line.updated)
		middle := n / 2
		if Long(n) {
			middle = n - nearEnd
		}
		for i := range min(2*n, most) {
			at := middle + i/2
			if i%2 == 1 {
				at = middle - 1 - i/2
			}
			if at >= 0 && at < n && !yield(line.updated[at]) {
				return
			}
		}
	}
}

// tellingMinutes are whole minutes around updated times that are told from
// what a slip in parsing makes of them: one that is told from the most, and
// one from the most of the rest, if any.
func (line timeline) tellingMinutes() []time.Time {
	const most = 400
	var minutes []time.Time
	known := map[int]bool{}
	for len(minutes) < 2 {
		var best time.Time
		var telling []int
		for at := range line.fromMiddle(most) {
			for _, t := range []time.Time{at.Truncate(time.Minute), at.Truncate(time.Minute).Add(time.Minute)} {
				if tells := line.misreadings(t, known); line.free(t) && (len(tells) > len(telling) || best.IsZero()) {
					best, telling = t, tells
				}
			}
		}
		if best.IsZero() || len(minutes) > 0 && len(telling) == 0 {
			break
		}
		minutes = append(minutes, best)
		for _, n := range telling {
			known[n] = true
		}
	}
	if len(minutes) == 0 {
		minutes = append(minutes, line.updated[len(line.updated)-1].Truncate(time.Minute).Add(2*time.Minute))
	}
	return minutes
}

// misreadings are the slips that would show in the answer to a minute, by
// their number, less those that are known from another minute: the hour or
// the day alone, the end of the minute, the next one, all times or none.
func (line timeline) misreadings(t time.Time, known map[int]bool) []int {
	const day = 24 * time.Hour
	var telling []int
	right := line.after(t)
	for i, wrong := range []int{
		line.after(t.Truncate(time.Hour)), line.after(t.Truncate(day)),
		line.after(t.Add(59 * time.Second)), line.after(t.Add(time.Minute)), 0, len(line.updated),
	} {
		if wrong != right && !known[i] {
			telling = append(telling, i)
		}
	}
	return telling
}
