package schemas

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/antchfx/xmlquery"
)

// computePrefix is what the namespaces of all versions of this API begin with.
const computePrefix = "http://docs.openstack.org/compute/api/"

// ImagesFromXML reads a listing from a document node of ReadXML. It reports false
// if the root is not called images. Its namespace does not matter here, so that a
// server with the wrong one is read all the same; rule XML-01 reports it.
func ImagesFromXML(root *xmlquery.Node) (Images, bool) { return imagesFromXML(root, nil) }

// imagesFromXML reads a listing some of whose images were read before.
func imagesFromXML(root *xmlquery.Node, before map[*xmlquery.Node]*Content) (Images, bool) {
	element := rootElement(root)
	if element == nil || element.Data != "images" {
		return Images{}, false
	}
	space := element.NamespaceURI
	listing := Images{Images: []Image{}, Namespace: space}
	position := 0
	for node := range children(element) {
		if node.Data != "image" {
			continue
		}
		position++
		if content := before[node]; content != nil {
			listing.Images = append(listing.Images, Image{content, placeInXML(position)})
		} else if isOurs(node, space) {
			listing.Images = append(listing.Images, Image{contentFromXML(node, space), placeInXML(position)})
		}
	}
	listing.Links = linksFromXML(element, space, "/images")
	return listing, true
}

// ImageFromXML reads the document of a single image, with a root called image;
// false if the document is something else.
func ImageFromXML(root *xmlquery.Node) (Image, bool) {
	element := rootElement(root)
	if element == nil || element.Data != "image" {
		return Image{}, false
	}
	return Image{contentFromXML(element, element.NamespaceURI), "/image"}, true
}

// placeInXML is the place of the n-th element image of a listing, from 1.
func placeInXML(n int) string {
	return placesInXML.at(n, func(n int) string { return "/images/image[" + strconv.Itoa(n) + "]" })
}

func contentFromXML(element *xmlquery.Node, space string) *Content {
	image := &Content{}
	for _, name := range scalarNames {
		if value := scalarFromXML(element, space, name); value.Present() {
			image.Scalars.Set(name, value)
		}
	}
	if metadata := childNamed(element, space, "metadata"); metadata != nil {
		image.HasMetadata = true
		for meta := range children(metadata) {
			key := attribute(meta, space, "key")
			if meta.Data == "meta" && isOurs(meta, space) && key.Present() {
				if image.Metadata == nil {
					image.Metadata = map[string]Scalar{}
				}
				image.Metadata[key.Text] = textFromXML(meta)
			}
		}
	}
	image.links = setOf(linksFromXML(element, space, ""))
	if server := childNamed(element, space, "server"); server != nil {
		image.Server = &Server{
			ID:    scalarFromXML(server, space, "id").Text,
			Named: slices.ContainsFunc(server.Attr, func(attr xmlquery.Attr) bool { return attr.Name.Local == "name" }),
			Links: linksFromXML(server, space, "/server[1]"),
			Where: "/server[1]",
		}
	}
	for _, attr := range element.Attr {
		if attr.Name.Space == "" && !slices.Contains(imageMembers, attr.Name.Local) {
			image.Extra = append(image.Extra, attr.Name.Local)
		}
	}
	sort.Strings(image.Extra)
	return image
}

// linksFromXML reads the link elements of an element, and those inside a wrapper
// links, which is wrong (XML-14) but no reason to see no links.
func linksFromXML(element *xmlquery.Node, space, where string) []Link {
	var links []Link
	read := func(parent *xmlquery.Node, where string) {
		count := 0
		for node := range children(parent) {
			if node.Data != "link" {
				continue
			}
			count++
			if isLink(node, space) {
				links = append(links, Link{
					Relation: common(Relation{
						Rel: attribute(node, AtomNamespace, "rel"), Type: attribute(node, AtomNamespace, "type"),
						Where: where + "/link[" + strconv.Itoa(count) + "]",
					}),
					Href: attribute(node, AtomNamespace, "href"),
				})
			}
		}
	}
	read(element, where)
	for _, wrapper := range []string{"links", "images_links"} {
		if node := childNamed(element, space, wrapper); node != nil {
			read(node, where+"/"+wrapper+"[1]")
		}
	}
	return links
}

// scalarFromXML reads a simple member: the attribute, or else a child element of
// that name, which is the wrong form (XML-03) but the same content.
func scalarFromXML(element *xmlquery.Node, space, name string) Scalar {
	if value := attribute(element, space, name); value.Present() {
		return value
	}
	if child := childNamed(element, space, name); child != nil {
		return textFromXML(child)
	}
	return Scalar{}
}

func textFromXML(element *xmlquery.Node) Scalar {
	for range children(element) {
		return Scalar{Text: element.InnerText(), Kind: Composite}
	}
	return Scalar{Text: element.InnerText(), Kind: String}
}

// attribute reads an attribute without a namespace, or else, leniently, one in
// the given namespace.
func attribute(element *xmlquery.Node, space, name string) Scalar {
	for _, wanted := range []string{"", space} {
		for _, attr := range element.Attr {
			if attr.Name.Local == name && attr.NamespaceURI == wanted {
				return Scalar{Text: attr.Value, Kind: String}
			}
		}
	}
	return Scalar{}
}

// isOurs says whether an element belongs to the document proper and is no
// extension: it has the namespace of the root, that of some version of the API,
// or none, as servers that get namespaces wrong have.
func isOurs(element *xmlquery.Node, space string) bool {
	uri := element.NamespaceURI
	return uri == space || uri == "" || strings.HasPrefix(uri, computePrefix)
}

// isLink says whether an element is a link of the document proper: in the
// namespace of Atom, or one that resembles it, or ours.
func isLink(element *xmlquery.Node, space string) bool {
	return element.Data == "link" &&
		(isOurs(element, space) || strings.Contains(strings.ToLower(element.NamespaceURI), "atom"))
}

func childNamed(element *xmlquery.Node, space, name string) *xmlquery.Node {
	for node := range children(element) {
		if node.Data == name && isOurs(node, space) {
			return node
		}
	}
	return nil
}

// children gives the child elements.
func children(element *xmlquery.Node) func(yield func(*xmlquery.Node) bool) {
	return func(yield func(*xmlquery.Node) bool) {
		for node := element.FirstChild; node != nil; node = node.NextSibling {
			if node.Type == xmlquery.ElementNode && !yield(node) {
				return
			}
		}
	}
}

// rootElement gives the first element of a document node, nil if there is none.
func rootElement(document *xmlquery.Node) *xmlquery.Node {
	if document == nil {
		return nil
	}
	for node := range children(document) {
		return node
	}
	return nil
}
