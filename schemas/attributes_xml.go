package schemas

import (
	"bytes"
	"encoding/xml"
	"errors"
	"strings"

	"github.com/antchfx/xmlquery"
)

const (
	xmlSpace   = "http://www.w3.org/XML/1998/namespace"
	xmlnsSpace = "http://www.w3.org/2000/xmlns/"
)

// declared collects the namespace declarations among raw attributes.
func (b *treeBuilder) declared(attrs []xml.Attr) map[string]string {
	var spaces map[string]string
	for _, attr := range attrs {
		prefix, ok := declaredPrefix(attr.Name)
		if !ok {
			continue
		}
		if why := reserved(prefix, attr.Value); why != "" {
			b.add(xmlUndeclaredPrefix, why, quote(written(attr.Name)+"="+attr.Value))
			continue
		}
		if spaces == nil {
			spaces = map[string]string{}
		}
		if _, twice := spaces[prefix]; !twice {
			spaces[prefix] = attr.Value
		}
	}
	return spaces
}

// declaredPrefix gives the prefix that a raw attribute name declares, empty for
// the default namespace; false if it is no namespace declaration.
func declaredPrefix(name xml.Name) (string, bool) {
	if name.Space == "xmlns" {
		return name.Local, true
	}
	return "", name.Space == "" && name.Local == "xmlns"
}

// reserved says what Namespaces in XML asks of a declaration that breaks it.
func reserved(prefix, uri string) string {
	switch {
	case prefix != "" && uri == "":
		return "a prefix bound to a namespace"
	case prefix == "xmlns" || uri == xmlnsSpace:
		return "the prefix xmlns not declared"
	case (prefix == "xml") != (uri == xmlSpace):
		return "the prefix xml and its namespace bound to each other only"
	}
	return ""
}

// lookup gives the namespace that a prefix is bound to at the current element.
func (b *treeBuilder) lookup(prefix string) (string, bool) {
	if prefix == "xml" {
		return xmlSpace, true
	}
	for i := len(b.open) - 1; i >= 0; i-- {
		if uri, ok := b.open[i].spaces[prefix]; ok {
			return uri, true
		}
	}
	return "", prefix == ""
}

// resolve gives the namespace of a name. A name with a colon that is no prefix,
// such as ":a", is bound to nothing either.
func (b *treeBuilder) resolve(name xml.Name) string {
	uri, ok := b.lookup(name.Space)
	if !ok || strings.Contains(name.Local, ":") {
		b.add(xmlUndeclaredPrefix, "names with a declared prefix, or none", quote(written(name)))
	}
	return uri
}

// attributes gives the attributes of a start tag that are no namespace
// declarations, resolved; of duplicates the first.
func (b *treeBuilder) attributes(token xml.StartElement, values []string) []xmlquery.Attr {
	var attrs []xmlquery.Attr
	type key struct{ space, local string }
	names, expanded := map[string]bool{}, map[key]bool{}
	for i, attr := range token.Attr {
		name, space := written(attr.Name), ""
		_, declaration := declaredPrefix(attr.Name)
		if !declaration && (attr.Name.Space != "" || strings.Contains(name, ":")) {
			space = b.resolve(attr.Name)
		}
		id := key{space, attr.Name.Local}
		if space == "" && attr.Name.Space != "" {
			id.space = "undeclared " + attr.Name.Space
		}
		if names[name] || !declaration && expanded[id] {
			b.add(xmlDuplicateAttribute, "each attribute once", quote(name)+" again on "+quote(written(token.Name)))
			continue
		}
		names[name] = true
		if declaration {
			continue
		}
		expanded[id] = true
		value := attr.Value
		if i < len(values) && strings.ContainsAny(values[i], "\t\r\n") {
			value = normalised(values[i], value)
		}
		attrs = append(attrs, xmlquery.Attr{Name: attr.Name, Value: value, NamespaceURI: space})
	}
	return attrs
}

// attributeValues gives the raw values of a start tag in order, and holds what
// encoding/xml does not: white space between attributes.
func attributeValues(raw []byte) ([]string, error) {
	var values []string
	for {
		open := bytes.IndexAny(raw, `"'`)
		if open < 0 {
			return values, nil
		}
		size := bytes.IndexByte(raw[open+1:], raw[open])
		if size < 0 {
			return values, nil
		}
		values = append(values, string(raw[open+1:open+1+size]))
		raw = raw[open+size+2:]
		if len(raw) > 0 && !isSpace(raw[0]) && raw[0] != '/' && raw[0] != '>' {
			return nil, errors.New("no white space between attributes")
		}
	}
}

// normalised reads a raw attribute value with its literal line ends and tabs as
// spaces, which is how XML reads them and encoding/xml does not; those written as
// references stay. It matters where a name with a line end is compared.
func normalised(raw, fallback string) string {
	flat := strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ").Replace(raw)
	quoted := `"` + strings.ReplaceAll(flat, `"`, "&#34;") + `"`
	token, err := xml.NewDecoder(strings.NewReader("<a v=" + quoted + "/>")).RawToken()
	if start, ok := token.(xml.StartElement); err == nil && ok && len(start.Attr) == 1 {
		return start.Attr[0].Value
	}
	return fallback
}
