package suites

import (
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
)

// bodies registers a sweep over every listing that the run met: by Accept and
// by extension, filtered, paged and empty, of either user. need says what is
// missing when none of them holds anything that the requirement is about.
func (s *Suite) bodies(row requirement.Requirement, need string, judge SweepJudge) {
	s.every(row, func(v oracle.View, all []*oracle.Reading) oracle.Judgement {
		j := judge(v, v.Answers(all))
		if why := v.Unread(all, row.Format); why != "" && len(j.Findings) == 0 {
			j.Inconclusive = why
			return j
		}
		if j.Ranged == 0 && len(j.Findings) == 0 && j.Missing == "" {
			j.Missing = need
			if need == needImage {
				j.Recipe = requirement.RecipeImages
			}
			if row.Format == requirement.XML && !v.InXML.Readable {
				plan := withoutXML(v)
				j.Missing, j.Recipe = plan.Missing, plan.Recipe
			}
		}
		return j
	})
}

// shapes registers a sweep that holds every listing against the schemas' rule
// of the requirement's id.
func (s *Suite) shapes(row requirement.Requirement, need string) {
	s.bodies(row, need, func(_ oracle.View, answers []*oracle.Reading) (j oracle.Judgement) {
		j.Shapes(string(row.ID), answers)
		return j
	})
}

// needImage is what is missing where nothing is listed.
const needImage = "at least 1 image"
