package oracle

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/requirement"
)

// bodyRelaxations are about the members of an image.
var bodyRelaxations = map[requirement.RelaxationID]recogniser{"R6": nameIsNull, "R7": deviceMappings, "R29": longValues}

var (
	nameOfImage = regexp.MustCompile(`^/images/([0-9]+)/name$`)
	itemOfImage = regexp.MustCompile(`^/images/([0-9]+)/metadata/(block_device_mapping|mappings)$`)
)

// nameIsNull recognises a name that is null in JSON and, where there is XML,
// None in it.
func nameIsNull(c Case, s sight) bool {
	im, _, ok := imageOf(s, nameOfImage)
	twin, listed := c.InXML.Find(im.ID())
	listed = listed && c.InXML.Readable
	return ok && im.Scalar("name").Kind == schemas.Null && (!listed || twin.Name() == "None")
}

// deviceMappings recognises the two properties of a snapshot of volumes, where
// they are arrays.
func deviceMappings(_ Case, s sight) bool {
	im, found, ok := imageOf(s, itemOfImage)
	if !ok {
		return false
	}
	key := found[2]
	if im.Metadata[key].Kind != schemas.Composite {
		return false
	}
	// What is composite is kept as it is written, without white space.
	return strings.HasPrefix(im.Metadata[key].Text, "[")
}

// longValues recognises values of metadata that are longer than the schema
// has them. Keys have places of their own.
func longValues(_ Case, s sight) bool {
	im, ok := Listing{Images: s.in.Images()}.Find(imageAt(s.in, s.where))
	if !ok || s.where != im.Where+"/metadata" {
		return false
	}
	for _, value := range im.Metadata {
		if value.Kind == schemas.String && utf8.RuneCountInString(value.Text) > longestValue {
			return true
		}
	}
	return false
}

// imageOf is the image at a place of the given form within a listing in JSON.
func imageOf(s sight, form *regexp.Regexp) (im schemas.Image, found []string, ok bool) {
	found = form.FindStringSubmatch(s.where)
	if found == nil || s.in.Form != JSON {
		return schemas.Image{}, nil, false
	}
	n, err := strconv.Atoi(found[1])
	if images := s.in.Images(); err == nil && n < len(images) {
		return images[n], found, true
	}
	return schemas.Image{}, nil, false
}
