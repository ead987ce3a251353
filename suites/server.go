package suites

import (
	"regexp"
	"strings"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
)

// servers are the specs about the filter server.
func servers(s *Suite) {
	s.both(requirement.SRV01, planEachServer, judgeEachServer)
	s.both(requirement.SRV02, planServers(serverURL, bareServer), judgeServerAlike("the server of that id"))
	s.both(requirement.SRV03, planServers(serverURL, serverBookmark), judgeServerAlike("the server of that bookmark"))
	s.both(requirement.SRV04, planOtherServers, judgeServerOnly)
	s.both(requirement.SRV05, planUnknownServer, judgeUnknownServer)
	s.both(requirement.SRV06, planServers(serverURL, foreignServer), judgeServerAlike("the server of the id at the end of that URL"))
	s.both(requirement.SRV07, planDecoratedServers, judgeDecoratedServers)
	s.both(requirement.SRV08, planGarbledServers, judgeGarbledServers)
	s.both(requirement.SRV09, planEncodedServerURL, judgeServerAlike("the server of that URL, which is percent-encoded"))
}

// askedServer is the server that most images were made from; its links are
// those of the first of them. ok is false when no image has a server.
func askedServer(v oracle.View) (server schemas.Server, ok bool) {
	id := most(v.Baseline().Images, serverOf)
	for _, im := range v.Baseline().Images {
		if id != "" && serverOf(im) == id {
			return *im.Server, true
		}
	}
	return schemas.Server{}, false
}

func madeFrom(v oracle.View, id string) []schemas.Image {
	return v.Baseline().Where(func(im schemas.Image) bool { return serverOf(im) == id })
}

// The ways of naming a server; empty where the listing does not tell one.

func serverURL(v oracle.View, s schemas.Server) string {
	if href := linkOf(s, "self"); href != "" {
		return href
	}
	return v.Endpoint.URL("/servers/"+s.ID, "")
}

func bareServer(_ oracle.View, s schemas.Server) string { return s.ID }

func serverBookmark(_ oracle.View, s schemas.Server) string { return linkOf(s, "bookmark") }

// foreignServer has another scheme, host, port, version and tenant.
func foreignServer(_ oracle.View, s schemas.Server) string {
	return "https://compute.elsewhere.example:9774/v1.1/another-tenant/servers/" + s.ID
}

func linkOf(s schemas.Server, relation string) string {
	for _, l := range s.Links {
		if l.Rel.Text == relation {
			return l.Href.Text
		}
	}
	return ""
}

// madeBy asks for the images of a server, named in some way.
func madeBy(v oracle.View, server string) target.Script {
	return target.Walk(v.Detail(oracle.Query("server", server)))
}

// planServers asks for the images of a server, named in each of the ways.
func planServers(ways ...func(oracle.View, schemas.Server) string) Planner {
	return whole(1, func(v oracle.View) Plan {
		server, ok := askedServer(v)
		if !ok {
			return lacking("an image made from a server")
		}
		var scripts []target.Script
		for _, way := range ways {
			name := way(v, server)
			if name == "" {
				return lacking("an image whose server has a bookmark link")
			}
			scripts = append(scripts, madeBy(v, name))
		}
		return ask(scripts...)
	})
}

// askedServers are the server that most images were made from, and in JSON the
// one that most of the others were.
func askedServers(v oracle.View) []schemas.Server {
	server, ok := askedServer(v)
	switch {
	case !ok:
		return nil
	case v.Format == requirement.XML && v.InJSON.Readable:
		return []schemas.Server{server}
	}
	rest := v.Baseline().Where(func(im schemas.Image) bool { return serverOf(im) != server.ID })
	second := most(rest, serverOf)
	for _, im := range rest {
		if second != "" && serverOf(im) == second {
			return []schemas.Server{server, *im.Server}
		}
	}
	return []schemas.Server{server}
}

func planEachServer(v oracle.View) Plan {
	return whole(1, func(v oracle.View) Plan {
		var scripts []target.Script
		for _, server := range askedServers(v) {
			scripts = append(scripts, madeBy(v, serverURL(v, server)))
		}
		if len(scripts) == 0 {
			return lacking("an image made from a server")
		}
		return ask(scripts...)
	})(v)
}

func judgeEachServer(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	for i, server := range askedServers(v) {
		j.Exactly(answers[i], v.Baseline(), func(im schemas.Image) bool { return serverOf(im) == server.ID }, "exactly the images whose server is "+server.ID)
	}
	return j
}

// judgeServerAlike compares the second way of naming a server with the first.
func judgeServerAlike(which string) Judge {
	return func(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
		server, _ := askedServer(v)
		j.Agree(answers[1], v.Baseline(), madeFrom(v, server.ID), answers[0], "the images made from "+which)
		return j
	}
}

// planOtherServers asks for one server among several.
func planOtherServers(v oracle.View) Plan {
	plan := planServers(serverURL)(v)
	if len(plan.Scripts) == 0 {
		return plan
	}
	server, _ := askedServer(v)
	bases := v.Baseline().Where(isBase)
	if all := len(v.Baseline().Images); len(bases) == 0 || len(bases)+len(madeFrom(v, server.ID)) == all {
		return plan.but("a base image, and images made from two servers")
	}
	return plan
}

func judgeServerOnly(v oracle.View, answers []oracle.Answer) (j oracle.Judgement) {
	server, _ := askedServer(v)
	if j.Answered(answers[0]) {
		j.Only(answers[0], v.Baseline(), func(im schemas.Image) bool { return serverOf(im) == server.ID },
			"no base image and no image of another server than "+server.ID)
	}
	return j
}

// plainURL is a URL that can stand in a query as it is.
var plainURL = regexp.MustCompile(`^[A-Za-z0-9:/._~-]+$`)

// planEncodedServerURL asks with the URL as it is, and percent-encoded.
func planEncodedServerURL(v oracle.View) Plan {
	plan := planServers(serverURL)(v)
	if len(plan.Scripts) == 0 {
		return plan
	}
	server, _ := askedServer(v)
	url := serverURL(v, server)
	if !plainURL.MatchString(url) || !strings.Contains(url, ":") {
		return lacking("a server whose URL can stand in a query as it is, %s cannot", oracle.Quote(url))
	}
	return ask(target.Walk(v.Detail("server="+url)), plan.Scripts[0])
}
