package suites

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// statuses are the specs about the filter status.
func statuses(s *Suite) {
	s.both(requirement.STA01, planStatuses, judgeStatusOnly)
	s.bodies(requirement.STA02, needImage, judgeStatusWords)
	s.both(requirement.STA03, planStatus("ACTIVE"), judgeStatusEvery("ACTIVE"))
	s.both(requirement.STA04, planStatus("SAVING"), judgeStatusEvery("SAVING"))
	s.both(requirement.STA05, planStatus("ERROR"), judgeStatusEvery("ERROR"))
	s.both(requirement.STA06, planDeleted, judgeDeleted)
	s.both(requirement.STA07, planUnknownStatus, judgeNoFilterValue("the status is none of the documented words"))
	s.both(requirement.STA08, planLowerCaseStatus, judgeLowerCaseStatus)
	s.both(requirement.STA09, planBaseline, judgeExtensionStatus)
	s.both(requirement.STA10, planStatuses, judgeStatusPartition)
}

// statusWords are the documented values.
var statusWords = []string{"UNKNOWN", "ACTIVE", "SAVING", "ERROR", oracle.Deleted}

func ofStatus(word string) func(schemas.Image) bool {
	return func(im schemas.Image) bool { return im.Status() == word }
}

// inStatus asks for the images of a status.
func inStatus(v oracle.View, word string) target.Script {
	return target.Walk(v.Detail(oracle.Query("status", word)))
}

func planStatuses(v oracle.View) Plan {
	return whole(1, func(v oracle.View) Plan {
		var scripts []target.Script
		for _, word := range statusWords {
			scripts = append(scripts, inStatus(v, word))
		}
		return ask(scripts...)
	})(v)
}

func judgeStatusOnly(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for i, word := range statusWords {
		j.Only(answers[i], v.Baseline(), ofStatus(word), "only images of status "+word)
	}
	return j
}

// judgeStatusWords looks at every image that is shown, and reports a word
// once. A missing status is another requirement.
func judgeStatusWords(_ oracle.View, all []*oracle.Reading) (j oracle.Judgement) {
	reported := map[string]bool{}
	for _, r := range all {
		for _, im := range r.Images() {
			status := im.Scalar("status")
			if !status.Present() || reported[status.Text] {
				continue
			}
			ok := oracle.StatusWord(status.Text)
			reported[status.Text] = !ok
			j.CheckAt(r, im.Where, ok, "a status of UNKNOWN, ACTIVE, SAVING, ERROR and DELETED, or an extension's prefix:Word", "%s", oracle.Quote(status.Text))
		}
	}
	return j
}

func planStatus(word string) Planner {
	return whole(1, func(v oracle.View) Plan {
		if len(v.Baseline().Where(ofStatus(word))) == 0 {
			return lacking("an image of status %s", word)
		}
		return ask(inStatus(v, word))
	})
}

func judgeStatusEvery(word string) Judge {
	return func(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
		if j.Answered(answers[0]) {
			j.Every(answers[0], v.Baseline().Where(ofStatus(word)), "every image that the listing shows as "+word)
		}
		return j
	}
}

// planDeleted asks for deleted images with and without changes-since, for all
// changes, and for a status that others look at.
func planDeleted(v oracle.View) Plan {
	return whole(0, func(v oracle.View) Plan {
		return ask(
			deletedSince(v),
			inStatus(v, oracle.Deleted), since(v, longAgo), inStatus(v, "ACTIVE"),
		)
	})(v)
}

// isDeleted goes by the word in any case: how it is written is for others.
func isDeleted(im schemas.Image) bool { return strings.EqualFold(im.Status(), oracle.Deleted) }

func judgeDeleted(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	with, alone, changes := answers[0], answers[1], answers[2]
	if !j.Answered(changes) || !j.Answered(answers[3]) {
		return j
	}
	j.Only(alone, v.Baseline(), isDeleted, "deleted images or none")
	j.Only(with, v.Baseline(), isDeleted, "deleted images only")
	deleted := oracle.Listing{Images: changes.Images()}.Where(isDeleted)
	if len(deleted) == 0 {
		j.Missing = "a deleted image; none came for changes-since=" + longAgo
		return j
	}
	j.Every(with, deleted, "every deleted image that changes-since alone brings")
	return j
}

// planUnknownStatus asks a word beyond the enumeration, and the beginning of
// one that is in it.
func planUnknownStatus(v oracle.View) Plan {
	return whole(1, planQueries(portion(v, []string{"status=ACTIV", "status=BOGUS"})...))(v)
}

// judgeNoFilterValue wants values that a filter does not know to be refused,
// or to select nothing.
func judgeNoFilterValue(why string) Judge {
	return func(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
		for _, a := range answers {
			j.RefusedOrEmpty(a.First(), why)
		}
		return j
	}
}

func planLowerCaseStatus(v oracle.View) Plan {
	return whole(1, func(v oracle.View) Plan {
		word := usualStatus(v)
		scripts := []target.Script{inStatus(v, word)}
		for _, word := range portion(v, []string{strings.ToLower(word), word[:1] + strings.ToLower(word[1:])}) {
			scripts = append(scripts, inStatus(v, word))
		}
		return ask(scripts...)
	})(v)
}

// usualStatus is the documented status that most images have.
func usualStatus(v oracle.View) string {
	word := most(v.Baseline().Where(func(im schemas.Image) bool { return slices.Contains(statusWords, im.Status()) }), schemas.Image.Status)
	return cmp.Or(word, "ACTIVE")
}

func judgeLowerCaseStatus(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, a := range answers[1:] {
		r := a.First()
		if r.Status == http.StatusBadRequest || r.Lists() && len(a.Images()) == 0 {
			j.Ranged++
			continue
		}
		word := usualStatus(v)
		j.Agree(a, v.Baseline(), v.Baseline().Where(ofStatus(word)), answers[0],
			"the images of status="+word+", none, or 400")
	}
	return j
}

// judgeExtensionStatus looks at the words that are none of the five, in
// whatever case.
func judgeExtensionStatus(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, r := range answers[0] {
		for _, im := range r.Images() {
			status := im.Status()
			usual := slices.ContainsFunc(statusWords, func(word string) bool { return strings.EqualFold(word, status) })
			if status != "" && !usual {
				j.CheckAt(r, im.Where, oracle.StatusWord(status), "an extension's status in the form prefix:Word", "%s", oracle.Quote(status))
			}
		}
	}
	if j.Ranged == 0 {
		j.Missing = "an image with the status of an extension"
	}
	return j
}

// judgeStatusPartition leaves out images with other words than the five. A
// status that is refused finds nothing.
func judgeStatusPartition(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	holder := map[string]string{}
	if !slices.ContainsFunc(answers, oracle.Answer.Complete) {
		j.Answered(answers[0])
		return j
	}
	for i, a := range answers {
		for _, im := range a.Images() {
			if other := holder[im.ID()]; other != "" && other != statusWords[i] {
				j.Find(a.First(), im.Where, "each image under one status", "image "+oracle.Quote(im.ID())+" under "+other+", too")
				return j
			}
			holder[im.ID()] = statusWords[i]
		}
	}
	listed := v.Baseline().Where(func(im schemas.Image) bool { return slices.Contains(statusWords, im.Status()) })
	j.Ranged += len(listed)
	for i, word := range statusWords {
		lost := oracle.Listing{Images: listed}.Where(func(im schemas.Image) bool { return im.Status() == word && holder[im.ID()] == "" })
		if len(lost) > 0 {
			j.Find(answers[i].First(), "", "every image of the list under one of the five statuses",
				oracle.Count(oracle.IDs(lost), "images of status "+word+" under none"))
		}
	}
	return j
}
