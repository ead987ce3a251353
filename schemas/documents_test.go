package schemas

import (
	"cmp"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// The two examples of the document hold every rule, and say the same.
func TestExamplesOfTheDocument(t *testing.T) {
	fromJSON, fromXML := readPair(t, "testdata/document/example-2.45.json", "testdata/document/example-2.46.xml")
	if diff := gocmp.Diff(plain(fromJSON), plain(fromXML)); diff != "" {
		t.Errorf("the examples differ (-JSON +XML):\n%s", diff)
	}
	if len(fromJSON.Images) != 7 || fromJSON.Images[4].Metadata["ramdisk_id"] != (Scalar{Kind: Null}) {
		t.Errorf("got %d images, the fifth with ramdisk_id %v", len(fromJSON.Images), fromJSON.Images[4].Metadata["ramdisk_id"])
	}
	for path, broken := range map[string]map[string][]Problem{
		"example-2.45.json": brokenJSONFile(t, "testdata/document/example-2.45.json"),
		"example-2.46.xml":  brokenXMLFile(t, "testdata/document/example-2.46.xml"),
		"base.json":         brokenJSONFile(t, "testdata/rules/base.json"),
		"base.xml":          brokenXMLFile(t, "testdata/rules/base.xml"),
	} {
		if len(broken) > 0 {
			t.Errorf("%s breaks %v", path, broken)
		}
	}
}

// Of what authentic releases answered, only what they are known for breaks a rule.
func TestRecordedListings(t *testing.T) {
	known := map[string][]string{
		"2014.1-base.json":              {"JSN-04", "MET-01"}, // a null name, block_device_mapping
		"2014.1-base.xml":               nil,                  // there these are text
		"2012.2.4-srv-url.json":         nil,
		"2012.2.4-srv-bookmark.xml":     nil,
		"2014.1-cmb-contradict.json":    nil,
		"2014.1-cmb-contradict.xml":     nil,
		"2014.1-ext-limit1.json":        nil,
		"2014.1-ext-limit1.xml":         nil,
		"2014.1-page-none.xml":          nil,
		"2014.1-poison-name.json":       nil,
		"2014.1-base-index-limit2.json": {"JSN-14", "JSN-15", "JSN-22"}, // no detail
		"2014.1-base-index-limit2.xml":  {"MET-11", "XML-12"},
	}
	for name, want := range known {
		var broken map[string][]Problem
		if strings.HasSuffix(name, ".json") {
			broken = brokenJSONFile(t, "testdata/nova/"+name)
		} else {
			broken = brokenXMLFile(t, "testdata/nova/"+name)
		}
		if got := slices.Sorted(maps.Keys(broken)); !slices.Equal(got, want) {
			t.Errorf("%s breaks %v, want %v: %v", name, got, want, broken)
		}
	}
}

func TestRecordedPairsSayTheSame(t *testing.T) {
	for jsonName, xmlName := range map[string]string{
		"2014.1-base.json":           "2014.1-base.xml",
		"2012.2.4-srv-url.json":      "2012.2.4-srv-bookmark.xml",
		"2014.1-cmb-contradict.json": "2014.1-cmb-contradict.xml",
	} {
		fromJSON, fromXML := readPair(t, "testdata/nova/"+jsonName, "testdata/nova/"+xmlName)
		if diff := gocmp.Diff(plain(fromJSON), plain(fromXML)); diff != "" {
			t.Errorf("%s and %s differ:\n%s", jsonName, xmlName, diff)
		}
	}
}

func TestRecordedSingleImages(t *testing.T) {
	for _, name := range []string{"2014.1-base-show", "2014.1-base-show-c905"} {
		value, problems := ReadJSON(file(t, "testdata/nova/"+name+".json"))
		root, more := ReadXML(file(t, "testdata/nova/"+name+".xml"))
		if problems = append(problems, more...); len(problems) > 0 {
			t.Fatal(problems)
		}
		fromJSON, ok := ImageFromJSON(value)
		fromXML, okay := ImageFromXML(root)
		if !ok || !okay {
			t.Fatalf("%s: read as an image %v and %v, want both", name, ok, okay)
		}
		if diff := gocmp.Diff(plainImage(fromJSON), plainImage(fromXML)); diff != "" {
			t.Errorf("%s differs:\n%s", name, diff)
		}
		if _, ok := ImagesFromJSON(value); ok {
			t.Errorf("%s.json is taken for a listing", name)
		}
		if _, ok := FaultFromXML(root); ok {
			t.Errorf("%s.xml is taken for a fault", name)
		}
	}
}

func TestRecordedFaults(t *testing.T) {
	want := map[string]Fault{
		"2012.2.4-auth-foreign.xml": {
			Name: "badRequest", Code: "400", CodeKind: String, HasMessage: true,
			Message: "Malformed request url", Namespace: ComputeNamespace,
		},
		"2014.1-down-glance-badlimit.json": {
			Name: "badRequest", Code: "400", CodeKind: Integer, HasMessage: true,
			Message: "limit param must be an integer",
		},
		"2014.1-down-glance-badlimit.xml": {
			Name: "badRequest", Code: "400", CodeKind: String, HasMessage: true,
			Message: "limit param must be an integer", Namespace: ComputeNamespace,
		},
		"2014.1-rat-over-again.json": {
			Name: "overLimit", Code: "429", CodeKind: Integer, HasMessage: true,
			Message: "This request was rate-limited.", RetryAfter: "1", RetryAfterForm: "member",
			Details: "Only 120 GET request(s) can be made to *changes-since* every minute.",
		},
		"2014.1-rat-over-index.xml": {
			Name: "overLimit", Code: "429", CodeKind: String, HasMessage: true,
			Message: "This request was rate-limited.", RetryAfter: "1", RetryAfterForm: "attribute",
			Details: "Only 120 GET request(s) can be made to *changes-since* every minute.", Namespace: ComputeNamespace,
		},
	}
	for name, fault := range want {
		var (
			got    Fault
			ok     bool
			broken []Problem
		)
		if strings.HasSuffix(name, ".json") {
			value, _ := ReadJSON(file(t, "testdata/nova/"+name))
			got, ok = FaultFromJSON(value)
			_, broken = CheckJSON("ERR-02", value)
		} else {
			root, _ := ReadXML(file(t, "testdata/nova/"+name))
			got, ok = FaultFromXML(root)
			_, broken = CheckXML("ERR-03", root)
		}
		if diff := gocmp.Diff(fault, got); !ok || diff != "" || len(broken) > 0 {
			t.Errorf("%s: read %v (-want +got):\n%sproblems %v", name, ok, diff, broken)
		}
	}
	text := file(t, "testdata/nova/2014.1-auth-bogus.txt")
	if value, problems := ReadJSON(text); value != nil || len(problems) != 1 || problems[0].Rule != "json-syntax" {
		t.Errorf("plain text reads as JSON %v with %v", value, problems)
	}
	if root, problems := ReadXML(text); root != nil || problems[len(problems)-1].Rule != "xml-syntax" {
		t.Errorf("plain text reads as XML %v with %v", root, problems)
	}
}

func file(t testing.TB, path string) []byte {
	t.Helper()
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func brokenJSONFile(t *testing.T, path string) map[string][]Problem {
	t.Helper()
	value, problems := ReadJSON(file(t, path))
	if len(problems) > 0 {
		t.Fatalf("%s: %v", path, problems)
	}
	return brokenJSON(value)
}

func brokenXMLFile(t *testing.T, path string) map[string][]Problem {
	t.Helper()
	return brokenXML(readXML(t, string(file(t, path))))
}

// readPair reads one listing in both formats.
func readPair(t *testing.T, jsonPath, xmlPath string) (fromJSON, fromXML Images) {
	t.Helper()
	value, problems := ReadJSON(file(t, jsonPath))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	fromJSON, ok := ImagesFromJSON(value)
	fromXML, okay := ImagesFromXML(readXML(t, string(file(t, xmlPath))))
	if !ok || !okay {
		t.Fatalf("read as listings %v and %v, want both", ok, okay)
	}
	return fromJSON, fromXML
}

// plain gives the images in a form that does not depend on the format.
func plain(listing Images) []any {
	images := []any{}
	for _, image := range listing.Images {
		images = append(images, plainImage(image))
	}
	return images
}

func plainImage(image Image) any {
	texts := func(scalars map[string]Scalar) map[string]string {
		flat := map[string]string{}
		for name, scalar := range scalars {
			flat[name] = scalar.Text
			switch scalar.Kind {
			case Null:
				flat[name] = "None" // which is how Nova writes it in XML
			case Composite:
				flat[name] = "composite"
			}
			if strings.HasPrefix(scalar.Text, "[{u'") {
				flat[name] = "composite" // Python text of an array
			}
		}
		return flat
	}
	keys := func(links []Link) []string {
		var keys []string
		for _, link := range links {
			keys = append(keys, strings.Join([]string{link.Rel.Text, link.Href.Text, link.Type.Text}, " "))
		}
		slices.SortFunc(keys, cmp.Compare)
		return keys
	}
	scalars := map[string]Scalar{}
	for _, name := range image.Scalars.Names() {
		scalars[name] = image.Scalar(name)
	}
	result := map[string]any{
		"scalars": texts(scalars), "metadata": texts(image.Metadata), "has": image.HasMetadata,
		"links": keys(image.Links()), "extra": strings.Join(image.Extra, " "),
	}
	if image.Server != nil {
		result["server"] = append(keys(image.Server.Links), image.Server.ID)
	}
	return result
}
