package suites

import (
	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// imageTypes are the specs about the filter type.
func imageTypes(s *Suite) {
	s.both(requirement.TYP01, planType("ALL"), judgeTypeAll)
	s.both(requirement.TYP02, planType("SERVER"), judgeType(fromServer, "exactly the images that have a server"))
	s.both(requirement.TYP03, planType("BASE"), judgeType(isBase, "exactly the images that have no server"))
	s.both(requirement.TYP04, planTypes, judgeTypePartition)
	s.both(requirement.TYP05, planUnknownType, judgeNoFilterValue("the type is none of BASE, SERVER and ALL"))
	s.one(requirement.TYP06, planQueries("type=snapshot", "type=backup"), judgeOtherTypes)
}

func fromServer(im schemas.Image) bool { return im.Server != nil }

func isBase(im schemas.Image) bool { return im.Server == nil }

// ofType asks for the images of a type.
func ofType(v oracle.View, word string) target.Script {
	return target.Walk(v.Detail(oracle.Query("type", word)))
}

func planType(word string) Planner {
	return whole(1, func(v oracle.View) Plan { return ask(ofType(v, word)) })
}

func judgeTypeAll(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	j.Sequence(answers[0], v.Baseline().Images, "the images of the list without a type")
	return j
}

func judgeType(keep func(schemas.Image) bool, rule string) Judge {
	return func(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
		j.Exactly(answers[0], v.Baseline(), keep, rule)
		return j
	}
}

func planTypes(v oracle.View) Plan {
	return whole(1, func(v oracle.View) Plan {
		return ask(ofType(v, "BASE"), ofType(v, "SERVER"), ofType(v, "ALL"))
	})(v)
}

// judgeTypePartition takes the plain list for ALL where ALL is refused, or
// brings nothing.
func judgeTypePartition(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, a := range answers[:2] {
		if !j.Answered(a) {
			return j
		}
	}
	base, snapshots := oracle.IDs(answers[0].Images()), oracle.IDs(answers[1].Images())
	overlap := oracle.Common(base, snapshots)
	j.Check(answers[1].First(), len(overlap) == 0, "no image under both BASE and SERVER", "%s", oracle.Count(overlap, "images under both"))
	all := v.Baseline().IDs()
	if answers[2].Complete() && len(answers[2].Images()) > 0 {
		all = oracle.IDs(answers[2].Images())
	}
	union := append(append([]string{}, base...), snapshots...)
	missing, beyond := oracle.Subset(all, union), oracle.Subset(oracle.Common(v.Baseline().IDs(), union), all)
	j.Check(answers[0].First(), len(missing) == 0, "every image of ALL under BASE or SERVER", "%s", oracle.Count(missing, "images under neither"))
	j.Check(answers[0].First(), len(beyond) == 0, "no image under BASE or SERVER that ALL lacks", "%s", oracle.Count(beyond, "such images"))
	return j
}

func planUnknownType(v oracle.View) Plan {
	return whole(1, planQueries(portion(v, []string{"type=BAS", "type=FOO"})...))(v)
}

func judgeOtherTypes(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for i, word := range []string{"snapshot", "backup"} {
		j.Observe("type=%s gives %s", word, oracle.Describe(answers[i].First()))
	}
	return j
}
