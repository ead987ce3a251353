package suites

import (
	"net/http"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// imageLinks are the specs about the links of an image.
func imageLinks(s *Suite) {
	s.shapes(requirement.LNK01, needImage)
	s.shapes(requirement.LNK02, needImage)
	s.shapes(requirement.LNK03, needImage)
	s.shapes(requirement.LNK04, "an image with an alternate link")
	s.shapes(requirement.LNK05, needImage)
	s.bodies(requirement.LNK06, needImage, judgeBodies((*oracle.Judgement).SelfPaths))
	s.bodies(requirement.LNK07, needImage, judgeBodies((*oracle.Judgement).BookmarkPaths))
	s.bodies(requirement.LNK08, needImage, judgeBodies((*oracle.Judgement).AlternatePaths))
	s.bodies(requirement.LNK09, needImage, judgeBodies((*oracle.Judgement).AlternateTenants))
	s.both(requirement.LNK10, planSelf, judgeSelf)
	s.bodies(requirement.LNK11, needImage, judgeBodies((*oracle.Judgement).Authorities))
	s.bodies(requirement.LNK12, needImage, judgeBodies((*oracle.Judgement).LinkOrder))
	s.bodies(requirement.LNK13, needImage, judgeRelations)
	s.bodies(requirement.LNK14, needImage, judgeBodies((*oracle.Judgement).CleanHrefs))
	s.both(requirement.LNK15, planVariety, judgeKeptLinks)
}

// judgeBodies makes a sweep of a judgement that needs the view.
func judgeBodies(judge func(*oracle.Judgement, oracle.View, []*oracle.Reading)) SweepJudge {
	return func(v oracle.View, answers []*oracle.Reading) (j oracle.Judgement) {
		judge(&j, v, answers)
		return j
	}
}

func judgeRelations(_ oracle.View, answers []*oracle.Reading) (j oracle.Judgement) {
	j.Relations(answers)
	return j
}

// planSelf follows the self link of one image and, to see what it does, in
// JSON its bookmark. Where the links lead elsewhere the same path is asked here.
func planSelf(v oracle.View) Plan {
	im, ok := sample(v)
	if !ok {
		return lacking("an image with a self link that can be followed")
	}
	var scripts []target.Script
	relations := []string{"self", "bookmark"}
	if v.Format == requirement.XML {
		relations = relations[:1]
	}
	for _, relation := range relations {
		if url, ok := v.Endpoint.Localise(oracle.HrefOf(im, relation)); ok {
			scripts = append(scripts, target.Once(target.Get(url).With("Accept", v.Accept())))
		}
	}
	return ask(scripts...)
}

// sample is the first image with a self link that can be followed, one that
// is ready where there is any.
func sample(v oracle.View) (im schemas.Image, ok bool) {
	for _, candidate := range v.Baseline().Images {
		if _, follows := v.Endpoint.Localise(oracle.HrefOf(candidate, "self")); !follows {
			continue
		}
		if !ok || candidate.Status() == "ACTIVE" {
			im, ok = candidate, true
		}
		if im.Status() == "ACTIVE" {
			break
		}
	}
	return im, ok
}

func judgeSelf(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	im, _ := sample(v)
	r := answers[0].First()
	j.Check(r, r.OK() && r.Single != nil && r.Single.ID() == im.ID(), "200 or 203 with the image "+im.ID(), "%s", oracle.Describe(r))
	for _, a := range answers[1:] {
		j.Observe("the bookmark of image %s gives %d %s", im.ID(), a.First().Status, http.StatusText(a.First().Status))
	}
	return j
}

// planVariety asks for images in as many ways as there are: by extension, one
// and two at a time, behind a marker, and by each filter.
func planVariety(v oracle.View) Plan {
	ids := v.Baseline().IDs()
	if len(ids) == 0 {
		return lacking(needImage).with(requirement.RecipeImages)
	}
	extension := "." + v.Format.String()
	scripts := []target.Script{
		target.Once(suffixed(v, extension, "limit=1")),
		firstOfAll(v),
		target.Once(v.Detail("limit=2")),
	}
	for _, f := range filters(v, 1) {
		scripts = append(scripts, target.Walk(v.Detail(oracle.Query(f.query...))))
		if f.query[0] == "name" {
			scripts = append(scripts, target.Once(suffixed(v, extension, oracle.Query(f.query...))))
		}
	}
	if len(ids) > 1 {
		scripts = append(scripts, behindFirst(v))
	}
	return ask(scripts...)
}

func judgeKeptLinks(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	j.KeptLinks(v, answers)
	return j
}
