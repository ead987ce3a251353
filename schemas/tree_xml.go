package schemas

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/antchfx/xmlquery"
)

// treeBuilder makes the tree from raw tokens. xmlquery.Parse is not used: it
// takes what encoding/xml takes (two roots, text outside the root, duplicate
// attributes, undeclared attribute prefixes, a late declaration), it needs a time
// that grows with the square of the comments beside an element, and it leaves the
// namespace of attributes and the text of CDATA out of reach of XPath.
type treeBuilder struct {
	text []byte
	// skipped is how many bytes stand before the text in the body.
	skipped int
	limits  Limits
	decoder *xml.Decoder
	// passed is how many bytes of the text stand before what the decoder reads.
	passed int
	// shelf takes the images of a listing; nil leaves them in the tree.
	shelf *shelf
	root  *xmlquery.Node
	open  []openElement
	roots int
	// illegal says that the decoder stopped at a reference to a character
	// that XML does not allow.
	illegal  bool
	problems []Problem
}

// openElement is an element whose end tag has not come.
type openElement struct {
	node *xmlquery.Node
	// name is the tag name as it is written, with its prefix.
	name xml.Name
	// spaces binds the prefixes this element declares; nil if none.
	spaces map[string]string
	// start is where its start tag begins, after so many problems.
	start, problems int
}

var errRefused = errors.New("refused")

// goOn lets the decoder read on from a place of the text.
func (b *treeBuilder) goOn(at int) {
	b.passed = at
	b.decoder = xml.NewDecoder(bytes.NewReader(b.text[at:]))
	b.decoder.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil }
}

// offset is how far the text was read.
func (b *treeBuilder) offset() int { return b.passed + int(b.decoder.InputOffset()) }

func newTreeBuilder(text []byte, limits Limits, problems []Problem) *treeBuilder {
	b := &treeBuilder{
		text:     text,
		limits:   limits,
		root:     &xmlquery.Node{Type: xmlquery.DocumentNode},
		problems: problems,
	}
	b.goOn(0)
	return b
}

// document builds the whole tree, or gives nil if the text is no XML document.
func (b *treeBuilder) document() *xmlquery.Node {
	for {
		if b.shelf != nil && len(b.open) == 1 && b.pass() {
			continue
		}
		start := b.offset()
		token, err := b.decoder.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = b.take(token, b.text[start:b.offset()])
		}
		if errors.Is(err, errRefused) {
			return nil
		}
		if err != nil && strings.Contains(err.Error(), "illegal character code") {
			b.illegal = true
			b.add(xmlControlCharacter, "references to characters of XML", describeXML(err))
			return nil
		}
		if err != nil {
			b.refuse(xmlSyntax, b.offset(), "well-formed XML", describeXML(err))
			return nil
		}
	}
	if len(b.open) > 0 {
		b.refuse(xmlSyntax, len(b.text), "the end tag of "+b.open[len(b.open)-1].node.Data, "the end of the body")
		return nil
	}
	if b.roots == 0 {
		b.refuse(xmlSyntax, len(b.text), "a root element", "none")
		return nil
	}
	return b.root
}

// take adds one token to the tree; raw is its text.
func (b *treeBuilder) take(token xml.Token, raw []byte) error {
	before := len(b.problems)
	b.references(token, raw)
	switch token := token.(type) {
	case xml.StartElement:
		return b.start(token, raw, before)
	case xml.EndElement:
		return b.end(token)
	case xml.CharData:
		b.characters(token, raw)
	case xml.ProcInst:
		// raw is <?target?> or <?target text?>
		if rest := raw[len("<?")+len(token.Target):]; !isSpace(rest[0]) && string(rest) != "?>" {
			return fmt.Errorf("no white space after the target of %s", quote(string(raw)))
		}
		if strings.EqualFold(token.Target, "xml") {
			b.add(xmlDeclaration, "an XML declaration only at the very start", quote(string(raw)))
		}
	case xml.Directive:
		if !bytes.HasPrefix(token, []byte("DOCTYPE")) {
			return fmt.Errorf("markup declaration %s", quote(string(raw)))
		}
		b.add(xmlDoctype, "no document type declaration", quote(string(raw)))
	}
	return nil
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// references reports those to halves of surrogate pairs, which the decoder reads
// as U+FFFD.
func (b *treeBuilder) references(token xml.Token, raw []byte) {
	switch token.(type) {
	case xml.StartElement, xml.CharData:
		if !bytes.Contains(raw, []byte("&#")) || bytes.HasPrefix(raw, []byte("<![CDATA[")) {
			return
		}
		for _, reference := range numericReference.FindAll(raw, -1) {
			if isIllegalReference(reference) {
				b.add(xmlControlCharacter, "references to characters of XML", quote(string(reference)))
			}
		}
	}
}

// start opens an element, before whose tag there were so many problems.
func (b *treeBuilder) start(token xml.StartElement, raw []byte, before int) error {
	if len(b.open) == b.limits.Depth {
		b.problems = append(b.problems, beyond(xmlDepth, b.limits.Depth, "levels", b.limits.Depth+1))
		return errRefused
	}
	if n := len(token.Attr); n > b.limits.Members {
		b.problems = append(b.problems, beyond(xmlMembers, b.limits.Members, "attributes", n))
		return errRefused
	}
	parent := b.root
	if len(b.open) > 0 {
		parent = b.open[len(b.open)-1].node
	} else if b.roots++; b.roots > 1 {
		b.add(xmlTwoRoots, "one root element", "another, "+quote(token.Name.Local))
	}
	values, err := attributeValues(raw)
	if err != nil {
		return err
	}
	element := openElement{name: token.Name, start: b.offset() - len(raw), problems: before}
	element.spaces = b.declared(token.Attr)
	b.open = append(b.open, element)
	node := &xmlquery.Node{
		Type:         xmlquery.ElementNode,
		Data:         token.Name.Local,
		Prefix:       token.Name.Space,
		NamespaceURI: b.resolve(token.Name),
	}
	b.open[len(b.open)-1].node = node
	node.Attr = b.attributes(token, values)
	xmlquery.AddChild(parent, node)
	if b.shelf != nil && len(b.open) == 1 {
		b.shelf.tag = raw
	}
	return nil
}

func (b *treeBuilder) end(token xml.EndElement) error {
	if len(b.open) == 0 {
		return fmt.Errorf("end tag %s without a start tag", quote(written(token.Name)))
	}
	last := b.open[len(b.open)-1]
	if last.name != token.Name {
		return fmt.Errorf("end tag %s closes element %s", quote(written(token.Name)), quote(written(last.name)))
	}
	b.open = b.open[:len(b.open)-1]
	if b.shelf != nil && len(b.open) == 1 {
		b.put(last)
	}
	return nil
}

// characters adds text, also that of CDATA sections, joining what comments cut.
func (b *treeBuilder) characters(data xml.CharData, raw []byte) {
	if len(b.open) == 0 {
		// A reference or CDATA section is not allowed here even if it stands
		// for white space, hence the look at the raw text.
		if text := bytes.TrimLeft(raw, " \t\r\n"); len(text) > 0 {
			b.add(xmlTextOutsideRoot, "nothing outside the root element", quote(string(text)))
		}
		return
	}
	parent := b.open[len(b.open)-1].node
	xmlquery.AddChild(parent, &xmlquery.Node{Type: xmlquery.TextNode, Data: string(data)})
}

func (b *treeBuilder) add(rule, want, got string) {
	b.refuse(rule, b.offset(), want, got)
}

func (b *treeBuilder) refuse(rule string, offset int, want, got string) {
	if len(b.problems) < maxProblems {
		b.problems = append(b.problems, Problem{rule, place(b.skipped + offset), want, got})
	}
}

// describeXML shortens what encoding/xml says.
func describeXML(err error) string {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Sprintf("%s in line %d", show(syntax.Msg), syntax.Line)
	}
	return strings.TrimPrefix(err.Error(), "xml: ")
}

// written gives a raw name as it stands in the document.
func written(name xml.Name) string {
	if name.Space == "" {
		return name.Local
	}
	return name.Space + ":" + name.Local
}
