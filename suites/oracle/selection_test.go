package oracle

import (
	"testing"

	"github.com/imageconform/imageconform/schemas"
)

func TestOnlyAndEvery(t *testing.T) {
	l := Listing{Images: withIDs("a", "b", "ab")}
	keep := letter("a").Selects
	for _, c := range []struct {
		answer      Answer
		only, every bool
	}{
		{listed("a", "ab"), true, true},
		{listed("a"), true, false},
		{listed("a", "ab", "b"), false, true},
		{listed(), true, false},
	} {
		var j, k Judgement
		if got := j.Only(c.answer, l, keep, "with an a"); got != c.only || j.Ranged == 0 {
			t.Errorf("Only of %v: %v over %d", IDs(c.answer.Images()), got, j.Ranged)
		}
		if got := k.Every(c.answer, l.Where(keep), "with an a"); got != c.every || k.Ranged == 0 {
			t.Errorf("Every of %v: %v over %d", IDs(c.answer.Images()), got, k.Ranged)
		}
	}
}

func TestAgree(t *testing.T) {
	l := Listing{Images: withIDs("a", "b", "ab")}
	want := l.Where(letter("a").Selects)
	for _, c := range []struct {
		name          string
		answer, other Answer
		ok            bool
	}{
		{"both right", listed("ab", "a"), listed("a", "ab"), true},
		{"right beside a wrong one", listed("a", "ab"), listed("b"), true},
		{"as wrong as the other", listed("b"), listed("b"), true},
		{"wrong beside a right one", listed("b"), listed("a", "ab"), false},
		{"wrong with nothing beside it", listed("b"), nil, false},
		{"right and images beyond the list", listed("a", "ab", "zz"), nil, true},
		{"one image twice", listed("a", "ab", "a"), nil, false},
	} {
		var j Judgement
		if got := j.Agree(c.answer, l, want, c.other, "with an a"); got != c.ok {
			t.Errorf("%s: %v, want %v: %v", c.name, got, c.ok, j.Findings)
		}
	}
}

func TestInOrder(t *testing.T) {
	order := withIDs("a", "b", "c", "d")
	for _, c := range []struct {
		answer Answer
		ok     bool
		pairs  int
	}{
		{listed("a", "c", "d"), true, 2},
		{listed("c", "a"), false, 1},
		{listed("a", "x", "b"), true, 1},
		{listed("a", "b", "b", "c"), true, 2},
		{Answer{listed("a", "b")[0], listed("d", "c")[0]}, false, 3},
		{listed("a"), true, 0},
	} {
		var j Judgement
		if got := j.InOrder(c.answer, order, "in order"); got != c.ok || j.Ranged != c.pairs {
			t.Errorf("%v: %v over %d pairs, want %v over %d", IDs(c.answer.Images()), got, j.Ranged, c.ok, c.pairs)
		}
	}
}

func TestUnchanged(t *testing.T) {
	renamed := listed("a", "b")
	renamed[0].Collection.Images[1].Scalars.Set("name", schemas.Scalar{Kind: schemas.String, Text: "new"})
	var j Judgement
	j.Unchanged(renamed, Listing{Images: withIDs("a", "b", "c")})
	if len(j.Findings) != 1 || j.Ranged != 2 {
		t.Errorf("%d findings over %d images, want 1 over 2", len(j.Findings), j.Ranged)
	}
}

func TestAnswered(t *testing.T) {
	refused := listed()
	refused[0].Status, refused[0].Collection = 400, nil
	var j Judgement
	if j.Answered(refused) || j.Missing == "" || len(j.Findings) > 0 {
		t.Errorf("a refusal leaves %+v", j)
	}
}
