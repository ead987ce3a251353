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

// aroundDeleted asks for a page of deleted images, and for the page of changes
// behind the first of them. Which image that is only the deployment's answer
// tells.
func aroundDeleted(v oracle.View) target.Script {
	first := v.Detail(inOrder("changes-since", longAgo, "status", oracle.Deleted, "limit", two(v)))
	return target.Once(first).Then("the page behind a deleted image", func(page []target.Exchange) []target.Request {
		deleted, ok := firstDeleted(oracle.ImagesOf(&page[0]))
		if !ok {
			return nil
		}
		return []target.Request{v.Detail(inOrder("changes-since", longAgo, "limit", two(v), "marker", deleted.ID()))}
	})
}

func firstDeleted(images []schemas.Image) (im schemas.Image, ok bool) {
	if at := slices.IndexFunc(images, ofStatus(oracle.Deleted)); at >= 0 {
		return images[at], true
	}
	return schemas.Image{}, false
}

// deletedSince asks for all that was deleted.
func deletedSince(v oracle.View) target.Script {
	return target.Walk(v.Detail(oracle.Query("changes-since", longAgo, "status", oracle.Deleted)))
}

// planThroughDeleted asks for all changes, for a page of deleted images, and
// behind one of them, beside all that was deleted.
func planThroughDeleted(v oracle.View) Plan {
	return ask(since(v, longAgo), aroundDeleted(v), deletedSince(v))
}

// judgeThroughDeleted looks for a deleted image on a page, and behind it for the
// image that stands there in the list of all changes. What else a page holds and
// in which order is for other requirements.
func judgeThroughDeleted(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	changes, pages := answers[0], answers[1]
	if !j.Answered(changes) || !j.Answered(pages[:1]) {
		return j
	}
	if len(pages) < 2 {
		j.Missing = "a deleted image; none came for changes-since=" + longAgo
		return judgeShownOnPages(j, answers[2], pages.First())
	}
	behind, ids := pages[1], oracle.IDs(changes.Images())
	at := slices.Index(ids, markerOf(pages[1:]))
	switch {
	case at < 0 || at+1 == len(ids):
		j.Missing = "a deleted image with another one behind it in the answer to " + changes.First().Request.URL
	case behind.OK() && !behind.Lists():
		j.Missing = "pages that work with changes-since; " + behind.Request.URL + " gave " + oracle.Describe(behind)
	default:
		beyond := oracle.IDs(behind.Images())
		j.Check(behind, slices.Contains(beyond, ids[at+1]) && len(oracle.Common(beyond, ids[:at+1])) == 0,
			"image "+ids[at+1]+", which stands behind the deleted one that is the marker", "%s", oracle.Describe(behind))
	}
	return j
}

// judgeShownOnPages wants a page of deleted images where they are shown without
// a limit.
func judgeShownOnPages(j oracle.Judgement, all oracle.Answer, page *oracle.Reading) oracle.Judgement {
	deleted := deletedIn(all)
	if len(deleted) > 0 && len(oracle.Common(oracle.IDs(page.Images()), oracle.IDs(deleted))) == 0 {
		j.Missing = ""
		j.Check(page, false, "a page of the deleted images, such as "+oracle.Quote(deleted[0].ID()), "%s", oracle.Describe(page))
	}
	return j
}
