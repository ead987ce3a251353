package schemas

import (
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

func TestModelOfJSON(t *testing.T) {
	value, problems := ReadJSON([]byte(`{"images": [
		{"id": 7, "name": null, "status": true, "progress": 50.0, "minDisk": 3, "minRam": {"a": "<"}, "size": 1, "OS-EXT:x": 2, "checksum": "c",
		 "metadata": {"n": null, "b": false, "l": [1, 2]},
		 "links": [{"rel": "self", "href": 1}, "no link"],
		 "server": {"id": "s", "links": [{"rel": "self", "href": "h"}]}},
		"no image"],
		"images_links": [{"rel": "previous", "href": "p"}, {"rel": "next", "href": "n", "type": null}]}`))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	got, ok := ImagesFromJSON(value)
	want := Images{
		Images: []Image{{&Content{
			Scalars: ScalarsOf(map[string]Scalar{
				"id": {"7", Integer}, "name": {"", Null}, "status": {"true", Boolean}, "progress": {"50.0", Number},
				"minDisk": {"3", Integer}, "minRam": {`{"a":"<"}`, Composite},
			}),
			HasMetadata: true,
			Metadata:    map[string]Scalar{"n": {"", Null}, "b": {"false", Boolean}, "l": {"[1,2]", Composite}},
			links:       &linkSet{links: []Link{{&Relation{Rel: Scalar{"self", String}, Where: "/links/0"}, Scalar{"1", Integer}}}},
			Server: &Server{ID: "s", Where: "/server", Links: []Link{
				{&Relation{Rel: Scalar{"self", String}, Where: "/server/links/0"}, Scalar{"h", String}},
			}},
			Extra: []string{"checksum", "size"},
		}, "/images/0"}, {&Content{}, "/images/1"}},
		Links: []Link{
			{&Relation{Rel: Scalar{"previous", String}, Where: "/images_links/0"}, Scalar{"p", String}},
			{&Relation{Rel: Scalar{"next", String}, Type: Scalar{"", Null}, Where: "/images_links/1"}, Scalar{"n", String}},
		},
	}
	if diff := gocmp.Diff(want, got, gocmp.AllowUnexported(Content{}, linkSet{})); !ok || diff != "" {
		t.Errorf("read %v (-want +got):\n%s", ok, diff)
	}
	if next, ok := got.Next(); next != "n" || !ok {
		t.Errorf("next is %q, %v", next, ok)
	}
}

// A server that gets namespaces and forms wrong is read all the same.
func TestModelOfWrongXML(t *testing.T) {
	root := readXML(t, `<v:images xmlns:v="http://docs.openstack.org/compute/api/v2" xmlns:x="urn:x" xmlns:a="http://www.w3.org/2005/Atom">
		<x:image id="foreign"/>
		<v:image x:id="f" v:id="i" size="1" tenant_id="t" x:any="2"><name xmlns="">n</name><v:status>ACTIVE</v:status><x:minRam>9</x:minRam>
			<v:metadata><v:meta key="k"> v </v:meta><v:meta key="c"><v:b/>t</v:meta><x:meta key="f"/></v:metadata>
			<v:links><a:link rel="self" href="h"/></v:links><v:link a:rel="bookmark" href="b" type="t"/><x:link rel="f"/></v:image>
		<image xmlns=""/>
		</v:images>`)
	got, ok := ImagesFromXML(root)
	want := Images{
		Namespace: "http://docs.openstack.org/compute/api/v2",
		Images: []Image{{&Content{
			Scalars:     ScalarsOf(map[string]Scalar{"id": {"i", String}, "name": {"n", String}, "status": {"ACTIVE", String}}),
			HasMetadata: true,
			Metadata:    map[string]Scalar{"k": {" v ", String}, "c": {"t", Composite}},
			links: &linkSet{links: []Link{
				{&Relation{Rel: Scalar{"bookmark", String}, Type: Scalar{"t", String}, Where: "/link[1]"}, Scalar{"b", String}},
				{&Relation{Rel: Scalar{"self", String}, Where: "/links[1]/link[1]"}, Scalar{"h", String}},
			}},
			Extra: []string{"size"},
		}, "/images/image[2]"}, {&Content{}, "/images/image[3]"}},
	}
	if diff := gocmp.Diff(want, got, gocmp.AllowUnexported(Content{}, linkSet{})); !ok || diff != "" {
		t.Errorf("read %v (-want +got):\n%s", ok, diff)
	}
	if next, ok := got.Next(); next != "" || ok {
		t.Errorf("next is %q, %v, want none", next, ok)
	}
}

func TestNotListings(t *testing.T) {
	for _, body := range []string{`null`, `[]`, `"images"`, `{}`, `{"images": null}`, `{"images": {}}`, `{"image": {}}`} {
		value, _ := ReadJSON([]byte(body))
		if got, ok := ImagesFromJSON(value); ok {
			t.Errorf("%s is read as %v", body, got)
		}
	}
	for _, body := range []string{`<image/>`, `<badRequest/>`, `<Images/>`} {
		if got, ok := ImagesFromXML(readXML(t, body)); ok {
			t.Errorf("%s is read as %v", body, got)
		}
	}
	if _, ok := ImagesFromXML(nil); ok {
		t.Error("no document is read as a listing")
	}
	if got, ok := ImagesFromJSON(map[string]any{"images": []any{}}); !ok || len(got.Images) != 0 {
		t.Errorf("an empty listing is read as %v, %v", got, ok)
	}
}

func TestFaults(t *testing.T) {
	for body, want := range map[string]Fault{
		`{"overLimit": {"code": 413.0, "message": "", "retryAt": 5}}`: {
			Name: "overLimit", Code: "413.0", CodeKind: Number, HasMessage: true,
			RetryAfter: "5", RetryAfterForm: "member",
		},
		`{"z": {"code": "1"}, "a": {}, "n": 1}`: {Name: "z", Code: "1", CodeKind: String},
		`{"error": {}}`:                         {Name: "error"},
		`<overLimit xmlns="urn:x" code="413" retryAt="2010-08-01T00:00:00Z"><message>m<b>n</b></message><details>d</details></overLimit>`: {
			Name: "overLimit", Code: "413", CodeKind: String, Message: "mn", HasMessage: true, Details: "d",
			RetryAfter: "2010-08-01T00:00:00Z", RetryAfterForm: "attribute", Namespace: "urn:x",
		},
		`<overLimit><message/><retryAfter>5</retryAfter></overLimit>`: {Name: "overLimit", HasMessage: true, RetryAfter: "5", RetryAfterForm: "element"},
	} {
		var got Fault
		var ok bool
		if body[0] == '{' {
			value, _ := ReadJSON([]byte(body))
			got, ok = FaultFromJSON(value)
		} else {
			got, ok = FaultFromXML(readXML(t, body))
		}
		if diff := gocmp.Diff(want, got, gocmp.AllowUnexported(Content{}, linkSet{})); !ok || diff != "" {
			t.Errorf("%s: read %v (-want +got):\n%s", body, ok, diff)
		}
	}
	for _, body := range []string{`null`, `[]`, `{}`, `{"a": 1}`, `{"images": [], "x": {"code": 1}}`, `{"image": {}}`} {
		value, _ := ReadJSON([]byte(body))
		if got, ok := FaultFromJSON(value); ok {
			t.Errorf("%s is read as the fault %v", body, got)
		}
	}
	for _, body := range []string{`<images code="400"/>`, `<html><body/></html>`} {
		if got, ok := FaultFromXML(readXML(t, body)); ok {
			t.Errorf("%s is read as the fault %v", body, got)
		}
	}
}

func TestKindNames(t *testing.T) {
	seen := map[string]bool{}
	for kind := Absent; kind <= Composite; kind++ {
		name := kind.String()
		if seen[name] || name == "unknown" {
			t.Errorf("kind %d is called %s", kind, name)
		}
		seen[name] = true
	}
	if got := (Composite + 1).String(); got != "unknown" {
		t.Errorf("a kind that is none is called %s", got)
	}
}

func TestLinkKey(t *testing.T) {
	link := Link{&Relation{Rel: Scalar{"self", String}, Where: "/images/0/links/0"}, Scalar{"h", String}}
	elsewhere := *link.Relation
	elsewhere.Where = "/images/image[1]/link[1]"
	other := Link{&elsewhere, link.Href}
	if link.Key() != other.Key() {
		t.Error("the place of a link counts in its key")
	}
	other.Type = Scalar{"", Null}
	if link.Key() == other.Key() {
		t.Error("a null type is the same as none")
	}
}
