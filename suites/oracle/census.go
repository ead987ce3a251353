package oracle

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/imageconform/imageconform/schemas"
)

// Portion is a number of images that have something in common.
type Portion struct {
	Of     string `json:"of"`
	Images int    `json:"images"`
}

// Census counts the images of a listing.
type Census struct {
	Images int `json:"images"`
	// Servers counts the servers that images were made from.
	Servers int `json:"servers"`
	// Statuses and Types count them by what they display, Names by what makes
	// a name hard to ask for.
	Statuses []Portion `json:"statuses"`
	Types    []Portion `json:"types"`
	Names    []Portion `json:"names"`
}

// CensusOf counts images.
func CensusOf(images []schemas.Image) Census {
	statuses, servers, shared := map[string]int{}, map[string]bool{}, map[string]int{}
	made := 0
	for _, im := range images {
		statuses[cmp.Or(im.Status(), "none")]++
		shared[im.Name()]++
		if im.Server != nil {
			made++
			servers[im.Server.ID] = true
		}
	}
	c := Census{Images: len(images), Servers: len(servers), Statuses: []Portion{}, Types: []Portion{}, Names: []Portion{}}
	for _, status := range slices.Sorted(maps.Keys(statuses)) {
		c.Statuses = append(c.Statuses, Portion{status, statuses[status]})
	}
	c.Types = appendPortion(c.Types, "base", len(images)-made)
	c.Types = appendPortion(c.Types, "from a server", made)
	for _, h := range hazards {
		n := 0
		for _, im := range images {
			if h.has(im.Name(), shared) {
				n++
			}
		}
		c.Names = appendPortion(c.Names, h.what, n)
	}
	return c
}

func appendPortion(portions []Portion, of string, n int) []Portion {
	if n == 0 {
		return portions
	}
	return append(portions, Portion{of, n})
}

// hazards are what makes names hard to ask for, or hard to list.
var hazards = []struct {
	what string
	has  func(name string, shared map[string]int) bool
}{
	{"without a name", func(name string, _ map[string]int) bool { return name == "" }},
	{"sharing a name", func(name string, shared map[string]int) bool { return name != "" && shared[name] > 1 }},
	{"with spaces", holding(unicode.IsSpace)},
	{"with spaces at an end", func(name string, _ map[string]int) bool { return strings.TrimSpace(name) != name }},
	{"with reserved characters", holding(func(r rune) bool { return strings.ContainsRune(`!#$%&'()*+,/:;=?@[]<>"\^{|}`+"`", r) })},
	{"with characters beyond ASCII", holding(func(r rune) bool { return r > unicode.MaxASCII })},
	{"with control characters", holding(unicode.IsControl)},
	// Glance takes what stands before the colon for an operator.
	{"that begin like an operator", func(name string, _ map[string]int) bool {
		operator, _, found := strings.Cut(name, ":")
		return found && slices.Contains([]string{"in", "eq", "neq", "gt", "gte", "lt", "lte"}, operator)
	}},
	{"of more than 255 characters", func(name string, _ map[string]int) bool { return len([]rune(name)) > 255 }},
}

func holding(one func(rune) bool) func(string, map[string]int) bool {
	return func(name string, _ map[string]int) bool { return strings.ContainsFunc(name, one) }
}
