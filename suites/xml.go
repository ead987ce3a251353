package suites

import (
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
)

// xmlBodies are the specs about the form of the listing in XML.
func xmlBodies(s *Suite) {
	s.bodies(requirement.XML01, "an answer in XML", judgeXMLRoot)
	s.shapes(requirement.XML02, needImage)
	s.shapes(requirement.XML03, needImage)
	s.shapes(requirement.XML04, needImage)
	s.shapes(requirement.XML05, needImage)
	s.shapes(requirement.XML06, needImage)
	s.bodies(requirement.XML07, "an answer in XML", judgeNaming)
	s.bodies(requirement.XML08, "an answer in XML", judgeDeclared)
	s.inXML(requirement.XML09, planEmpty, judgeEmptyRoot)
	s.bodies(requirement.XML10, "an answer in XML", judgeNoDoctype)
	s.shapes(requirement.XML11, "a listing in XML")
	s.shapes(requirement.XML12, needImage)
	s.bodies(requirement.XML13, needImage, judgeNones)
	s.shapes(requirement.XML14, needImage)
	s.shapes(requirement.XML15, needImage)
}

func judgeXMLRoot(_ oracle.View, answers []*oracle.Reading) (j oracle.Judgement) {
	j.XMLRoot(answers)
	return j
}

func judgeNaming(_ oracle.View, answers []*oracle.Reading) (j oracle.Judgement) {
	j.Naming(answers)
	return j
}

func judgeDeclared(_ oracle.View, answers []*oracle.Reading) (j oracle.Judgement) {
	j.Declared(answers)
	return j
}

func judgeEmptyRoot(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	j.EmptyRoots(v, v.Answers(firsts(answers)))
	if !anyEmpty(answers) {
		j.Missing = needEmpty
	}
	return j
}

func judgeNoDoctype(_ oracle.View, answers []*oracle.Reading) (j oracle.Judgement) {
	j.NoDoctype(answers)
	return j
}

func judgeNones(_ oracle.View, answers []*oracle.Reading) (j oracle.Judgement) {
	j.ObserveNone(answers)
	return j
}
