package suites

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites/requirement"
)

// misreadTime takes each changes-since for another time.
func misreadTime(as func(text string, t time.Time) time.Time) func(*refserver.Behaviour) {
	return func(b *refserver.Behaviour) {
		parse := b.Parse.ChangesSince
		b.Parse.ChangesSince = func(c *refserver.Call, text string) (time.Time, *refserver.Fault) {
			t, fault := parse(c, text)
			if fault == nil {
				t = as(text, t)
			}
			return t, fault
		}
	}
}

// zoneless takes times without a zone for those of a zone so far east.
func zoneless(east time.Duration) func(*refserver.Behaviour) {
	return misreadTime(func(text string, t time.Time) time.Time {
		if len(text) == len("2006-01-02T15:04:05") {
			return t.Add(-east)
		}
		return t
	})
}

// toTheMinute takes times without seconds for another time.
func toTheMinute(as func(time.Time) time.Time) func(*refserver.Behaviour) {
	return misreadTime(func(text string, t time.Time) time.Time {
		if strings.Count(text, ":") == 1 {
			return as(t)
		}
		return t
	})
}

func offsetOf(text string) time.Duration {
	t, err := time.Parse("2006-01-02T15:04:05-07:00", text)
	if err != nil {
		return 0
	}
	_, seconds := t.Zone()
	return time.Duration(seconds) * time.Second
}

func matchingNames(same func(name, asked string) bool) func(*refserver.Behaviour) {
	return func(b *refserver.Behaviour) {
		b.Match.Name = func(c *refserver.Call, i *fixtures.Image) bool { return same(i.Name, c.Query.Name) }
	}
}

// wrongFilters are servers that are wrong in one way, with every requirement
// of these areas that has to say so.
var wrongFilters = []struct {
	name  string
	alter func(*refserver.Behaviour)
	want  []requirement.ID
}{
	{
		"since a second earlier", misreadTime(func(_ string, t time.Time) time.Time { return t.Add(-time.Second) }),
		[]requirement.ID{"CS-01"},
	},
	{
		"since without its seconds", misreadTime(func(_ string, t time.Time) time.Time { return t.Truncate(time.Minute) }),
		[]requirement.ID{"CS-01"},
	},
	{"offset ignored", misreadTime(func(s string, t time.Time) time.Time { return t.Add(offsetOf(s)) }), []requirement.ID{"CS-05"}},
	{"offset turned round", misreadTime(func(s string, t time.Time) time.Time { return t.Add(2 * offsetOf(s)) }), []requirement.ID{"CS-05"}},
	{"no zone is an hour east", zoneless(time.Hour), []requirement.ID{"CS-06"}},
	{"no zone is an hour west", zoneless(-time.Hour), []requirement.ID{"CS-06"}},
	{"minutes lost", toTheMinute(func(t time.Time) time.Time { return t.Truncate(time.Hour) }), []requirement.ID{"CS-07"}},
	{"minute is its end", toTheMinute(func(t time.Time) time.Time { return t.Add(59 * time.Second) }), []requirement.ID{"CS-07"}},
	{"deleted image is no marker", func(b *refserver.Behaviour) {
		after := b.After
		b.After = func(c *refserver.Call, images []*fixtures.Image) ([]*fixtures.Image, *refserver.Fault) {
			since := &c.Query.Asked[refserver.ChangesSince]
			asked := *since
			*since = false
			defer func() { *since = asked }()
			return after(c, images)
		}
	}, []requirement.ID{"CS-18"}},
	{"deleted images shown beside a name", func(b *refserver.Behaviour) {
		present := b.Present
		b.Present = func(c *refserver.Call, i *fixtures.Image) bool {
			return present(c, i) || c.Query.Asked[refserver.NameParam]
		}
	}, []requirement.ID{"CS-13"}},
	{"servers of other hosts unknown", func(b *refserver.Behaviour) {
		parse := b.Parse.Server
		b.Parse.Server = func(c *refserver.Call, text string) (string, *refserver.Fault) {
			if u, err := url.Parse(text); err == nil && u.Host != "" && u.Host != c.Request.Host {
				return "", nil
			}
			return parse(c, text)
		}
	}, []requirement.ID{"SRV-06"}},
	{"name as a pattern", matchingNames(func(name, asked string) bool {
		begin, open := strings.CutSuffix(asked, "%")
		return name == asked || open && strings.HasPrefix(name, begin)
	}), []requirement.ID{"NAM-04"}},
	{"name in any case", matchingNames(strings.EqualFold), []requirement.ID{"NAM-05"}},
	{
		"plus is a space", matchingNames(func(name, asked string) bool { return name == strings.ReplaceAll(asked, "+", " ") }),
		[]requirement.ID{"NAM-06"},
	},
	{"status finds no UNKNOWN", func(b *refserver.Behaviour) {
		b.Match.Status = func(c *refserver.Call, i *fixtures.Image) bool {
			return i.Status == c.Query.Status && i.Status != "UNKNOWN"
		}
	}, []requirement.ID{"STA-10"}},
	{"types swapped", func(b *refserver.Behaviour) {
		b.Match.Type = func(c *refserver.Call, i *fixtures.Image) bool {
			return c.Query.Type == refserver.All || (i.Server == "") == (c.Query.Type == refserver.FromServer)
		}
	}, []requirement.ID{"TYP-02", "TYP-03"}},
	{"status ignored beside a name", func(b *refserver.Behaviour) {
		match := b.Match.Status
		b.Match.Status = func(c *refserver.Call, i *fixtures.Image) bool {
			return c.Query.Asked[refserver.NameParam] || match(c, i)
		}
	}, []requirement.ID{"CMB-01", "CMB-02", "CMB-03", "CMB-08"}},
	{"page cut before the filter", func(b *refserver.Behaviour) {
		matches, collect := b.Matches, b.Collect
		b.Matches = func(*refserver.Call, *fixtures.Image) bool { return true }
		b.Collect = func(c *refserver.Call, p refserver.Page) refserver.Collection {
			p.Images = slices.DeleteFunc(slices.Clone(p.Images), func(i *fixtures.Image) bool { return !matches(c, i) })
			return collect(c, p)
		}
	}, []requirement.ID{"CMB-05", "CMB-08"}},
	{"no metadata beside a type", func(b *refserver.Behaviour) {
		represent := b.Represent
		b.Represent = func(c *refserver.Call, i *fixtures.Image) refserver.Entry {
			e := represent(c, i)
			if c.Query.Asked[refserver.TypeParam] {
				e.Metadata = nil
			}
			return e
		}
	}, []requirement.ID{"CMB-06"}},
	{"last changed first", func(b *refserver.Behaviour) {
		b.Less = func(x, y *fixtures.Image) bool { return x.Updated.After(y.Updated) }
	}, []requirement.ID{"ORD-01"}},
	{"oldest first by status", func(b *refserver.Behaviour) {
		pick := b.Select
		b.Select = func(c *refserver.Call) (refserver.Page, *refserver.Fault) {
			page, fault := pick(c)
			if c.Query.Asked[refserver.StatusParam] {
				page.Images = slices.Clone(page.Images)
				slices.Reverse(page.Images)
			}
			return page, fault
		}
	}, []requirement.ID{"ORD-05"}},
}

func TestWrongFilters(t *testing.T) {
	if testing.Short() {
		t.Skip("judges half a hundred servers")
	}
	for _, wrong := range wrongFilters {
		t.Run(wrong.name, func(t *testing.T) {
			judge(t, altered(wrong.alter), filterAreas...).wantBroken(t, wrong.want...)
		})
	}
}
