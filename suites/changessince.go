package suites

import (
	"net/http"
	"time"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// changesSince are the specs about the filter changes-since. Deployments
// limit its rate, so they share few requests.
func changesSince(s *Suite) {
	s.both(requirement.CS01, planSince, judgeSinceOnly)
	s.both(requirement.CS02, planSinceEver, judgeSinceEvery)
	s.both(requirement.CS03, planFuture, judgeFuture)
	s.both(requirement.CS04, planSince, judgeSinceListed)
	s.both(requirement.CS05, planSinceForms(offsetForms), judgeSinceForms(offsetForms))
	s.both(requirement.CS06, planSinceForms(nakedForms), judgeSinceForms(nakedForms))
	s.both(requirement.CS07, planSinceForms(minuteForms), judgeSinceForms(minuteForms))
	s.both(requirement.CS08, planSinceForms(fractionForms), judgeSinceForms(fractionForms))
	s.both(requirement.CS09, planUnreadableTimes, judgeRefused("the value is no date and time"))
	s.both(requirement.CS10, planEmptyTime, judgeEmptyTime)
	s.both(requirement.CS11, planDeletedShown, judgeDeletedShown)
	s.throughout(requirement.CS13, planDeletedHidden, judgeDeletedHidden)
	s.one(requirement.CS14, planVeryTime, judgeVeryTime)
	s.both(requirement.CS15, planShrinking, judgeShrinking)
	s.both(requirement.CS16, planSinceAcross, judgeSinceUpdated)
	s.both(requirement.CS17, planSinceAcross, judgeSinceContent)
	s.both(requirement.CS18, planThroughDeleted, judgeThroughDeleted)
}

// zulu is the form of a time with seconds, in UTC.
const zulu = "2006-01-02T15:04:05Z"

// since asks what changed since a time, given in one of its forms.
func since(v oracle.View, text string) target.Script {
	return target.Walk(v.Detail(oracle.Query("changes-since", text)))
}

// whole keeps a planner for listings that were read to their end, and that
// have at least so many images.
func whole(least int, plan Planner) Planner {
	return func(v oracle.View) Plan {
		l := v.Baseline()
		switch {
		case !l.Readable || !l.Pages.Complete():
			return lacking("the whole listing; it ended with %s", oracle.Describe(l.Pages.Last()))
		case len(l.Images) < least:
			return tooFew(least, len(l.Images))
		}
		return plan(v)
	}
}

// sinceTimes are the two times that most specs ask with, in order.
func sinceTimes(v oracle.View) []time.Time {
	m, ok := v.Baseline().Moments()
	switch {
	case !ok:
		return nil
	case m.After.Before(m.Before):
		return []time.Time{m.After, m.Before}
	}
	return []time.Time{m.Before, m.After}
}

func planSince(v oracle.View) Plan {
	return whole(1, func(v oracle.View) Plan {
		var scripts []target.Script
		for _, t := range sinceTimes(v) {
			scripts = append(scripts, since(v, t.Format(zulu)))
		}
		if len(scripts) == 0 {
			return lacking("an image with a readable updated time")
		}
		return ask(scripts...)
	})(v)
}

// judgeSinceOnly goes by what the answer itself displays. An image without a
// readable time cannot be judged by it.
func judgeSinceOnly(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for i, t := range sinceTimes(v) {
		if j.Answered(answers[i]) {
			j.Only(answers[i], v.Baseline(), func(im schemas.Image) bool {
				at, ok := oracle.Updated(im)
				return !ok || !at.Before(t)
			}, "only images updated at "+t.Format(zulu)+" or later")
		}
	}
	return j
}

// planSinceEver is planSince, and a time before every image.
func planSinceEver(v oracle.View) Plan {
	plan := planSince(v)
	if len(plan.Scripts) == 0 {
		return plan
	}
	return ask(append(plan.Scripts, since(v, longAgo))...)
}

func judgeSinceEvery(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for i, t := range append(sinceTimes(v), time.Time{}) {
		// An answer of all changes that is just as long as the list may have been
		// cut, so that deleted images push others out of it.
		if ever := t.IsZero(); ever && len(answers[i].Images()) == len(v.Baseline().Images) || !j.Answered(answers[i]) {
			continue
		}
		j.Every(answers[i], updatedAfter(v, t), "every image that the listing shows as updated after the time")
	}
	return j
}

func updatedAfter(v oracle.View, t time.Time) []schemas.Image {
	return v.Baseline().Where(func(im schemas.Image) bool { return oracle.UpdatedAfter(im, t) })
}

func judgeSinceListed(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, a := range answers {
		j.Check(a.First(), a.First().Lists(), "200 or 203 with a collection, because the time is valid", "%s", oracle.Describe(a.First()))
	}
	return j
}

func planFuture(v oracle.View) Plan {
	return whole(1, func(v oracle.View) Plan {
		m, ok := v.Baseline().Moments()
		if !ok {
			return lacking("an image with a readable updated time")
		}
		return ask(since(v, m.Future.Format(zulu)))
	})(v)
}

func judgeFuture(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	j.Empty(answers[0], "nothing changed since a time in the future")
	return j
}

// unreadable is no date and time, and the others neither, though two of them
// look like one and name a day that no calendar has.
const unreadable = "foo"

var otherUnreadable = []string{"yesterday", "2011-13-45", "2011-02-30T00:00:00Z"}

func planUnreadableTimes(v oracle.View) Plan {
	var scripts []target.Script
	for _, value := range append([]string{unreadable}, portion(v, otherUnreadable)...) {
		scripts = append(scripts, target.Once(v.Detail(oracle.Query("changes-since", value))))
	}
	return ask(scripts...)
}

func planEmptyTime(v oracle.View) Plan {
	return whole(0, func(v oracle.View) Plan { return ask(since(v, "")) })(v)
}

func judgeEmptyTime(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	r := answers[0].First()
	if r.Status == http.StatusBadRequest || !r.Lists() {
		j.Check(r, r.Status == http.StatusBadRequest, "400, or the list as without the parameter", "%s", oracle.Describe(r))
		return j
	}
	j.SetBesides(answers[0], v.Baseline().Images, "400, or the list as without the parameter")
	return j
}

// planVeryTime asks at the very time that an image displays.
func planVeryTime(v oracle.View) Plan {
	return whole(1, func(v oracle.View) Plan {
		m, ok := v.Baseline().Moments()
		if !ok {
			return lacking("an image with a readable updated time")
		}
		return ask(since(v, m.After.Add(-time.Second).Format(zulu)))
	})(v)
}

func judgeVeryTime(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	r := answers[0].First()
	if !r.Lists() {
		j.Observe("a time that an image displays as updated gives %s", oracle.Describe(r))
		return j
	}
	m, _ := v.Baseline().Moments()
	at := m.After.Add(-time.Second)
	there := v.Baseline().Where(func(im schemas.Image) bool {
		t, ok := oracle.Updated(im)
		return ok && t.Truncate(time.Second).Equal(at)
	})
	missing := oracle.Subset(oracle.IDs(there), oracle.IDs(answers[0].Images()))
	j.Observe("of %d images updated at %s, changes-since with that very time includes %d",
		len(there), at.Format(zulu), len(there)-len(missing))
	return j
}

func first(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	return ids[0]
}
