package oracle

import (
	"slices"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/target"
)

// NoServer is what is missing where no listed image has a server.
const NoServer = "an image that was made from a server"

// eachServer looks at the servers of the different images of the listings.
func (j *Judgement) eachServer(v View, found *defects, readings []*Reading, look func(in *document, at target.Endpoint, im schemas.Image)) {
	once := j.onceOver(found)
	for _, d := range documents(readings) {
		at, ok := v.asked(d.Reading)
		if !ok {
			continue
		}
		for _, im := range d.Images() {
			if im.Server != nil {
				once(d, im, func() { look(d, at, im) })
			}
		}
	}
}

// ServerPaths checks that the links of a server lead to it: self below the
// base path, bookmark without the version.
func (j *Judgement) ServerPaths(v View, readings []*Reading) {
	var found defects
	j.eachServer(v, &found, readings, func(in *document, at target.Endpoint, im schemas.Image) {
		for _, d := range destinations(at) {
			want := placed(d.path, "servers", im.Server.ID)
			for _, l := range related(im.Server.Links, d.relation) {
				a, ok := addressOf(l.Href.Text)
				if !ok {
					continue
				}
				j.Ranged++
				if !slices.Equal(a.below(at), want) || a.rest != "" {
					found.note(defect{where: im.Where + l.Where, image: im.ID(), want: "the path " + shownPath(want), got: Quote(l.Href.Text), in: in})
				}
			}
		}
	})
	found.into(j)
}

// ServerPrefixes checks that the links of a server begin like the image's self
// link. Where the image's link alone is foreign, it is the one that is wrong.
func (j *Judgement) ServerPrefixes(v View, readings []*Reading) {
	var found defects
	j.eachServer(v, &found, readings, func(in *document, at target.Endpoint, im schemas.Image) {
		self := HrefOf(im, "self")
		own, ok := addressOf(self)
		if !ok {
			return
		}
		for _, d := range destinations(at) {
			for _, l := range related(im.Server.Links, d.relation) {
				a, ok := addressOf(l.Href.Text)
				if !ok {
					continue
				}
				j.Ranged++
				if a.authority != own.authority && (owns(at, own) || !owns(at, a)) {
					found.note(defect{
						where: im.Where + l.Where, image: im.ID(), want: "a link that begins like the image's own, " + Quote(self),
						got: Quote(l.Href.Text), in: in,
					})
				}
			}
		}
	})
	found.into(j)
}

// InstanceIDs checks that an image whose metadata names its instance has a
// server of that id.
func (j *Judgement) InstanceIDs(v View, readings []*Reading) {
	var found defects
	j.eachServer(v, &found, readings, func(in *document, _ target.Endpoint, im schemas.Image) {
		instance := im.Metadata["instance_uuid"]
		if instance.Kind != schemas.String || instance.Text == "" {
			return
		}
		j.Ranged++
		if im.Server.ID != instance.Text {
			found.note(defect{
				where: im.Where + im.Server.Where, image: im.ID(), want: "the id in the metadata's instance_uuid, " + Quote(instance.Text),
				got: Quote(im.Server.ID), in: in,
			})
		}
	})
	found.into(j)
}

// ObserveServerNames notes whether servers have names, by format.
func (j *Judgement) ObserveServerNames(v View, readings []*Reading) {
	named, servers := map[Form]int{}, map[Form]int{}
	j.eachServer(v, nil, readings, func(in *document, _ target.Endpoint, im schemas.Image) {
		servers[in.Form]++
		if im.Server.Named {
			named[in.Form]++
		}
	})
	for _, form := range []Form{JSON, XML} {
		if servers[form] > 0 {
			j.Observe("in %s %d of %d servers of images have a name", form, named[form], servers[form])
		}
	}
}
