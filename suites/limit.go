package suites

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// limits are the specs about the parameter limit.
func limits(s *Suite) {
	s.both(requirement.LIM01, planLimits, judgeAtMost)
	s.both(requirement.LIM02, planLimits, judgeExactly)
	s.both(requirement.LIM03, planLimitBeyondEnd, judgeLimitBeyondEnd)
	s.both(requirement.LIM04, planRefusedLimits("abc", notIntegers...), judgeRefused("limit is no integer"))
	s.both(requirement.LIM05, planRefusedLimits("-1", "-2147483648", "-1"), judgeRefused("limit is negative"))
	s.both(requirement.LIM06, planLimitZero, judgeLimitZero)
	s.both(requirement.LIM07, planEnormousLimit, judgeEnormousLimit)
	s.both(requirement.LIM08, planHugeIntegers, judgeHugeIntegers)
	s.one(requirement.LIM09, planQueries("limit="), judgeObserved("an empty limit"))
	s.both(requirement.LIM10, planOddIntegers, judgeOddIntegers)
	s.both(requirement.LIM11, planAfterLast, judgeDefaultPage)
}

// notIntegers are values that a lenient parser takes for a number, and one
// that none does.
var notIntegers = []string{"0x10", "1.5", "1e3", " ", "[]", "1abc"}

// planLimits asks limits of one, two and as many as there are, one behind a
// marker, and in XML one that cuts a group of equal create times, all within
// what the target is known to give at once.
func planLimits(v oracle.View) Plan {
	ids := v.Baseline().IDs()
	if len(ids) < 2 {
		return tooFew(2, len(ids))
	}
	scripts := []target.Script{firstOfAll(v), target.Once(v.Detail("limit=2"))}
	if most := v.Baseline().PageSize(); most > 2 {
		scripts = append(scripts, lastPage(v, "limit", strconv.Itoa(most)))
	}
	behind := ids[0]
	if marker := beforeTie(v.Baseline().Images); marker != "" && v.Format == requirement.XML {
		behind = marker
	}
	return ask(append(scripts, target.Once(v.Detail(oracle.Query("marker", behind, "limit", "1"))))...)
}

// firstOfAll asks the first image of the list, and what its next link leads to.
func firstOfAll(v oracle.View) target.Script {
	return target.WalkAtMost(v.Detail("limit=1"), 2).Verbatim()
}

// beforeTie is the image right before two of one create time, empty when
// there are none behind another image.
func beforeTie(images []schemas.Image) string {
	for i := 1; i+1 < len(images); i++ {
		if images[i].Created() == images[i+1].Created() {
			return images[i-1].ID()
		}
	}
	return ""
}

// limitOf is the limit that an answer was asked with.
func limitOf(a oracle.Answer) int {
	values, _ := oracle.Parameters(a.First().Request.URL)
	n, _ := strconv.Atoi(values.Get("limit"))
	return n
}

func judgeAtMost(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, a := range answers {
		if n := limitOf(a); j.Listed(a[:1]) {
			got := len(a.First().Images())
			j.Check(a.First(), got <= n, "at most "+strconv.Itoa(n)+" images", "%d images", got)
		}
	}
	return j
}

func judgeExactly(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, a := range answers {
		if n := limitOf(a); j.Listed(a[:1]) {
			got := len(a.First().Images())
			j.Check(a.First(), got >= n, strconv.Itoa(n)+" images, because there are as many", "%d images", got)
		}
	}
	return j
}

// planLimitBeyondEnd asks for more than there is: behind a marker, where the
// limit stays within what the target gives at once, or in XML of the whole list
// unless that is given in pages.
func planLimitBeyondEnd(v oracle.View) Plan {
	l := v.Baseline()
	n := min(len(l.Images), l.PageSize())
	if n < 2 {
		return tooFew(2, len(l.Images))
	}
	marker := l.IDs()[len(l.Images)-n]
	queries := []string{oracle.Query("marker", marker, "limit", strconv.Itoa(n))}
	if !l.Truncated() {
		queries = append(queries, oracle.Query("limit", strconv.Itoa(len(l.Images)+1)))
	}
	return planQueries(portion(v, queries)...)(v)
}

func judgeLimitBeyondEnd(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	l := v.Baseline()
	n := min(len(l.Images), l.PageSize())
	for _, a := range answers {
		switch marker := markerOf(a); {
		case marker == "" && a.First().Status == http.StatusRequestEntityTooLarge:
			// One more than the target has may be more than it gives at once.
		case marker == "" && j.Listed(a):
			j.Consecutive(a.First(), l.Images, "all images, since the limit is larger")
			j.NoNext(a.First(), "the limit is larger than the list")
		case j.Listed(a):
			j.Consecutive(a.First(), l.Images[len(l.Images)-n+1:], "all images behind the marker, since the limit is larger")
			j.NoNext(a.First(), "the limit is larger than what is left")
		}
	}
	if j.Ranged == 0 && len(j.Findings) == 0 {
		j.Missing = "a limit above the number of images that is not above what the target gives at once"
	}
	return j
}

// planRefusedLimits asks limits that are no limits: one in each format, and
// the others in either.
func planRefusedLimits(always string, others ...string) Planner {
	return func(v oracle.View) Plan {
		var scripts []target.Script
		for _, value := range slices.Compact(append([]string{always}, portion(v, others)...)) {
			scripts = append(scripts, target.Once(v.Detail(oracle.Query("limit", value))))
		}
		return ask(scripts...)
	}
}

func planLimitZero(v oracle.View) Plan { return ask(target.Once(v.Detail("limit=0"))) }

func judgeLimitZero(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	r := answers[0].First()
	if r.Status == http.StatusBadRequest {
		j.Check(r, true, "", "")
		return j
	}
	if !j.Listed(answers[0]) {
		return j
	}
	if len(r.Images()) == 0 {
		j.NoNext(r, "a page of no images leads nowhere")
		return j
	}
	l := v.Baseline()
	j.Consecutive(r, l.Images[:l.PageSize()], "no images, or the page of a request without limit")
	if !l.Truncated() {
		j.NoNext(r, "the page holds all images")
	}
	return j
}

// planOddIntegers asks numbers with a zero before, and with a sign.
func planOddIntegers(v oracle.View) Plan {
	return planQueries(portion(v, []string{"limit=002", "limit=%2B1"})...)(v)
}

// judgeOddIntegers wants an unusual spelling of a number to be refused, or to
// be taken for the number.
func judgeOddIntegers(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, a := range answers {
		most, r := limitOf(a), a.First()
		j.Check(r, r.Status == http.StatusBadRequest || r.Lists() && len(r.Images()) <= most,
			fmt.Sprintf("400, or at most %d images", most), "%s", oracle.Describe(r))
	}
	return j
}

func planEnormousLimit(v oracle.View) Plan {
	r := v.Detail("limit=100000")
	// A 413 for its size is an answer, not a rate limit to wait out.
	r.Large = true
	return ask(target.Once(r))
}

func judgeEnormousLimit(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	const most = 1000 // the schema's bound of a collection
	r := answers[0].First()
	j.Check(r, r.Status == http.StatusRequestEntityTooLarge || r.Lists() && len(r.Images()) <= most,
		"413, or a collection of at most 1000 images", "%s", oracle.Describe(r))
	return j
}

func planHugeIntegers(v oracle.View) Plan {
	var scripts []target.Script
	for _, n := range portion(v, []string{"99999999999999999999", "9223372036854775808", "2147483648"}) {
		r := v.Detail(oracle.Query("limit", n))
		r.Large = true
		scripts = append(scripts, target.Once(r))
	}
	return ask(scripts...)
}

// judgeHugeIntegers wants what no machine can count refused or cut down.
func judgeHugeIntegers(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, a := range answers {
		r := a.First()
		refused := r.Status == http.StatusBadRequest || r.Status == http.StatusRequestEntityTooLarge
		j.Check(r, refused || r.Lists(), "400, 413, or a collection", "%s", oracle.Describe(r))
	}
	return j
}

// planAfterLast asks what stands behind the last image of the listing.
func planAfterLast(v oracle.View) Plan {
	ids := v.Baseline().IDs()
	if len(ids) == 0 {
		return lacking("at least 1 image").with(requirement.RecipeImages)
	}
	return ask(target.Walk(v.Detail(oracle.Query("marker", ids[len(ids)-1]))))
}

// judgeDefaultPage looks for images that the listing without a limit kept
// back without saying so.
func judgeDefaultPage(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	a := answers[0]
	if !a.First().Lists() {
		j.Missing = "nothing could be asked behind the last image: " + oracle.Describe(a.First())
		return j
	}
	l := v.Baseline()
	beyond := oracle.Subset(oracle.IDs(a.Images()), l.IDs())
	j.Check(l.Pages.Last(), len(beyond) == 0, "all images, or a next link to the rest",
		"%d images and no next link, but behind the last one there are %d more", len(l.Images), len(beyond))
	return j
}
