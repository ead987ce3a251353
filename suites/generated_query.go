package suites

import (
	"math/rand/v2"
	"slices"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/covering"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
)

// The levels of a parameter in a generated query: left out, with a value that
// selects the image which the query is made around, with one that leaves it out.
const (
	absent = iota
	fits
	misses
)

// factors are the parameters in the order of their columns, then the format.
var factors = append(slices.Clone(parameters), "format")

// around makes queries around one image: their filters select it, or all but
// one do, so that a filter which is ignored shows.
type around struct {
	view   oracle.View
	naming oracle.Naming
	image  schemas.Image
	random *rand.Rand
}

// generate makes so many different queries, fewer where the images allow no
// more: round by round around another image, each time so that any two levels
// of any two parameters meet, in either format. The same seed gives the same.
func generate(v oracle.View, seed uint64, n int) []generated {
	v = v.As(requirement.JSON)
	random := rand.New(rand.NewPCG(seed, 0)) //nolint:gosec // it chooses questions, not secrets
	var all []generated
	known := map[string]bool{}
	for barren := 0; len(all) < n && barren < 8 && len(v.InJSON.Images) > 0; barren++ {
		a := around{v, v.Naming(), witness(v, random), random}
		for _, g := range a.round() {
			if key := g.format.String() + g.query(); !known[key] && len(all) < n {
				known[key], barren = true, 0
				all = append(all, g)
			}
		}
	}
	return all
}

// witness is some image: often one that has a server, or a name that others
// share, since filters of those still leave something for pages.
func witness(v oracle.View, random *rand.Rand) schemas.Image {
	images := v.InJSON.Images
	for _, likely := range []func(schemas.Image) bool{fromServer, ofName(v.Naming(), v.Naming().Common()).Selects} {
		if some := (oracle.Listing{Images: images}).Where(likely); len(some) > 0 && random.IntN(2) == 0 {
			images = some
		}
	}
	return images[random.IntN(len(images))]
}

// round is a covering array of queries, in turn of one format and the other.
func (a around) round() []generated {
	levels := make([]int, len(factors))
	for i, factor := range factors {
		levels[i] = a.levels(factor)
	}
	var byFormat [2][]generated
	for _, row := range covering.Array(levels, a.allowed, a.random) {
		format := row[len(row)-1]
		byFormat[format] = append(byFormat[format], a.query(enough(row)))
	}
	var all []generated
	for i := range max(len(byFormat[0]), len(byFormat[1])) {
		for _, of := range byFormat {
			if i < len(of) {
				all = append(all, of[i])
			}
		}
	}
	return all
}

func (a around) levels(factor string) int {
	switch {
	case factor == "format" && !a.view.InXML.Readable:
		return 1
	case factor == "changes-since" && !a.timed():
		return 1
	case factor == "format" || factor == "limit" || factor == "marker":
		return 2
	}
	return 3
}

func (a around) timed() bool {
	_, ok := oracle.Updated(a.image)
	return ok
}

// allowed lets one filter at most leave the image out: with two that do,
// neither would be missed. A marker that a filter leaves out is no more than
// recommended, so that none stands beside such a filter. What the image does
// not have cannot fit it.
func (a around) allowed(row []int) bool {
	out := 0
	for i, level := range row {
		switch {
		case level == misses, level == fits && factors[i] == "marker":
			out++
		case level == fits && factors[i] == "server" && a.image.Server == nil,
			level == fits && factors[i] == "name" && !slices.Contains(a.naming.All, a.naming.Of(a.image)),
			level == fits && factors[i] == "status" && !slices.Contains(statusWords, a.image.Status()):
			return false
		}
	}
	return out <= 1
}

// enough gives a row a second parameter that has none: one alone is no
// combination.
func enough(row []int) []int {
	given := len(factors) - 1
	for _, level := range row[:given] {
		if level == absent {
			given--
		}
	}
	for _, name := range []string{"limit", "type"} {
		if at := slices.Index(factors, name); row[at] == absent && given < 2 {
			row[at] = fits
			given++
		}
	}
	return row
}

// query fills the levels of a row with values.
func (a around) query(row []int) generated {
	g := generated{format: requirement.JSON, order: slices.Clone(parameters)}
	for i, level := range row {
		value := map[string]func(bool) oracle.Choice{
			"changes-since": a.since, "server": a.server, "name": a.name, "status": a.status, "type": a.kind,
		}[factors[i]]
		switch {
		case level == absent:
		case factors[i] == "format":
			g.format = requirement.XML
		case factors[i] == "limit":
			g.Limit = a.limit()
		case value != nil:
			g.Filters = append(g.Filters, value(level == fits))
		}
	}
	if row[slices.Index(factors, "marker")] != absent {
		g.Marker = a.marker(g.Question)
	}
	if a.random.IntN(2) == 0 {
		a.random.Shuffle(len(g.order), func(i, k int) { g.order[i], g.order[k] = g.order[k], g.order[i] })
	}
	return g
}
