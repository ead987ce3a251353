package suites

import (
	"net/http"
	"slices"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// planUnknownServer asks for a server that does not exist, by its id and in
// JSON by its URL, and where there is one for a server that does.
func planUnknownServer(v oracle.View) Plan {
	return whole(1, func(v oracle.View) Plan {
		if v.Format == requirement.XML && v.InJSON.Readable {
			return ask(madeBy(v, unknown(v)))
		}
		unknownURL := v.Endpoint.URL("/servers/"+unknown(v), "")
		return ask(append([]target.Script{madeBy(v, unknown(v)), madeBy(v, unknownURL)}, planServers(serverURL)(v).Scripts...)...)
	})(v)
}

// judgeUnknownServer leaves the URL of an unknown server undecided where even
// that of a known one is refused.
func judgeUnknownServer(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	j.Empty(answers[0], "no server has the id")
	if len(answers) == 2 || len(answers) > 2 && answers[2].First().Lists() {
		j.Empty(answers[1], "no server has the URL")
	}
	return j
}

// planDecoratedServers asks with a slash, a query and a fragment behind the
// URL of a known server, or of an unknown one where no image has a server;
// before that, for an unknown one, and with nothing behind the URL.
func planDecoratedServers(v oracle.View) Plan {
	return whole(1, func(v oracle.View) Plan {
		server, ok := askedServer(v)
		if !ok {
			server = schemas.Server{ID: unknown(v)}
		}
		scripts := []target.Script{madeBy(v, unknown(v)), madeBy(v, serverURL(v, server))}
		for _, behind := range portion(v, []string{"#c", "/", "?a=b"}) {
			scripts = append(scripts, madeBy(v, serverURL(v, server)+behind))
		}
		return ask(scripts...)
	})(v)
}

func judgeDecoratedServers(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	const rule = "the images of that server, none, or 400"
	if !selectsNothing(&j, answers[0]) {
		return j
	}
	server, _ := askedServer(v)
	plain := oracle.IDs(answers[1].Images())
	for _, a := range answers[2:] {
		r := a.First()
		switch {
		case r.Status == http.StatusBadRequest:
			j.Ranged++
		case r.Lists():
			j.Only(a, v.Baseline(), func(im schemas.Image) bool {
				return slices.Contains(plain, im.ID()) || server.ID != "" && serverOf(im) == server.ID
			}, rule)
		default:
			j.Check(r, false, rule, "%s", oracle.Describe(r))
		}
	}
	return j
}

// garbledServers name no server.
var garbledServers = []string{"\x00", "not a uri", "[:]"}

// planGarbledServers asks after a server that is simply unknown.
func planGarbledServers(v oracle.View) Plan {
	return whole(1, func(v oracle.View) Plan {
		scripts := []target.Script{madeBy(v, unknown(v))}
		for _, value := range portion(v, garbledServers) {
			scripts = append(scripts, target.Once(v.Detail(oracle.Query("server", value))))
		}
		return ask(scripts...)
	})(v)
}

func judgeGarbledServers(_ oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	if !selectsNothing(&j, answers[0]) {
		return j
	}
	for _, a := range answers[1:] {
		j.RefusedOrEmpty(a.First(), "the value names no server")
	}
	return j
}
