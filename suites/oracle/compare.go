package oracle

import (
	"fmt"
	"maps"
	"slices"

	"github.com/imageconform/imageconform/schemas"
)

// DifferentMembers names the members in which two readings of one image in
// one format differ: scalars to the letter, metadata as a map, links and the
// server's links as multisets.
func DifferentMembers(a, b schemas.Image) []string {
	if a.Content == b.Content {
		return nil
	}
	var differ []string
	for _, name := range scalarNames(a, b) {
		if a.Scalar(name) != b.Scalar(name) {
			differ = append(differ, fmt.Sprintf("%s %s here, %s there", name, show(b.Scalar(name)), show(a.Scalar(name))))
		}
	}
	if a.HasMetadata != b.HasMetadata || !maps.Equal(a.Metadata, b.Metadata) {
		differ = append(differ, "metadata")
	}
	if !sameLinks(a, b) {
		differ = append(differ, "links")
	}
	switch {
	case (a.Server == nil) != (b.Server == nil):
		differ = append(differ, "server")
	case a.Server != nil && (a.Server.ID != b.Server.ID || !SameLinks(a.Server.Links, b.Server.Links)):
		differ = append(differ, "server")
	}
	return differ
}

func scalarNames(images ...schemas.Image) []string {
	all := map[string]bool{}
	for _, im := range images {
		if im.Content == nil {
			continue
		}
		for _, name := range im.Scalars.Names() {
			all[name] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// sameLinks compares the links of two images.
func sameLinks(a, b schemas.Image) bool {
	return a.Content == b.Content || SameLinks(a.Links(), b.Links())
}

// SameLinks compares links as multisets of relation, target and type.
func SameLinks(a, b []schemas.Link) bool {
	count := map[schemas.LinkKey]int{}
	for _, l := range a {
		count[l.Key()]++
	}
	for _, l := range b {
		if count[l.Key()]--; count[l.Key()] < 0 {
			return false
		}
	}
	return len(a) == len(b)
}

func show(s schemas.Scalar) string {
	switch s.Kind {
	case schemas.Absent, schemas.Null:
		return s.Kind.String()
	case schemas.String:
		return Quote(s.Text)
	}
	return s.Text
}
