package schemas

import (
	"encoding/json"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// imageMembers are the members an image may have without an extension prefix:
// the ten of the example, and those the XML schema defines beside them.
var imageMembers = append(slices.Clone(scalarNames),
	"links", "metadata", "server", "tenant_id", "user_id", "fault", "metadata_links")

// ImagesFromJSON reads a listing from a value of ReadJSON. It reports false if
// the value is no listing at all: no object, or without an array images.
func ImagesFromJSON(value any) (Images, bool) {
	root, _ := value.(map[string]any)
	items, ok := root["images"].([]any)
	if !ok {
		return Images{}, false
	}
	listing := Images{
		Images: make([]Image, 0, len(items)),
		Links:  linksFromJSON(root["images_links"], "/images_links"),
	}
	for n, item := range items {
		listing.Images = append(listing.Images, Image{contentFromJSON(item), placeInJSON(n)})
	}
	return listing, true
}

// ImageFromJSON reads the document of a single image, an object with a member
// image; false if the value is no such document.
func ImageFromJSON(value any) (Image, bool) {
	root, _ := value.(map[string]any)
	item, ok := root["image"].(map[string]any)
	if !ok {
		return Image{}, false
	}
	return Image{contentFromJSON(item), "/image"}, true
}

// placeInJSON is the place of the n-th image of a listing, from 0.
func placeInJSON(n int) string {
	return placesInJSON.at(n, func(n int) string { return "/images/" + strconv.Itoa(n) })
}

// contentFromJSON reads an image; anything but an object is an image with nothing
// in it, so that the number of images stays true.
func contentFromJSON(value any) *Content {
	image := &Content{}
	members, _ := value.(map[string]any)
	for _, name := range scalarNames {
		if member, ok := members[name]; ok {
			image.Scalars.Set(name, scalarFromJSON(member))
		}
	}
	if metadata, ok := members["metadata"].(map[string]any); ok {
		image.HasMetadata = true
		for key, item := range metadata {
			if image.Metadata == nil {
				image.Metadata = make(map[string]Scalar, len(metadata))
			}
			image.Metadata[key] = scalarFromJSON(item)
		}
	}
	image.links = setOf(linksFromJSON(members["links"], "/links"))
	if server, ok := members["server"].(map[string]any); ok {
		_, named := server["name"]
		image.Server = &Server{
			ID:    scalarFromJSONMember(server, "id").Text,
			Named: named,
			Links: linksFromJSON(server["links"], "/server/links"),
			Where: "/server",
		}
	}
	for name := range members {
		if !strings.Contains(name, ":") && !slices.Contains(imageMembers, name) {
			image.Extra = append(image.Extra, name)
		}
	}
	sort.Strings(image.Extra)
	return image
}

func linksFromJSON(value any, where string) []Link {
	items, _ := value.([]any)
	var links []Link
	for n, item := range items {
		members, ok := item.(map[string]any)
		if !ok {
			continue
		}
		links = append(links, Link{
			Relation: common(Relation{
				Rel: scalarFromJSONMember(members, "rel"), Type: scalarFromJSONMember(members, "type"), Where: where + "/" + strconv.Itoa(n),
			}),
			Href: scalarFromJSONMember(members, "href"),
		})
	}
	return links
}

func scalarFromJSONMember(object map[string]any, name string) Scalar {
	member, ok := object[name]
	if !ok {
		return Scalar{}
	}
	return scalarFromJSON(member)
}

func scalarFromJSON(value any) Scalar {
	switch value := value.(type) {
	case nil:
		return Scalar{Kind: Null}
	case string:
		return Scalar{Text: value, Kind: String}
	case bool:
		return Scalar{Text: strconv.FormatBool(value), Kind: Boolean}
	case json.Number:
		if isIntegerLiteral(value) {
			return Scalar{Text: value.String(), Kind: Integer}
		}
		return Scalar{Text: value.String(), Kind: Number}
	}
	return Scalar{Text: compactJSON(value), Kind: Composite}
}

// isIntegerLiteral says whether a number is written as an integer. A JSON schema
// cannot ask that (to it 1.0 is an integer), but clients with typed decoders
// refuse 1.0 and 1e2 where they expect an integer.
func isIntegerLiteral(number json.Number) bool {
	return !strings.ContainsAny(number.String(), ".eE")
}
