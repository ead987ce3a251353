package schemas

import (
	"slices"

	"github.com/antchfx/xmlquery"
)

// Page is a body that was read: a listing image by image, or any other document.
type Page struct {
	// Problems are the departures from well-formed JSON or XML.
	Problems []Problem
	// Beyond is the limit for which it was not read, by the name of its setting.
	Beyond string
	// Value and Root are the document, in JSON and in XML: that of a listing
	// without its images.
	Value any
	Root  *xmlquery.Node
	// Images is the listing, Fault the fault, Single the document of one image;
	// each nil when the body is something else.
	Images *Images
	Fault  *Fault
	Single *Image

	// around is what the rules about a listing in XML find beside its images.
	around *findings
}

// findings is what the rows of a table of rules find: of each how many things
// it looked at, and what departs from it.
type findings struct {
	ranged []int32
	broken []finding
	// strict is what a strict reading finds in the text, told like them.
	strict []Problem
}

// finding is a departure from a row. Within an image its place is told from there.
type finding struct {
	row int
	Problem
}

// Check holds one rule of JSONRules or XMLRules, after the format, against the
// page, as CheckJSON and CheckXML do against the whole document.
func (p *Page) Check(rule string) (ranged int, problems []Problem) {
	switch {
	case p.Root != nil && p.Images != nil:
		return p.checkXML(rule)
	case p.Root != nil:
		return CheckXML(rule, p.Root)
	case p.Value == nil:
		return 0, nil
	}
	row := slices.IndexFunc(jsonRules, func(r jsonRule) bool { return r.ID == rule })
	if p.Images == nil || jsonRules[row].Whole {
		return CheckJSON(rule, p.Value)
	}
	ranged, problems = p.inImages(row)
	return ranged, problems[:min(len(problems), maxProblems)]
}

// checkXML adds up the rows of a rule, those about images and the others.
func (p *Page) checkXML(rule string) (ranged int, problems []Problem) {
	for row, r := range xmlRules {
		if r.ID != rule {
			continue
		}
		count, found := 0, []Problem(nil)
		if r.ofImages() {
			count, found = p.inImages(row)
		} else {
			count, found = p.around.of(row, "")
		}
		ranged = max(ranged, count)
		problems = append(problems, found[:min(len(found), maxProblems)]...)
	}
	return ranged, problems[:min(len(problems), maxProblems)]
}

// inImages adds up what a row finds in the images.
func (p *Page) inImages(row int) (ranged int, problems []Problem) {
	for _, im := range p.Images.Images {
		count, found := im.checked.of(row, im.Where)
		ranged, problems = ranged+count, append(problems, found...)
	}
	return ranged, problems
}

// of is what a row finds, in terms of the document around a place. What no rule
// was held against has no findings.
func (f *findings) of(row int, place string) (ranged int, problems []Problem) {
	if f == nil {
		return 0, nil
	}
	for _, b := range f.broken {
		if b.row == row {
			b.Where = place + b.Where
			problems = append(problems, b.Problem)
		}
	}
	return int(f.ranged[row]), problems
}
