package oracle

import (
	"maps"
	"slices"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/target"
)

// linked is one image with links that are to be judged.
type linked struct {
	in    *document
	at    target.Endpoint
	image schemas.Image
}

// eachLinked looks at the different images of the listings. Images whose
// links are not those of the un-filtered listing are left out: that the
// request changes them is one requirement's, LNK-15's.
func (j *Judgement) eachLinked(v View, found *defects, readings []*Reading, look func(linked)) {
	once := j.onceOver(found)
	index := map[*Listing]map[string]schemas.Image{}
	for _, d := range documents(readings) {
		at, ok := v.asked(d.Reading)
		if !ok {
			continue
		}
		known := v.indexed(index, d.Reading)
		for _, im := range d.Images() {
			once(d, im, func() {
				if plain, listed := known[im.ID()]; !listed || sameLinks(plain, im) {
					look(linked{d, at, im})
				}
			})
		}
	}
}

// indexed are the images of the un-filtered listing that a reading belongs to,
// by id. An id that stands for several images tells none.
func (v *View) indexed(index map[*Listing]map[string]schemas.Image, r *Reading) map[string]schemas.Image {
	of := &v.InJSON
	switch {
	case r.Request.As == target.Other && r.Form == JSON:
		of = &v.OtherJSON
	case r.Request.As == target.Other:
		return nil
	case r.Form == XML:
		of = &v.InXML
	}
	if index[of] == nil {
		index[of] = make(map[string]schemas.Image, len(of.Images))
		count := map[string]int{}
		for _, im := range of.Images {
			index[of][im.ID()] = im
			count[im.ID()]++
		}
		maps.DeleteFunc(index[of], func(id string, _ schemas.Image) bool { return count[id] > 1 })
	}
	return index[of]
}

// eachHref looks at the links of some relations of every image, their targets
// taken apart.
func (j *Judgement) eachHref(v View, found *defects, readings []*Reading, relations []string, look func(linked, schemas.Link, address)) {
	j.eachLinked(v, found, readings, func(of linked) {
		for _, relation := range relations {
			for _, l := range related(of.image.Links(), relation) {
				if a, ok := addressOf(l.Href.Text); ok {
					look(of, l, a)
				}
			}
		}
	})
}

// note adds a departure of a link to the defects.
func (of linked) note(found *defects, l schemas.Link, want string) {
	found.note(defect{where: of.image.Where + l.Where, image: of.image.ID(), want: want, got: Quote(l.Href.Text), in: of.in})
}

// SelfPaths checks that each self link leads to its image below the base path.
func (j *Judgement) SelfPaths(v View, readings []*Reading) {
	var found defects
	j.eachHref(v, &found, readings, []string{"self"}, func(of linked, l schemas.Link, a address) {
		j.Ranged++
		if want := placed(of.at.Path(), "images", of.image.ID()); !slices.Equal(a.below(of.at), want) {
			of.note(&found, l, "the path "+shownPath(want))
		}
	})
	found.into(j)
}

// BookmarkPaths checks that each bookmark is the self link without the version.
// Where the self link alone leads elsewhere, it is the one that is wrong.
func (j *Judgement) BookmarkPaths(v View, readings []*Reading) {
	var found defects
	j.eachHref(v, &found, readings, []string{"bookmark"}, func(of linked, l schemas.Link, a address) {
		j.Ranged++
		want := placed(of.at.Unversioned(), "images", of.image.ID())
		if !slices.Equal(a.below(of.at), want) {
			of.note(&found, l, "the path "+shownPath(want))
			return
		}
		for _, self := range related(of.image.Links(), "self") {
			s, ok := addressOf(self.Href.Text)
			apart := s.authority != a.authority && (owns(of.at, s) || !owns(of.at, a))
			if ok && (apart || a.rest != "" && a.rest != s.rest) {
				of.note(&found, l, "the self link "+Quote(self.Href.Text)+" without its version")
			}
		}
	})
	found.into(j)
}

// AlternatePaths checks that each alternate link ends in its image.
func (j *Judgement) AlternatePaths(v View, readings []*Reading) {
	var found defects
	j.eachHref(v, &found, readings, []string{"alternate"}, func(of linked, l schemas.Link, a address) {
		j.Ranged++
		want := []string{"images", of.image.ID()}
		if n := len(a.segments); n < 2 || !slices.Equal(a.segments[n-2:], want) {
			of.note(&found, l, "a path that ends in "+shownPath(want))
		}
	})
	found.into(j)
}

// AlternateTenants looks at the tenant that an alternate link may name: not one
// that cannot even see the image.
func (j *Judgement) AlternateTenants(v View, readings []*Reading) {
	var found defects
	named, unnamed := 0, 0
	shared := map[string]bool{}
	for _, id := range v.OtherJSON.IDs() {
		shared[id] = true
	}
	j.eachHref(v, &found, readings, []string{"alternate"}, func(of linked, l schemas.Link, a address) {
		j.Ranged++
		other := v.OtherEndpoint.Tenant
		alien := other != "" && of.in.Request.As == target.Self && v.OtherJSON.Readable && !shared[of.image.ID()]
		switch {
		case alien && other != of.at.Tenant && slices.Contains(a.segments, other):
			of.note(&found, l, "the tenant of the request, or none")
		case of.at.Tenant != "" && slices.Contains(a.segments, of.at.Tenant):
			named++
		default:
			unnamed++
		}
	})
	found.into(j)
	if named+unnamed > 0 {
		j.Observe("alternate links name the tenant: %d do, %d do not", named, unnamed)
	}
}

// owns reports whether an address has the authority of the endpoint, or of the
// public prefix that stands for it.
func owns(at target.Endpoint, a address) bool {
	return a.authority == AuthorityOf(at.Base) || at.Public != "" && a.authority == AuthorityOf(at.Public)
}

// Authorities checks that self and bookmark links keep host and port: those of
// the request, or of the public prefix that the run is told of.
func (j *Judgement) Authorities(v View, readings []*Reading) {
	var found defects
	j.eachHref(v, &found, readings, []string{"self", "bookmark"}, func(of linked, l schemas.Link, a address) {
		j.Ranged++
		if !owns(of.at, a) {
			of.note(&found, l, "a link to "+of.at.LinkPrefix()+", or to the public prefix that the run is told of")
		}
	})
	found.into(j)
}
