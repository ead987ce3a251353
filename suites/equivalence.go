package suites

import (
	"net/http"
	"slices"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// equivalence are the specs about JSON and XML saying the same.
func equivalence(s *Suite) {
	s.inXML(requirement.EQV01, planTwins(2, questions), judgeTwins((*oracle.Judgement).SameImages))
	s.inXML(requirement.EQV02, planTwins(1, questions), judgeTwins((*oracle.Judgement).SameScalars))
	s.inXML(requirement.EQV03, planTwins(1, questions), judgeTwins((*oracle.Judgement).SameMetadata))
	s.inXML(requirement.EQV04, planTwins(1, questions), judgeTwins((*oracle.Judgement).SameImageLinks))
	s.inXML(requirement.EQV05, planTwins(1, questions), judgeTwins((*oracle.Judgement).SameServers))
	s.inXML(requirement.EQV06, planTwins(2, pageQuestions), judgeTwins((*oracle.Judgement).SameNext))
	s.inXML(requirement.EQV07, planTwins(0, badQuestions), judgeTwins((*oracle.Judgement).SameFaults))
}

// question makes the script of one question in the format of a view.
type question func(oracle.View) target.Script

// onePage asks the first page of a query.
func onePage(query string) question {
	return func(v oracle.View) target.Script { return target.Once(v.Detail(query)) }
}

// everyPage asks each query to its end, and one that recurs once.
func everyPage(queries ...string) []question {
	var asked []question
	for i, query := range queries {
		if !slices.Contains(queries[:i], query) {
			asked = append(asked, func(v oracle.View) target.Script { return target.Walk(v.Detail(query)) })
		}
	}
	return asked
}

// planTwins asks each question in JSON and in XML. What is asked follows from
// the listing in JSON, which has to have at least so many images to decide.
func planTwins(least int, questions func(oracle.View) []question) Planner {
	return func(v oracle.View) Plan {
		inJSON, inXML := v.As(requirement.JSON), v.As(requirement.XML)
		var scripts []target.Script
		for _, q := range questions(inJSON) {
			scripts = append(scripts, q(inJSON), q(inXML))
		}
		if n := len(v.InJSON.Images); n < least {
			return ask(scripts...).but("at least %d images, there are %d", least, n).with(requirement.RecipeImages)
		}
		return ask(scripts...)
	}
}

// judgeTwins judges the answers by question.
func judgeTwins(judge func(*oracle.Judgement, []oracle.Twins)) Judge {
	return func(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
		var all []oracle.Twins
		for i := 0; i+1 < len(answers); i += 2 {
			all = append(all, oracle.Twins{JSON: answers[i], XML: answers[i+1]})
		}
		judge(&j, all)
		return j
	}
}

// questions are what other specs ask in both formats, too: the whole list, each
// filter with several values, filters together, and pages of the list and of a
// filter behind a marker.
func questions(v oracle.View) []question {
	queries := []string{""}
	for _, f := range filters(v, 2) {
		queries = append(queries, oracle.Query(f.query...))
	}
	c := choicesOf(v)
	for _, choice := range slices.Concat(c.since, c.status, c.kind) {
		queries = append(queries, oracle.Query(choice.Name, choice.Value))
	}
	asked := everyPage(append(queries, "type=ALL")...)
	if name, _, ok := v.Naming().OtherCase(); ok {
		asked = append(asked, onePage(oracle.Query("name", name)))
	}
	images := v.Baseline().Images
	if len(images) < 2 {
		return asked
	}
	asked = append(asked, onePage(oracle.Query("marker", images[0].ID(), "limit", "3")))
	if joint, ok := sharing(v); ok {
		asked = append(asked, joint.whole, joint.page)
	}
	return asked
}

// pageQuestions are the first pages of the list, those of a name and one of
// several filters together, one behind a marker, and the last page of the list.
func pageQuestions(v oracle.View) []question {
	asked := append(everyPage(""), firstOfAll, onePage("limit=2"))
	if _, _, ok := pagesOfName(v); ok {
		asked = append(asked, func(v oracle.View) target.Script { _, pages, _ := pagesOfName(v); return pages })
	}
	if joint, ok := sharing(v); ok {
		asked = append(asked, joint.page)
	}
	if ids := v.Baseline().IDs(); len(ids) > 2 {
		asked = append(asked, behindFirst, func(o oracle.View) target.Script {
			return lastPage(o, "marker", ids[len(ids)-2], "limit", "1")
		})
	}
	return asked
}

// badQuestions are bad requests of several kinds: refused by different parts of
// a deployment, and so perhaps in different words.
func badQuestions(oracle.View) []question {
	return []question{
		onePage("limit=abc"), onePage("limit=-1"), onePage("marker=not-a-uuid"),
		func(v oracle.View) target.Script {
			return target.Once(v.Detail(oracle.Query("marker", v.Fresh(1))))
		},
		func(v oracle.View) target.Script { return target.Once(v.Detail("").By(target.Nobody)) },
		func(v oracle.View) target.Script {
			r := v.Detail("")
			r.Method = http.MethodPost
			return target.Chain(r)
		},
	}
}
