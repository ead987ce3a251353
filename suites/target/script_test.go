package target

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/imageconform/imageconform/schemas"
)

// book is a Doer that answers from pages by query, and keeps what it was asked.
type book struct {
	pages  map[string]string
	asked  []string
	single int
	waited []time.Duration
}

func (b *book) Do(_ context.Context, r Request) Exchange {
	_, query, _ := strings.Cut(r.URL, "?")
	b.asked = append(b.asked, query)
	body, ok := b.pages[query]
	if !ok {
		return Exchange{Request: r, Status: 404}
	}
	return Exchange{Request: r, Status: 200, Body: []byte(body)}
}

func (b *book) Single() (Doer, func()) { b.single++; return b, func() {} }

func (b *book) Wait(ctx context.Context, d time.Duration) bool {
	b.waited = append(b.waited, d)
	return ctx.Err() == nil
}

// site reads the links of pages.
func site(d Doer, e Endpoint) Site {
	return Site{Doer: d, Endpoint: e, Link: func(x *Exchange, relations ...string) (string, bool) {
		if !x.OK() {
			return "", false
		}
		if root, _ := schemas.ReadXML(x.Body); root != nil {
			images, _ := schemas.ImagesFromXML(root)
			return images.Link(relations...)
		}
		value, _ := schemas.ReadJSON(x.Body)
		images, _ := schemas.ImagesFromJSON(value)
		return images.Link(relations...)
	}}
}

// page is a listing without images and with a link.
func page(rel, query string) string {
	return fmt.Sprintf(`{"images": [], "images_links": [{"rel": %q, "href": "http://elsewhere/v2/t/images/detail?%s"}]}`, rel, query)
}

func xmlPage(query string) string {
	return `<images xmlns="http://docs.openstack.org/compute/api/v1.1" xmlns:a="http://www.w3.org/2005/Atom">` +
		`<a:link rel="next" href="http://elsewhere/v2/t/images/detail?` + query + `"/></images>`
}

func TestWalk(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		pages map[string]string
		most  int
		want  []string
	}{
		{"one page", map[string]string{"": `{"images": []}`}, 0, []string{""}},
		{
			"to the end",
			map[string]string{"": page("next", "marker=a"), "marker=a": page("next", "marker=b"), "marker=b": `{"images": []}`},
			0,
			[]string{"", "marker=a", "marker=b"},
		},
		{
			"in XML",
			map[string]string{"": xmlPage("marker=a&amp;limit=1"), "marker=a&limit=1": `<images/>`},
			0,
			[]string{"", "marker=a&limit=1"},
		},
		{
			"to itself",
			map[string]string{"": page("next", "marker=a"), "marker=a": page("next", "marker=a")},
			0,
			[]string{"", "marker=a"},
		},
		{
			"in a circle",
			map[string]string{"": page("next", "marker=a"), "marker=a": page("next", "marker=b"), "marker=b": page("next", "marker=a")},
			0,
			[]string{"", "marker=a", "marker=b"},
		},
		{
			"no further than told",
			map[string]string{"": page("next", "marker=a"), "marker=a": page("next", "marker=b")},
			2,
			[]string{"", "marker=a"},
		},
		{"up to an error", map[string]string{"": page("next", "marker=gone")}, 0, []string{"", "marker=gone"}},
		{"up to what is no listing", map[string]string{"": page("next", "marker=a"), "marker=a": "hello"}, 0, []string{"", "marker=a"}},
		{"not along a link that is no URI", map[string]string{"": page("next", "name=a b")}, 0, []string{""}},
		{"not along another relation", map[string]string{"": page("previous", "marker=a")}, 0, []string{""}},
	} {
		b := &book{pages: c.pages}
		e := mustEndpoint(t, "http://h/v2/t")
		script := Walk(Get(e.URL("/images/detail", "")))
		if c.most > 0 {
			script = WalkAtMost(Get(e.URL("/images/detail", "")), c.most)
		}
		walked := script.Run(t.Context(), site(b, e))
		if diff := cmp.Diff(c.want, b.asked); diff != "" || len(walked) != len(c.want) {
			t.Errorf("%s: %d answers to the queries (-want +got):\n%s", c.name, len(walked), diff)
		}
		for _, x := range walked {
			if !strings.HasPrefix(x.Request.URL, "http://h/v2/t/") {
				t.Errorf("%s: another host is asked: %s", c.name, x.Request.URL)
			}
		}
	}
}

// TestWalkBeyondTheCap holds that a walk which is cut says so by a page that was
// not asked.
func TestWalkBeyondTheCap(t *testing.T) {
	t.Parallel()
	b := &book{pages: map[string]string{"": page("next", "marker=a"), "marker=a": page("next", "marker=b"), "marker=b": `{"images": []}`}}
	at := site(b, mustEndpoint(t, "http://h/v2/t"))
	at.Pages = 2
	walked := Walk(Get(at.Endpoint.URL("/images/detail", ""))).Run(t.Context(), at)
	last := walked[len(walked)-1]
	const want = "not asked: the walk has reached the cap of 2 pages (max-pages)"
	if len(walked) != 3 || len(b.asked) != 2 || last.Failure != want || !strings.HasSuffix(last.Request.URL, "?marker=b") {
		t.Errorf("asked %v, and the last of %d pages is %+v", b.asked, len(walked), last)
	}
	at.Pages = 3
	if walked = Walk(Get(at.Endpoint.URL("/images/detail", ""))).Run(t.Context(), at); len(walked) != 3 || walked[2].Failure != "" {
		t.Errorf("as many pages as may be asked end with %+v", walked[len(walked)-1])
	}
}

// TestWalkAgain asks a script and its repetition: both begin at the first page.
func TestWalkAgain(t *testing.T) {
	t.Parallel()
	b := &book{pages: map[string]string{"": page("next", "marker=a"), "marker=a": `{"images": []}`}}
	e := mustEndpoint(t, "http://h/v2/t")
	walk := Walk(Get(e.URL("/images/detail", "")))
	for _, s := range []Script{walk, walk.Again("1"), walk.In(Broken)} {
		if walked := s.Run(t.Context(), site(b, e)); len(walked) != 2 {
			t.Errorf("%q: %d pages, want 2", s.Key, len(walked))
		}
	}
	if want := []string{"", "marker=a", "", "marker=a", "", "marker=a"}; !slices.Equal(b.asked, want) {
		t.Errorf("asked %q, want %q", b.asked, want)
	}
}

func TestWalkInterrupted(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	b := &book{pages: map[string]string{"": `{"images": []}`}}
	e := mustEndpoint(t, "http://h/v2/t")
	if walked := Walk(Get(e.URL("/images/detail", ""))).Run(ctx, site(b, e)); len(walked) != 0 || len(b.asked) != 0 {
		t.Errorf("%d answers to %d requests after the interrupt", len(walked), len(b.asked))
	}
}

func TestBack(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, first string
		want        []string
	}{
		{"previous", page("previous", "marker=a"), []string{"", "marker=a"}},
		{"prev", page("prev", "marker=a"), []string{"", "marker=a"}},
		{"none", page("next", "marker=a"), []string{""}},
		{"no URI", page("previous", "a b"), []string{""}},
	} {
		b := &book{pages: map[string]string{"": c.first, "marker=a": `{"images": []}`}}
		e := mustEndpoint(t, "http://h/v2/t")
		answers := Back(Get(e.URL("/images/detail", ""))).Run(t.Context(), site(b, e))
		if !slices.Equal(b.asked, c.want) || len(answers) != len(c.want) {
			t.Errorf("%s: asked %q, want %q", c.name, b.asked, c.want)
		}
	}
}

// TestChain counts the connections on which a deployment is asked.
func TestChain(t *testing.T) {
	t.Parallel()
	var opened atomic.Int32
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Has("bad") {
			w.WriteHeader(http.StatusBadRequest)
		}
		_, _ = io.WriteString(w, r.URL.RawQuery+r.Method)
	}))
	server.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			opened.Add(1)
		}
	}
	server.Start()
	defer server.Close()
	e := mustEndpoint(t, server.URL+"/v2/t")
	client := NewClient(Config{Endpoint: e})
	defer client.Close()
	r := Get(e.URL("/images/detail", "n=1"))
	post := Request{Method: "POST", URL: e.URL("/images/detail", "n=2"), Body: "{}"}
	chain := Chain(r, Get(e.URL("/images/detail", "bad=1")), post, r)
	answers := chain.Run(t.Context(), site(client, e))
	var got []string
	for i, x := range answers {
		got = append(got, fmt.Sprint(x.Status, " ", string(x.Body)))
		if x.Reused != (i > 0) {
			t.Errorf("answer %d came over a used connection: %v", i, x.Reused)
		}
	}
	if diff := cmp.Diff([]string{"200 n=1GET", "400 bad=1GET", "200 n=2POST", "200 n=1GET"}, got); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
	if opened.Load() != 1 {
		t.Errorf("%d connections, want 1", opened.Load())
	}
	chain.Run(t.Context(), site(client, e))
	if opened.Load() != 2 {
		t.Errorf("%d connections after a second chain, want 2", opened.Load())
	}
}

func TestScriptsTellWhomTheyNeed(t *testing.T) {
	t.Parallel()
	r := Get("http://h/v2/t/images/detail")
	for name, c := range map[string]struct {
		script Script
		want   []Identity
	}{
		"once":  {Once(r.By(Forbidden)), []Identity{Forbidden}},
		"walk":  {Walk(r), []Identity{Self}},
		"chain": {Chain(r, r.By(Nobody), r.By(Other)), []Identity{Self, Nobody, Other}},
		"burst": {Burst(r, 3, r.By(Other)), []Identity{Self, Other}},
		"back":  {Back(r.By(Other)).In(Cached).Again("1"), []Identity{Other}},
	} {
		if !slices.Equal(c.script.As, c.want) {
			t.Errorf("%s needs %v, want %v", name, c.script.As, c.want)
		}
	}
	if got := Once(r).In(Limited).Again("1").State; got != Limited {
		t.Errorf("a repeated script is asked in the state %v", got)
	}
}
