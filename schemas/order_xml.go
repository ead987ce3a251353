package schemas

import "github.com/antchfx/xmlquery"

// The conditions of this file are about order and repetition. XPath can say them,
// with the sibling axes, but then takes a time that grows with the square of the
// siblings: minutes for one hostile image with a hundred thousand links.

// uniqueKeys says whether the keys of a metadata element differ.
func uniqueKeys(metadata *xmlquery.Node) (got string, ok bool) {
	seen := map[string]bool{}
	for meta := range children(metadata) {
		key := attribute(meta, metadata.NamespaceURI, "key")
		if meta.Data != "meta" || !key.Present() {
			continue
		}
		if seen[key.Text] {
			return quote(key.Text) + " again", false
		}
		seen[key.Text] = true
	}
	return "", true
}

// nextIsLast says whether no image follows a link to the next page.
func nextIsLast(images *xmlquery.Node) (got string, ok bool) {
	found := false
	for node := range children(images) {
		switch {
		case rank(node, images.NamespaceURI) == rankLink && attribute(node, AtomNamespace, "rel").Text == "next":
			found = true
		case found && node.Data == "image" && node.NamespaceURI == images.NamespaceURI:
			return "an image after the link", false
		}
	}
	return "", true
}

// serverFirst says whether no server follows the metadata of an image.
func serverFirst(image *xmlquery.Node) (got string, ok bool) {
	found := false
	for node := range children(image) {
		switch rank(node, image.NamespaceURI) {
		case rankMetadata:
			found = true
		case rankServer:
			if found {
				return "the server after the metadata", false
			}
		}
	}
	return "", true
}

// The ranks of the children of an image, in the order they have to come in.
const (
	rankNone = iota // unknown, which is another rule's
	rankServer
	rankMetadata
	rankFault
	rankLink
	rankExtension
)

// rank classes a child of an element whose root has the given namespace.
func rank(node *xmlquery.Node, space string) int {
	local := node.NamespaceURI == space || node.NamespaceURI == ""
	switch {
	case isLink(node, space):
		return rankLink
	case !local:
		return rankExtension
	case node.Data == "server":
		return rankServer
	case node.Data == "metadata":
		return rankMetadata
	case node.Data == "fault":
		return rankFault
	}
	return rankNone
}

// inOrder says whether the children of an image come in the order of the XML
// schema. A server after the metadata is SUB-07's, a second metadata MET-06's.
func inOrder(image *xmlquery.Node) (got string, ok bool) {
	highest, last := rankNone, ""
	metadata := false
	for node := range children(image) {
		current := rank(node, image.NamespaceURI)
		owned := metadata && (current == rankServer || current == rankMetadata)
		if current != rankNone && current < highest && !owned {
			return node.Data + " after " + last, false
		}
		metadata = metadata || current == rankMetadata
		if current > highest {
			highest, last = current, node.Data
		}
	}
	return "", true
}
