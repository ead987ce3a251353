package oracle

import (
	"regexp"
	"slices"
	"strings"

	"github.com/imageconform/imageconform/schemas"
)

// Departures from strict XML that have a requirement of their own, by the rule
// that a strict reading names them by.
var (
	// namingXML makes a document mean nothing by names, or several things.
	namingXML = []string{"xml-undeclared-prefix", "xml-duplicate-attribute"}
	doctype   = []string{"xml-doctype"}
)

// carelessJSON are those that lenient readers of JSON take, each its own way.
var carelessJSON = []string{"json-duplicate-key", "json-escape", "json-utf8", "json-bom"}

// JSONObject checks that each answer in JSON is one JSON value, and an object
// with an array of images.
func (j *Judgement) JSONObject(readings []*Reading) {
	j.readable(readings, JSON, "a JSON object with an images array", carelessJSON)
	j.Shapes("JSN-01", readings)
}

// XMLRoot checks that each answer in XML is well-formed, with the root of a
// collection.
func (j *Judgement) XMLRoot(readings []*Reading) {
	j.readable(readings, XML, "an XML document with the root images", append(doctype, namingXML[0]))
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
				got = Quote(string(d.Start()))
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

// excused says that a problem follows from another one: entities that XML does
// not know by itself stop a strict reader; and whoever names another encoding
// and keeps to it writes XML, though not the XML that is asked for.
func excused(r *Reading, p schemas.Problem) bool {
	switch p.Rule {
	case "xml-syntax":
		return len(entities(r.Text())) > 0 ||
			slices.ContainsFunc(r.Problems, func(p schemas.Problem) bool { return slices.Contains(doctype, p.Rule) })
	case "xml-encoding":
		_, encoding, declared := schemas.XMLDeclaration(r.Start())
		return declared && encoding != "" && !strings.EqualFold(encoding, "UTF-8")
	}
	return false
}

var (
	verbatim  = regexp.MustCompile(`(?s)<!--.*?-->|<!\[CDATA\[.*?\]\]>`)
	reference = regexp.MustCompile(`&([A-Za-z_:][A-Za-z0-9_.:-]*);`)
)

// entities are the references in XML to entities other than its own five.
func entities(body []byte) []string {
	var others []string
	for _, found := range reference.FindAllSubmatch(verbatim.ReplaceAll(body, nil), -1) {
		if !slices.Contains([]string{"lt", "gt", "amp", "quot", "apos"}, string(found[1])) {
			others = append(others, string(found[0]))
		}
	}
	return others
}

// Strict checks that a strict reader finds nothing amiss in each answer that is
// to be JSON and is not empty.
func (j *Judgement) Strict(readings []*Reading) {
	j.without(readings, JSON, nil)
	var found defects
	for _, d := range documents(readings) {
		if d.Form == Other && d.due() == JSON {
			found.note(defect{where: "byte 0", want: "one JSON value", got: Quote(string(d.Start())), in: d})
		}
	}
	found.into(j)
}

// Naming checks that in XML every prefix is declared and no attribute repeats.
func (j *Judgement) Naming(readings []*Reading) { j.without(readings, XML, namingXML) }

// NoDoctype checks that XML has neither a document type declaration nor
// entities that need one.
func (j *Judgement) NoDoctype(readings []*Reading) {
	j.without(readings, XML, doctype)
	var found defects
	for _, d := range documents(readings) {
		if d.Form != XML || len(d.Problems) == 0 {
			continue // what no strict reader minds has none
		}
		if others := entities(d.Text()); len(others) > 0 {
			found.note(defect{want: "no entities but XML's own five", got: others[0], in: d})
		}
	}
	found.into(j)
}

// without checks that the bodies of a form are free of some strict problems, or
// of any when none is named.
func (j *Judgement) without(readings []*Reading, form Form, rules []string) {
	var found defects
	for _, d := range documents(readings) {
		if d.Form != form {
			continue
		}
		j.Ranged++
		for _, p := range d.Problems {
			if len(rules) == 0 || slices.Contains(rules, p.Rule) {
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
		_, encoding, declared := schemas.XMLDeclaration(d.Start())
		if declared && strings.EqualFold(encoding, "UTF-8") {
			continue
		}
		got := "no XML declaration"
		if declared {
			got = "an XML declaration with the encoding " + Quote(encoding)
		}
		found.note(defect{where: "byte 0", want: "an XML declaration with encoding UTF-8", got: got, in: d})
	}
	found.into(j)
}

// EmptyRoots checks that what came in XML without images is nothing but the
// root of the whole listing. An image without an id is none.
func (j *Judgement) EmptyRoots(v View, readings []*Reading) {
	for _, r := range readings {
		empty := !slices.ContainsFunc(r.Images(), func(im schemas.Image) bool { return im.ID() != "" })
		switch {
		case r.due() != XML || r.Form == XML && r.Root == nil:
			// In JSON, or broken: other requirements'.
		case r.Collection == nil || empty && len(r.Images()) > 0:
			j.Check(r, false, "an empty element images", "%s", Describe(r))
		case empty:
			if whole := v.InXML.Pages.First(); whole != nil && whole.Collection != nil {
				space := whole.Collection.Namespace
				j.Check(r, r.Collection.Namespace == space, "images in the namespace "+Quote(space)+" of the whole listing",
					"the namespace %s", Quote(r.Collection.Namespace))
			}
			j.Shape("XML-09", r)
		}
	}
}
