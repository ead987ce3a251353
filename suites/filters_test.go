package suites

import (
	"slices"
	"strconv"
	"testing"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites/requirement"
)

// filterAreas are the areas about filters and order.
var filterAreas = []string{"CS-*", "SRV-*", "NAM-*", "STA-*", "TYP-*", "CMB-*", "ORD-*"}

func TestFiltersOfReference(t *testing.T) {
	judged := judge(t, rich(), filterAreas...)
	judged.wantBroken(t)
	// No image of the reference server has the status of an extension.
	judged.wantUndecided(t, "STA-09")
}

// poorly is what three plain images cannot decide: all of it needs data.
var poorly = []requirement.ID{
	"CMB-02", "CS-11", "CS-16", "CS-17", "CS-18", "NAM-02", "NAM-06", "SRV-01", "SRV-02", "SRV-03", "SRV-04", "SRV-06", "SRV-09",
	"STA-04", "STA-05", "STA-06", "STA-09",
}

func TestFiltersOfFewImages(t *testing.T) {
	for n := range 4 {
		judged := judge(t, plain(n), filterAreas...)
		judged.wantBroken(t)
		if n == 3 {
			judged.wantUndecided(t, poorly...)
		}
	}
	for _, id := range poorly {
		if row, ok := requirement.Lookup(id); !ok || row.Need == requirement.Core {
			t.Errorf("%s is undecided on three plain images and needs no data", id)
		}
	}
	if judged := judge(t, plain(0), filterAreas...); len(judged.undecided()) < 45 {
		t.Errorf("only %v are undecided without any image", judged.undecided())
	}
}

// permitted are deployments of the freedom that the documents leave.
var permitted = map[string]func(*refserver.Options, *refserver.Behaviour){
	"pages of five":         func(o *refserver.Options, _ *refserver.Behaviour) { o.MaxLimit = 5 },
	"pages of one":          func(o *refserver.Options, _ *refserver.Behaviour) { o.MaxLimit = 1 },
	"no tenant in the path": func(o *refserver.Options, _ *refserver.Behaviour) { o.NoTenant = true },
	"a public address":      func(o *refserver.Options, _ *refserver.Behaviour) { o.LinkPrefix = "https://public.example:8774" },
	"a page cut to seven": func(_ *refserver.Options, b *refserver.Behaviour) {
		parse := b.Parse.Limit
		b.Parse.Limit = func(c *refserver.Call, text string) (int, *refserver.Fault) {
			if n, err := strconv.Atoi(text); err == nil && n > 7 {
				text = "7"
			}
			return parse(c, text)
		}
		b.Size = func(c *refserver.Call) int {
			if c.Query.Limit > 0 {
				return c.Query.Limit
			}
			return 7
		}
	},
	"since excludes the time itself": func(_ *refserver.Options, b *refserver.Behaviour) {
		b.Match.ChangesSince = func(c *refserver.Call, i *fixtures.Image) bool { return i.Updated.After(c.Query.ChangesSince) }
	},
	"ties by id": func(_ *refserver.Options, b *refserver.Behaviour) {
		b.Less = func(x, y *fixtures.Image) bool {
			return x.Created.After(y.Created) || x.Created.Equal(y.Created) && x.ID < y.ID
		}
	},
	"deletions forgotten": func(_ *refserver.Options, b *refserver.Behaviour) {
		b.Present = func(_ *refserver.Call, i *fixtures.Image) bool { return i.Status != "DELETED" }
	},
	"failed uploads hidden from the plain list": func(_ *refserver.Options, b *refserver.Behaviour) {
		present := b.Present
		b.Present = func(c *refserver.Call, i *fixtures.Image) bool {
			return present(c, i) && (i.Status != "ERROR" || c.Query.Asked[refserver.ChangesSince])
		}
	},
	"deleted images without their server and time": func(_ *refserver.Options, b *refserver.Behaviour) {
		represent, match := b.Represent, b.Match.Server
		b.Represent = func(c *refserver.Call, i *fixtures.Image) refserver.Entry {
			e := represent(c, i)
			if i.Status == "DELETED" {
				e.Server, e.Metadata = nil, nil
				e.Scalars = slices.DeleteFunc(e.Scalars, func(s refserver.Scalar) bool { return s.Name == "updated" })
			}
			return e
		}
		b.Match.Server = func(c *refserver.Call, i *fixtures.Image) bool { return i.Status != "DELETED" && match(c, i) }
	},
	"unknown words select nothing": func(_ *refserver.Options, b *refserver.Behaviour) {
		const other = refserver.Type(9)
		parse, match := b.Parse.Type, b.Match.Type
		b.Parse.Status = func(_ *refserver.Call, text string) (string, *refserver.Fault) { return text, nil }
		b.Parse.Type = func(c *refserver.Call, text string) (refserver.Type, *refserver.Fault) {
			if kind, fault := parse(c, text); fault == nil {
				return kind, nil
			}
			return other, nil
		}
		b.Match.Type = func(c *refserver.Call, i *fixtures.Image) bool { return c.Query.Type != other && match(c, i) }
	},
	"empty values ignored": func(_ *refserver.Options, b *refserver.Behaviour) {
		pick := b.Pick
		b.Pick = func(c *refserver.Call, p refserver.Param) (string, bool) {
			text, asked := pick(c, p)
			return text, asked && text != ""
		}
	},
}

func TestFiltersOfPermittedServers(t *testing.T) {
	for name, allow := range permitted {
		t.Run(name, func(t *testing.T) {
			options := refserver.Options{Set: fixtures.Rich()}
			options.Alter = []func(*refserver.Behaviour){func(b *refserver.Behaviour) { allow(&refserver.Options{}, b) }}
			allow(&options, &refserver.Behaviour{})
			judge(t, reference(options), filterAreas...).wantBroken(t)
		})
	}
}
