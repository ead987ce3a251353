package oracle

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/target"
)

// aged is an image of an age: it was made and last changed so many seconds
// after the first.
func aged(id string, made, changed int, name string) schemas.Image {
	text := func(s string) schemas.Scalar { return schemas.Scalar{Kind: schemas.String, Text: s} }
	at := func(seconds int) schemas.Scalar {
		return text(time.Date(2014, 4, 21, 12, 0, seconds, 0, time.UTC).Format(time.RFC3339))
	}
	return schemas.Image{Content: &schemas.Content{Scalars: schemas.ScalarsOf(map[string]schemas.Scalar{
		"id": text(id), "created": at(made), "updated": at(changed), "name": text(name), "status": text("ACTIVE"),
	})}}
}

func viewOf(images ...schemas.Image) View {
	r := &Reading{Exchange: &target.Exchange{Request: target.Get("http://host/v2/tenant/images/detail"), Status: 200}, Collection: &schemas.Images{Images: images}}
	return View{InJSON: Listing{Pages: NewAnswer([]*Reading{r}), Images: images, Readable: true}}
}

func TestMoved(t *testing.T) {
	before := viewOf(aged("new", 30, 30, "a"), aged("old", 10, 10, "b"))
	for _, c := range []struct {
		name  string
		later View
		want  []string
	}{
		{"nothing", before, nil},
		{"another order", viewOf(aged("old", 10, 10, "b"), aged("new", 30, 30, "a")), nil},
		{"a change", viewOf(aged("new", 30, 30, "a"), aged("old", 10, 31, "b")), []string{"old"}},
		{"a change within the second of the last", viewOf(aged("new", 30, 30, "c"), aged("old", 10, 10, "b")), []string{"new"}},
		{"told otherwise, and not changed since long", viewOf(aged("new", 30, 30, "a"), aged("old", 10, 10, "c")), nil},
		{"one gone", viewOf(aged("new", 30, 30, "a")), []string{"old"}},
		{"one come, of whatever age", viewOf(aged("new", 30, 30, "a"), aged("shared", 5, 5, "d"), aged("old", 10, 10, "b")), []string{"shared"}},
	} {
		var got []string
		for id := range before.Moved(c.later) {
			got = append(got, id)
		}
		if slices.Sort(got); cmp.Diff(c.want, got) != "" {
			t.Errorf("%s: %v moved, want %v", c.name, got, c.want)
		}
	}
}

func TestOnlyWhatHeldStill(t *testing.T) {
	v := viewOf(aged("new", 30, 30, "a"), aged("going", 20, 20, "b"), aged("old", 10, 10, "c"))
	v = v.Only(v.Still(map[string]bool{"going": true}))
	if got := v.InJSON.IDs(); cmp.Diff([]string{"new", "old"}, got) != "" {
		t.Errorf("the view keeps %v", got)
	}
	came := viewOf(
		aged("came", 31, 31, "d"), aged("with the newest", 29, 29, "e"), aged("new", 30, 30, "a"),
		aged("going", 20, 32, "b"), aged("leaked", 15, 15, "f"), aged("old", 10, 10, "c"),
	).InJSON.Pages
	// What is not known, and too old to have come since, is held against the target.
	if got := IDs(v.Keep(came).Images()); cmp.Diff([]string{"new", "leaked", "old"}, got) != "" {
		t.Errorf("of an answer it keeps %v", got)
	}
	if len(came.Images()) != 6 {
		t.Error("the answer itself changed")
	}
	all := v.KeepEach(came)
	if got := IDs(all[0].Images()); len(got) != 3 {
		t.Errorf("of all answers it keeps %v", got)
	}
	if whole := viewOf(aged("new", 30, 30, "a")); len(whole.Keep(came).Images()) != 6 {
		t.Error("a view of everything does not keep everything")
	}
}

func TestTorn(t *testing.T) {
	of := func(next string, images ...schemas.Image) *Reading {
		r := page(next)
		r.Collection.Images = images
		return r
	}
	still, going, came := aged("still", 10, 10, "a"), aged("going", 20, 20, "b"), aged("came", 40, 40, "c")
	refused := &Reading{Exchange: &target.Exchange{Request: target.Get("http://host/v2/tenant/images/detail?marker=going"), Status: 400}}
	for _, c := range []struct {
		name  string
		moved string
		whole bool
		a     []*Reading
		want  bool
	}{
		{"one page of all", "going", false, []*Reading{of("", still, came)}, false},
		{"a page with more, and nothing moved", "", false, []*Reading{of("marker=still", still)}, false},
		{"a page that an image came into", "", false, []*Reading{of("marker=still", came, still)}, true},
		{"a page of a list that an image left", "going", false, []*Reading{of("marker=still", still)}, true},
		{"pages that count together", "going", true, []*Reading{of("marker=still", still), of("", going)}, false},
		{"pages that break off", "going", true, []*Reading{of("marker=going", still), refused}, true},
		{"a lost way", "going", false, []*Reading{of("", still), refused}, true},
	} {
		v := viewOf(aged("newest", 30, 30, "z"), going, still)
		moved := map[string]bool{}
		if c.moved != "" {
			moved[c.moved] = true
		}
		v = v.Only(v.Still(moved))
		if got := v.Torn(v.Keep(NewAnswer(c.a)), c.whole); got != c.want {
			t.Errorf("%s: torn %v, want %v", c.name, got, c.want)
		}
	}
}
