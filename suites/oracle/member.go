package oracle

import (
	"fmt"
	"maps"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/target"
)

// eachImage looks at every different image of the listings in a form.
func (j *Judgement) eachImage(found *defects, readings []*Reading, form Form, look func(in *document, im schemas.Image)) {
	once := j.onceOver(found)
	for _, d := range documents(readings) {
		if d.Form != form {
			continue
		}
		for _, im := range d.Images() {
			once(d, im, func() { look(d, im) })
		}
	}
}

// onceOver lets each image be looked at once, however many answers to one user
// show it alike, as long as that finds no defect in it. What the look ranges over
// counts each time. Without defects to find no image is looked at again.
func (j *Judgement) onceOver(found *defects) func(in *document, im schemas.Image, look func()) {
	type shown struct {
		content *schemas.Content
		to      target.Identity
	}
	fine := map[shown]int{}
	return func(in *document, im schemas.Image, look func()) {
		it := shown{im.Content, in.Request.As}
		if ranged, again := fine[it]; again {
			j.Ranged += ranged
			return
		}
		ranged, noted := j.Ranged, found.count()
		look()
		if found.count() == noted {
			fine[it] = j.Ranged - ranged
		}
	}
}

// Unique checks that no id occurs twice in a listing, be it on one page or on
// several. The pages of a limit may overlap by a fault of the paging, which is
// not the ids'; there an id occurs twice when it stands for different images.
func (j *Judgement) Unique(v View, readings []*Reading) {
	var found defects
	for _, pages := range v.walks(readings) {
		paged := pages.First().Limited()
		seen := map[string]schemas.Image{}
		for _, r := range pages {
			in := &document{r, 1}
			page := map[string]bool{}
			for _, im := range r.Images() {
				j.Ranged++
				id := im.ID()
				before, again := seen[id]
				repeated := again && (page[id] || !paged || len(DifferentMembers(before, im)) > 0)
				if id != "" && repeated {
					found.note(defect{where: im.Where, image: id, want: "each id once", got: "the id again, after " + before.Where, in: in})
				}
				seen[id], page[id] = im, true
			}
		}
	}
	found.into(j)
}

// Limited reports whether the request had a limit of its own.
func (r *Reading) Limited() bool {
	values, _ := Parameters(r.Request.URL)
	return values.Has("limit")
}

// walks are the listings in JSON with the pages that continue them. Readings
// of one walk follow each other.
func (v View) walks(readings []*Reading) []Answer {
	var all []Answer
	awaited := ""
	for _, r := range readings {
		if r.Form != JSON || !r.Lists() {
			continue
		}
		if n := len(all); n > 0 && awaited == r.Request.URL && all[n-1].First().Request.As == r.Request.As {
			all[n-1] = append(all[n-1], r)
		} else {
			all = append(all, Answer{r})
		}
		awaited = ""
		if href, more := r.Next(); more {
			at, _ := v.asked(r)
			awaited, _ = at.Localise(href)
		}
	}
	return all
}

// Chronological checks that no image was updated before it was created. Whole
// seconds count: one of the times may be written with a fraction.
func (j *Judgement) Chronological(readings []*Reading) {
	var found defects
	j.eachImage(&found, readings, JSON, func(in *document, im schemas.Image) {
		created, errC := schemas.ParseDateTime(im.Created())
		updated, errU := schemas.ParseDateTime(im.Updated())
		if errC != nil || errU != nil {
			return // what is no time is for other requirements
		}
		j.Ranged++
		if updated.Truncate(time.Second).Before(created.Truncate(time.Second)) {
			found.note(defect{
				where: im.Where + "/updated", image: im.ID(), want: "updated at or after created",
				got: im.Updated() + ", created " + im.Created(), in: in,
			})
		}
	})
	found.into(j)
}

// longestValue is the schema's bound of a metadata value, in characters.
const longestValue = 255

// ShortValues checks that no metadata value has more than 255 characters. A
// longer one breaks advice only: image services store them, and every client
// reads them.
func (j *Judgement) ShortValues(readings []*Reading) {
	var found defects
	look := func(in *document, im schemas.Image) {
		for _, key := range slices.Sorted(maps.Keys(im.Metadata)) {
			value := im.Metadata[key]
			if value.Kind != schemas.String {
				continue
			}
			j.Ranged++
			if n := utf8.RuneCountInString(value.Text); n > longestValue {
				found.note(defect{
					where: im.Where + "/metadata", image: im.ID(), want: "a value of at most 255 characters",
					got: fmt.Sprintf("%d characters in %s", n, Quote(key)), in: in,
				})
			}
		}
	}
	j.eachImage(&found, readings, JSON, look)
	j.eachImage(&found, readings, XML, look)
	before := len(j.Findings)
	found.into(j)
	for i := before; i < len(j.Findings); i++ {
		j.Findings[i].Advice = true
	}
}

// EmptyMetadata checks that each image without metadata has an empty element
// for it in XML.
func (j *Judgement) EmptyMetadata(readings []*Reading) {
	var found defects
	j.eachImage(&found, readings, XML, func(in *document, im schemas.Image) {
		if len(im.Metadata) > 0 {
			return
		}
		j.Ranged++
		if !im.HasMetadata {
			found.note(defect{where: im.Where + "/metadata", image: im.ID(), want: "an element metadata, also when it is empty", got: "absent", in: in})
		}
	})
	found.into(j)
}

// ObserveMetadata notes the metadata values of a kind, each once.
func (j *Judgement) ObserveMetadata(readings []*Reading, kind schemas.Kind, as string) {
	j.observeEach(readings, JSON, func(im schemas.Image) (noted []string) {
		for _, key := range slices.Sorted(maps.Keys(im.Metadata)) {
			if im.Metadata[key].Kind == kind {
				noted = append(noted, "metadata "+Quote(key)+" of image "+im.ID()+" is "+as)
			}
		}
		return noted
	})
}

// ObserveNone notes the attributes of images in XML with the text None.
func (j *Judgement) ObserveNone(readings []*Reading) {
	looked := 0
	j.observeEach(readings, XML, func(im schemas.Image) (noted []string) {
		looked += len(im.Scalars.Names())
		for _, name := range scalarNames(im) {
			if im.Scalar(name).Text == "None" {
				noted = append(noted, name+" of image "+im.ID()+" is None")
			}
		}
		return noted
	})
	if len(j.Observed) == 0 && looked > 0 {
		j.Observe("no attribute of an image has the text None")
	}
}

// observeEach notes what is remarkable about images, each remark once, and of
// many only the first few.
func (j *Judgement) observeEach(readings []*Reading, form Form, of func(schemas.Image) []string) {
	const most = 10
	seen := map[string]bool{}
	j.eachImage(nil, readings, form, func(_ *document, im schemas.Image) {
		for _, remark := range of(im) {
			if !seen[remark] && len(seen) < most {
				j.Observe("%s", remark)
			}
			seen[remark] = true
		}
	})
	if len(seen) > most {
		j.Observe("and %d more", len(seen)-most)
	}
}
