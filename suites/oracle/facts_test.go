package oracle

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/target"
)

func TestSkew(t *testing.T) {
	t.Parallel()
	at := time.Date(2014, 4, 21, 12, 0, 0, 400e6, time.UTC)
	const took = 1300 * time.Millisecond
	for _, c := range []struct {
		date string
		want time.Duration
	}{
		{"Mon, 21 Apr 2014 12:00:00 GMT", 0},
		{"Mon, 21 Apr 2014 12:00:01 GMT", 0},
		{"Mon, 21 Apr 2014 11:59:59 GMT", -time.Second},
		{"Mon, 21 Apr 2014 12:00:02 GMT", time.Second},
		{"Mon, 21 Apr 2014 12:01:02 GMT", time.Minute + time.Second},
		{"Mon, 21 Apr 2014 11:00:00 GMT", -time.Hour},
	} {
		slow := Read(&target.Exchange{Status: 200, Header: header("Date", "Mon, 21 Apr 2014 10:00:00 GMT"), Started: at, Took: time.Minute})
		quick := Read(&target.Exchange{Status: 200, Header: header("Date", c.date), Started: at, Took: took})
		if got := skew([]*Reading{slow, quick}); got == nil || *got != c.want {
			t.Errorf("%s: the clock is %v ahead, want %v", c.date, got, c.want)
		}
	}
	undated := Read(&target.Exchange{Status: 200, Header: header("Date", "today"), Started: at})
	if got := skew([]*Reading{undated}); got != nil {
		t.Errorf("without a readable Date the clock is %v ahead", *got)
	}
}

func TestFactsOf(t *testing.T) {
	t.Parallel()
	exchange := func(took time.Duration, h ...string) *Reading {
		return Read(&target.Exchange{
			Request: target.Get("http://h/v2/t/images/detail"), Status: 200, Proto: "HTTP/1.1", Header: header(h...), Took: took * time.Millisecond,
			Body: []byte(`{"images": [{"id": "1"}, {"id": "2"}]}`),
		})
	}
	silent := Read(&target.Exchange{Failure: "refused", Took: time.Hour})
	f := FactsOf(View{}, []*Reading{
		exchange(5, "X-RateLimit-Limit", "120", "X-RateLimit-Remaining", "7"), exchange(1, "X-RateLimit-Limit", "120"), exchange(9), silent,
	})
	got := []any{f.Answered, f.Protocols, f.Least, f.Median, f.Largest, f.LimitHeaders}
	want := []any{3, []string{"HTTP/1.1"}, time.Millisecond, 5 * time.Millisecond, 2, []string{"X-Ratelimit-Limit: 120"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(f.Features) == 0 || f.Skew != nil {
		t.Errorf("%d features, and a clock %v ahead", len(f.Features), f.Skew)
	}
}

func TestCensusOf(t *testing.T) {
	t.Parallel()
	image := func(name, status string, server *schemas.Server) schemas.Image {
		return schemas.Image{Content: &schemas.Content{Server: server, Scalars: schemas.ScalarsOf(map[string]schemas.Scalar{
			"name": {Text: name, Kind: schemas.String}, "status": {Text: status, Kind: schemas.String},
		})}}
	}
	one, two := &schemas.Server{ID: "1"}, &schemas.Server{ID: "2"}
	got := CensusOf([]schemas.Image{
		image("plain", "ACTIVE", nil), image("twice", "ACTIVE", one), image("twice", "ERROR", one), image("", "ACTIVE", two), image("", "", nil),
		image(" a b", "SAVING", nil), image("R&D", "ACTIVE", nil), image("образ", "ACTIVE", nil), image("in:one", "ACTIVE", nil), image("a\tb", "ACTIVE", nil),
	})
	want := Census{
		Images: 10, Servers: 2,
		Statuses: []Portion{{"ACTIVE", 7}, {"ERROR", 1}, {"SAVING", 1}, {"none", 1}},
		Types:    []Portion{{"base", 7}, {"from a server", 3}},
		Names: []Portion{
			{"without a name", 2},
			{"sharing a name", 2},
			{"with spaces", 2},
			{"with spaces at an end", 1},
			{"with reserved characters", 2},
			{"with characters beyond ASCII", 1},
			{"with control characters", 1},
			{"that begin like an operator", 1},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
