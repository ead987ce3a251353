package suites

import (
	"net/http"
	"strings"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// noSuchTag is an entity tag that no listing has.
const noSuchTag = `"imageconform-no-such-tag"`

// planConditional asks with the validators of the listing, with a tag that is
// none of it, and for the listing in the other format, whose strong tag has to
// be another one. The connections are closed, to see bodies where none belong.
func planConditional(v oracle.View) Plan {
	if !v.Baseline().Readable {
		return lacking("a listing")
	}
	header := v.Baseline().Pages.First().Header
	tag, modified := header.Get("ETag"), header.Get("Last-Modified")
	list := v.Detail("").With("Connection", "close")
	var scripts []target.Script
	if tag != "" {
		scripts = append(scripts, target.Once(list.With("If-None-Match", noSuchTag)), target.Once(list.With("If-None-Match", tag)))
		if twin := other(v); !strings.HasPrefix(tag, "W/") && twin.Baseline().Readable {
			scripts = append(scripts, target.Once(twin.Detail("").With("Connection", "close").With("If-None-Match", tag)))
		}
	}
	if modified != "" {
		scripts = append(scripts, target.Once(list.With("If-Modified-Since", modified)))
	}
	if len(scripts) == 0 {
		return lacking("the listing has no ETag and no Last-Modified")
	}
	return ask(scripts...)
}

func judgeConditional(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for _, a := range answers {
		r, l := a.First(), v.Baseline()
		twin := r.Request.Header["Accept"] != v.Accept()
		if twin {
			l = other(v).Baseline()
		}
		if twin || r.Request.Header["If-None-Match"] == noSuchTag || r.Status != http.StatusNotModified {
			j.AlikePage(r, l.Pages.First().Images(), "the list, or 304 where the validator is that of the list")
			continue
		}
		j.Check(r, r.Size() == 0 && r.Surplus == 0, "304 without a body", "%d bytes behind the header", int64(r.Size())+r.Surplus)
	}
	return j
}

// cacheQuestion is a request and what belongs to it, whatever was asked before.
type cacheQuestion struct {
	request target.Request
	// form and ids are those of the listing that answers, unless it is refused.
	form    oracle.Form
	ids     []string
	refused bool
	// untold says that even apart from a cache the request brought no list.
	untold bool
}

// cacheQuestions are requests that share an address but not an answer, and
// some that share neither: a cache that forgets a part of the request mixes
// them up. apart are the answers to requestsApart without a cache.
func cacheQuestions(v oracle.View, apart []oracle.Answer) []cacheQuestion {
	var questions []cacheQuestion
	first := func(l oracle.Listing) []string { return oracle.IDs(l.Pages.First().Images()) }
	for _, v := range formats(v) {
		questions = append(questions, cacheQuestion{request: v.Detail(""), form: oracle.FormOf(v.Format), ids: first(v.Baseline())})
	}
	for i, r := range requestsApart(v) {
		q := cacheQuestion{request: r, form: oracle.JSON, untold: true}
		if len(apart) > i {
			q.ids, q.untold = oracle.IDs(apart[i].First().Images()), !apart[i].First().Lists()
		}
		questions = append(questions, q)
	}
	questions = append(questions, cacheQuestion{request: v.Detail("").By(target.Nobody), refused: true})
	if other := v.OtherEndpoint; v.OtherJSON.Readable && !other.IsZero() {
		questions = append(questions,
			cacheQuestion{request: below(v, other).Detail("").By(target.Other), form: oracle.JSON, ids: first(v.OtherJSON)})
		if other.Base != v.Endpoint.Base {
			questions = append(questions, cacheQuestion{request: v.Detail("").By(target.Other), refused: true})
		}
	}
	return questions
}

// requestsApart differ from one another in one parameter each, near the
// beginning of the query and near its end.
func requestsApart(v oracle.View) []target.Request { return append(wholeApart(v), pagesApart(v)...) }

func wholeApart(v oracle.View) []target.Request {
	return []target.Request{unnamedRequest(v), v.Detail("type=BASE"), v.Detail("type=SERVER")}
}

func pagesApart(v oracle.View) (requests []target.Request) {
	images := v.InJSON.Images
	if len(images) < 3 {
		return nil
	}
	first, other := images[0].ID(), images[positions(images)[1]].ID()
	for _, page := range [][2]string{{first, "1"}, {first, "3"}, {other, "3"}} {
		requests = append(requests, v.Detail(oracle.Query("marker", page[0], "limit", page[1])))
	}
	return requests
}

// askedApart asks the same of the deployment as it is, as other specs do.
func askedApart(v oracle.View) (scripts []target.Script) {
	for _, r := range wholeApart(v) {
		scripts = append(scripts, target.Walk(r))
	}
	if images := v.InJSON.Images; len(images) >= 3 {
		scripts = append(scripts, behindFirst(v), behindImage(v, 0), behindImage(v, positions(images)[1]))
	}
	return scripts
}

func unnamedRequest(v oracle.View) target.Request { return v.Detail(oracle.Query("name", unknown(v))) }

// cacheOrder is the order in which so many questions are asked: each once, so
// that a later one is answered from the cache where that mixes them up, and the
// first few once more, behind all others.
func cacheOrder(questions int) []int {
	const more = 3
	var order []int
	for i := range questions {
		order = append(order, i)
	}
	for i := range min(questions, more) {
		order = append(order, i)
	}
	return order
}

// planCached asks the questions one after the other of a deployment that
// answers from a cache: by itself, or because it is put into that state.
func planCached(v oracle.View) Plan {
	if !v.InJSON.Readable {
		return lacking("a listing in JSON")
	}
	questions := cacheQuestions(v, nil)
	var requests []target.Request
	for _, i := range cacheOrder(len(questions)) {
		requests = append(requests, questions[i].request)
	}
	chain := target.Chain(requests...)
	if !v.InJSON.Cached() {
		chain = chain.In(target.Cached)
	}
	return decidedByImages(v, ask(append(askedApart(v), chain)...))
}

func judgeCached(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	apart, chain := answers[:len(answers)-1], answers[len(answers)-1]
	questions := cacheQuestions(v, apart)
	for n, i := range cacheOrder(len(questions)) {
		q, r := questions[i], chain[n]
		switch {
		case q.untold:
		case q.refused:
			j.Check(r, !r.Lists(), "no list for one who may not see it, whatever is in the cache", "%s", oracle.Describe(r))
		case j.Check(r, r.Lists() && r.Form == q.form, "a list as "+q.form.String()+", whatever was asked before", "%s", oracle.Describe(r)):
			j.SameIDs(r, q.ids, "the images of this request, whatever was asked before")
		}
	}
	if !oracle.AnyCached([]oracle.Answer{chain}) {
		j.Missing = "no answer came from a cache, with status 203 or an Age header"
	}
	return j
}

// planReused asks a page and errors in turn over one connection, in JSON a POST
// with a body among them: a server that leaves a body unread takes it for the
// next request. The first of all is what the others are held against: answers
// over a connection that is shared would be spoilt in the same way.
func planReused(v oracle.View) Plan {
	page, bad, stranger := v.Detail("limit=1"), v.Detail("limit=abc"), v.Detail("").By(target.Nobody)
	post := v.Detail("").With("Content-Type", "application/json")
	post.Method, post.Body = http.MethodPost, "{}"
	chain := target.Chain(page, bad, page, stranger, post, page)
	if v.Format == requirement.XML && v.InJSON.Readable {
		chain = target.Chain(page, bad, page)
	}
	return ask(target.Once(bad), target.Once(stranger), chain).evenBroken()
}

func judgeReused(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	apart, chain := map[string]*oracle.Reading{}, answers[len(answers)-1]
	for _, a := range append(answers[:len(answers)-1:len(answers)-1], chain[:1]) {
		r := a.First()
		if why := r.Troubled(); why != "" {
			j.Inconclusive = why + ": " + r.Request.Curl()
			return j
		}
		apart[r.Request.Curl()] = r
	}
	for _, r := range chain {
		same, asked := apart[r.Request.Curl()]
		// How a POST is refused is for the methods, if it is answered at all.
		if asked && j.Check(r, r.Troubled() == "", "an answer on a connection that was used before", "%s", oracle.Describe(r)) {
			j.SameAnswer(r, same)
		}
	}
	return j
}
