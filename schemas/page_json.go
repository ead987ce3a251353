package schemas

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// alone is the place of the image in a listing of one.
const aloneInJSON = "/images/0"

// ReadJSON reads a body that is to be JSON, as the function of that name does.
func (l *Library) ReadJSON(body []byte) *Page {
	if page := l.listing(body); page != nil {
		return page
	}
	value, problems := l.limits().ReadJSON(body)
	page := &Page{Value: value, Problems: problems, Beyond: l.limits().Met(problems)}
	page.others()
	root, _ := value.(map[string]any)
	items, ok := root["images"].([]any)
	if !ok {
		return page
	}
	contents := make([]*Content, len(items))
	for n, item := range items {
		contents[n] = checkedJSON(item)
	}
	root["images"] = []any{}
	page.take(contents)
	return page
}

// others looks for what is no listing.
func (p *Page) others() {
	if fault, ok := FaultFromJSON(p.Value); ok {
		p.Fault = &fault
	}
	if single, ok := ImageFromJSON(p.Value); ok {
		p.Single = &single
	}
}

// take makes the page one of the images, whose document has none left.
func (p *Page) take(contents []*Content) {
	listing, _ := ImagesFromJSON(p.Value)
	listing.Images = make([]Image, len(contents))
	for n, c := range contents {
		listing.Images[n] = Image{c, placeInJSON(n)}
	}
	p.Images = &listing
}

// checkedJSON reads an image and holds every rule about images against it.
func checkedJSON(item any) *Content {
	c := contentFromJSON(item)
	c.checked = &findings{ranged: make([]int32, len(jsonRules))}
	alone := map[string]any{"images": []any{item}}
	for row, rule := range jsonRules {
		if rule.Whole {
			continue
		}
		ranged, problems := CheckJSON(rule.ID, alone)
		c.checked.ranged[row] = int32(ranged) //nolint:gosec // no image has as many members
		for _, p := range problems {
			p.Where = strings.TrimPrefix(p.Where, aloneInJSON)
			c.checked.broken = append(c.checked.broken, finding{row, p})
		}
	}
	return c
}

// listing reads a listing image by image, those that are known not again. It is
// nil for what is anything else, or has problems around its images: that is read
// as a whole.
func (l *Library) listing(body []byte) *Page {
	limits := l.limits()
	if len(body) > limits.Bytes {
		return nil
	}
	if depth, text := jsonExtent(body); depth > limits.Depth || text > limits.Text || !json.Valid(body) {
		return nil
	}
	if _, bad := invalidUTF8(body); bad {
		return nil
	}
	around := &listingScan{jsonScan: jsonScan{text: body, limits: limits}, library: l}
	if !around.document() {
		return nil
	}
	page := &Page{Problems: around.problems[:min(len(around.problems), maxProblems)]}
	rest := slices.Concat(body[:around.begins], []byte("[]"), body[around.ends:])
	page.Value = decoded(rest)
	page.others()
	page.take(around.contents)
	return page
}

// decoded is the value of a text that is known to be valid.
func decoded(text []byte) (value any) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(&value); err != nil {
		return nil
	}
	return value
}

// listingScan walks over the members of a listing and over its images.
type listingScan struct {
	jsonScan
	library *Library
	// begins and ends are where the array of images stands.
	begins, ends int
	contents     []*Content
}

// document reports whether the text is a listing without problems around its
// images.
func (s *listingScan) document() bool {
	if s.space() != '{' {
		return false
	}
	s.at++
	seen := map[string]bool{}
	for s.space() != '}' {
		if s.text[s.at] == ',' {
			s.at++
			s.space()
		}
		key := s.key("")
		if seen[key] {
			return false
		}
		seen[key] = true
		s.space()
		s.at++ // the colon
		if c := s.space(); key != "images" {
			s.value(pointer("", key))
		} else if c != '[' || !s.images() {
			return false
		}
		if s.refused {
			return false
		}
	}
	return s.ends > 0 && len(seen) <= s.limits.Members
}

// images reads the array at hand. It gives up on images beyond the limits.
func (s *listingScan) images() bool {
	s.begins = s.at
	s.at++
	for s.space() != ']' {
		if s.text[s.at] == ',' {
			s.at++
			s.space()
		}
		start := s.at
		s.pass()
		text := s.text[start:s.at]
		d := digestOf(nil, text)
		content := s.library.find(d)
		if content == nil {
			scan := jsonScan{text: text, limits: s.limits}
			if scan.value(""); scan.refused {
				return false
			}
			content = checkedJSON(decoded(text))
			content.checked.strict = scan.problems
			content = s.library.keep(d, content)
		}
		for _, p := range content.checked.strict {
			p.Where = placeInJSON(len(s.contents)) + p.Where
			s.add(p)
		}
		s.contents = append(s.contents, content)
	}
	s.at++
	s.ends = s.at
	return true
}
