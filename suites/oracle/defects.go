package oracle

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/target"
)

// document is a body that one or more answers to the same user have alike,
// asked for in the same format.
type document struct {
	*Reading
	// answers counts them; the reading is the first of them.
	answers int
}

// documents are the different bodies among answers, in order. The same listing
// is asked for in many ways, and need not be read as often.
func documents(readings []*Reading) []*document {
	var all []*document
	type alike struct {
		as   target.Identity
		due  Form
		body *schemas.Page
	}
	known := map[alike]*document{}
	for _, r := range readings {
		key := alike{r.Request.As, r.due(), r.page}
		if d := known[key]; d != nil && r.page != nil {
			d.answers++
			continue
		}
		d := &document{r, 1}
		known[key] = d
		all = append(all, d)
	}
	return all
}

// defect is one departure of one image, or of what is around the images.
type defect struct {
	// where is its place in the first document that shows it.
	where string
	// image is the id of the image, empty outside of images.
	image     string
	want, got string
	in        *document
	// last is the latest document that shows it, more the number of answers
	// beside the first.
	last *document
	more int
}

// defects gathers departures that many images or many answers have in common,
// so that one cause becomes a few findings and not thousands.
type defects struct {
	kinds []*kindOfDefect
	named map[string]*kindOfDefect
	// noted is how many there are, those that several answers show counted each time.
	noted int
}

// kindOfDefect is what is wrong in the same way at the same place of any image.
type kindOfDefect struct {
	found []*defect
	known map[[2]string]*defect
}

// count is how many were noted; none where nothing is to be found.
func (all *defects) count() int {
	if all == nil {
		return 0
	}
	return all.noted
}

// note adds a departure.
func (all *defects) note(d defect) {
	all.noted++
	if all.named == nil {
		all.named = map[string]*kindOfDefect{}
	}
	name := d.in.Form.String() + anyPlace(d.where) + "\x00" + d.want
	if d.image != "" {
		name = strings.ReplaceAll(name, d.image, "")
	}
	kind, ok := all.named[name]
	if !ok {
		kind = &kindOfDefect{known: map[[2]string]*defect{}}
		all.named[name] = kind
		all.kinds = append(all.kinds, kind)
	}
	// The place within the image is the same on every page.
	key := [2]string{d.image, imageStep.ReplaceAllString(d.where, "") + "\x00" + d.got}
	if before, again := kind.known[key]; again {
		if before.last != d.in {
			before.last, before.more = d.in, before.more+d.in.answers
		}
		return
	}
	d.last, d.more = d.in, d.in.answers-1
	kind.known[key] = &d
	kind.found = append(kind.found, &d)
}

// problem adds what a rule of the schemas found.
func (all *defects) problem(in *document, p schemas.Problem) {
	all.note(defect{where: p.Where, image: imageAt(in.Reading, p.Where), want: p.Want, got: p.Got, in: in})
}

// into makes findings of the departures: of each kind the first few, and how
// many more there are.
func (all *defects) into(j *Judgement) {
	const most = 3
	for _, kind := range all.kinds {
		for _, d := range kind.found[:min(len(kind.found), most)] {
			j.Find(d.in.Reading, d.where, d.want, d.told())
		}
		if len(kind.found) <= most {
			continue
		}
		rest := kind.found[most:]
		var ids []string
		for _, d := range rest {
			if d.image != "" && !slices.Contains(ids, d.image) {
				ids = append(ids, d.image)
			}
		}
		j.Find(rest[0].in.Reading, rest[0].where, rest[0].want, fmt.Sprintf("the like %d more times%s", len(rest), list(", at images", ids)))
		tail := &j.Findings[len(j.Findings)-1]
		tail.sights = nil
		for _, d := range rest {
			tail.sights = append(tail.sights, sight{in: d.in.Reading, where: d.where, got: d.told()})
		}
	}
}

// told is what came, with the image and with how often it came.
func (d *defect) told() string {
	text := d.got
	if d.image != "" {
		text += " (image " + d.image + ")"
	}
	switch {
	case d.more == 1:
		text += "; the same in one more answer"
	case d.more > 1:
		text += fmt.Sprintf("; the same in %d more answers", d.more)
	}
	return text
}

var (
	imageStep   = regexp.MustCompile(`^/images/(?:([0-9]+)|image\[([0-9]+)\])`)
	anyStep     = regexp.MustCompile(`[0-9]+`)
	metadataKey = regexp.MustCompile(`/metadata/[^/]*`)
)

// anyPlace is a place within a document whatever the image, link or key.
func anyPlace(where string) string {
	return anyStep.ReplaceAllString(metadataKey.ReplaceAllString(where, "/metadata/*"), "*")
}

// imageAt is the id of the image at or around a place of a listing.
func imageAt(r *Reading, where string) string {
	step := imageStep.FindStringSubmatch(where)
	if step == nil {
		return ""
	}
	n, err := strconv.Atoi(step[1] + step[2])
	if step[2] != "" {
		n--
	}
	if images := r.Images(); err == nil && n >= 0 && n < len(images) {
		return images[n].ID()
	}
	return ""
}
