package oracle

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/imageconform/imageconform/schemas"
)

// madeAndChanged is an image of two displayed times.
func madeAndChanged(id, created, updated string) schemas.Image {
	im := schemas.Image{Content: &schemas.Content{}}
	for name, text := range map[string]string{"id": id, "created": created, "updated": updated} {
		im.Scalars.Set(name, schemas.Scalar{Kind: schemas.String, Text: text})
	}
	return im
}

func clock(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestMomentsOfEqualTimes(t *testing.T) {
	const at = "2011-01-01T01:02:03Z"
	m, ok := Listing{Images: []schemas.Image{madeAndChanged("a", at, at), madeAndChanged("b", at, at)}}.Moments()
	want := Moments{
		Before: clock(t, "2011-01-01T01:02:02Z"), After: clock(t, "2011-01-01T01:02:04Z"),
		Minutes: []time.Time{clock(t, "2011-01-01T01:02:00Z"), clock(t, "2011-01-01T01:03:00Z")},
		Future:  clock(t, "2037-01-01T00:00:00Z"),
	}
	if diff := cmp.Diff(want, m); !ok || diff != "" {
		t.Errorf("ok %v (-want +got):\n%s", ok, diff)
	}
}

func TestMomentsAreOffEveryTime(t *testing.T) {
	base := clock(t, "2012-06-15T17:00:00Z")
	times := rapid.SliceOfN(rapid.IntRange(0, 40), 1, 60)
	rapid.Check(t, func(rt *rapid.T) {
		var l Listing
		displayed := map[time.Time]bool{}
		for i, after := range times.Draw(rt, "updated") {
			at := base.Add(time.Duration(after) * 10 * time.Second)
			displayed[at] = true
			created := at.Add(-time.Duration(i) * time.Minute)
			l.Images = append(l.Images, madeAndChanged("x", created.Format(time.RFC3339), at.Format(time.RFC3339)))
		}
		m, ok := l.Moments()
		if !ok || len(m.Minutes) == 0 {
			rt.Fatalf("no moments of %d images: %v %v", len(l.Images), ok, m)
		}
		for _, at := range append([]time.Time{m.Before, m.After, m.Future}, m.Minutes...) {
			if displayed[at] {
				rt.Errorf("%s is displayed by an image", at)
			}
		}
		if !displayed[m.Before.Add(time.Second)] || !displayed[m.After.Add(-time.Second)] {
			rt.Errorf("%s and %s are not a second off an updated time", m.Before, m.After)
		}
	})
}

func TestMomentsTellCreatedFromUpdated(t *testing.T) {
	l := Listing{Images: []schemas.Image{
		madeAndChanged("a", "2012-01-01T00:00:00Z", "2012-01-01T00:00:00Z"),
		madeAndChanged("b", "2012-01-02T00:00:00Z", "2012-01-02T00:00:00Z"),
		madeAndChanged("c", "2012-01-03T00:00:00Z", "2012-01-09T00:00:00Z"),
		madeAndChanged("d", "2012-01-04T00:00:00Z", "2012-01-04T00:00:00Z"),
		madeAndChanged("e", "2012-01-05T00:00:00Z", "2012-01-05T00:00:00Z"),
	}}
	m, _ := l.Moments()
	for _, at := range []time.Time{m.Before, m.After} {
		across := l.Where(func(im schemas.Image) bool {
			created, _ := Created(im)
			return created.Before(at) && UpdatedAfter(im, at)
		})
		if len(across) == 0 {
			t.Errorf("no image was made before %s and changed after it", at)
		}
	}
}

func TestMomentsNeedATime(t *testing.T) {
	for _, l := range []Listing{{}, {Images: []schemas.Image{madeAndChanged("a", "yesterday", "today")}}} {
		if m, ok := l.Moments(); ok {
			t.Errorf("moments %v of %d images without a readable time", m, len(l.Images))
		}
	}
}

func TestReadTime(t *testing.T) {
	for text, want := range map[string]string{
		"2012-06-15T17:08:30Z":      "2012-06-15T17:08:30Z",
		"2012-06-15T17:08:30.75Z":   "2012-06-15T17:08:30.75Z",
		"2012-06-15T19:08:30+02:00": "2012-06-15T17:08:30Z",
		"2012-06-15T17:08:30":       "2012-06-15T17:08:30Z",
		"2012-06-31T17:08:30Z":      "",
		"2012-06-15 17:08:30Z":      "",
		"":                          "",
	} {
		got := ""
		if at, ok := readTime(text); ok {
			got = at.Format(time.RFC3339Nano)
		}
		if got != want {
			t.Errorf("%q reads as %q, want %q", text, got, want)
		}
	}
}
