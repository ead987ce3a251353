package oracle

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/imageconform/imageconform/schemas"
)

// Naming groups the images of the baseline by name. The names are those which
// JSON shows, where it shows the image: XML normalises white space in an
// attribute, and some deployments write a word there for a missing name.
type Naming struct {
	// All are the names that can be asked for, in the order of the listing:
	// not empty, and free of control and replacement characters.
	All    []string
	byName map[string][]schemas.Image
	inJSON map[string]schemas.Scalar
}

// Naming groups the images of the view's baseline.
func (v View) Naming() Naming {
	n := Naming{byName: map[string][]schemas.Image{}, inJSON: map[string]schemas.Scalar{}}
	for _, im := range v.InJSON.Images {
		n.inJSON[im.ID()] = im.Scalar("name")
	}
	for _, im := range v.Baseline().Images {
		name := n.Of(im)
		if n.byName[name] == nil && askable(name) {
			n.All = append(n.All, name)
		}
		n.byName[name] = append(n.byName[name], im)
	}
	return n
}

// Of is the name of an image, empty when it has none.
func (n Naming) Of(im schemas.Image) string {
	name, known := n.inJSON[im.ID()]
	if !known {
		name = im.Scalar("name")
	}
	if name.Kind != schemas.String {
		return ""
	}
	return name.Text
}

// Images are those of a name, in the order of the listing.
func (n Naming) Images(name string) []schemas.Image { return n.byName[name] }

// Common is the name that most images have, the earliest of equals; empty
// when there is none to ask for. Of a long list it is one that few have.
func (n Naming) Common() string { return n.common("") }

// Other is another name than the common one, empty when there is none.
func (n Naming) Other() string {
	common := n.Common()
	if Long(len(n.inJSON)) {
		return n.common(common)
	}
	for _, name := range n.All {
		if name != common {
			return name
		}
	}
	return ""
}

// common is the most common name but one.
func (n Naming) common(but string) string {
	best := ""
	for _, name := range n.All {
		if name == but {
			continue
		}
		if best == "" || MoreTelling(len(n.inJSON), len(n.byName[name]), len(n.byName[best])) {
			best = name
		}
	}
	return best
}

// Like reports whether a name of the listing equals the given one but for
// case and padding.
func (n Naming) Like(name string) bool {
	for known := range n.byName {
		if strings.EqualFold(strings.TrimSpace(known), strings.TrimSpace(name)) {
			return true
		}
	}
	return false
}

func askable(name string) bool {
	return name != "" && !strings.ContainsFunc(name, func(c rune) bool { return unicode.IsControl(c) || c == utf8.RuneError })
}

// Parts are names made from a real one which match it only as a part or a
// pattern, and which no image has: what is left of it without its end or its
// beginning, and with signs of wildcards and regular expressions.
func (n Naming) Parts(name string) []string {
	c := []rune(name)
	last := len(c) - 1
	begin := string(c[:last])
	candidates := []string{
		begin + "*", begin, begin + "%", begin + ".*", string(c[:last/2]) + "_" + string(c[last/2+1:]), string(c[1:]),
	}
	var parts []string
	seen := map[string]bool{}
	for _, part := range candidates {
		if strings.TrimSpace(part) != "" && !n.Like(part) && !seen[part] {
			seen[part] = true
			parts = append(parts, part)
		}
	}
	return parts
}

// OtherCase is a name with its letters of ASCII in the other case, and the
// name of the listing that it is made of; ok is false when every such name
// exists as well, or none has a letter.
func (n Naming) OtherCase() (probe, name string, ok bool) {
	swap := func(c rune) rune {
		switch {
		case 'a' <= c && c <= 'z':
			return c - 'a' + 'A'
		case 'A' <= c && c <= 'Z':
			return c - 'A' + 'a'
		}
		return c
	}
	for _, name := range append([]string{n.Common()}, n.All...) {
		if probe := strings.Map(swap, name); probe != name && n.byName[probe] == nil {
			return probe, name, true
		}
	}
	return "", "", false
}

// escaped looks like what a query does to a character.
var escaped = regexp.MustCompile("%[0-9A-Fa-f]{2}")

// padded reports whether a name begins or ends with white space.
func padded(name string) bool { return strings.TrimSpace(name) != name }

// accented reports whether a name has a mark that stands behind its letter,
// so that another spelling of the same text exists.
func accented(name string) bool { return strings.ContainsFunc(name, unicode.IsMark) }

func beyond(most rune) func(string) bool {
	return func(name string) bool { return strings.ContainsFunc(name, func(c rune) bool { return c > most }) }
}

func having(one string) func(string) bool {
	return func(name string) bool { return strings.ContainsAny(name, one) }
}

// specialSorts tell the names that a query has to encode, or that a writer of
// JSON or XML has to escape, the ones most often got wrong first.
var specialSorts = []func(name string) bool{
	having("&"), having("+"), accented, beyond(unicode.MaxASCII), having("<"), escaped.MatchString, having("%"), beyond(0xffff), having("#"), having("="),
	having(`"`), having("'"), having("?"), having(";"), having("/"), having(","), padded, having(" "),
}

// Special chooses names of every special sort that the listing has, few names
// for many sorts, at most so many.
func (n Naming) Special(most int) []string { return n.ofSorts(specialSorts, most) }

// Doubtful chooses names that a server may take for others: padded ones,
// those with two spellings.
func (n Naming) Doubtful() []string { return n.ofSorts([]func(string) bool{padded, accented}, 2) }

func (n Naming) ofSorts(sorts []func(string) bool, most int) []string {
	var chosen []string
	for _, sort := range sorts {
		if at := slices.IndexFunc(n.All, sort); at >= 0 && len(chosen) < most && !slices.ContainsFunc(chosen, sort) {
			chosen = append(chosen, n.All[at])
		}
	}
	return chosen
}
