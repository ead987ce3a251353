package suites

import (
	"net/http"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// extensions are what may stand behind the path, and the formats they choose.
var extensions = []struct {
	suffix string
	format requirement.Format
}{
	{".json", requirement.JSON},
	{".xml", requirement.XML},
}

func planExtensions(v oracle.View) Plan {
	return ask(target.Once(suffixed(v, ".json", "limit=1")), target.Once(suffixed(v, ".xml", "limit=1")))
}

// planConflicts asks each extension with the Accept header of the other.
func planConflicts(v oracle.View) Plan {
	return ask(
		target.Once(suffixed(v, ".json", "limit=1").With("Accept", "application/xml")),
		target.Once(suffixed(v, ".xml", "limit=1").With("Accept", "application/json")),
	)
}

// planFilteredExtensions asks for images of a name by Accept and by extension;
// and by extension for a name that no image has and that ends like the other
// extension, which misleads a server that looks at the end of the whole URL.
func planFilteredExtensions(v oracle.View) Plan {
	name := most(v.InJSON.Images, schemas.Image.Name)
	if name == "" {
		return lacking("an image with a name").with(requirement.RecipeImages)
	}
	query := oracle.Query("name", name)
	var scripts []target.Script
	for i, e := range extensions {
		other := extensions[1-i].suffix
		scripts = append(scripts,
			target.Walk(v.As(e.format).Detail(query)),
			target.Once(suffixed(v, e.suffix, query)),
			target.Once(suffixed(v, e.suffix, oracle.Query("name", v.Fresh(6)+other))),
		)
	}
	return ask(scripts...)
}

// judgeFilteredExtensions compares with what the filter gives by Accept, so
// that a filter which is wrong by itself is not blamed here.
func judgeFilteredExtensions(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	name := most(v.InJSON.Images, schemas.Image.Name)
	named := oracle.IDs(v.InJSON.Where(func(im schemas.Image) bool { return im.Name() == name }))
	for i, e := range extensions {
		usual, known, unknown := answers[3*i], answers[3*i+1].First(), answers[3*i+2].First()
		form := oracle.FormOf(e.format)
		if j.ListedAs(known, form) && usual.First().Lists() {
			j.Consecutive(known, usual.First().Images(), "the images that the same query gives without the extension")
		}
		missing, extra := oracle.Difference(named, oracle.IDs(usual.Images()))
		filters := len(missing)+len(extra) == 0
		if j.ListedAs(unknown, form) && filters {
			j.Check(unknown, len(unknown.Images()) == 0, "no images, because none has the name", "%s", oracle.Describe(unknown))
		}
	}
	return j
}

// planFaults asks what is a bad request in every way to choose a format.
func planFaults(v oracle.View) Plan {
	return ask(
		target.Once(v.As(requirement.JSON).Detail("limit=abc")),
		target.Once(v.As(requirement.XML).Detail("limit=abc")),
		target.Once(suffixed(v, "", "limit=abc")),
		target.Once(suffixed(v, ".xml", "limit=abc").With("Accept", "application/json")),
	)
}

func judgeFaultForms(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	asked := []oracle.Form{oracle.JSON, oracle.XML, oracle.JSON, oracle.XML}
	for i, a := range answers {
		if r := a.First(); r.Status >= http.StatusBadRequest {
			j.RefusedAs(r, asked[i])
		}
	}
	if j.Ranged == 0 {
		j.Missing = "no request was refused, not even limit=abc"
	}
	return j
}
