package oracle

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/target"
)

// Twins are the answers to one question in both formats.
type Twins struct{ JSON, XML Answer }

// Comparable reports whether both are listings, each in its format: whether
// they are is for other requirements.
func (t Twins) Comparable() bool { return listsIn(t.JSON, JSON) && listsIn(t.XML, XML) }

func listsIn(a Answer, form Form) bool {
	for _, r := range a {
		if !r.Lists() || r.Form != form {
			return false
		}
	}
	return len(a) > 0
}

// cutShort reports whether one format ends where the other has a next link:
// what is behind it cannot be compared, and the link is another requirement's.
func (t Twins) cutShort() bool {
	_, moreJ := t.JSON.First().Next()
	_, moreX := t.XML.First().Next()
	return moreJ != moreX && slices.Equal(IDs(t.JSON.First().Images()), IDs(t.XML.First().Images()))
}

// SameImages checks that both formats list the same images in the same order.
func (j *Judgement) SameImages(all []Twins) {
	for _, t := range all {
		inJSON, inXML := t.JSON.First(), t.XML.First()
		switch {
		case !t.Comparable():
			// What is broken within an answer is for the requirements about bodies.
			if inJSON.OK() != inXML.OK() || inXML.Lists() && inXML.Form != XML {
				j.Check(inXML, false, "a listing in both formats or in neither", "%s, in JSON %s", Describe(inXML), Describe(inJSON))
			}
		case t.cutShort():
			j.Ranged++
		default:
			want, got := IDs(t.JSON.Images()), IDs(t.XML.Images())
			missing, extra := Difference(want, got)
			if !j.Check(inXML, len(missing)+len(extra) == 0, "the images of the same request in JSON", "%d images where JSON has %d%s%s",
				len(got), len(want), list("; missing", missing), list("; beyond those", extra)) {
				continue
			}
			for i := range want {
				if !j.Check(inXML, got[i] == want[i], "the order of the same request in JSON", "%s as number %d, where JSON has %s",
					Quote(got[i]), i+1, Quote(want[i])) {
					break
				}
			}
		}
	}
}

// eachTwin looks at every image that both formats list in answer to the same
// question; in is the document in XML.
func eachTwin(all []Twins, look func(in *document, a, b schemas.Image)) {
	for _, t := range all {
		if !t.Comparable() {
			continue
		}
		inJSON := map[string]schemas.Image{}
		for _, im := range t.JSON.Images() {
			inJSON[im.ID()] = im
		}
		for _, d := range documents(t.XML) {
			for _, b := range d.Images() {
				if a, ok := inJSON[b.ID()]; ok {
					look(d, a, b)
				}
			}
		}
	}
}

// SameScalars checks that every scalar which both formats have is equal as
// text. What one of them lacks, or JSON has as null, is for the requirements
// about members.
func (j *Judgement) SameScalars(all []Twins) {
	var found defects
	eachTwin(all, func(in *document, a, b schemas.Image) {
		for _, name := range scalarNames(a, b) {
			x, y := a.Scalar(name), b.Scalar(name)
			if !x.Present() || !y.Present() || x.Kind == schemas.Null || x.Kind == schemas.Composite || y.Kind == schemas.Composite {
				continue
			}
			j.Ranged++
			if !equivalent(x, y) {
				found.note(defect{
					where: b.Where + "/@" + name, image: b.ID(), want: "the " + name + " of the JSON",
					got: Quote(y.Text) + ", in JSON " + show(x), in: in,
				})
			}
		}
	})
	found.into(j)
}

// SameImageLinks checks that an image has the same links in both formats. Where
// one has none at all, the requirements about members say so.
func (j *Judgement) SameImageLinks(all []Twins) {
	var found defects
	eachTwin(all, func(in *document, a, b schemas.Image) {
		links, others := a.Links(), b.Links()
		if len(links) == 0 || len(others) == 0 {
			return
		}
		j.Ranged++
		if x, y := untyped(links), untyped(others); !SameLinks(x, y) {
			found.note(defect{where: b.Where, image: b.ID(), want: "the links of the JSON", got: changedLink(x, y), in: in})
		}
	})
	found.into(j)
}

// SameServers checks that an image has a server in both formats or in neither,
// with the same id and links. Images without one count little: they are looked
// at, but decide only that none came from nowhere.
func (j *Judgement) SameServers(all []Twins) {
	var found defects
	note := func(in *document, b schemas.Image, want, got string) {
		found.note(defect{where: b.Where + "/server", image: b.ID(), want: want, got: got, in: in})
	}
	eachTwin(all, func(in *document, a, b schemas.Image) {
		j.Ranged++
		switch {
		case a.Server == nil && b.Server == nil:
		case a.Server == nil:
			note(in, b, "no server, as in JSON", "a server "+Quote(b.Server.ID))
		case b.Server == nil:
			note(in, b, "a server, as in JSON", "none; in JSON "+Quote(a.Server.ID))
		case a.Server.ID != b.Server.ID:
			note(in, b, "the server of the JSON", Quote(b.Server.ID)+", in JSON "+Quote(a.Server.ID))
		default:
			x, y := untyped(a.Server.Links), untyped(b.Server.Links)
			if len(x) > 0 && len(y) > 0 && !SameLinks(x, y) {
				note(in, b, "the server's links of the JSON", changedLink(x, y))
			}
		}
	})
	found.into(j)
}

// untyped are links of which a type that says nothing counts as none: that it
// is there at all is for another requirement.
func untyped(links []schemas.Link) []schemas.Link {
	plain := slices.Clone(links)
	for i := range plain {
		if t := plain[i].Type; t.Text == "" || t.Text == "None" {
			plain[i].Type = schemas.Scalar{}
		}
	}
	return plain
}

// SameNext checks that pages with the same images have a next link in both
// formats or in neither, and that the two links ask for the same.
func (j *Judgement) SameNext(all []Twins) {
	for _, t := range all {
		if !t.Comparable() {
			continue
		}
		for i := range min(len(t.JSON), len(t.XML)) {
			inJSON, inXML := t.JSON[i], t.XML[i]
			if !slices.Equal(IDs(inJSON.Images()), IDs(inXML.Images())) {
				break
			}
			a, moreJ := inJSON.Next()
			b, moreX := inXML.Next()
			switch {
			case moreJ && !moreX:
				j.Check(inXML, false, "a next link, as in JSON", "none; in JSON %s", Quote(a))
			case moreX && !moreJ:
				j.Check(inXML, false, "no next link, as in JSON", "%s", Quote(b))
			case moreJ:
				j.Check(inXML, sameParameters(a, b), "a next link with the parameters of the one in JSON", "%s, in JSON %s", Quote(b), Quote(a))
			default:
				j.Ranged++
			}
		}
	}
}

// sameParameters compares the queries of two links, in any order.
func sameParameters(a, b string) bool {
	x, okA := Parameters(a)
	y, okB := Parameters(b)
	if !okA || !okB {
		_, rawA, _ := strings.Cut(a, "?")
		_, rawB, _ := strings.Cut(b, "?")
		return rawA == rawB
	}
	for name := range maps.Keys(x) {
		if len(x[name]) != len(y[name]) {
			return false
		}
		for i, value := range x[name] {
			if !SameFilter(name, value, y[name][i]) {
				return false
			}
		}
	}
	return len(x) == len(y)
}

// SameFaults checks that a bad request gets the same status and the same fault
// in both formats. Whether it gets a fault at all is for other requirements.
func (j *Judgement) SameFaults(all []Twins) {
	faults := 0
	for _, t := range all {
		a, b := t.JSON.First(), t.XML.First()
		if a.OK() && b.OK() || target.RateLimited(a.Exchange) || target.RateLimited(b.Exchange) {
			continue
		}
		if !j.Check(b, a.Status == b.Status, fmt.Sprintf("status %d, as in JSON", a.Status), "%s", Describe(b)) ||
			a.Fault == nil || b.Fault == nil || a.Form != JSON || b.Form != XML {
			continue
		}
		faults++
		same := func(what, x, y string) {
			j.Check(b, x == y, "the "+what+" of the fault in JSON", "%s, in JSON %s", Quote(y), Quote(x))
		}
		same("name", a.Fault.Name, b.Fault.Name)
		same("code", a.Fault.Code, b.Fault.Code)
		if x, y := message(a), message(b); writable(x) {
			same("message", x, y)
		}
	}
	if faults == 0 {
		j.Missing = "no bad request was answered with a fault in both formats"
	}
}

var requestIDs = regexp.MustCompile(`req-[0-9a-fA-F-]{36}`)

// message is the message of a fault without what differs from request to
// request.
func message(r *Reading) string {
	text := strings.ReplaceAll(r.Fault.Message, "\r\n", "\n")
	if id := requestID(r); id != "" {
		text = strings.ReplaceAll(text, id, "")
	}
	return strings.TrimSpace(requestIDs.ReplaceAllString(text, ""))
}
