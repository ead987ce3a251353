package oracle

import (
	"fmt"
	"strings"

	"github.com/imageconform/imageconform/schemas"
)

// Set checks that an answer holds exactly the wanted images, in any order
// and each once. rule says in words which images those are.
func (j *Judgement) Set(a Answer, want []schemas.Image, rule string) bool {
	return j.sets(a, want, rule, false)
}

// SetBesides is Set, but lets the answer hold deleted images too: a listing
// that asks for changes may show them, and the un-filtered one does not.
func (j *Judgement) SetBesides(a Answer, want []schemas.Image, rule string) bool {
	return j.sets(a, want, rule, true)
}

func (j *Judgement) sets(a Answer, want []schemas.Image, rule string, deletedToo bool) bool {
	if !j.Whole(a) {
		return false
	}
	got := a.Images()
	if deletedToo {
		got = without(got, func(im schemas.Image) bool { return im.Status() == Deleted })
		want = without(want, func(im schemas.Image) bool { return im.Status() == Deleted })
	}
	j.Ranged += len(want)
	missing, extra := Difference(IDs(want), IDs(got))
	if len(missing)+len(extra) == 0 {
		// Asking for nothing and getting nothing is one thing looked at.
		j.Ranged += max(0, 1-len(want))
		return true
	}
	j.Find(a.First(), "", rule, fmt.Sprintf("%d images%s%s", len(got),
		list("; missing", missing), list("; not wanted", extra)))
	return false
}

// Sequence checks that an answer holds exactly the wanted images in the
// wanted order.
func (j *Judgement) Sequence(a Answer, want []schemas.Image, rule string) bool {
	if !j.Set(a, want, rule) {
		return false
	}
	got := a.Images()
	for i := range want {
		if got[i].ID() != want[i].ID() {
			j.Find(a.First(), got[i].Where, rule+", in the order of the whole listing",
				fmt.Sprintf("image %s at position %d, where %s belongs", Quote(got[i].ID()), i+1, Quote(want[i].ID())))
			return false
		}
	}
	return true
}

// Deleted is the status of a deleted image.
const Deleted = "DELETED"

func without(images []schemas.Image, drop func(schemas.Image) bool) []schemas.Image {
	return Listing{Images: images}.Where(func(im schemas.Image) bool { return !drop(im) })
}

// Difference counts two lists of ids against each other: what want has and
// got lacks, and the reverse, repetitions counted.
func Difference(want, got []string) (missing, extra []string) {
	count := map[string]int{}
	for _, id := range want {
		count[id]++
	}
	for _, id := range got {
		if count[id]--; count[id] < 0 {
			extra = append(extra, id)
		}
	}
	for _, id := range want {
		if count[id] > 0 {
			count[id]--
			missing = append(missing, id)
		}
	}
	return missing, extra
}

// Subset is what of the ids is not among the others, repetitions ignored.
func Subset(ids, of []string) (beyond []string) {
	known := map[string]bool{}
	for _, id := range of {
		known[id] = true
	}
	for _, id := range ids {
		if !known[id] {
			beyond = append(beyond, id)
		}
	}
	return beyond
}

// list names the first few ids of a difference.
func list(label string, ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	const most = 5
	shown := make([]string, 0, most)
	for _, id := range ids[:min(len(ids), most)] {
		shown = append(shown, Quote(id))
	}
	tail := ""
	if len(ids) > most {
		tail = fmt.Sprintf(" and %d more", len(ids)-most)
	}
	return fmt.Sprintf("%s %s%s", label, strings.Join(shown, ", "), tail)
}

// Same reports whether two listings are of one state of the target: the same
// images, with the same status, progress and time of the last update, in any
// order. Whatever else differs did not change, it is told differently.
func (l Listing) Same(m Listing) bool {
	if l.Readable != m.Readable || len(l.Images) != len(m.Images) {
		return false
	}
	count := map[stamp]int{}
	for _, im := range l.Images {
		count[stampOf(im)]++
	}
	for _, im := range m.Images {
		if count[stampOf(im)]--; count[stampOf(im)] < 0 {
			return false
		}
	}
	return true
}

// stamp tells one state of an image from another.
type stamp struct{ id, status, progress, updated string }

func stampOf(im schemas.Image) stamp {
	return stamp{im.ID(), im.Status(), im.Progress(), im.Updated()}
}
