package suites

import (
	"net/http"
	"strings"
	"testing"

	"github.com/imageconform/imageconform/fixtures"
	"github.com/imageconform/imageconform/fixtures/refserver"
	"github.com/imageconform/imageconform/suites/requirement"
)

// bodyAreas are the areas about what a listing holds, judged together: a
// defect has to be found by its own requirement, and by few others.
var bodyAreas = []string{"JSN-*", "LNK-*", "MET-*", "SUB-*", "XML-*", "EQV-*"}

// jsonImage changes the members of each image in JSON.
func jsonImage(change func(*refserver.Call, refserver.Entry, refserver.Object) refserver.Object) deployment {
	return altered(func(b *refserver.Behaviour) {
		before := b.JSON.Image
		b.JSON.Image = func(c *refserver.Call, e refserver.Entry) refserver.Object { return change(c, e, before(c, e)) }
	})
}

// xmlImage changes the element of each image in XML.
func xmlImage(change func(refserver.Entry, *refserver.Element)) deployment {
	return altered(func(b *refserver.Behaviour) {
		before := b.XML.Image
		b.XML.Image = func(c *refserver.Call, e refserver.Entry) *refserver.Element {
			element := before(c, e)
			change(e, element)
			return element
		}
	})
}

// represented changes what is told of each image in both formats.
func represented(change func(*fixtures.Image, *refserver.Entry)) deployment {
	return altered(func(b *refserver.Behaviour) {
		before := b.Represent
		b.Represent = func(c *refserver.Call, i *fixtures.Image) refserver.Entry {
			e := before(c, i)
			change(i, &e)
			return e
		}
	})
}

// jsonText and xmlText change the text of each listing in a format.
func jsonText(change func(string) string) deployment { return text("json", change) }

func xmlText(change func(string) string) deployment { return text("xml", change) }

func text(format string, change func(string) string) deployment {
	return rich().answering(func(_ *http.Request, a *reply) {
		if a.status == http.StatusOK && strings.Contains(a.header.Get("Content-Type"), format) && strings.Contains(a.body, "images") {
			a.body = change(a.body)
		}
	})
}

// with is an object with a member changed, or added at the end.
func with(o refserver.Object, name string, value any) refserver.Object {
	out := append(refserver.Object{}, o...)
	for i := range out {
		if out[i].Name == name {
			out[i].Value = value
			return out
		}
	}
	return append(out, refserver.Member{Name: name, Value: value})
}

// without is an object less a member.
func without(o refserver.Object, names ...string) refserver.Object {
	var out refserver.Object
	for _, m := range o {
		if !strings.Contains(" "+strings.Join(names, " ")+" ", " "+m.Name+" ") {
			out = append(out, m)
		}
	}
	return out
}

// scalar gives a scalar of an image another value.
func scalar(e *refserver.Entry, name string, value any) {
	for i := range e.Scalars {
		if e.Scalars[i].Name == name {
			e.Scalars[i].Value = value
		}
	}
}

// The reference server keeps every rule about bodies, and over the rich images
// all that it has is looked at.
func TestBodies(t *testing.T) {
	judged := judge(t, rich(), bodyAreas...)
	judged.wantBroken(t)
	// Extensions, asynchronous faults, paged metadata and structured values
	// are what no image of the set has.
	judged.wantUndecided(t, "JSN-17", "JSN-19", "JSN-20", "MET-04")
}

// On the least of deployments every core requirement is decided all the same.
func TestBodiesOfPlainImages(t *testing.T) {
	judged := judge(t, plain(3), bodyAreas...)
	judged.wantBroken(t)
	for _, id := range judged.undecided() {
		if row, _ := requirement.Lookup(id); row.Need == requirement.Core && row.Level != requirement.May {
			t.Errorf("%s is core and undecided\n%s", id, judged.explain())
		}
	}
	for _, n := range []int{0, 1} {
		judge(t, plain(n), bodyAreas...).wantBroken(t)
	}
}

// The document's own examples are beyond reproach.
func TestBodiesOfTheDocument(t *testing.T) {
	d := reference(refserver.Options{Set: fixtures.Document()}).alone()
	judge(t, d, bodyAreas...).wantBroken(t)
}
