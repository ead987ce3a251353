package oracle

import (
	"fmt"
	"slices"
	"strings"

	"github.com/imageconform/imageconform/schemas"
)

// What a strict reading finds, by the requirement that it breaks. What is not
// named here keeps a document from being read as JSON or XML at all.
var (
	// carelessJSON is read by lenient parsers, each in its own way.
	carelessJSON = []string{"json-duplicate-key", "json-escape", "json-utf8", "json-bom"}
	// carelessNames makes XML without namespaces of it.
	carelessNames = []string{"xml-undeclared-prefix"}
	doctype       = []string{"xml-doctype"}
)

// JSONObject checks that each answer in JSON is one JSON value, and an object
// with an array of images.
func (j *Judgement) JSONObject(readings []*Reading) {
	j.readable(readings, JSON, "a JSON object with an images array", carelessJSON)
	j.Shapes("JSN-01", readings)
}

// XMLRoot checks that each answer in XML is well-formed, with the root of a
// collection.
func (j *Judgement) XMLRoot(readings []*Reading) {
	j.readable(readings, XML, "an XML document with the root images", slices.Concat(carelessNames, doctype))
	j.Shapes("XML-01", readings)
}

// readable checks that each body due in a format can be read as one. Which
// strict problems are for other requirements is named by rule.
func (j *Judgement) readable(readings []*Reading, form Form, want string, others []string) {
	var found defects
	for _, d := range documents(readings) {
		if d.due() != form {
			continue
		}
		j.Ranged++
		if d.Form != form {
			got := d.Form.String()
			if d.Form == Other {
				got = Quote(string(d.Body))
			}
			found.note(defect{want: want, got: got, in: d})
			continue
		}
		for _, p := range d.Problems {
			if !slices.Contains(others, p.Rule) && !excused(d.Reading, p) {
				found.problem(d, p)
			}
		}
	}
	found.into(j)
}

// excused says that a problem follows from another one. Behind a DOCTYPE stand
// entities that a strict reader does not know; and whoever names another
// encoding and keeps to it writes XML, though not the XML that is asked for.
func excused(r *Reading, p schemas.Problem) bool {
	switch p.Rule {
	case "xml-syntax":
		return slices.ContainsFunc(r.Problems, func(p schemas.Problem) bool { return slices.Contains(doctype, p.Rule) })
	case "xml-encoding":
		_, encoding, declared := schemas.XMLDeclaration(r.Body)
		return declared && encoding != "" && !strings.EqualFold(encoding, "UTF-8")
	}
	return false
}

// WellWritten checks that no name repeats within an object of JSON, and that
// its strings are properly escaped UTF-8.
func (j *Judgement) WellWritten(readings []*Reading) { j.without(readings, JSON, carelessJSON) }

// Bound checks that each prefix of a name in XML is declared.
func (j *Judgement) Bound(readings []*Reading) { j.without(readings, XML, carelessNames) }

// NoDoctype checks that XML has no document type declaration.
func (j *Judgement) NoDoctype(readings []*Reading) { j.without(readings, XML, doctype) }

// without checks that the bodies of a form are free of some strict problems.
func (j *Judgement) without(readings []*Reading, form Form, rules []string) {
	var found defects
	for _, d := range documents(readings) {
		if d.Form != form {
			continue
		}
		j.Ranged++
		for _, p := range d.Problems {
			if slices.Contains(rules, p.Rule) {
				found.problem(d, p)
			}
		}
	}
	found.into(j)
}

// Declared checks that each answer in XML begins with a declaration that names
// UTF-8.
func (j *Judgement) Declared(readings []*Reading) {
	var found defects
	for _, d := range documents(readings) {
		if d.Form != XML {
			continue
		}
		j.Ranged++
		_, encoding, declared := schemas.XMLDeclaration(d.Body)
		if declared && strings.EqualFold(encoding, "UTF-8") {
			continue
		}
		got := "no XML declaration"
		if declared {
			got = fmt.Sprintf("an XML declaration with the encoding %s", Quote(encoding))
		}
		found.note(defect{where: "byte 0", want: "an XML declaration with encoding UTF-8", got: got, in: d})
	}
	found.into(j)
}

// EmptyRoots checks that what came in XML without images is nothing but the
// root images.
func (j *Judgement) EmptyRoots(readings []*Reading) {
	for _, r := range readings {
		switch {
		case r.due() != XML || r.Form == XML && r.Root == nil:
			// In JSON, or broken: other requirements'.
		case r.Collection == nil:
			j.Check(r, false, "an empty element images", "%s", Describe(r))
		case len(r.Images()) == 0:
			j.Ranged++
			j.Shape("XML-09", r)
		}
	}
}
