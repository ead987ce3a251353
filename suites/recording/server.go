package recording

import (
	"cmp"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/imageconform/imageconform/suites/target"
)

// ControlPath is where a recorded deployment is put into its states: by a PUT of
// the state's word, with the control token in X-Control-Token.
const ControlPath = "/-/state"

// ServerOptions says how a recorded deployment is served.
type ServerOptions struct {
	// Authority is where it is served, such as "http://127.0.0.1:8774".
	Authority string
	// Tokens are those of the identities, and Control that of the control
	// endpoint.
	Tokens  map[target.Identity]target.Token
	Control target.Token
	// Missed is told of each request that the recording has no answer to, once.
	Missed func(string)
}

// Server answers HTTP requests as a deployment did when it was recorded. What
// was asked more than once is answered in turn, and in the end as at last.
type Server struct {
	options ServerOptions
	replay  *Replay
	// from is the recorded authority.
	from string
	// names are the request headers that tell questions apart.
	names []string

	mu      sync.Mutex
	control target.Control
	state   target.State
	answers map[string][]int
	used    map[int]bool
	// pending are replies that belong to a request which was answered already:
	// where a redirect leads to, or behind a rate limit.
	pending map[string][]reply
	missed  map[string]bool
}

// NewServer makes a server of a recording.
func NewServer(r *Recording, options ServerOptions) (*Server, error) {
	replay := NewReplay(r)
	config, err := replay.Config()
	if err != nil {
		return nil, err
	}
	s := &Server{
		options: options, replay: replay, from: config.Endpoint.Authority(), control: config.Control,
		answers: map[string][]int{}, used: map[int]bool{}, pending: map[string][]reply{}, missed: map[string]bool{},
	}
	for _, e := range r.Entries {
		for name := range e.Request.Header {
			if !slices.Contains(s.names, name) {
				s.names = append(s.names, name)
			}
		}
	}
	slices.Sort(s.names)
	for i, e := range r.Entries {
		key := s.recorded(e, e.Request.URL)
		s.answers[key] = append(s.answers[key], i)
	}
	for _, entries := range s.answers {
		slices.SortFunc(entries, func(a, b int) int { return cmp.Compare(r.Entries[a].Number, r.Entries[b].Number) })
	}
	return s, nil
}

// wired is a question over HTTP: the host does not count.
type wired struct {
	method, uri, body string
	as                target.Identity
	state             target.State
	header            func(name string) (value string, given bool)
}

func (s *Server) key(q wired) string {
	parts := []string{q.method, q.uri, q.as.String(), q.state.String(), q.body}
	for _, name := range s.names {
		if value, given := q.header(name); given {
			parts = append(parts, name+": "+value)
		}
	}
	return strings.Join(parts, "\x00")
}

// recorded is the key of an entry's question, or of a redirect of it.
func (s *Server) recorded(e Entry, at string) string {
	return s.key(wired{
		method: e.Request.Method, uri: uri(at), body: e.Request.Body, as: e.Request.As, state: e.State,
		header: func(name string) (string, bool) { value, given := e.Request.Header[name]; return value, given },
	})
}

// uri is an address without its scheme and host.
func uri(address string) string {
	_, rest, found := strings.Cut(address, "://")
	if !found {
		return address
	}
	if i := strings.IndexAny(rest, "/?"); i >= 0 {
		return rest[i:]
	}
	return "/"
}

// asks is the key of a request.
func (s *Server) asks(q *http.Request, body string) string {
	return s.key(wired{
		method: q.Method, uri: s.moved(q.RequestURI), body: body, as: s.identity(q.Header.Get("X-Auth-Token")), state: s.state,
		header: func(name string) (string, bool) {
			value, given := q.Header[name]
			return strings.Join(value, ", "), given
		},
	})
}

// moved is a request's URI with the addresses in it as they were recorded.
func (s *Server) moved(uri string) string {
	for _, write := range []func(string) string{
		url.QueryEscape, url.PathEscape, func(s string) string { return s },
	} {
		uri = strings.ReplaceAll(uri, write(s.options.Authority), write(s.from))
	}
	return uri
}

// identity is who shows a token. One that is not known is as good as the one
// that no deployment issued.
func (s *Server) identity(token string) target.Identity {
	for id, known := range s.options.Tokens {
		if string(known) == token {
			return id
		}
	}
	if token == "" {
		return target.Nobody
	}
	return target.Bogus
}

// answer is the reply to a request on a connection.
func (s *Server) answer(on *connection, q *http.Request) reply {
	text, err := io.ReadAll(io.LimitReader(q.Body, maxRequest))
	if err != nil {
		return broken
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if q.URL.Path == ControlPath {
		return s.enter(q, string(text))
	}
	key := s.asks(q, string(text))
	if waiting := s.pending[key]; len(waiting) > 0 {
		s.pending[key] = waiting[1:]
		return waiting[0]
	}
	at := s.choose(on, s.answers[key])
	if at < 0 {
		s.miss(q, key)
		return broken
	}
	s.used[at] = true
	on.last, on.reused = at, true
	return s.begin(s.replay.recording.Entries[at], key)
}

func (s *Server) miss(q *http.Request, key string) {
	if !s.missed[key] && s.options.Missed != nil {
		s.missed[key] = true
		s.options.Missed(fmt.Sprintf("%s %s as %s, in the state %s", q.Method, q.RequestURI, s.identity(q.Header.Get("X-Auth-Token")), s.state))
	}
}

// choose finds the entry to answer with among those of a question that were
// not used yet, or else the last of them.
func (s *Server) choose(on *connection, entries []int) int {
	best, most := -1, -1
	for _, i := range entries {
		if score := s.suits(on, i); !s.used[i] && score > most {
			best, most = i, score
		}
	}
	if best < 0 && len(entries) > 0 {
		return entries[len(entries)-1]
	}
	return best
}

// suits weighs whether an entry was recorded on such a connection: behind what
// was asked on it last, or else at the beginning of a script, which for a chain
// is that of a connection, too.
func (s *Server) suits(on *connection, i int) int {
	e := s.replay.recording.Entries[i]
	score := 0
	switch {
	case on.reused && s.follows(on.last, i):
		score = 8
	case i == 0 || !s.follows(i-1, i):
		score = 4
		if target.OneConnection(e.Script) != on.reused {
			score += 2
		}
	}
	if e.Reused == on.reused {
		score++
	}
	return score
}

// follows says that an entry came right behind another of the same script.
func (s *Server) follows(before, after int) bool {
	a, b := s.replay.recording.Entries[before], s.replay.recording.Entries[after]
	return after == before+1 && a.Script == b.Script
}

// begin answers a question, and prepares what belongs to the answer: the client
// asked again where a rate limit, a redirect or a broken connection was.
func (s *Server) begin(e Entry, key string) reply {
	type step struct {
		key string
		reply
	}
	var steps []step
	for range e.Waits {
		steps = append(steps, step{key, limited})
	}
	at := key
	for _, hop := range e.Hops {
		status, to, _ := strings.Cut(hop, " ")
		steps = append(steps, step{at, redirect(status, uri(to))})
		at = s.recorded(e, to)
	}
	last := replyOf(e)
	steps = append(steps, step{at, last})
	if e.Failure != "" && e.Request.Method == http.MethodGet && !e.Request.Plain {
		steps = append(steps, step{at, last})
	}
	for _, next := range steps[1:] {
		s.pending[next.key] = append(s.pending[next.key], next.reply)
	}
	return steps[0].reply
}

// limited is an answer that was waited out.
var limited = replyOf(Entry{Exchange: target.Exchange{
	Status: http.StatusRequestEntityTooLarge, Header: http.Header{"Retry-After": {"0"}, "Content-Type": {"application/json"}},
	Body: []byte(`{"overLimit": {"code": 413, "message": "waited out when it was recorded", "retryAfter": 0}}`), Declared: -1,
}})

func redirect(status, to string) reply {
	return reply{wire: fmt.Appendf(nil, "HTTP/1.1 %s Redirected\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n", status, to)}
}

// enter puts the deployment into a state, as it went when it was recorded.
func (s *Server) enter(q *http.Request, word string) reply {
	say := func(status int, text string) reply {
		return replyOf(Entry{Exchange: target.Exchange{Status: status, Header: http.Header{"Content-Type": {"text/plain; charset=utf-8"}}, Body: []byte(text + "\n"), Declared: -1}})
	}
	var to target.State
	switch err := to.UnmarshalText([]byte(strings.TrimSpace(word))); {
	case s.options.Control == "" || q.Header.Get("X-Control-Token") != string(s.options.Control):
		return say(http.StatusUnauthorized, "want the control token in X-Control-Token")
	case q.Method != http.MethodPut:
		return say(http.StatusMethodNotAllowed, "want PUT")
	case err != nil:
		return say(http.StatusBadRequest, err.Error())
	case s.control == nil || !s.control.Reaches(to):
		return say(http.StatusNotFound, "the recording has nothing of the state "+to.String())
	}
	if err := s.control.Enter(q.Context(), to); err != nil {
		return say(http.StatusServiceUnavailable, err.Error())
	}
	s.state = to
	return say(http.StatusOK, "now "+to.String())
}

// Settings are what a client has to be told, under the names that a run reads.
func (s *Server) Settings() [][2]string {
	h := s.replay.recording.Head
	all := [][2]string{{"IMAGECONFORM_TARGET", s.options.Authority + uri(h.Target)}}
	if h.Other != "" {
		all = append(all, [2]string{"IMAGECONFORM_OTHER_TARGET", s.options.Authority + uri(h.Other)})
	}
	for _, id := range target.Identities() {
		if token := s.options.Tokens[id]; token != "" {
			all = append(all, [2]string{id.Variable(), string(token)})
		}
	}
	if s.control != nil {
		all = append(all, [2]string{"IMAGECONFORM_CONTROL", s.options.Authority + ControlPath}, [2]string{"IMAGECONFORM_CONTROL_TOKEN", string(s.options.Control)})
	}
	if public := cmp.Or(h.Public, s.from); public != s.options.Authority {
		all = append(all, [2]string{"IMAGECONFORM_PUBLIC_URL", public})
	}
	return all
}
