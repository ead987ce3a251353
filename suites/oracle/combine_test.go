package oracle

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/target"
)

// letter selects the images whose id has a letter.
func letter(s string) Choice {
	return Choice{Name: "letter", Value: s, Selects: func(im schemas.Image) bool { return strings.Contains(im.ID(), s) }}
}

func withIDs(ids ...string) []schemas.Image {
	images := make([]schemas.Image, len(ids))
	for i, id := range ids {
		images[i].Content = &schemas.Content{Scalars: schemas.ScalarsOf(map[string]schemas.Scalar{"id": {Kind: schemas.String, Text: id}})}
	}
	return images
}

// listed is an answer of one page.
func listed(ids ...string) Answer {
	return Answer{{
		Exchange:   &target.Exchange{Request: target.Get("http://host/v2/tenant/images/detail"), Status: 200},
		Collection: &schemas.Images{Images: withIDs(ids...)},
	}}
}

func TestTelling(t *testing.T) {
	l := Listing{Images: withIDs("a", "b", "ab", "c")}
	for _, c := range []struct {
		name   string
		as, bs []Choice
		want   []string
	}{
		{"one pair tells both", []Choice{letter("c"), letter("a")}, []Choice{letter("b")}, []string{"a b"}},
		{"two pairs, each for one", []Choice{letter("a")}, []Choice{letter("ab"), letter("")}, []string{"a ", "a ab"}},
		{"nothing to tell", []Choice{letter("")}, []Choice{letter("")}, nil},
		{"no values", nil, []Choice{letter("a")}, nil},
	} {
		var got []string
		for _, pair := range l.Telling(c.as, c.bs) {
			got = append(got, pair[0].Value+" "+pair[1].Value)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestIntersection(t *testing.T) {
	l := Listing{Images: withIDs("a", "b", "ab", "c")}
	chosen := []Choice{letter("a"), letter("b")}
	right := []Answer{listed("a", "ab"), listed("b", "ab")}
	for _, c := range []struct {
		name     string
		together Answer
		alone    []Answer
		ok       bool
	}{
		{"both", listed("ab"), right, true},
		{"the first alone", listed("a", "ab"), right, false},
		{"either", listed("a", "b", "ab"), right, false},
		{"none", listed(), right, false},
		{"right though one filter is wrong", listed("ab"), []Answer{listed("a", "ab"), listed("a", "b", "ab", "c")}, true},
		{"as wrong as one filter is", listed("a", "ab"), []Answer{listed("a", "ab"), listed("a", "b", "ab", "c")}, true},
		{"beyond the list, and fitting", listed("ab", "abd"), right, true},
		{"beyond the list, not fitting", listed("ab", "ad"), right, false},
	} {
		var j Judgement
		if got := j.Intersection(c.together, l, chosen, c.alone); got != c.ok || j.Ranged == 0 || (len(j.Findings) == 0) != c.ok {
			t.Errorf("%s: %v, ranged over %d: %v", c.name, got, j.Ranged, j.Findings)
		}
	}
}

func TestSlice(t *testing.T) {
	alone, want := []string{"a", "x", "b", "c"}, []string{"a", "b", "c"}
	for _, c := range []struct {
		page []string
		ok   bool
	}{
		{[]string{"a", "b"}, true},
		{[]string{"a", "x"}, true},
		{[]string{"a"}, false},
		{[]string{"b", "a"}, false},
		{[]string{"a", "b", "c"}, false},
	} {
		var j Judgement
		if got := j.Slice(listed(c.page...).First(), alone, want, 2, "a page"); got != c.ok {
			t.Errorf("page %v: %v, want %v", c.page, got, c.ok)
		}
	}
}
