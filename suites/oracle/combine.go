package oracle

import (
	"fmt"
	"slices"

	"github.com/imageconform/imageconform/schemas"
)

// Choice is a filter with a value, and which images it selects by what they
// display.
type Choice struct {
	Name, Value string
	Selects     func(schemas.Image) bool
}

// String is the choice as in a query, not encoded.
func (c Choice) String() string { return c.Name + "=" + c.Value }

// Both are the images of the listing that several choices select together.
func (l Listing) Both(choices ...Choice) []schemas.Image {
	return l.Where(func(im schemas.Image) bool { return SelectedBy(im, choices) })
}

// SelectedBy reports whether all choices select an image.
func SelectedBy(im schemas.Image, choices []Choice) bool {
	for _, c := range choices {
		if !c.Selects(im) {
			return false
		}
	}
	return true
}

// Telling chooses of two filters the values whose combination cannot be taken
// for either alone: one pair of values if it can be, two if each shows only
// one of the filters ignored, none when the images do not tell.
func (l Listing) Telling(as, bs []Choice) [][2]Choice {
	type candidate struct {
		pair                 [2]Choice
		needsFirst, needsTwo bool
		score, size          int
	}
	var best, first, second *candidate
	better := func(c, than *candidate) bool {
		return than == nil || c.score > than.score || Long(len(l.Images)) && c.score == than.score && c.size < than.size
	}
	for _, a := range as {
		ofA := Listing{Images: l.Both(a)}
		for _, b := range bs {
			together, onlyA, onlyB := len(ofA.Both(b)), len(ofA.Images), len(l.Both(b))
			c := &candidate{pair: [2]Choice{a, b}, needsFirst: together < onlyB, needsTwo: together < onlyA, size: together}
			for _, good := range []bool{c.needsFirst, c.needsTwo} {
				if good {
					c.score += 2
				}
			}
			if together > 0 {
				c.score++
			}
			if (c.needsFirst || c.needsTwo) && better(c, best) {
				best = c
			}
			if c.needsFirst && better(c, first) {
				first = c
			}
			if c.needsTwo && better(c, second) {
				second = c
			}
		}
	}
	switch {
	case best == nil:
		return nil
	case best.needsFirst && best.needsTwo:
		return [][2]Choice{best.pair}
	}
	var pairs [][2]Choice
	for _, c := range []*candidate{first, second} {
		if c != nil {
			pairs = append(pairs, c.pair)
		}
	}
	return pairs
}

// Intersection checks that an answer to several choices together holds the
// images that each selects: those which the listing says, or else those that
// the deployment's own answers to the single choices share, so that a filter
// which is wrong by itself is not blamed here. Images beyond the listing,
// such as deleted ones, have to display what was asked for.
func (j *Judgement) Intersection(a Answer, l Listing, choices []Choice, alone []Answer) bool {
	if !j.Whole(a) {
		return false
	}
	want, got := IDs(l.Both(choices...)), l.Known(a)
	j.Ranged += max(1, len(want))
	shared := l.Known(alone[0])
	for _, other := range alone[1:] {
		shared = Common(shared, l.Known(other))
	}
	rule := "the images that " + Jointly(choices) + " select together"
	if missing, extra := Difference(want, got); len(missing)+len(extra) > 0 && !sameSet(shared, got) {
		j.Find(a.First(), "", rule, fmt.Sprintf("%d images%s%s", len(a.Images()), list("; missing", missing), list("; not wanted", extra)))
		return false
	}
	var sound []Choice
	for i, c := range choices {
		if alone[i].Shows(l, l.Both(c)) {
			sound = append(sound, c)
		}
	}
	for _, id := range Subset(IDs(a.Images()), l.IDs()) {
		im, _ := Listing{Images: a.Images()}.Find(id)
		if !SelectedBy(im, tellable(im, sound)) {
			j.Find(a.First(), im.Where, rule, "image "+Quote(id)+", which is not in the whole list and does not display what was asked for")
			return false
		}
	}
	return true
}

// tellable leaves out the choices that an image does not show enough of to
// tell: a deployment may have forgotten what a deleted one was made from.
func tellable(im schemas.Image, choices []Choice) []Choice {
	if im.Status() != Deleted || im.Server != nil {
		return choices
	}
	return slices.DeleteFunc(slices.Clone(choices), func(c Choice) bool { return c.Name == "server" || c.Name == "type" })
}

// Jointly names several choices.
func Jointly(choices []Choice) string {
	text := ""
	for i, c := range choices {
		switch {
		case i > 0 && i == len(choices)-1:
			text += " and "
		case i > 0:
			text += ", "
		}
		text += c.String()
	}
	return text
}

// Slice checks that a page holds exactly the first images of the deployment's
// own answer to the same filter, or else of what the listing says of it.
func (j *Judgement) Slice(r *Reading, alone, want []string, limit int, rule string) bool {
	got := IDs(r.Images())
	want = want[:min(limit, len(want))]
	ok := slices.Equal(got, want) || slices.Equal(got, alone[:min(limit, len(alone))])
	return j.Check(r, ok, rule+list(":", want), "%d images%s", len(got), list(":", got))
}
