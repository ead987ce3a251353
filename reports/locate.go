package reports

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// span is a part of a body, from its first byte to the one behind its last.
type span struct{ from, to int }

// locate finds the place in a body that a finding points to: by the number of
// a byte, a JSON Pointer, or an XPath of local names. Of a place that is not
// there it gives the nearest around it; ok is false where there is none.
func locate(body []byte, where string) (at span, ok bool) {
	if n, found := strings.CutPrefix(where, "byte "); found {
		from, err := strconv.Atoi(n)
		if err != nil || from < 0 || from >= len(body) {
			return span{}, false
		}
		return span{from, from + 1}, true
	}
	if !strings.HasPrefix(where, "/") {
		return span{}, false
	}
	steps := strings.Split(where[1:], "/")
	if bytes.HasPrefix(bytes.TrimLeft(body, " \t\r\n\ufeff"), []byte("<")) {
		return locateXML(body, steps)
	}
	return locateJSON(body, steps)
}

// jsonPlace walks down a JSON text by the steps of a pointer.
type jsonPlace struct {
	body  []byte
	d     *json.Decoder
	steps []string
	best  span
	deep  int
}

func locateJSON(body []byte, steps []string) (span, bool) {
	for i := range steps {
		steps[i] = strings.NewReplacer("~1", "/", "~0", "~").Replace(steps[i])
	}
	p := jsonPlace{body: body, d: json.NewDecoder(bytes.NewReader(body)), steps: steps}
	p.d.UseNumber()
	// A text that breaks off behind the place has it nevertheless.
	_ = p.value(0, true)
	return p.best, p.deep > 0
}

// value reads one value; on says that the steps so far lead to it.
func (p *jsonPlace) value(depth int, on bool) error {
	from := p.next()
	token, err := p.d.Token()
	if err != nil {
		return err
	}
	on = on && depth >= p.deep
	if on && depth > 0 {
		// What breaks off is seen to its end.
		p.best, p.deep = span{from, len(p.body)}, depth
	}
	if delim, isDelim := token.(json.Delim); isDelim {
		err = p.members(delim == '{', depth, on)
	}
	if err == nil && on && depth > 0 && p.deep == depth {
		p.best.to = int(p.d.InputOffset())
	}
	return err
}

// members reads what is within an object or an array, to its end.
func (p *jsonPlace) members(named bool, depth int, on bool) error {
	found := false
	for n := 0; p.d.More(); n++ {
		name := strconv.Itoa(n)
		if named {
			token, err := p.d.Token()
			if err != nil {
				return err
			}
			name, _ = token.(string)
		}
		this := on && !found && depth < len(p.steps) && p.steps[depth] == name
		found = found || this
		if err := p.value(depth+1, this); err != nil {
			return err
		}
	}
	_, err := p.d.Token()
	return err
}

// next is where the next token begins.
func (p *jsonPlace) next() int {
	at := int(p.d.InputOffset())
	for at < len(p.body) && strings.IndexByte(" \t\r\n,:", p.body[at]) >= 0 {
		at++
	}
	return at
}

var step = regexp.MustCompile(`^([^\[]+)(?:\[(\d+)\])?$`)

func locateXML(body []byte, steps []string) (best span, ok bool) {
	attribute := ""
	if last := len(steps) - 1; strings.HasPrefix(steps[last], "@") {
		attribute, steps = steps[last][1:], steps[:last]
	}
	d := xml.NewDecoder(bytes.NewReader(body))
	d.Strict = false
	var path []string
	seen := []map[string]int{{}}
	matched, within := 0, 0
	for {
		from := int(d.InputOffset())
		token, err := d.RawToken()
		if err != nil {
			return best, ok
		}
		switch t := token.(type) {
		case xml.StartElement:
			seen[len(path)][t.Name.Local]++
			on := matched == len(path) && matched < len(steps) && leads(steps[matched], t.Name.Local, seen[len(path)][t.Name.Local])
			path = append(path, t.Name.Local)
			seen = append(seen[:len(path)], map[string]int{})
			if !on {
				continue
			}
			matched, within = len(path), len(path)
			best, ok = span{from, len(body)}, true
			if matched == len(steps) && attribute != "" {
				if at, there := locateAttribute(body, from, int(d.InputOffset()), attribute); there {
					return at, true
				}
			}
		case xml.EndElement:
			if len(path) == 0 {
				return best, ok
			}
			if len(path) == within {
				best.to = int(d.InputOffset())
				return best, ok
			}
			path = path[:len(path)-1]
		}
	}
}

// leads reports whether a step is to the element of that name and number.
func leads(to, name string, position int) bool {
	m := step.FindStringSubmatch(to)
	return m != nil && (m[1] == name || m[1] == "*") && (m[2] == "" || m[2] == strconv.Itoa(position))
}

func locateAttribute(body []byte, from, to int, name string) (span, bool) {
	pattern, err := regexp.Compile(fmt.Sprintf(`\s(?:[^\s=:"']+:)?%s\s*=\s*(?:"[^"]*"|'[^']*')`, regexp.QuoteMeta(name)))
	if err != nil {
		return span{}, false
	}
	m := pattern.FindIndex(body[from:to])
	if m == nil {
		return span{}, false
	}
	return span{from + m[0] + 1, from + m[1]}, true
}
