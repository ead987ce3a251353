package suites

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// judgeEncodings looks at the encoding of every document of the run. Pages of
// a proxy, which may be markup too, are none of the operation's.
func judgeEncodings(_ oracle.View, all []*oracle.Reading) (j oracle.Judgement) {
	for _, r := range all {
		known := r.Collection != nil || r.Fault != nil || r.Single != nil
		labelled := r.MediaType() == oracle.JSON.MediaType() || r.MediaType() == oracle.XML.MediaType()
		if known || labelled && r.Size() > 0 {
			j.UTF8(r)
		}
	}
	return j
}

// planRoundTrip reads the list in both formats and, where a name goes beyond
// ASCII, asks for it in both, and for another name to see that names are
// found at all.
func planRoundTrip(v oracle.View) Plan {
	inJSON, inXML := v.As(requirement.JSON), v.As(requirement.XML)
	scripts := []target.Script{target.Walk(inJSON.Detail("")), target.Walk(inXML.Detail(""))}
	if im, ok := farthest(v); ok {
		query := oracle.Query("name", im.Name())
		scripts = append(scripts, target.Walk(inJSON.Detail(oracle.Query("name", ascii(v)))),
			target.Walk(inJSON.Detail(query)), target.Walk(inXML.Detail(query)))
	}
	return ask(scripts...)
}

// farthest is the image whose name has the character farthest from ASCII; ok
// is false when no name goes beyond it, or none stays within it.
func farthest(v oracle.View) (image schemas.Image, ok bool) {
	most := rune(utf8.RuneSelf - 1)
	for _, im := range v.InJSON.Images {
		for _, r := range im.Name() {
			if r > most {
				most, image = r, im
			}
		}
	}
	return image, most >= utf8.RuneSelf && ascii(v) != ""
}

// ascii is the name within ASCII that most images have.
func ascii(v oracle.View) string {
	return most(v.InJSON.Where(func(im schemas.Image) bool { return !beyondASCII(im.Name()) }), schemas.Image.Name)
}

func beyondASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0
}

func judgeRoundTrip(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	// A list that is ASCII all through is in UTF-8, too.
	j.UTF8(answers[0].First())
	if v.InXML.Readable {
		judgeSameTexts(&j, v)
	}
	if len(answers) == 2 {
		return j
	}
	if found := answers[2]; !found.Complete() || len(found.Images()) == 0 {
		return j
	}
	im, _ := farthest(v)
	for i, a := range answers[3:] {
		if i == 1 && !v.InXML.Readable {
			break
		}
		found, ok := oracle.Listing{Images: a.Images()}.Find(im.ID())
		j.Check(a.First(), ok && found.Name() == im.Name(),
			"the image named "+oracle.Quote(im.Name())+" when its name is asked for", "%s", oracle.Describe(a.First()))
	}
	return j
}

// judgeSameTexts compares the names and metadata beyond ASCII of each image in
// the two formats.
func judgeSameTexts(j *oracle.Judgement, v oracle.View) {
	page := v.InXML.Pages.First()
	twins := make(map[string]schemas.Image, len(v.InXML.Images))
	for _, im := range v.InXML.Images {
		twins[im.ID()] = im
	}
	for _, im := range v.InJSON.Images {
		twin, ok := twins[im.ID()]
		if !ok {
			continue
		}
		if name := im.Name(); beyondASCII(name) {
			j.CheckAt(page, twin.Where, twin.Name() == name, "the name "+oracle.Quote(name)+", as in JSON", "%s", oracle.Quote(twin.Name()))
		}
		for _, key := range slices.Sorted(maps.Keys(im.Metadata)) {
			value := im.Metadata[key]
			if value.Kind == schemas.String && beyondASCII(key+value.Text) {
				got := twin.Metadata[key]
				j.CheckAt(page, twin.Where, got.Text == value.Text, "the metadata "+oracle.Quote(key)+" with the value "+oracle.Quote(value.Text)+
					", as in JSON", "%s", oracle.Quote(got.Text))
			}
		}
	}
}
