package suites

import (
	"slices"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
)

// jsonBodies are the specs about the form of the listing in JSON.
func jsonBodies(s *Suite) {
	s.bodies(requirement.JSN01, "an answer in JSON", judgeJSONObject)
	s.add(&spec{
		text: requirement.JSN01.Title + ", also when it is empty", row: requirement.JSN01,
		format: requirement.JSON, plan: planEmpty, judge: judgeEmptyArray,
	})
	s.shapes(requirement.JSN02, "a listing in JSON")
	s.bodies(requirement.JSN03, needImage, judgeIDs)
	s.shapes(requirement.JSN04, needImage)
	s.shapes(requirement.JSN05, needImage)
	s.shapes(requirement.JSN06, needImage)
	s.shapes(requirement.JSN07, needImage)
	s.bodies(requirement.JSN08, needImage, judgeChronology)
	s.shapes(requirement.JSN09, needImage)
	s.shapes(requirement.JSN10, "an ACTIVE image")
	s.shapes(requirement.JSN11, "an image in status SAVING")
	s.shapes(requirement.JSN12, needImage)
	s.shapes(requirement.JSN13, needImage)
	s.shapes(requirement.JSN14, needImage)
	s.shapes(requirement.JSN15, needImage)
	s.bodies(requirement.JSN16, needImage, judgeAbsentServer)
	s.shapes(requirement.JSN17, "an extension member, named alias:name, on an image")
	s.shapes(requirement.JSN18, needImage)
	s.shapes(requirement.JSN19, "an image with a fault")
	s.shapes(requirement.JSN20, "an image with metadata_links")
	s.bodies(requirement.JSN21, "an answer in JSON", judgeStrictJSON)
	s.shapes(requirement.JSN22, needImage)
}

func judgeJSONObject(_ oracle.View, answers []*oracle.Reading) (j oracle.Judgement) {
	j.JSONObject(answers)
	return j
}

// planEmpty asks for what is empty in two ways: behind the last image, and of
// a name that no image has.
func planEmpty(v oracle.View) Plan {
	unnamed := ask(named(v, unknown(v)))
	if after := planAfterLast(v); len(after.Scripts) > 0 {
		return ask(append(unnamed.Scripts, after.Scripts...)...)
	}
	return unnamed
}

func judgeEmptyArray(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	j.JSONObject(v.Answers(firsts(answers)))
	if !anyEmpty(answers) {
		j.Missing = needEmpty
	}
	return j
}

const needEmpty = "an empty listing; none came behind the last image, nor for a name that no image has"

// firsts are the first readings of answers.
func firsts(answers []oracle.Answer) []*oracle.Reading {
	var all []*oracle.Reading
	for _, a := range answers {
		all = append(all, a.First())
	}
	return all
}

// anyEmpty reports whether one of the answers succeeded without any image that
// has an id.
func anyEmpty(answers []oracle.Answer) bool {
	named := func(im schemas.Image) bool { return im.ID() != "" }
	return slices.ContainsFunc(firsts(answers), func(r *oracle.Reading) bool {
		return r.OK() && !slices.ContainsFunc(r.Images(), named)
	})
}

func judgeIDs(v oracle.View, answers []*oracle.Reading) (j oracle.Judgement) {
	j.Shapes("JSN-03", answers)
	j.Unique(v, answers)
	return j
}

func judgeChronology(_ oracle.View, answers []*oracle.Reading) (j oracle.Judgement) {
	j.Chronological(answers)
	return j
}

// judgeAbsentServer also counts the images that have no server: they keep the
// rule by that.
func judgeAbsentServer(_ oracle.View, answers []*oracle.Reading) (j oracle.Judgement) {
	j.Shapes("JSN-16", answers)
	for _, r := range answers {
		if r.Form == oracle.JSON {
			j.Ranged += len(r.Images())
		}
	}
	return j
}

func judgeStrictJSON(_ oracle.View, answers []*oracle.Reading) (j oracle.Judgement) {
	j.Strict(answers)
	return j
}
