package schemas

import (
	"bytes"
	"strings"

	"github.com/antchfx/xmlquery"
)

// ReadXML reads a body that is to be XML, as the function of that name does.
func (l *Library) ReadXML(body []byte) *Page {
	images := &shelf{library: l, contents: map[*xmlquery.Node]*Content{}}
	root, problems := l.limits().readXML(body, images)
	page := &Page{Root: root, Problems: problems, Beyond: l.limits().Met(problems)}
	if root == nil {
		return page
	}
	if fault, ok := FaultFromXML(root); ok {
		page.Fault = &fault
	}
	if single, ok := ImageFromXML(root); ok {
		page.Single = &single
	}
	listing, ok := imagesFromXML(root, images.contents)
	if !ok {
		return page
	}
	page.Images, page.around = &listing, aroundImages(root)
	for stub := range images.contents {
		xmlquery.RemoveFromTree(stub)
	}
	return page
}

// shelf is what a treeBuilder does with the images of a listing: each is read for
// itself, and leaves an empty element in the tree.
type shelf struct {
	library *Library
	// tag is the start tag of the root, which says what names in an image mean.
	tag      []byte
	contents map[*xmlquery.Node]*Content
}

// unknowing is the shelf without a library.
func (s *shelf) unknowing() *shelf {
	return &shelf{contents: s.contents}
}

// pass passes over an image that is known.
func (b *treeBuilder) pass() bool {
	at := b.offset()
	text := b.text[at:]
	prefix, ok := imageTag(text)
	if !ok || b.shelf.library == nil {
		return false
	}
	end := []byte("</" + prefix + "image>")
	size := bytes.Index(text, end)
	if size < 0 {
		return false
	}
	size += len(end)
	content := b.shelf.library.find(digestOf(b.shelf.tag, text[:size]))
	if content == nil {
		return false
	}
	b.stub(strings.TrimSuffix(prefix, ":"), content)
	b.goOn(at + size)
	return true
}

// imageTag reports whether a text begins with the start tag of an element image,
// and its prefix with the colon.
func imageTag(text []byte) (prefix string, ok bool) {
	if len(text) == 0 || text[0] != '<' {
		return "", false
	}
	end := bytes.IndexAny(text[:min(len(text), 64)], " \t\r\n/>")
	if end < 0 {
		return "", false
	}
	return strings.CutSuffix(string(text[1:end]), "image")
}

// put takes an image of the listing out of the tree, when its end tag came.
func (b *treeBuilder) put(element openElement) {
	root := b.open[0].node
	node := element.node
	if root.Data != "images" || node.Data != "image" || node.NamespaceURI != root.NamespaceURI {
		return
	}
	xmlquery.RemoveFromTree(node)
	b.stub(node.Prefix, b.content(root, element))
}

// content is that of an image which was read. One with problems is not kept, as
// these are told from the beginning of the body.
func (b *treeBuilder) content(root *xmlquery.Node, image openElement) *Content {
	fine := len(b.problems) == image.problems && len(b.problems) < maxProblems
	d := digestOf(b.shelf.tag, b.text[image.start:b.offset()])
	if known := b.shelf.library.find(d); fine && known != nil {
		return known
	}
	content := contentFromXML(image.node, root.NamespaceURI)
	content.checked = checkedXML(root, image.node)
	if !fine {
		return content
	}
	return b.shelf.library.keep(d, content)
}

// stub stands in the tree for an image of the listing.
func (b *treeBuilder) stub(prefix string, content *Content) {
	root := b.open[0].node
	stub := &xmlquery.Node{Type: xmlquery.ElementNode, Data: "image", Prefix: prefix, NamespaceURI: root.NamespaceURI}
	xmlquery.AddChild(root, stub)
	b.shelf.contents[stub] = content
}

// checkedXML holds every rule about images against one that is alone in a listing.
func checkedXML(root, image *xmlquery.Node) *findings {
	document, alone := &xmlquery.Node{Type: xmlquery.DocumentNode}, *root
	alone.Parent, alone.FirstChild, alone.LastChild, alone.PrevSibling, alone.NextSibling = nil, nil, nil, nil, nil
	xmlquery.AddChild(document, &alone)
	xmlquery.AddChild(&alone, image)
	return checkRows(document, true)
}

// aroundImages holds the other rules against a listing whose images are empty.
func aroundImages(document *xmlquery.Node) *findings { return checkRows(document, false) }

// aloneInXML is the place of the image in a listing of one.
const aloneInXML = "/images/image[1]"

// checkRows holds the rows about images, or the others, against a document.
func checkRows(document *xmlquery.Node, ofImages bool) *findings {
	f := &findings{ranged: make([]int32, len(xmlRules))}
	check, done := rowsFor(rootElement(document).NamespaceURI)
	defer done()
	for row, r := range check {
		if r.ofImages() != ofImages {
			continue
		}
		ranged, problems := r.check(document)
		f.ranged[row] = int32(ranged) //nolint:gosec // no document has as many elements
		for _, p := range problems {
			if ofImages {
				p.Where = strings.TrimPrefix(p.Where, aloneInXML)
			}
			f.broken = append(f.broken, finding{row, p})
		}
	}
	return f
}
