package suites

import (
	"fmt"
	"strings"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// planEncodedNames asks a name once as usual and once with every byte
// percent-encoded in lower-case digits, or a name with a space once with %20
// and once with a plus.
func planEncodedNames(v oracle.View) Plan {
	name, spaced := encodable(v)
	if name == "" {
		return lacking("an image with a name").with(requirement.RecipeImages)
	}
	spellings := [][2]string{{oracle.Query("name", name), "name=" + everyByte(name)}}
	if spaced != "" {
		query := oracle.Query("name", spaced)
		spellings = append(spellings, [2]string{query, strings.ReplaceAll(query, "%20", "+")})
	}
	var scripts []target.Script
	for _, spelt := range portion(v, spellings) {
		scripts = append(scripts, target.Walk(v.Detail(spelt[0])), target.Walk(v.Detail(spelt[1])))
	}
	return ask(scripts...)
}

// encodable is a name that may stand in a query as it is, or else any, and
// one with a space; empty where there is none.
func encodable(v oracle.View) (name, spaced string) {
	const unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._"
	named := func(keep func(string) bool) string {
		return most(v.Baseline().Where(func(im schemas.Image) bool { return keep(im.Name()) }), schemas.Image.Name)
	}
	name = named(func(s string) bool { return strings.Trim(s, unreserved) == "" })
	if name == "" {
		name = named(func(string) bool { return true })
	}
	// At the ends a space may be trimmed, as some databases do.
	return name, named(func(s string) bool { return strings.Contains(strings.TrimSpace(s), " ") })
}

// everyByte is a text with each of its bytes percent-encoded.
func everyByte(s string) string {
	var b strings.Builder
	for i := range len(s) {
		fmt.Fprintf(&b, "%%%02x", s[i])
	}
	return b.String()
}

// judgeEncodedNames compares the spellings of a name with each other, so that
// a filter which finds the wrong images is not blamed here.
func judgeEncodedNames(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for i := 0; i+1 < len(answers); i += 2 {
		usual, spelt := answers[i], answers[i+1]
		if !usual.Complete() || len(usual.Images()) == 0 {
			j.Missing = "the filter finds no image by its name: " + oracle.Describe(usual.First())
			continue
		}
		_, query, _ := strings.Cut(usual.First().Request.URL, "?")
		j.Sequence(spelt, usual.Images(), "the images of ?"+query+", which says the same")
	}
	return j
}
