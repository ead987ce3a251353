package schemas

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/antchfx/xmlquery"
)

// What a strict reading of XML finds, as the Rule of a Problem.
const (
	xmlSyntax             = "xml-syntax"              // not XML at all; the root is nil
	xmlTwoRoots           = "xml-two-roots"           // more than one root element
	xmlTextOutsideRoot    = "xml-text-outside-root"   // text before or after the root
	xmlDuplicateAttribute = "xml-duplicate-attribute" // the first one counts
	xmlUndeclaredPrefix   = "xml-undeclared-prefix"   // a prefix, or a name, that is bound to nothing
	xmlDoctype            = "xml-doctype"             // a document type declaration, which is ignored
	xmlDeclaration        = "xml-declaration"         // a declaration that is malformed or not at the start
	xmlEncoding           = "xml-encoding"            // declared as, or in, anything but UTF-8
	xmlControlCharacter   = "xml-control-character"   // a character XML does not allow
	xmlDepth              = "xml-depth"               // beyond Limits.Depth; the root is nil
	xmlMembers            = "xml-members"             // beyond Limits.Members; the root is nil
	xmlLong               = "xml-text"                // beyond Limits.Text; the root is nil
	xmlBytes              = "xml-bytes"               // beyond Limits.Bytes; the root is nil
)

// declarationForm is an XML declaration as the grammar has it.
var declarationForm = regexp.MustCompile(`^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"(1\.[0-9]+)"|'(1\.[0-9]+)')` +
	`(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"([A-Za-z][A-Za-z0-9._-]*)"|'([A-Za-z][A-Za-z0-9._-]*)'))?` +
	`(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>`)

// XMLDeclaration reads the XML declaration at the start of a body; ok is false if
// there is none or it is malformed. A byte order mark before it does not matter.
// The encoding is empty if the declaration does not name one.
func XMLDeclaration(body []byte) (version, encoding string, ok bool) {
	match := declarationForm.FindSubmatch(bytes.TrimPrefix(body, []byte(byteOrderMark)))
	if match == nil {
		return "", "", false
	}
	return string(match[1]) + string(match[2]), string(match[3]) + string(match[4]), true
}

// ReadXML reads an XML document strictly, within DefaultLimits, and gives its
// document node. It always tells all it finds and gives the document
// nevertheless, so that one defect does not hide the rest; the node is nil only
// if the body is no XML (a Problem with the rule "xml-syntax") or exceeds a
// limit. Comments, processing instructions, CDATA, character references, a byte
// order mark and any prefixes are no problems. The tree holds elements, their
// attributes without namespace declarations, and texts; each attribute knows its
// namespace.
func ReadXML(body []byte) (root *xmlquery.Node, problems []Problem) {
	return DefaultLimits.ReadXML(body)
}

// ReadXML is the function of the same name within these limits.
func (l Limits) ReadXML(body []byte) (root *xmlquery.Node, problems []Problem) {
	return l.readXML(body, nil)
}

// readXML reads a document, and its images for themselves if there is a shelf to
// put them on.
func (l Limits) readXML(body []byte, images *shelf) (root *xmlquery.Node, problems []Problem) {
	if len(body) > l.Bytes {
		return nil, []Problem{beyond(xmlBytes, l.Bytes, "bytes", len(body))}
	}
	if text := xmlExtent(body); text > l.Text {
		return nil, []Problem{beyond(xmlLong, l.Text, "bytes", text)}
	}
	text, skipped, problems := xmlText(body)
	builder := newTreeBuilder(text, l, problems)
	builder.skipped, builder.shelf = skipped, images
	root = builder.document()
	switch {
	case builder.illegal:
		// The decoder stops at such a reference; without them it goes on.
		problems = append(problems, builder.problems[len(builder.problems)-1])
		text = numericReference.ReplaceAllFunc(text, legalReference)
	case root == nil && builder.passed > 0:
		// Where images were passed over, the lines of the rest were not counted.
		images = images.unknowing()
	default:
		return root, builder.problems
	}
	builder = newTreeBuilder(text, l, problems)
	builder.skipped, builder.shelf = skipped, images
	return builder.document(), builder.problems
}

var numericReference = regexp.MustCompile(`&#(?:x[0-9A-Fa-f]+|[0-9]+);`)

// legalReference gives a numeric character reference, or one to U+FFFD if the
// character is none of XML.
func legalReference(reference []byte) []byte {
	if isIllegalReference(reference) {
		return []byte("&#xFFFD;")
	}
	return reference
}

func isIllegalReference(reference []byte) bool {
	digits, base := string(reference[2:len(reference)-1]), 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	code, err := strconv.ParseInt(digits, base, 32)
	return err != nil || isNotXML(rune(code))
}

// xmlText gives the characters of a body in UTF-8 without byte order mark and
// declaration, how many bytes these took, and what is wrong. What is not UTF-8 is made so, and
// what is no character of XML becomes U+FFFD, so that the rest can be read.
func xmlText(body []byte) (text []byte, skipped int, problems []Problem) {
	size := len(body)
	body = bytes.TrimPrefix(body, []byte(byteOrderMark))
	_, encoding, declared := XMLDeclaration(body)
	switch {
	case declared:
		body = body[len(declarationForm.Find(body)):]
		if encoding != "" && !strings.EqualFold(encoding, "UTF-8") {
			problems = append(problems, Problem{xmlEncoding, "byte 0", "encoding UTF-8, or none declared", quote(encoding)})
		}
	case isDeclaration(body):
		end := bytes.Index(body, []byte("?>"))
		if end < 0 {
			break // the decoder says so
		}
		end += len("?>")
		problems = append(problems, Problem{xmlDeclaration, "byte 0", "a well-formed XML declaration", quote(string(body[:end]))})
		body = body[end:]
	}
	skipped = size - len(body)
	if at, bad := invalidUTF8(body); bad {
		if encoding == "" || strings.EqualFold(encoding, "UTF-8") {
			problems = append(problems, Problem{xmlEncoding, place(skipped + at), "UTF-8", quote(string(body[at:min(at+8, len(body))]))})
		}
		body = decodeForeign(body, encoding)
	}
	if at := bytes.IndexFunc(body, isNotXML); at >= 0 {
		r, _ := utf8.DecodeRune(body[at:])
		problems = append(problems, Problem{xmlControlCharacter, place(skipped + at), "characters of XML", fmt.Sprintf("U+%04X", r)})
		body = bytes.Map(func(r rune) rune {
			if isNotXML(r) {
				return utf8.RuneError
			}
			return r
		}, body)
	}
	return body, skipped, problems
}

// isDeclaration says whether a text begins like an XML declaration, and not like
// a processing instruction such as <?xml-stylesheet ...?>.
func isDeclaration(text []byte) bool {
	rest, found := bytes.CutPrefix(text, []byte("<?xml"))
	return found && len(rest) > 0 && strings.IndexByte(" \t\r\n?", rest[0]) >= 0
}

// decodeForeign makes UTF-8 of bytes that are not. Only Latin-1, the one that
// servers send by accident, is worth decoding; the rest gets U+FFFD.
func decodeForeign(body []byte, encoding string) []byte {
	if !strings.EqualFold(encoding, "ISO-8859-1") {
		return bytes.ToValidUTF8(body, []byte("\uFFFD"))
	}
	runes := make([]rune, len(body))
	for i, c := range body {
		runes[i] = rune(c)
	}
	return []byte(string(runes))
}

// isNotXML says whether XML 1.0 forbids a character, even as a reference.
func isNotXML(r rune) bool {
	return r < 0x20 && r != '\t' && r != '\n' && r != '\r' ||
		r >= 0xD800 && r <= 0xDFFF || r == 0xFFFE || r == 0xFFFF || r > 0x10FFFF
}
