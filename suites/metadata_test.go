package suites

import (
	"fmt"
	"strings"
	"testing"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
)

// jsonItems and xmlItems change the metadata of each image in one format.
func jsonItems(change func([]refserver.Item) any) deployment {
	return altered(func(b *refserver.Behaviour) {
		b.JSON.Metadata = func(_ *refserver.Call, items []refserver.Item) any { return change(items) }
	})
}

func xmlItems(change func([]refserver.Item) []refserver.Item) deployment {
	return altered(func(b *refserver.Behaviour) {
		before := b.XML.Metadata
		b.XML.Metadata = func(c *refserver.Call, items []refserver.Item) *refserver.Element {
			return before(c, change(append([]refserver.Item{}, items...)))
		}
	})
}

// valued gives items of JSON other values than strings.
func valued(change func(key, value string) any) deployment {
	return jsonItems(func(items []refserver.Item) any {
		var o refserver.Object
		for _, i := range items {
			member := refserver.Member{Name: i.Key}
			if i.Value != nil {
				member.Value = change(i.Key, *i.Value)
			}
			o = append(o, member)
		}
		return o
	})
}

func TestWrongMetadata(t *testing.T) {
	judgeWrong(t, []wrong{
		{"lists for values", valued(func(key, value string) any {
			if key == "image_type" {
				return refserver.Array{value}
			}
			return value
		}), ids("MET-01")},
		{"booleans for values", valued(func(key, value string) any {
			if key == "auto_disk_config" {
				return value == "True"
			}
			return value
		}), ids("MET-03")},
		{"numbers for values", valued(func(key, value string) any {
			if key == "min_ram" {
				return 0
			}
			return value
		}), ids("MET-03")},
		{"a list of pairs", jsonItems(func(items []refserver.Item) any {
			return refserver.Array{}
		}), ids("JSN-14")},
		{"a key of 256 characters", represented(func(_ *fixtures.Image, e *refserver.Entry) {
			e.Metadata = append(e.Metadata, refserver.Item{Key: strings.Repeat("q", 256), Value: new(string)})
		}), ids("MET-05")},
		{"a value of 256 characters", represented(func(_ *fixtures.Image, e *refserver.Entry) {
			long := strings.Repeat("é", 256)
			e.Metadata = append(e.Metadata, refserver.Item{Key: "q", Value: &long})
		}), ids("MET-05")},
		{"a key twice in XML", xmlItems(func(items []refserver.Item) []refserver.Item {
			return append(items, items[:min(1, len(items))]...)
		}), ids("MET-06")},
		{"more than a thousand items", represented(func(i *fixtures.Image, e *refserver.Entry) {
			for n := 0; i.Name == "cirros" && n < 1001; n++ {
				e.Metadata = append(e.Metadata, refserver.Item{Key: fmt.Sprint("key ", n), Value: new(string)})
			}
		}), ids("MET-07")},
		{"values by place in XML", xmlItems(func(items []refserver.Item) []refserver.Item {
			if len(items) > 1 {
				items[0].Value, items[1].Value = items[1].Value, items[0].Value
			}
			return items
		}), ids("EQV-03", "MET-08", "MET-09", "MET-10")},
		{"null for a null in XML", xmlItems(func(items []refserver.Item) []refserver.Item {
			for i := range items {
				if items[i].Value == nil {
					null := "null"
					items[i].Value = &null
				}
			}
			return items
		}), ids("EQV-03", "MET-09")},
		{"None for what is empty in XML", xmlItems(func(items []refserver.Item) []refserver.Item {
			for i := range items {
				if items[i].Value != nil && *items[i].Value == "" {
					items[i].Value = nil
				}
			}
			return items
		}), ids("EQV-03", "MET-09")},
		{"escaped twice in XML", xmlItems(func(items []refserver.Item) []refserver.Item {
			for i := range items {
				if items[i].Value != nil {
					twice := strings.ReplaceAll(*items[i].Value, "&", "&amp;")
					items[i].Value = &twice
				}
			}
			return items
		}), ids("EQV-03", "MET-10")},
		{"spaces trimmed in XML", xmlItems(func(items []refserver.Item) []refserver.Item {
			for i := range items {
				if items[i].Value != nil {
					trimmed := strings.TrimSpace(*items[i].Value)
					items[i].Value = &trimmed
				}
			}
			return items
		}), ids("EQV-03")},
		{"no element for no metadata", xmlImage(func(e refserver.Entry, x *refserver.Element) {
			if len(e.Metadata) == 0 {
				x.Children = withoutElement(x.Children, "metadata")
			}
		}), ids("MET-11")},
	}, bodyAreas...)
}

// For a null XML may have nothing, or an empty text.
func TestPermittedNulls(t *testing.T) {
	none := xmlItems(func(items []refserver.Item) []refserver.Item {
		var kept []refserver.Item
		for _, i := range items {
			if i.Value != nil {
				kept = append(kept, i)
			}
		}
		return kept
	})
	empty := xmlItems(func(items []refserver.Item) []refserver.Item {
		for i := range items {
			if items[i].Value == nil {
				items[i].Value = new(string)
			}
		}
		return items
	})
	for _, d := range []deployment{none, empty} {
		judge(t, d, bodyAreas...).wantBroken(t)
	}
}
