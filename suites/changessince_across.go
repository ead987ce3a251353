package suites

import (
	"time"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
)

// planShrinking asks three times, the last of them in the future.
func planShrinking(v oracle.View) Plan {
	plan, future := planSince(v), planFuture(v)
	if len(plan.Scripts) == 0 || len(future.Scripts) == 0 {
		return plan
	}
	return ask(append(plan.Scripts, future.Scripts...)...)
}

func judgeShrinking(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	earlier := oracle.Answer(nil)
	for _, a := range answers {
		if !a.Complete() {
			continue
		}
		if earlier != nil {
			beyond := oracle.Subset(oracle.IDs(a.Images()), oracle.IDs(earlier.Images()))
			j.Check(a.First(), len(beyond) == 0, "only images that an earlier time brings, too",
				"%d images that %s does not bring, such as %s", len(beyond), earlier.First().Request.URL, oracle.Quote(first(beyond)))
		}
		earlier = a
	}
	if j.Ranged == 0 {
		j.Missing = "answers to two times that can be compared"
	}
	return j
}

// planSinceAcross is planSince where images were made before one of the
// times and changed after it.
func planSinceAcross(v oracle.View) Plan {
	plan := planSince(v)
	for _, t := range sinceTimes(v) {
		if len(changedAcross(v, t)) > 0 {
			return plan
		}
	}
	if len(plan.Scripts) == 0 {
		return plan
	}
	return lacking("an image that was changed well after it was created")
}

// changedAcross are the images made well before a time and changed well
// after it: by a day, where there are such, so that what is wrong about them
// is not the time. Only where there are none a second will do.
func changedAcross(v oracle.View, t time.Time) []schemas.Image {
	for _, margin := range []time.Duration{24 * time.Hour, time.Hour, 0} {
		across := v.Baseline().Where(func(im schemas.Image) bool {
			at, ok := oracle.Created(im)
			return ok && at.Before(t.Add(-margin)) && oracle.UpdatedAfter(im, t.Add(margin))
		})
		if len(across) > 0 {
			return across
		}
	}
	return nil
}

func judgeSinceUpdated(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for i, t := range sinceTimes(v) {
		if across := changedAcross(v, t); len(across) > 0 && j.Answered(answers[i]) {
			j.Every(answers[i], across, "every image created before "+t.Format(zulu)+" and updated after it")
		}
	}
	return j
}

// judgeSinceContent wants changed images as they are now: with the name,
// status and time of change that the listing shows, and with its metadata.
func judgeSinceContent(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for i, t := range sinceTimes(v) {
		across := changedAcross(v, t)
		if len(across) == 0 || !j.Answered(answers[i]) {
			continue
		}
		j.Every(answers[i], across, "every image that changed after "+t.Format(zulu)+", however old it is")
		now := map[string]schemas.Image{}
		for _, im := range answers[i].Images() {
			now[im.ID()] = im
		}
		var stale []string
		for _, im := range across {
			shown, ok := now[im.ID()]
			if j.Ranged++; ok && (shown.Name() != im.Name() || shown.Status() != im.Status() || shown.Updated() != im.Updated() ||
				lacks(shown.Metadata, im.Metadata)) {
				stale = append(stale, im.ID())
			}
		}
		if len(stale) > 0 {
			j.Find(answers[i].First(), "", "changed images with the name, status, metadata and updated time that the listing shows",
				oracle.Count(stale, "images with others"))
		}
	}
	return j
}

// lacks reports whether metadata has lost one of the keys.
func lacks(metadata, keys map[string]schemas.Scalar) bool {
	for key := range keys {
		if !metadata[key].Present() {
			return true
		}
	}
	return false
}
