package target

import (
	"cmp"
	"context"
	"strconv"
	"strings"
)

// Script is one or more requests of which a later one may depend on the
// answer to an earlier one. Two scripts of the same Key are asked once.
type Script struct {
	// Key identifies the script within a run.
	Key string
	// State is what the deployment has to be in while it runs.
	State State
	// As lists the identities that the script needs a credential of.
	As []Identity
	// For says in a few words what the script is asked for, such as the id of a
	// requirement. The deployment is told in the User-Agent.
	For string
	// Whole says that the script goes to the end of a listing: what counts are its
	// pages together.
	Whole bool
	// Requests is how many there are at least, one after the other; 0 where it is
	// one.
	Requests int
	// walks says that the script goes from page to page, next how it finds
	// them; nil means by the next links as they are.
	walks bool
	next  Next
	run   func(context.Context, Site) []Exchange
}

// Next says where the page after a page is; before is the one that led there,
// nil for the first.
type Next func(before, page *Exchange) (href string, ok bool)

// Site is what a script asks: the deployment, and how its pages are read.
type Site struct {
	Doer
	Endpoint Endpoint
	// Link is the first link of a listing with one of the relations.
	Link func(x *Exchange, relations ...string) (href string, ok bool)
	// Pages is the most pages of one listing; zero means DefaultMaxPages.
	Pages int
	next  Next
}

// after is where the page after the last one is.
func (at Site) after(walked []Exchange) (href string, ok bool) {
	n := len(walked)
	switch {
	case at.next == nil:
		return at.Link(&walked[n-1], "next")
	case n == 1:
		return at.next(nil, &walked[0])
	}
	return at.next(&walked[n-2], &walked[n-1])
}

// Scripted is a Doer that has to know which script asks: one that answers from
// a recording, where the same request has other answers at other times.
type Scripted interface {
	// Asking is the Doer of one script, for the requests of one run of it.
	Asking(key string) Doer
}

// Run asks the script. An interrupted script returns what it has.
func (s Script) Run(ctx context.Context, at Site) []Exchange {
	at.next = s.next
	if scripted, ok := at.Doer.(Scripted); ok {
		at.Doer = scripted.Asking(s.Key)
	}
	exchanges := s.run(withPurpose(ctx, s.For), at)
	for i := range exchanges {
		exchanges[i].State = s.State
	}
	return exchanges
}

// Verbatim is the script with its links followed as they are, whatever
// Following says: for rules about where they lead.
func (s Script) Verbatim() Script {
	s.walks = false
	return s
}

// Following is a walk with another way to find the page after a page, known
// by a name. It is another question then.
func (s Script) Following(name string, next Next) Script {
	if !s.walks {
		return s
	}
	s.next, s.Key = next, "following "+name+"\x00"+s.Key
	return s
}

// In is the script in a state of the deployment.
func (s Script) In(state State) Script {
	s.State = state
	s.Key = state.String() + "\x00" + s.Key
	return s
}

// Again is the script asked anew, for rules about repetition: the n-th
// repetition shares its answer with nothing else.
func (s Script) Again(n string) Script {
	s.Key = "again " + n + "\x00" + s.Key
	return s
}

// Once asks one request.
func Once(r Request) Script {
	return Script{Key: "once\x00" + r.Key(), As: []Identity{r.As}, run: func(ctx context.Context, at Site) []Exchange {
		return []Exchange{at.Do(ctx, r)}
	}}
}

// Walk asks a listing and follows its next links to the end. It stops at a
// link that it has followed before, at an answer that is no listing, and where
// it has as many pages as it may: the page behind them is one that was not
// asked then. The judge sees from the last exchange why it stopped.
func Walk(r Request) Script {
	return Script{Key: "walk\x00" + r.Key(), As: []Identity{r.As}, Whole: true, Requests: 2, walks: true, run: func(ctx context.Context, at Site) []Exchange {
		most := cmp.Or(at.Pages, DefaultMaxPages)
		walked, beyond := at.walk(ctx, r, most)
		if beyond == nil {
			return walked
		}
		last := walked[len(walked)-1]
		return append(walked, Exchange{
			Request: *beyond, Declared: -1, Started: last.Started.Add(last.Took), Failure: "not asked: " + pagesCap(most).Error(),
		})
	}}
}

// WalkAtMost is a walk of at most so many pages.
func WalkAtMost(r Request, pages int) Script {
	key := "walk of " + strconv.Itoa(pages) + "\x00" + r.Key()
	return Script{Key: key, As: []Identity{r.As}, walks: true, run: func(ctx context.Context, at Site) []Exchange {
		walked, _ := at.walk(ctx, r, pages)
		return walked
	}}
}

// walk asks a page and those behind it, and gives the request for the page
// beyond the most that may be asked, nil when there is none.
func (at Site) walk(ctx context.Context, r Request, most int) (walked []Exchange, beyond *Request) {
	seen := map[string]bool{}
	for !seen[r.URL] && ctx.Err() == nil {
		if len(walked) == most {
			return walked, &r
		}
		seen[r.URL] = true
		walked = append(walked, at.Do(ctx, r))
		href, ok := at.after(walked)
		if !ok {
			break
		}
		if r.URL, ok = at.Endpoint.Localise(href); !ok {
			break
		}
	}
	return walked, nil
}

// Previous are the relations of a link to the page before.
var Previous = []string{"previous", "prev"}

// Back asks a page, and the one that its previous link leads to.
func Back(r Request) Script {
	return Script{Key: "back\x00" + r.Key(), As: []Identity{r.As}, run: func(ctx context.Context, at Site) []Exchange {
		page := at.Do(ctx, r)
		href, ok := at.Link(&page, Previous...)
		if !ok {
			return []Exchange{page}
		}
		back := r
		if back.URL, ok = at.Endpoint.Localise(href); !ok {
			return []Exchange{page}
		}
		return []Exchange{page, at.Do(ctx, back)}
	}}
}

// OneConnection reports whether the script of a key asks everything over a
// connection of its own.
func OneConnection(key string) bool {
	return strings.Contains(key, "\x00chain\x00") || strings.HasPrefix(key, "chain\x00")
}

// Chain asks requests one after the other over a single connection.
func Chain(rs ...Request) Script {
	keys := []string{"chain"}
	var as []Identity
	for _, r := range rs {
		keys, as = append(keys, r.Key()), append(as, r.As)
	}
	return Script{Key: strings.Join(keys, "\x00"), As: as, Requests: len(rs), run: func(ctx context.Context, at Site) []Exchange {
		single, done := at.Single()
		defer done()
		answers := make([]Exchange, 0, len(rs))
		for _, r := range rs {
			answers = append(answers, single.Do(ctx, r))
		}
		return answers
	}}
}
