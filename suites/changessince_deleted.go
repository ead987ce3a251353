package suites

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// planDeletedShown asks what changed since ever in both formats, since the
// usual times, and since one of them under each other filter.
func planDeletedShown(v oracle.View) Plan {
	return whole(0, func(v oracle.View) Plan {
		scripts := []target.Script{since(v, longAgo), since(other(v), longAgo)}
		for _, pair := range sincePairs(v) {
			scripts = append(scripts, askTogether(v, pair[:]...)...)
		}
		return ask(append(scripts, planSince(v).Scripts...)...)
	})(v)
}

// other is the view in the other format.
func other(v oracle.View) oracle.View {
	if v.Format == requirement.XML || !v.InXML.Readable {
		return v.As(requirement.JSON)
	}
	return v.As(requirement.XML)
}

// sincePairs are the pairs of filters with changes-since, which comes first.
func sincePairs(v oracle.View) [][2]oracle.Choice {
	return slices.DeleteFunc(choicesOf(v).pairs(v), func(p [2]oracle.Choice) bool { return p[0].Name != "changes-since" })
}

// judgeDeletedShown looks for deleted images in every answer. What one format
// shows, and what displays all that another filter asks for, has to be there
// in the other format and under that filter, too, if these are right about the
// images that are not deleted.
func judgeDeletedShown(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	ever, l := answers[0], v.Baseline()
	judgeSaidDeleted(&j, v, ever)
	for _, a := range answers {
		j.Ranged += len(deletedIn(a))
	}
	if ever.Shows(l, updatedAfter(v, time.Time{})) && answers[1].Complete() {
		if here, there := len(deletedIn(ever)), len(deletedIn(answers[1])); there > 0 {
			j.Check(ever.First(), here >= there, strconv.Itoa(there)+" deleted images, as in the other format", "%d", here)
		}
	}
	for i, pair := range sincePairs(v) {
		both, changes, filtered := answers[2+3*i], answers[3+3*i], answers[4+3*i]
		if both.Shows(l, l.Both(pair[:]...)) && changes.Shows(l, l.Both(pair[0])) && filtered.Shows(l, l.Both(pair[1])) {
			j.Every(both, oracle.Listing{Images: deletedIn(changes)}.Where(func(im schemas.Image) bool {
				return pair[1].Value != "BASE" && pair[1].Selects(im)
			}), "every deleted image that "+pair[0].String()+" brings, and that shows "+pair[1].String())
		}
	}
	if j.Ranged == 0 {
		j.Missing = "a deleted image; none came for changes-since=" + longAgo
	}
	return j
}

func deletedIn(a oracle.Answer) []schemas.Image {
	return oracle.Listing{Images: a.Images()}.Where(ofStatus(oracle.Deleted))
}

// judgeSaidDeleted looks for images beyond the listing that are not said to
// be deleted. One in error may be beyond it: deployments exist that hide
// failed uploads from the plain list.
func judgeSaidDeleted(j *oracle.Judgement, v oracle.View, a oracle.Answer) {
	known := map[string]bool{}
	for _, l := range []oracle.Listing{v.InJSON, v.InXML, v.OtherJSON} {
		for _, id := range l.IDs() {
			known[id] = true
		}
	}
	live := oracle.Listing{Images: a.Images()}.Where(func(im schemas.Image) bool {
		status := im.Status()
		return status != oracle.Deleted && !known[im.ID()] && status != "ERROR" && !strings.Contains(status, ":")
	})
	if len(live) > 0 {
		j.Find(a.First(), live[0].Where, "status DELETED for images that the plain list does not show",
			oracle.Count(oracle.IDs(live), "images with another status, such as "+oracle.Quote(live[0].Status())))
	}
}

// planDeletedHidden asks the list, and which of its images the filter takes
// for deleted.
func planDeletedHidden(v oracle.View) Plan {
	return decidedByImages(v, ask(target.Walk(v.Detail("")), inStatus(v, oracle.Deleted)))
}

// judgeDeletedHidden looks for deleted images in every listing that was not
// asked for changes, nor for a status. It reports the same images once.
func judgeDeletedHidden(v oracle.View, all []*oracle.Reading) (j oracle.Judgement) {
	reported := map[string]bool{}
	for _, r := range v.Answers(all) {
		if !r.Lists() || len(r.Images()) == 0 || asksForDeleted(r.Request.URL) {
			continue
		}
		deleted := oracle.IDs(oracle.Listing{Images: r.Images()}.Where(ofStatus(oracle.Deleted)))
		if key := strings.Join(deleted, " "); !reported[key] {
			reported[key] = len(deleted) > 0
			j.Check(r, len(deleted) == 0, "no image of status DELETED without changes-since", "%s", oracle.Count(deleted, "deleted images"))
		}
	}
	if j.Ranged == 0 {
		j.Missing = needImage
	}
	return j
}

// asksForDeleted takes a misspelt changes-since for one, too: that it is not
// one is another requirement.
func asksForDeleted(url string) bool {
	values, ok := oracle.Parameters(url)
	for name := range values {
		if low := strings.ToLower(name); low == "status" || strings.Contains(low, "changes") {
			return true
		}
	}
	return !ok
}

// planThroughDeleted asks a page that begins with a deleted image, and the one
// behind it. Which image that is only the deployment's answer tells.
func planThroughDeleted(v oracle.View) Plan {
	changes := v.Detail(oracle.Query("changes-since", longAgo))
	return ask(target.Once(changes).Then("pages through a deleted image", func(answers []target.Exchange) []target.Request {
		images := oracle.ImagesOf(&answers[0])
		at := deletedAt(images)
		if at < 0 {
			return nil
		}
		return []target.Request{changesBehind(v, images, at-1), changesBehind(v, images, at)}
	}))
}

// deletedAt is the place of the deleted image to go through: one with others
// on both sides, the one before not deleted itself, or else with one behind
// it; -1 when there is none.
func deletedAt(images []schemas.Image) int {
	found := -1
	for i := 0; i+1 < len(images); i++ {
		switch {
		case images[i].Status() != oracle.Deleted:
		case i > 0 && images[i-1].Status() != oracle.Deleted:
			return i
		case i == 0:
			found = i
		}
	}
	return found
}

// changesBehind asks for the changes behind the image at a place, or from the
// beginning when the place is before the first.
func changesBehind(v oracle.View, images []schemas.Image, at int) target.Request {
	query := []string{"changes-since", longAgo, "limit", two(v)}
	if at >= 0 {
		query = append(query, "marker", images[at].ID())
	}
	return v.Detail(inOrder(query...))
}

// judgeThroughDeleted looks for one image on each page. What else a page holds
// and in which order, and whether a marker that is not deleted works with
// changes-since, is for other requirements.
func judgeThroughDeleted(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	a := answers[0]
	if !j.Answered(a) {
		return j
	}
	if len(a) < 3 {
		j.Missing = "a deleted image with another one behind it in the answer to " + a.First().Request.URL
		return j
	}
	images := a.First().Images()
	at := deletedAt(images)
	deleted, behind := images[at].ID(), images[at+1].ID()
	through, beyond := oracle.IDs(a[1].Images()), oracle.IDs(a[2].Images())
	if !slices.Contains(through, deleted) && !slices.Contains(through, behind) {
		j.Missing = "pages that work with changes-since; " + a[1].Request.URL + " gave " + oracle.Describe(a[1])
		return j
	}
	j.Check(a[1], slices.Contains(through, deleted), "the deleted image "+deleted+", which stands here in the list of changes",
		"%s", oracle.Count(through, "other images"))
	j.Check(a[2], slices.Contains(beyond, behind), "image "+behind+", which stands behind the deleted one that is the marker",
		"%s", oracle.Describe(a[2]))
	return j
}
