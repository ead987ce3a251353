package suites

import (
	"slices"
	"time"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
)

// since is a time right before or after the image was updated, at which no
// image was, in one of the forms that the documents allow.
func (a around) since(fits bool) oracle.Choice {
	updated, _ := oracle.Updated(a.image)
	at := updated.Truncate(time.Second).Add(time.Second)
	if fits {
		at = updated.Truncate(time.Second).Add(-time.Second)
	}
	taken := func(im schemas.Image) bool { t, ok := oracle.Updated(im); return ok && t.Equal(at) }
	if slices.ContainsFunc(a.view.InJSON.Images, taken) {
		m, _ := a.view.InJSON.Moments()
		if at = m.Future; fits {
			at, _ = time.Parse(zulu, longAgo)
		}
	}
	return sinceAt(at, sinceLayouts[a.random.IntN(len(sinceLayouts))])
}

// sinceLayouts are the usual form, without a zone, and with a zone to the east
// and to the west.
var sinceLayouts = []func(time.Time) string{
	func(at time.Time) string { return at.UTC().Format(zulu) },
	func(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05") },
	func(at time.Time) string { return at.In(time.FixedZone("", 19800)).Format("2006-01-02T15:04:05-07:00") },
	func(at time.Time) string {
		return at.In(time.FixedZone("", -12600)).Format("2006-01-02T15:04:05-07:00")
	},
}

func sinceAt(at time.Time, layout func(time.Time) string) oracle.Choice {
	return oracle.Choice{Name: "changes-since", Value: layout(at), Selects: func(im schemas.Image) bool {
		t, ok := oracle.Updated(im)
		return !ok || !t.Before(at)
	}}
}

// server is that of the image by id or by a link, or another one.
func (a around) server(fits bool) oracle.Choice {
	if fits {
		server := *a.image.Server
		ways := []func(oracle.View, schemas.Server) string{bareServer, serverURL, serverBookmark}
		value := ways[a.random.IntN(len(ways))](a.view, server)
		if value == "" {
			value = server.ID
		}
		return ofServer(value, server.ID)
	}
	others := a.view.InJSON.Where(func(im schemas.Image) bool {
		return im.Server != nil && (a.image.Server == nil || im.Server.ID != a.image.Server.ID)
	})
	if len(others) == 0 || a.random.IntN(4) == 0 {
		return ofServer(unknown(a.view), unknown(a.view))
	}
	id := others[a.random.IntN(len(others))].Server.ID
	return ofServer(id, id)
}

func ofServer(value, id string) oracle.Choice {
	return oracle.Choice{Name: "server", Value: value, Selects: func(im schemas.Image) bool { return serverOf(im) == id }}
}

func (a around) name(fits bool) oracle.Choice {
	name := a.naming.Of(a.image)
	if !fits {
		others := slices.DeleteFunc(slices.Clone(a.naming.All), func(other string) bool { return other == name })
		if name = unknown(a.view); len(others) > 0 && a.random.IntN(4) > 0 {
			name = others[a.random.IntN(len(others))]
		}
	}
	return ofName(a.naming, name)
}

func ofName(naming oracle.Naming, name string) oracle.Choice {
	return oracle.Choice{Name: "name", Value: name, Selects: func(im schemas.Image) bool { return naming.Of(im) == name }}
}

func (a around) status(fits bool) oracle.Choice {
	word := a.image.Status()
	if !fits {
		others := slices.DeleteFunc(slices.Clone(statusWords), func(other string) bool { return other == word })
		word = others[a.random.IntN(len(others))]
	}
	return oracle.Choice{Name: "status", Value: word, Selects: ofStatus(word)}
}

// kinds are the types.
var kinds = []oracle.Choice{
	{Name: "type", Value: "ALL", Selects: func(schemas.Image) bool { return true }},
	{Name: "type", Value: "SERVER", Selects: fromServer},
	{Name: "type", Value: "BASE", Selects: isBase},
}

// kind is the type of the image, ALL every third time, or the other type.
func (a around) kind(fits bool) oracle.Choice {
	switch {
	case fits && a.random.IntN(3) == 0:
		return kinds[0]
	case fromServer(a.image) == fits:
		return kinds[1]
	}
	return kinds[2]
}

// limit is a small one, or all that the target gives at once.
func (a around) limit() int {
	most := max(a.view.InJSON.PageSize(), 1)
	return min(most, []int{1, 1, 2, 3, most}[a.random.IntN(5)])
}

// marker is one of the images that the filters select, the last of them rather
// seldom, and every fourth time any image.
func (a around) marker(q oracle.Question) string {
	fitting := q.Fitting(a.view.InJSON)
	if len(fitting) == 0 || a.random.IntN(4) == 0 {
		fitting = a.view.InJSON.Images
	}
	if len(fitting) > 1 && a.random.IntN(4) > 0 {
		fitting = fitting[:len(fitting)-1]
	}
	return fitting[a.random.IntN(len(fitting))].ID()
}
