package oracle

import (
	"strconv"
	"testing"
	"time"

	"github.com/imageconform/imageconform/schemas"
)

// TestMoreTelling chooses what most images have, and of a long list what few do.
func TestMoreTelling(t *testing.T) {
	for _, c := range []struct {
		images, count, best int
		want                bool
	}{
		{10, 3, 2, true},
		{10, 2, 3, false},
		{10, 2, 2, false},
		{longList + 1, 100, 7, false},
		{longList + 1, 7, 100, true},
		{longList + 1, telling - 1, 100, false},
		{longList + 1, 100, telling - 1, true},
		{longList + 1, telling - 1, telling - 2, true},
		{longList + 1, telling, telling, false},
	} {
		if got := MoreTelling(c.images, c.count, c.best); got != c.want {
			t.Errorf("of %d images, %d rather than %d: got %v", c.images, c.count, c.best, got)
		}
	}
}

// TestMomentsOfALongList lie near its newest change, and still tell.
func TestMomentsOfALongList(t *testing.T) {
	var l Listing
	for i := range 2 * longList {
		made := clock(t, "2012-06-15T17:00:00Z").Add(time.Duration(i) * 7 * time.Minute)
		changed := made.Add(time.Duration(i%5) * time.Hour)
		l.Images = append(l.Images, madeAndChanged(strconv.Itoa(i), made.Format(time.RFC3339), changed.Format(time.RFC3339)))
	}
	m, ok := l.Moments()
	if !ok {
		t.Fatal("no moments")
	}
	for _, at := range []time.Time{m.Before, m.After} {
		n := len(l.Where(func(im schemas.Image) bool { return UpdatedAfter(im, at) }))
		if n == 0 || n > 3*nearEnd {
			t.Errorf("%d of %d images have changed since %s", n, len(l.Images), at)
		}
	}
}
