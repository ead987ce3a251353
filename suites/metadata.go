package suites

import (
	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
)

// metadata are the specs about the metadata of an image.
func metadata(s *Suite) {
	const needItem = "an image with metadata"
	s.bodies(requirement.MET01, needItem, judgeMetadata)
	s.bodies(requirement.MET02, "a metadata value that is null", judgeObservedMetadata(schemas.Null, "null"))
	s.shapes(requirement.MET03, needItem)
	s.bodies(requirement.MET04, "a metadata value that is a list or an object", judgeObservedMetadata(schemas.Composite, "a list or an object"))
	s.bodies(requirement.MET05, needItem, judgeMetadataLengths)
	s.shapes(requirement.MET06, needImage)
	s.shapes(requirement.MET07, needImage)
	s.inXML(requirement.MET08, planTwins(1, questions), judgeTwins((*oracle.Judgement).PairedMetadata))
	s.inXML(requirement.MET09, planTwins(1, questions), judgeTwins((*oracle.Judgement).Nulls))
	s.inXML(requirement.MET10, planTwins(1, questions), judgeTwins((*oracle.Judgement).SpecialMetadata))
	s.bodies(requirement.MET11, "an image without metadata", judgeEmptyMetadata)
}

// judgeMetadata also counts the images whose metadata is empty: there, no
// value is anything but a string.
func judgeMetadata(_ oracle.View, answers []*oracle.Reading) (j oracle.Judgement) {
	j.Shapes("MET-01", answers)
	for _, r := range answers {
		if r.Form == oracle.JSON {
			j.Ranged += len(r.Images())
		}
	}
	return j
}

func judgeObservedMetadata(kind schemas.Kind, as string) SweepJudge {
	return func(_ oracle.View, answers []*oracle.Reading) (j oracle.Judgement) {
		j.ObserveMetadata(answers, kind, as)
		return j
	}
}

func judgeMetadataLengths(_ oracle.View, answers []*oracle.Reading) (j oracle.Judgement) {
	j.Shapes("MET-05", answers)
	j.ShortValues(answers)
	return j
}

func judgeEmptyMetadata(_ oracle.View, answers []*oracle.Reading) (j oracle.Judgement) {
	j.EmptyMetadata(answers)
	return j
}
