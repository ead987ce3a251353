package oracle

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/imageconform/imageconform/schemas"
)

// CleanHrefs checks that no link has white space, an empty path segment, or a
// segment that is a programming language's word for nothing.
func (j *Judgement) CleanHrefs(v View, readings []*Reading) {
	var found defects
	j.eachLinked(v, &found, readings, func(of linked) {
		for _, l := range of.image.Links() {
			if l.Href.Text == "" {
				continue
			}
			j.Ranged++
			if why := unclean(l.Href.Text, of.at.Tenant); why != "" {
				of.note(&found, l, "a link without "+why)
			}
		}
	})
	found.into(j)
}

func unclean(href, tenant string) string {
	if strings.ContainsAny(href, " \t\r\n") {
		return "white space"
	}
	path, _, _ := strings.Cut(href, "?")
	path, _, _ = strings.Cut(path, "#")
	scheme, after, absolute := strings.Cut(path, "//")
	if absolute && (scheme == "" || strings.HasSuffix(scheme, ":")) {
		_, path, _ = strings.Cut(after, "/")
		path = "/" + path
	}
	if strings.Contains(path, "//") {
		return "an empty path segment"
	}
	for _, segment := range strings.Split(path, "/") {
		plain, err := url.PathUnescape(segment)
		if err == nil && (plain == "None" || plain == "null") && plain != tenant {
			return "the segment " + plain
		}
	}
	return ""
}

// Relations checks that the relations of links are registered ones. The rule is
// a JSON schema; links in XML are shown to it in the form of JSON.
func (j *Judgement) Relations(readings []*Reading) {
	const rule = "LNK-13"
	var found defects
	once := j.onceOver(&found)
	for _, d := range documents(readings) {
		for _, im := range d.Images() {
			once(d, im, func() {
				ranged, problems := schemas.CheckJSON(rule, relationsOf(im))
				j.Ranged += ranged
				for _, p := range problems {
					var n int
					if _, err := fmt.Sscanf(p.Where, "/images/0/links/%d", &n); err != nil {
						continue // beside the relations there is nothing to find
					}
					found.note(defect{where: im.Where + im.Links()[n].Where, image: im.ID(), want: p.Want, got: p.Got, in: d})
				}
			})
		}
	}
	found.into(j)
}

// relationsOf is a listing in the form of JSON that has nothing but the
// relations of an image.
func relationsOf(im schemas.Image) any {
	links := make([]any, len(im.Links()))
	for n, l := range im.Links() {
		link := map[string]any{}
		if l.Rel.Kind == schemas.String {
			link["rel"] = l.Rel.Text
		}
		links[n] = link
	}
	return map[string]any{"images": []any{map[string]any{"links": links}}}
}

// LinkOrder checks that the first self, bookmark and alternate link of each
// image come in this order.
func (j *Judgement) LinkOrder(v View, readings []*Reading) {
	order := []string{"self", "bookmark", "alternate"}
	var found defects
	j.eachLinked(v, &found, readings, func(of linked) {
		var first []string
		for _, l := range of.image.Links() {
			if slices.Contains(order, l.Rel.Text) && !slices.Contains(first, l.Rel.Text) {
				first = append(first, l.Rel.Text)
			}
		}
		if len(first) < 2 {
			return
		}
		j.Ranged++
		if !slices.IsSortedFunc(first, func(a, b string) int { return slices.Index(order, a) - slices.Index(order, b) }) {
			found.note(defect{
				where: of.image.Where + "/links", image: of.image.ID(), want: strings.Join(order, ", "),
				got: strings.Join(first, ", "), in: of.in,
			})
		}
	})
	found.into(j)
}

// KeptLinks checks that each image has the links it has in the un-filtered
// listing of the same format.
func (j *Judgement) KeptLinks(v View, answers []Answer) {
	index := map[*Listing]map[string]schemas.Image{}
	var found defects
	for _, a := range answers {
		for _, d := range documents(a) {
			known := v.indexed(index, d.Reading)
			for _, im := range d.Images() {
				plain, listed := known[im.ID()]
				if !listed {
					continue
				}
				j.Ranged++
				if !sameLinks(plain, im) {
					found.note(defect{
						where: im.Where, image: im.ID(), want: "the links of the un-filtered listing",
						got: changedLink(plain.Links(), im.Links()), in: d,
					})
				}
			}
		}
	}
	found.into(j)
}

// changedLink shows the first link that the one list has and the other not.
func changedLink(before, now []schemas.Link) string {
	count := map[schemas.LinkKey]int{}
	for _, l := range before {
		count[l.Key()]++
	}
	for _, l := range now {
		if count[l.Key()]--; count[l.Key()] < 0 {
			return l.Rel.Text + " " + Quote(l.Href.Text)
		}
	}
	for _, l := range before {
		if count[l.Key()] > 0 {
			return "no " + l.Rel.Text + " " + Quote(l.Href.Text)
		}
	}
	return "other links"
}
