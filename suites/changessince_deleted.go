package suites

import (
	"strings"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/target"
)

// planSinceLongAgo asks what changed since ever, and since the usual times.
func planSinceLongAgo(v oracle.View) Plan {
	return whole(0, func(v oracle.View) Plan {
		return ask(append([]target.Script{since(v, longAgo)}, planSince(v).Scripts...)...)
	})(v)
}

// judgeDeletedShown looks for deleted images, and for images beyond the
// listing that are not said to be deleted. One in error may be: deployments
// exist that hide failed uploads from the plain list.
func judgeDeletedShown(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	known := map[string]bool{}
	for _, l := range []oracle.Listing{v.InJSON, v.InXML, v.OtherJSON} {
		for _, id := range l.IDs() {
			known[id] = true
		}
	}
	for _, a := range answers {
		for _, r := range a {
			for _, im := range r.Images() {
				if known[im.ID()] || im.Status() == "ERROR" || strings.Contains(im.Status(), ":") {
					continue
				}
				j.CheckAt(r, im.Where, im.Status() == oracle.Deleted,
					"status DELETED for an image that the plain list does not show", "%s with status %s", oracle.Quote(im.ID()), oracle.Quote(im.Status()))
			}
		}
	}
	if j.Ranged == 0 {
		j.Missing = "a deleted image; none came for changes-since=" + longAgo
	}
	return j
}

// judgeDeletedHidden looks for deleted images in every listing that was not
// asked for changes, nor for a status.
func judgeDeletedHidden(_ oracle.View, all []*oracle.Reading) (j oracle.Judgement) {
	for _, r := range all {
		if !r.Lists() || len(r.Images()) == 0 || asksForDeleted(r.Request.URL) {
			continue
		}
		deleted := oracle.Listing{Images: r.Images()}.Where(func(im schemas.Image) bool { return im.Status() == oracle.Deleted })
		j.Check(r, len(deleted) == 0, "no image of status DELETED without changes-since", "%d, such as %s",
			len(deleted), oracle.Quote(first(oracle.IDs(deleted))))
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

// planThroughDeleted asks a page that ends with a deleted image, and the one
// behind it. Which image that is only the deployment's answer tells.
func planThroughDeleted(v oracle.View) Plan {
	first := v.Detail(oracle.Query("changes-since", longAgo))
	return ask(target.Once(first).Then("pages through a deleted image", func(answers []target.Exchange) []target.Request {
		images := oracle.Read(&answers[0]).Images()
		at := deletedAt(images)
		if at < 0 {
			return nil
		}
		return []target.Request{pageBehindImage(v, images, at-1), pageBehindImage(v, images, at)}
	}))
}

// deletedAt is the place of the deleted image to go through: one with others
// on both sides, or else before it; -1 when there is none.
func deletedAt(images []schemas.Image) int {
	found := -1
	for i, im := range images {
		switch {
		case im.Status() != oracle.Deleted || i+1 == len(images):
		case i > 0:
			return i
		default:
			found = i
		}
	}
	return found
}

// pageBehindImage asks for one image behind the one at a place, or from the
// beginning when the place is before the first.
func pageBehindImage(v oracle.View, images []schemas.Image, at int) target.Request {
	if at < 0 {
		return v.Detail(oracle.Query("changes-since", longAgo, "limit", "1"))
	}
	return v.Detail(oracle.Query("changes-since", longAgo, "marker", images[at].ID(), "limit", "1"))
}

func judgeThroughDeleted(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
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
	for i, page := range a[1:3] {
		if j.Listed(oracle.Answer{page}) {
			j.Consecutive(page, images[at+i:at+i+1], [...]string{
				"the deleted image, which follows in the list of changes",
				"the image behind the deleted one that is the marker",
			}[i])
		}
	}
	return j
}
