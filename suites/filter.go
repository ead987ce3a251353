package suites

import (
	"strings"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
)

// filter is one filter with the images that the listing says it selects.
type filter struct {
	query   []string
	matches []schemas.Image
}

// filters are one of each kind that selects at least so many of the images.
func filters(v oracle.View, least int) []filter {
	l := v.Baseline()
	var chosen []filter
	add := func(query []string, keep func(schemas.Image) bool) {
		if matches := l.Where(keep); len(matches) >= least {
			chosen = append(chosen, filter{query, matches})
		}
	}
	add(sinceAtLeast(v, least))
	if id := most(l.Images, serverOf); id != "" {
		add([]string{"server", id}, func(im schemas.Image) bool { return serverOf(im) == id })
	}
	if name := most(l.Images, schemas.Image.Name); name != "" {
		add([]string{"name", name}, func(im schemas.Image) bool { return im.Name() == name })
	}
	if status := most(l.Images, schemas.Image.Status); !strings.Contains(status, ":") {
		add([]string{"status", status}, func(im schemas.Image) bool { return im.Status() == status })
	}
	kind := kinds[2]
	if from := len(l.Where(fromServer)); oracle.Long(len(l.Images)) && from >= least && 2*from < len(l.Images) {
		kind = kinds[1]
	}
	add([]string{kind.Name, kind.Value}, kind.Selects)
	return chosen
}

// sinceAtLeast is a time that at least so many images were updated after, and
// some before where it can be.
func sinceAtLeast(v oracle.View, least int) (query []string, keep func(schemas.Image) bool) {
	if times := sinceTimes(v); len(times) > 0 && len(updatedAfter(v, times[0])) >= least {
		return []string{"changes-since", times[0].Format(zulu)}, func(im schemas.Image) bool { return oracle.UpdatedAfter(im, times[0]) }
	}
	return []string{"changes-since", longAgo}, func(schemas.Image) bool { return true }
}

func serverOf(im schemas.Image) string {
	if im.Server == nil {
		return ""
	}
	return im.Server.ID
}

// most is the value that most images have, the earliest of equals, and empty
// when none has one. Of a long list it is one that few have.
func most(images []schemas.Image, of func(schemas.Image) string) string {
	var values []string
	count := map[string]int{}
	for _, im := range images {
		value := of(im)
		if count[value]++; count[value] == 1 && value != "" {
			values = append(values, value)
		}
	}
	best := ""
	for _, value := range values {
		if best == "" || oracle.MoreTelling(len(images), count[value], count[best]) {
			best = value
		}
	}
	return best
}
