package suites

import (
	"slices"
	"strconv"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/target"
)

// choice is the filter as a choice.
func (f filter) choice() oracle.Choice {
	selected := map[string]bool{}
	for _, im := range f.matches {
		selected[im.ID()] = true
	}
	return oracle.Choice{Name: f.query[0], Value: f.query[1], Selects: func(im schemas.Image) bool { return selected[im.ID()] }}
}

// jointly are filters that have at least so many images in common: the server
// and the name that most of them have, and so on, as many filters as it can be.
func jointly(v oracle.View, least int) []oracle.Choice {
	images := v.Baseline().Images
	var joint []oracle.Choice
	add := func(c oracle.Choice) {
		both := oracle.Listing{Images: images}.Where(c.Selects)
		if c.Value != "" && len(both) >= least {
			images, joint = both, append(joint, c)
		}
	}
	server := most(images, serverOf)
	add(ofServer(server, server))
	name := most(images, schemas.Image.Name)
	add(oracle.Choice{Name: "name", Value: name, Selects: func(im schemas.Image) bool { return im.Name() == name }})
	for _, kind := range kinds[1:] {
		add(kind)
	}
	if status := most(images, schemas.Image.Status); slices.Contains(statusWords, status) {
		add(oracle.Choice{Name: "status", Value: status, Selects: ofStatus(status)})
	}
	add(oracle.Choice{Name: "changes-since", Value: longAgo, Selects: func(schemas.Image) bool { return true }})
	return joint
}

// joint is what a question is made from that has several filters.
type joint struct {
	choices []oracle.Choice
	marker  string
}

// sharing are several filters behind an image that they select; ok is false
// when too few images are alike.
func sharing(v oracle.View) (j joint, ok bool) {
	j.choices = jointly(v, 3)
	if len(j.choices) < 2 {
		return j, false
	}
	j.marker, ok = cutBehind(v.Baseline(), func(im schemas.Image) bool { return oracle.SelectedBy(im, j.choices) })
	return j, ok
}

func (j joint) query(more ...string) string {
	var query []string
	for _, c := range j.choices {
		query = append(query, c.Name, c.Value)
	}
	return inOrder(append(query, more...)...)
}

// whole asks for all images that the filters select.
func (j joint) whole(v oracle.View) target.Script { return target.Walk(v.Detail(j.query())) }

// page asks for the next one behind the marker.
func (j joint) page(v oracle.View) target.Script {
	return target.Once(v.Detail(j.query("marker", j.marker, "limit", "1")))
}

// selects reports whether all filters select an image.
func (j joint) selects(im schemas.Image) bool { return oracle.SelectedBy(im, j.choices) }

// cutBehind is a selected image, the page of one behind which looks otherwise
// where the page is cut before the filter: one right before an image that is
// left out, with two more selected ones behind. If it can be its place does not
// hang on the order among images of one creation time.
func cutBehind(l oracle.Listing, selects func(schemas.Image) bool) (marker string, ok bool) {
	made := map[string]int{}
	left := 0
	for _, im := range l.Images {
		made[im.Created()]++
		if selects(im) {
			left++
		}
	}
	best := -1
	before, between := schemas.Image{}, false
	for _, im := range l.Images {
		if !selects(im) {
			between = true
			continue
		}
		score := 0
		for _, good := range []bool{left > 1, between, made[before.Created()]+made[im.Created()] == 2} {
			score *= 2
			if good {
				score++
			}
		}
		if before.ID() != "" && score > best {
			marker, best, ok = before.ID(), score, true
		}
		before, between = im, false
		left--
	}
	return marker, ok
}

// alone asks for all images that the filter selects.
func (f filter) alone(v oracle.View) target.Script {
	return target.Walk(v.Detail(oracle.Query(f.query...)))
}

// tail asks for the next image that the filter selects behind the marker.
func (f filter) tail(v oracle.View) (script target.Script, marker string, ok bool) {
	marker, ok = cutBehind(v.Baseline(), f.choice().Selects)
	return target.Once(v.Detail(oracle.Query(append(f.query[:2:2], "marker", marker, "limit", "1")...))), marker, ok
}

// pagesOfName asks the images of a name in three pages; ok is false when no two
// images share one.
func pagesOfName(v oracle.View) (f filter, script target.Script, ok bool) {
	for _, f := range filters(v, 2) {
		if f.query[0] == "name" {
			limit := strconv.Itoa(pageOfName(v, f))
			return f, target.Walk(v.Detail(oracle.Query(append(f.query[:2:2], "limit", limit)...))), true
		}
	}
	return filter{}, target.Script{}, false
}

func pageOfName(v oracle.View, f filter) int {
	return min((len(f.matches)+2)/3, max(v.Baseline().PageSize(), 1))
}

// lastPage asks what should be a last page, and what follows if it says that
// something does.
func lastPage(v oracle.View, query ...string) target.Script {
	return target.WalkAtMost(v.Detail(oracle.Query(query...)), 2)
}

// behindFirst asks for the second image of the list by a marker.
func behindFirst(v oracle.View) target.Script {
	return target.Once(v.Detail(oracle.Query("marker", v.Baseline().Images[0].ID(), "limit", "1")))
}
