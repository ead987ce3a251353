package oracle

import (
	"strings"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/target"
)

// ShowsNothing checks that an answer which refuses carries no image: it lists
// none, and names none that is known.
func (j *Judgement) ShowsNothing(r *Reading, v View) bool {
	const rule = "a refusal that shows no image"
	if n := len(r.Images()); n > 0 || r.Single != nil {
		return j.Check(r, false, rule, "%s", Describe(r))
	}
	id, named := v.NamedIn(string(r.Text()))
	return j.Check(r, !named, rule, "the id %s of an image in it", Quote(id))
}

// NamedIn finds the id of a known image in a text.
func (v View) NamedIn(text string) (id string, found bool) {
	// Ids as short as those of the first clouds occur in any text by chance.
	const least = 8
	for _, l := range []Listing{v.InJSON, v.InXML, v.OtherJSON} {
		for _, im := range l.Images {
			if len(im.ID()) >= least && strings.Contains(text, im.ID()) {
				return im.ID(), true
			}
		}
	}
	return "", false
}

// Beyond are the images of a listing that another one does not have.
func (l Listing) Beyond(m Listing) []schemas.Image {
	known := map[string]bool{}
	for _, im := range m.Images {
		known[im.ID()] = true
	}
	return l.Where(func(im schemas.Image) bool { return !known[im.ID()] })
}

// Hidden are the ids that each of two users must never meet: of images that
// only the other one's plain list has.
type Hidden map[target.Identity]map[string]bool

// HiddenIn tells the images of the two users of a view apart.
func HiddenIn(v View) Hidden {
	set := func(images []schemas.Image) map[string]bool {
		ids := make(map[string]bool, len(images))
		for _, im := range images {
			ids[im.ID()] = true
		}
		return ids
	}
	return Hidden{
		target.Self:  set(v.OtherJSON.Beyond(v.InJSON)),
		target.Other: set(v.InJSON.Beyond(v.OtherJSON)),
	}
}

// NoneHidden checks that a listing shows no image that is hidden from who
// asked for it.
func (j *Judgement) NoneHidden(a Answer, hidden Hidden) bool {
	r := a.First()
	var shown []string
	for _, im := range a.Images() {
		if hidden[r.Request.As][im.ID()] {
			shown = append(shown, im.ID())
		}
	}
	return j.Check(r, len(shown) == 0, "no image that only the user of another tenant sees", "%d such images%s",
		len(shown), list(":", shown))
}
