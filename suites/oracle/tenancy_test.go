package oracle

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

const (
	ownID    = "70a599e0-31e7-49b7-b260-868f441e862b"
	publicID = "155d900f-4e14-4e4c-a73d-069cbf4541e6"
	otherID  = "a2459075-d96c-40d5-893e-577ff92e721c"
)

// showing is an answer that lists images of these ids.
func showing(as target.Identity, ids ...string) Answer {
	body := `{"images":[{"id":"` + strings.Join(ids, `"},{"id":"`) + `"}]}`
	return Answer{Read(&target.Exchange{Request: target.Get("http://host/v2/t/images/detail").By(as), Status: http.StatusOK, Body: []byte(body)})}
}

// neighbours is a view of two tenants with an image each and one for both.
func neighbours() View {
	return View{
		InJSON:    NewListing(showing(target.Self, ownID, publicID), requirement.JSON),
		OtherJSON: NewListing(showing(target.Other, publicID, otherID), requirement.JSON),
	}
}

func TestNoneHidden(t *testing.T) {
	hidden := HiddenIn(neighbours())
	for _, c := range []struct {
		answer Answer
		want   bool
	}{
		{showing(target.Self, ownID, publicID), true},
		{showing(target.Self, publicID, otherID), false},
		{showing(target.Other, otherID, publicID), true},
		{showing(target.Other, ownID), false},
		{showing(target.Self, "e0feaca8-4db6-42b5-a4ab-233fcd5389dc"), true},
	} {
		var j Judgement
		if got := j.NoneHidden(c.answer, hidden); got != c.want {
			t.Errorf("%v by %v shows nothing hidden: %v", IDs(c.answer.Images()), c.answer.First().Request.As, got)
		}
	}
	want := Hidden{target.Self: {otherID: true}, target.Other: {ownID: true}}
	if diff := cmp.Diff(want, hidden); diff != "" {
		t.Errorf("hidden images (-want +got):\n%s", diff)
	}
}

func TestShowsNothing(t *testing.T) {
	short := neighbours()
	short.InJSON = NewListing(showing(target.Self, "1"), requirement.JSON)
	for _, c := range []struct {
		v    View
		body string
		want bool
	}{
		{neighbours(), ``, true},
		{neighbours(), `{"unauthorized":{"code":401,"message":"no"}}`, true},
		{neighbours(), `{"images":[]}`, true},
		{neighbours(), `{"images":[{"id":"unknown"}]}`, false},
		{neighbours(), `{"image":{"id":"unknown"}}`, false},
		{neighbours(), `<html>` + otherID + `</html>`, false},
		{short, `{"unauthorized":{"code":401,"message":"no"}}`, true},
	} {
		var j Judgement
		r := Read(&target.Exchange{Status: http.StatusUnauthorized, Body: []byte(c.body)})
		if got := j.ShowsNothing(r, c.v); got != c.want || j.Ranged != 1 {
			t.Errorf("%q shows nothing: %v, ranged over %d", c.body, got, j.Ranged)
		}
	}
}
