package oracle

import (
	"net/http"
	"testing"

	"github.com/imageconform/imageconform/suites/target"
)

func TestAlike(t *testing.T) {
	const first = `{"images":[{"id":"a","name":"x","minRam":0},{"id":"b","metadata":{"k":"v"}}]}`
	read := func(body string) *Reading {
		return Read(&target.Exchange{Status: http.StatusOK, Body: []byte(body)})
	}
	for _, c := range []struct {
		body string
		want bool
	}{
		{first, true},
		{`{"images":[{"minRam":0,"id":"a","name":"x"},{"metadata":{"k":"v"},"id":"b"}]}`, true},
		{`{"images":[{"id":"b","metadata":{"k":"v"}},{"id":"a","name":"x","minRam":0}]}`, false},
		{`{"images":[{"id":"a","name":"x","minRam":0}]}`, false},
		{`{"images":[{"id":"a","name":"x","minRam":"0"},{"id":"b","metadata":{"k":"v"}}]}`, false},
		{`{"images":[{"id":"a","name":"x","minRam":0},{"id":"b","metadata":{"k":"w"}}]}`, false},
		{`{"images":[{"id":"a","name":"x","minRam":0},{"id":"b"}]}`, false},
		{`{"badRequest":{"code":400,"message":"no"}}`, false},
	} {
		want := read(first).Images()
		var walk, page Judgement
		if got := walk.Alike(Answer{read(c.body)}, want, "the same"); got != c.want || got != (len(walk.Findings) == 0) {
			t.Errorf("Alike of %s: %v with %v", c.body, got, walk.Findings)
		}
		if got := page.AlikePage(read(c.body), want, "the same"); got != c.want || got != (len(page.Findings) == 0) {
			t.Errorf("AlikePage of %s: %v with %v", c.body, got, page.Findings)
		}
	}
	// A page may lead on, a whole answer may not.
	more := read(`{"images":[],"images_links":[{"rel":"next","href":"http://host/next"}]}`)
	var walk, page Judgement
	if walk.Alike(Answer{more}, nil, "nothing") || !page.AlikePage(more, nil, "nothing") {
		t.Error("a next link was taken wrongly")
	}
}
