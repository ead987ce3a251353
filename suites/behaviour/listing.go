package behaviour

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/antchfx/xmlquery"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
)

// listing says what is compared of a list of images.
func (c *canon) listing(r *oracle.Reading, say func(name, text string, bound bool)) {
	ids := oracle.IDs(r.Images())
	say("images listed", c.places(ids), true)
	next := "none"
	if href, more := r.Next(); more {
		next = "one"
		if parameters, ok := oracle.Parameters(href); ok {
			var names []string
			for name := range parameters {
				names = append(names, name)
			}
			slices.Sort(names)
			next = "one with " + strings.Join(names, ", ")
		}
	}
	say("next link", next, true)
	// That a filter shows images as the list does is a requirement of its own.
	if strings.Contains(r.Request.URL, "?") {
		return
	}
	images := c.images(r)
	if len(images) > 0 {
		say("members of each image", strings.Join(members(images), ", "), false)
	}
	for i, im := range images {
		for _, m := range im {
			say(m.name+" of an image\x00"+strconv.Itoa(i), c.ownIn(r, i, m.value), true)
		}
	}
}

// ownIn is a value of an image, in which its own id and that of its server are
// not told: the same change of many images is one change.
func (c *canon) ownIn(r *oracle.Reading, i int, value string) string {
	if all := r.Images(); i < len(all) {
		if id := all[i].ID(); id != "" {
			value = strings.ReplaceAll(value, id, "IMAGE")
		}
		if server := all[i].Server; server != nil && server.ID != "" {
			value = strings.ReplaceAll(value, server.ID, "SERVER")
		}
	}
	return c.replaced(value)
}

// places are images by their places in the list: those that follow one another
// as a range.
func (c *canon) places(ids []string) string {
	var parts []string
	for i := 0; i < len(ids); {
		at := slices.Index(c.ids, ids[i])
		n := 1
		for at >= 0 && i+n < len(ids) && at+n < len(c.ids) && ids[i+n] == c.ids[at+n] {
			n++
		}
		switch {
		case at < 0:
			parts = append(parts, "one that is not in the list")
		case n == 1:
			parts = append(parts, strconv.Itoa(at+1))
		default:
			parts = append(parts, fmt.Sprintf("%d-%d", at+1, at+n))
		}
		i += n
	}
	return strings.Join(parts, ", ")
}

// member is one value of an image, by its path.
type member struct{ name, value string }

// images are the images of a listing, flattened.
func (c *canon) images(r *oracle.Reading) [][]member {
	var all [][]member
	switch r.Form {
	case oracle.JSON:
		value, _ := schemas.ReadJSON(r.Text())
		root, _ := value.(map[string]any)
		items, _ := root["images"].([]any)
		for _, item := range items {
			all = append(all, flattenJSON("", item, nil))
		}
	case oracle.XML:
		document, _ := schemas.ReadXML(r.Text())
		for _, n := range xmlquery.Find(document, "//*[local-name()='image']") {
			all = append(all, flattenXML("", n, nil))
		}
	}
	return all
}

// members are the members that every image has, without the keys of metadata,
// which are the operator's.
func members(images [][]member) []string {
	count := map[string]int{}
	for _, im := range images {
		seen := map[string]bool{}
		for _, m := range im {
			if name, _, _ := strings.Cut(m.name, "["); !strings.HasPrefix(name, "metadata.") && !seen[name] {
				seen[name] = true
				count[name]++
			}
		}
	}
	var names []string
	for name, n := range count {
		if n == len(images) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// within is the path of a member of what a path leads to.
func within(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// flattenJSON appends the scalars below a value. Links are told apart by their
// relation, so that their order does not matter.
func flattenJSON(path string, value any, into []member) []member {
	switch value := value.(type) {
	case map[string]any:
		var names []string
		for name := range value {
			names = append(names, name)
		}
		slices.Sort(names)
		if len(names) == 0 {
			return append(into, member{path, "{}"})
		}
		for _, name := range names {
			into = flattenJSON(within(path, name), value[name], into)
		}
		return into
	case []any:
		for i, item := range value {
			key := strconv.Itoa(i)
			if object, ok := item.(map[string]any); ok && object["rel"] != nil {
				key = fmt.Sprint(object["rel"])
			}
			into = flattenJSON(path+"["+key+"]", item, into)
		}
		return into
	case string:
		return append(into, member{path, strconv.Quote(value)})
	case nil:
		return append(into, member{path, "null"})
	case json.Number:
		return append(into, member{path, value.String()})
	}
	return append(into, member{path, fmt.Sprint(value)})
}

// flattenXML appends the attributes and texts below an element.
func flattenXML(path string, n *xmlquery.Node, into []member) []member {
	for _, a := range n.Attr {
		if a.Name.Space != "xmlns" && a.Name.Local != "xmlns" {
			into = append(into, member{within(path, "@"+a.Name.Local), strconv.Quote(a.Value)})
		}
	}
	leaf := true
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		if child.Type != xmlquery.ElementNode {
			continue
		}
		leaf = false
		name := child.Data
		for _, key := range []string{"rel", "key"} {
			if text := child.SelectAttr(key); text != "" {
				name += "[" + text + "]"
			}
		}
		into = flattenXML(within(path, name), child, into)
	}
	if text := strings.TrimSpace(n.InnerText()); leaf && text != "" {
		into = append(into, member{path, strconv.Quote(text)})
	}
	return into
}
