package oracle

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/imageconform/imageconform/schemas"
)

// inImages makes a sign of what an image says.
func inImages(shown func(schemas.Image) string) func(*Reading) (what, where string) {
	return func(r *Reading) (string, string) {
		for _, im := range r.Images() {
			if what := shown(im); what != "" {
				return what, im.Where
			}
		}
		return "", ""
	}
}

// counted makes a sign of what a rule of the schemas has to look at.
func counted(rule, what string) func(*Reading) (string, string) {
	return func(r *Reading) (string, string) {
		if ranged, _ := shape(rule, r); ranged > 0 {
			return what, ""
		}
		return "", ""
	}
}

func fromServer(im schemas.Image) string {
	if im.Server == nil {
		return ""
	}
	return "an image of server " + Quote(im.Server.ID)
}

func withStatus(word string) func(schemas.Image) string {
	return func(im schemas.Image) string {
		if strings.EqualFold(im.Status(), word) {
			return "an image in status " + word
		}
		return ""
	}
}

// withOtherStatus is an image in a status that is none of the five.
func withOtherStatus(im schemas.Image) string {
	usual := slices.ContainsFunc([]string{"", "UNKNOWN", "ACTIVE", "SAVING", "ERROR", Deleted},
		func(word string) bool { return strings.EqualFold(word, im.Status()) })
	if usual {
		return ""
	}
	return "an image in status " + Quote(im.Status())
}

// changedLater is an image that was changed after it was made.
func changedLater(im schemas.Image) string {
	created, ok := Created(im)
	if ok && im.Status() != Deleted && UpdatedAfter(im, created) {
		return "an image created " + im.Created() + " and updated " + im.Updated()
	}
	return ""
}

func withMetadata(im schemas.Image) string {
	if len(im.Metadata) == 0 {
		return ""
	}
	return fmt.Sprintf("%d metadata items", len(im.Metadata))
}

// withValue is an image with metadata of a kind.
func withValue(kind schemas.Kind, what string) func(schemas.Image) string {
	return func(im schemas.Image) string {
		for _, key := range slices.Sorted(maps.Keys(im.Metadata)) {
			if im.Metadata[key].Kind == kind {
				return what + " for the key " + Quote(key)
			}
		}
		return ""
	}
}
