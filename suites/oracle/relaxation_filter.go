package oracle

import (
	"slices"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// filterRelaxations are about what the filters status and type select.
var filterRelaxations = map[requirement.RelaxationID]recogniser{
	"R3": statusOfImageService, "R11": findsNothing("type", "BASE", "SERVER", "ALL"),
	"R21": pendingDeletion, "R28": baseAndSnapshot,
}

// onlyAsked is the value of the only parameter of a request, if it is the
// named one.
func onlyAsked(r target.Request, name string) (value string, ok bool) {
	values, readable := Parameters(r.URL)
	return values.Get(name), readable && len(values) == 1 && len(values[name]) == 1
}

// findsNothing recognises that one of some words selects no image at all.
func findsNothing(name string, words ...string) recogniser {
	return func(_ Case, s sight) bool {
		word, alone := onlyAsked(s.in.Request, name)
		a := s.in.whole()
		return alone && slices.Contains(words, word) && a.Complete() && len(a.Images()) == 0
	}
}

// baseAndSnapshot recognises that SERVER and ALL select no image, and of BASE
// that it leaves out those of SERVER.
func baseAndSnapshot(c Case, s sight) bool {
	if word, alone := onlyAsked(s.in.Request, "type"); !alone || word != "BASE" {
		return findsNothing("type", "SERVER", "ALL")(c, s)
	}
	bases := c.Baseline().Where(func(im schemas.Image) bool { return im.Server == nil })
	snapshots := c.answerTo("type", "SERVER")
	return s.in.whole().Shows(c.Baseline(), bases) && snapshots.Complete() && len(snapshots.Images()) == 0
}

// queued is the progress that Nova shows of an image which waits for its data.
const queued = "25"

// statusOfImageService recognises a filter that compares the word with that of
// the image service: SAVING lacks the queued images and no others, ERROR and
// UNKNOWN find nothing, and DELETED finds some of the deleted images.
func statusOfImageService(c Case, s sight) bool {
	a := s.in.whole()
	// An image under two statuses has a place, those under none have not.
	if !a.Complete() || s.where != "" {
		return false
	}
	if c.Requirement == "STA-06" {
		return deletedInPart(a)
	}
	switch word, alone := onlyAsked(s.in.Request, "status"); {
	case !alone:
		return false
	case word == "SAVING":
		saved := c.Baseline().Where(func(im schemas.Image) bool { return im.Status() == word && im.Progress() != queued })
		return sameSet(IDs(saved), IDs(a.Images()))
	default:
		return (word == "ERROR" || word == "UNKNOWN") && len(a.Images()) == 0
	}
}

// deletedInPart says whether an answer to changes-since and status=DELETED
// holds deleted images only, and any.
func deletedInPart(a Answer) bool {
	values, ok := Parameters(a.First().Request.URL)
	asked := ok && len(values) == 2 && values.Get("status") == Deleted && values.Has("changes-since")
	images := a.Images()
	return asked && len(images) > 0 && !slices.ContainsFunc(images, func(im schemas.Image) bool { return im.Status() != Deleted })
}

// pendingDeletion recognises images of status DELETED in the plain list that
// status=DELETED does not find: they are on their way to be deleted.
func pendingDeletion(c Case, s sight) bool {
	filtered := c.answerTo("status", Deleted)
	if filtered == nil || !filtered.Complete() || c.Requirement == "STA-10" && s.in != filtered.First() {
		return false
	}
	found := IDs(filtered.Images())
	shown := IDs(Listing{Images: s.in.Images()}.Where(func(im schemas.Image) bool { return im.Status() == Deleted }))
	pending := IDs(c.Baseline().Where(func(im schemas.Image) bool { return im.Status() == Deleted }))
	return len(Common(found, pending)) == 0 && len(Subset(shown, pending)) == 0
}

// answerTo is the answer of the run to a single parameter in the format of the
// case, nil when it was not asked.
func (c Case) answerTo(name, value string) Answer {
	for _, r := range c.All {
		got, alone := onlyAsked(r.Request, name)
		if alone && got == value && r.place == 0 && r.Request.As == target.Self && Negotiated(r.Request) == FormOf(c.Format) {
			return r.whole()
		}
	}
	return nil
}
