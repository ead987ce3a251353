package suites

import (
	"cmp"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// names are the specs about the filter name.
func names(s *Suite) {
	s.both(requirement.NAM01, planNames, judgeNamesOnly)
	s.both(requirement.NAM02, planSharedName, judgeNamesEvery)
	s.both(requirement.NAM03, planUnknownName, judgeUnknownName)
	s.both(requirement.NAM04, planPartsOfName, judgeNotTheName("the value is no image's whole name"))
	s.both(requirement.NAM05, planOtherCase, judgeNotTheName("no image has the name in this case"))
	s.both(requirement.NAM06, planSpecialNames, judgeSpecialNames)
	s.one(requirement.NAM07, planEmptyName, judgeEmptyName)
}

// named asks for the images of a name.
func named(v oracle.View, name string) target.Script {
	return target.Walk(v.Detail(oracle.Query("name", name)))
}

// unknown is a word that is no image's name and no server's id.
func unknown(v oracle.View) string { return v.Fresh(2) }

// askedNames are the most common name and another one; where all images have
// one name, the other is a name that none has.
func askedNames(v oracle.View) []string {
	naming := v.Naming()
	return []string{naming.Common(), cmp.Or(naming.Other(), unknown(v))}
}

// checkedNames are the asked ones, and of those most easily taken for others.
func checkedNames(v oracle.View) []string {
	return append(askedNames(v), portion(v, v.Naming().Doubtful())...)
}

func planNames(v oracle.View) Plan {
	return whole(1, func(v oracle.View) Plan {
		if v.Naming().Common() == "" {
			return lacking("an image with a name").with(requirement.RecipeImages)
		}
		var scripts []target.Script
		for _, name := range checkedNames(v) {
			scripts = append(scripts, named(v, name))
		}
		return ask(scripts...)
	})(v)
}

func judgeNamesOnly(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	naming := v.Naming()
	for i, name := range checkedNames(v) {
		if i > 1 && !answers[i].First().Lists() {
			// That names of every sort are accepted is another requirement.
			continue
		}
		j.Only(answers[i], v.Baseline(), func(im schemas.Image) bool { return naming.Of(im) == name },
			"only images of the name "+oracle.Quote(name))
	}
	return j
}

// planSharedName asks the most common name. A name that only one image has
// can show a loss, but not that the filter finds every image.
func planSharedName(v oracle.View) Plan {
	plan := planNames(v)
	if len(plan.Scripts) == 0 {
		return plan
	}
	naming := v.Naming()
	if n := len(naming.Images(naming.Common())); n < 2 {
		return plan.but("two images of one name")
	}
	return plan
}

func judgeNamesEvery(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	naming := v.Naming()
	for i, name := range askedNames(v) {
		if j.Answered(answers[i]) {
			j.Every(answers[i], naming.Images(name), "all images of the name "+oracle.Quote(name))
		}
	}
	return j
}

func planUnknownName(v oracle.View) Plan {
	return whole(1, func(v oracle.View) Plan { return ask(named(v, unknown(v))) })(v)
}

func judgeUnknownName(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	j.Empty(answers[0], "no image has the name")
	return j
}

// planPartsOfName asks parts of a name and patterns, after a name that is
// simply unknown.
func planPartsOfName(v oracle.View) Plan {
	return whole(1, func(v oracle.View) Plan {
		naming := v.Naming()
		name := naming.Common()
		if name == "" {
			return lacking("an image with a name").with(requirement.RecipeImages)
		}
		parts := naming.Parts(name)
		scripts := []target.Script{named(v, unknown(v))}
		for _, part := range portion(v, parts) {
			scripts = append(scripts, target.Once(v.Detail(oracle.Query("name", part))))
		}
		if len(parts) == 0 {
			return lacking("a name of which no part is an image's name, too").with(requirement.RecipeImages)
		}
		return ask(scripts...)
	})(v)
}

func planOtherCase(v oracle.View) Plan {
	return whole(1, func(v oracle.View) Plan {
		probe, _, ok := v.Naming().OtherCase()
		if !ok {
			return lacking("a name with letters, of which no image has the other case").with(requirement.RecipeImages)
		}
		return ask(named(v, unknown(v)), target.Once(v.Detail(oracle.Query("name", probe))))
	})(v)
}

// judgeNotTheName wants nothing for values that only resemble a name. Where
// even an unknown name brings images the filter is not applied at all, and
// what it compares cannot be seen.
func judgeNotTheName(why string) Judge {
	return func(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
		if !selectsNothing(&j, answers[0]) {
			return j
		}
		for _, a := range answers[1:] {
			j.Empty(a, why)
		}
		return j
	}
}

// selectsNothing is for rules that rest on a filter which is applied: the
// answer to a value that names nothing has to be empty for them.
func selectsNothing(j *oracle.Judgement, control oracle.Answer) bool {
	if control.First().Lists() && len(control.Images()) == 0 {
		return true
	}
	j.Missing = "a filter that is applied; " + control.First().Request.URL + " gave " + oracle.Describe(control.First())
	return false
}

// allSpecial is a name of every special sort that no image has.
const allSpecial = `no such image &+%41 é<>#?"'=;/ 仮 🚀`

// specialNames are the names to ask: in XML those with what is most often got
// wrong, and in JSON the others, where there are any.
func specialNames(v oracle.View) []string {
	const worst, most = 5, 15
	special := v.Naming().Special(most)
	switch {
	case !v.InXML.Readable || len(special) <= worst:
		return special
	case v.Format == requirement.XML:
		return special[:worst]
	}
	return special[worst:]
}

// specialValues are the names, and in XML one of every sort that none has.
func specialValues(v oracle.View) []string {
	if v.Format == requirement.XML || !v.InXML.Readable {
		return append([]string{allSpecial}, specialNames(v)...)
	}
	return specialNames(v)
}

func planSpecialNames(v oracle.View) Plan {
	return whole(1, func(v oracle.View) Plan {
		scripts := []target.Script{named(v, unknown(v))}
		for _, name := range specialValues(v) {
			scripts = append(scripts, named(v, name))
		}
		if len(specialNames(v)) == 0 {
			return ask(scripts...).but("an image whose name has a space, a reserved character or one beyond ASCII")
		}
		return ask(scripts...)
	})(v)
}

func judgeSpecialNames(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	if !selectsNothing(&j, answers[0]) {
		return j
	}
	naming := v.Naming()
	for i, name := range specialValues(v) {
		j.Exactly(answers[i+1], v.Baseline(), func(im schemas.Image) bool { return naming.Of(im) == name }, "exactly the images of the name "+oracle.Quote(name))
	}
	return j
}

func planEmptyName(v oracle.View) Plan { return ask(target.Once(v.Detail("name="))) }

func judgeEmptyName(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	r := answers[0].First()
	note := ""
	if r.Status >= 500 {
		note = ", a server error"
	}
	j.Observe("an empty name gives %s%s; the whole list has %d images", oracle.Describe(r), note, len(v.Baseline().Images))
	return j
}
