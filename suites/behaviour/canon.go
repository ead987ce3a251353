package behaviour

import (
	"net/url"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/recording"
	"github.com/imageconform/imageconform/suites/target"
)

// canon says things in words of any deployment: an image is known by its place
// in the list, and what names the deployment is left out.
type canon struct {
	reader *oracle.Reader
	// ids are those of the images as the user lists them.
	ids []string
	// words stand for texts of the deployment, wherever they are, the longest
	// first; values for whole values of a query.
	words  []word
	values map[string]string
}

type word struct{ text, stands string }

// learn reads the list, and the names of the deployment.
func (c *canon) learn(h recording.Head, entries []recording.Entry) {
	at, err := target.ParseEndpoint(h.Target)
	if err != nil {
		return
	}
	list := at.URL("/images/detail", "")
	script := ""
	var images []schemas.Image
	for _, e := range entries {
		first := e.Request.URL == list && e.Request.As == target.Self && strings.HasPrefix(e.Script, "walk\x00") && c.inJSON(e)
		if script == "" && first {
			script = e.Script
		}
		if script != "" && e.Script == script {
			images = append(images, c.reader.Read(&e.Exchange).Images()...)
		}
	}
	c.values = map[string]string{}
	c.place(at, h.Public, "TARGET")
	c.name("/"+at.Tenant+"/", "/TENANT/")
	if other, err := target.ParseEndpoint(h.Other); err == nil {
		c.place(other, h.Public, "OTHER")
		c.name("/"+other.Tenant+"/", "/OTHERTENANT/")
	}
	for i, im := range images {
		n := strconv.Itoa(i + 1)
		c.ids = append(c.ids, im.ID())
		c.name(im.ID(), "IMAGE"+n)
		if im.Server != nil {
			c.name(im.Server.ID, "SERVER"+n)
		}
		c.value(im.Name(), "NAME"+n)
		c.value(im.Updated(), "UPDATED"+n)
	}
	sort.SliceStable(c.words, func(i, j int) bool { return len(c.words[i].text) > len(c.words[j].text) })
}

// inJSON says that an entry asks for JSON, so that both formats are read in the
// order of one.
func (c *canon) inJSON(e recording.Entry) bool {
	return e.Request.Header["Accept"] == "application/json"
}

// place names a base URL, as it is asked and as links write it.
func (c *canon) place(at target.Endpoint, public, stands string) {
	if public != "" {
		c.name(public+at.Path(), stands)
		c.name(public, "BASE")
	}
	c.name(at.Base, stands)
	c.name(at.Authority(), "BASE")
}

// name gives a text its word; the first one that it gets stays.
func (c *canon) name(text, stands string) {
	if len(text) < 4 || slices.ContainsFunc(c.words, func(w word) bool { return w.text == text }) {
		return
	}
	c.words = append(c.words, word{text, stands})
}

// value gives a value of queries its word.
func (c *canon) value(text, stands string) {
	if _, known := c.values[text]; text != "" && !known {
		c.values[text] = stands
	}
}

var uuid = regexp.MustCompile(`[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}`)

// text is a text with the deployment's own words replaced, and ids that are
// made anew for each request masked.
func (c *canon) text(s string) string { return uuid.ReplaceAllString(c.replaced(s), "ID") }

func (c *canon) replaced(s string) string {
	for _, w := range c.words {
		s = strings.ReplaceAll(s, w.text, w.stands)
	}
	return s
}

// address is a URL with the deployment's own words replaced, in its query as in
// its path. Ids of nothing stay: they are the same in each run.
func (c *canon) address(raw string) string {
	base, query, asked := strings.Cut(raw, "?")
	base = c.replaced(base)
	if !asked {
		return base
	}
	parts := strings.Split(query, "&")
	for i, part := range parts {
		name, value, given := strings.Cut(part, "=")
		plain, err := url.QueryUnescape(value)
		if !given || err != nil {
			continue
		}
		said, known := c.values[plain]
		if !known {
			said = c.replaced(plain)
		}
		if said != plain {
			parts[i] = name + "=" + said
		}
	}
	return base + "?" + strings.Join(parts, "&")
}
