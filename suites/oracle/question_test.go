package oracle

import (
	"strings"
	"testing"

	"github.com/imageconform/imageconform/schemas"
)

// page is an answer of one page with a next link, unless that is empty.
func page(next string, ids ...string) *Reading {
	r := listed(ids...).First()
	if next != "" {
		text := func(s string) schemas.Scalar { return schemas.Scalar{Kind: schemas.String, Text: s} }
		r.Collection.Links = []schemas.Link{{Relation: &schemas.Relation{Rel: text("next")}, Href: text("http://host/v2/tenant/images/detail?" + next)}}
	}
	return r
}

// deleted is the page with images behind the others that are deleted.
func deleted(r *Reading, status string, ids ...string) *Reading {
	gone := withIDs(ids...)
	for i := range gone {
		gone[i].Scalars.Set("status", schemas.Scalar{Kind: schemas.String, Text: status})
	}
	r.Collection.Images = append(r.Collection.Images, gone...)
	return r
}

// since is a changes-since that selects every image.
var since = Choice{Name: "changes-since", Value: "2012-01-01T00:00:00Z", Selects: func(schemas.Image) bool { return true }}

func TestPage(t *testing.T) {
	l := Listing{Images: withIDs("a1", "b", "a2", "a3", "c")}
	a, b := letter("a"), letter("b")
	refused := &Reading{Exchange: listed().First().Exchange}
	for _, c := range []struct {
		name   string
		q      Question
		r      *Reading
		want   string // a part of each finding, "" for none
		advice bool
	}{
		{"all", Question{Filters: []Choice{a}}, page("", "a1", "a2", "a3"), "", false},
		{"none", Question{Filters: []Choice{a, b}}, page(""), "", false},
		{"no listing", Question{Filters: []Choice{a}}, refused, "status 200", false},
		{"another image", Question{Filters: []Choice{a}}, page("", "a1", "b", "a2", "a3"), `1 others among 4 images: "b"`, false},
		{"a lost image", Question{Filters: []Choice{a}}, page("", "a1", "a3"), `missing "a2"`, false},
		{"an image twice", Question{Filters: []Choice{a}}, page("", "a1", "a2", "a3", "a3"), `or again "a3"`, false},
		{"out of order", Question{Filters: []Choice{a}}, page("", "a1", "a3", "a2"), `image "a3" at position 2, where "a2" belongs`, false},
		{"full", Question{Filters: []Choice{a}, Limit: 2}, page("marker=a2&limit=2&letter=a", "a1", "a2"), "", false},
		{"not full", Question{Filters: []Choice{a}, Limit: 3}, page("marker=a2&limit=3", "a1", "a2"), `missing "a3"`, false},
		{"too full", Question{Filters: []Choice{a}, Limit: 2}, page("marker=a3&limit=2&letter=a", "a1", "a2", "a3"), "3 images", false},
		{"begins late", Question{Filters: []Choice{a}, Limit: 1}, page("marker=a2&limit=1", "a2"), `missing "a1"; out of turn, or again "a2"`, false},
		{"cut by the target", Question{Filters: []Choice{a}}, page("marker=a1&letter=a", "a1"), "", false},
		{"behind the marker", Question{Filters: []Choice{a}, Marker: "a1"}, page("", "a2", "a3"), "", false},
		{"with the marker", Question{Filters: []Choice{a}, Marker: "a1"}, page("", "a1", "a2", "a3"), `1 others among 3 images: "a1"`, false},
		{"behind the last", Question{Marker: "c"}, page(""), "", false},
		{"a foreign marker", Question{Filters: []Choice{a}, Marker: "b"}, page("", "a2"), `missing "a3"`, true},
		{"no next link", Question{Filters: []Choice{a}, Limit: 1}, page("", "a1"), "no next link, and 2 more to come", false},
		{"the next link of a last page is for others", Question{Filters: []Choice{a}, Limit: 3}, page("marker=a3&limit=3&letter=a", "a1", "a2", "a3"), "", false},
		{"another marker", Question{Limit: 1}, page("marker=b&limit=1", "a1"), "marker=b", false},
		{"another limit", Question{Limit: 1}, page("marker=a1&limit=2", "a1"), "limit=2", false},
		{"a lost filter", Question{Filters: []Choice{since}, Limit: 1}, page("marker=a1&limit=1", "a1"), "marker=a1", false},
		{"a filter written otherwise", Question{Filters: []Choice{since}, Limit: 1}, page("marker=a1&limit=1&changes-since=2012-01-01T00:00Z", "a1"), "", false},
		{"a lost default", Question{Filters: []Choice{{"type", "ALL", since.Selects}}, Limit: 1}, page("marker=a1&limit=1", "a1"), "", false},
		{"an unreadable next link is for others", Question{Limit: 1}, page("marker=%zz", "a1"), "", false},
		{"a value that tears the link is for others", Question{Filters: []Choice{{"name", "a&b", since.Selects}}, Limit: 1}, page("b", "a1"), "", false},
		{"deleted", Question{Filters: []Choice{since}, Limit: 5}, deleted(page("marker=x&limit=5&changes-since=2012-01-01T00:00:00Z", "a1", "b", "a2"), Deleted, "x", "y"), "marker=x", false},
		{"deleted, and not asked for", Question{Filters: []Choice{a}}, deleted(page("", "a1", "a2", "a3"), Deleted, "a4"), `others among 4 images: "a4"`, false},
		{"unknown, and not deleted", Question{Filters: []Choice{since}}, deleted(page("", "a1", "b", "a2", "a3", "c"), "ACTIVE", "x"), `1 others`, false},
		{"deleted, and of another letter", Question{Filters: []Choice{since, a}}, deleted(page("", "a1", "a2", "a3"), Deleted, "x"), `1 others`, false},
	} {
		var j Judgement
		j.Page(c.r, l, c.q)
		if (len(j.Findings) > 0) != (c.want != "") || j.Ranged == 0 {
			t.Errorf("%s: findings %v over %d things", c.name, j.Findings, j.Ranged)
		}
		for _, f := range j.Findings {
			if !strings.Contains(f.Got, c.want) || f.Advice != c.advice {
				t.Errorf("%s: got %q (advice: %v), want %q", c.name, f.Got, f.Advice, c.want)
			}
		}
	}
}

func TestQuestionInWords(t *testing.T) {
	q := Question{Filters: []Choice{letter("a"), letter("b")}, Marker: "m", Limit: 2}
	if want := `the images that letter=a and letter=b select together, behind "m", at most 2`; q.String() != want {
		t.Errorf("%q, want %q", q, want)
	}
}

func TestSameFilter(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		want       bool
	}{
		{"changes-since", "2012-01-01T00:00Z", "2012-01-01T01:00:00+01:00", true},
		{"changes-since", "2012-01-01T00:00", "2012-01-01T00:00:00Z", true},
		{"changes-since", "2012-01-01T00:00-01:00", "2012-01-01T01:00:00Z", true},
		{"changes-since", "2012-01-01T00:00Z", "2012-01-01T00:01:00Z", false},
		{"changes-since", "yesterday", "today", false},
		{"server", "http://host/servers/1", "1", true},
		{"status", "active", "ACTIVE", true},
		{"name", "a", "A", false},
	} {
		if got := SameFilter(c.name, c.a, c.b); got != c.want {
			t.Errorf("%s: %s and %s are the same: %v", c.name, c.a, c.b, got)
		}
	}
}
