package schemas

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// listed is a listing with the links of its images, which these keep to themselves.
func listed(listing *Images) any {
	if listing == nil {
		return nil
	}
	all := []any{*listing}
	for _, im := range listing.Images {
		all = append(all, im.Links())
	}
	return all
}

// sameAsWhole holds what a library reads, image by image, against the same body
// read as a whole.
func sameAsWhole(t *testing.T, l *Library, body []byte) {
	t.Helper()
	ignore := cmpopts.IgnoreUnexported(Content{})
	value, problems := ReadJSON(body)
	page := l.ReadJSON(body)
	if diff := gocmp.Diff(problems, page.Problems, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%.200q: problems of JSON (-whole +image by image):\n%s", body, diff)
	}
	images, ok := ImagesFromJSON(value)
	if diff := gocmp.Diff(listed(&images), listed(page.Images), ignore); ok != (page.Images != nil) || ok && diff != "" {
		t.Fatalf("%.200q: listing in JSON %v (-whole +image by image):\n%s", body, ok, diff)
	}
	for _, rule := range JSONRules() {
		ranged, problems := CheckJSON(rule, value)
		gotRanged, got := page.Check(rule)
		if page.Value == nil || page.Images != nil && strings.HasPrefix(rule, "ERR") {
			continue // a listing is no fault
		}
		if diff := gocmp.Diff(problems, got, cmpopts.EquateEmpty()); ranged != gotRanged || diff != "" {
			t.Fatalf("%.200q: %s over %d, and %d image by image (-whole +image by image):\n%s", body, rule, ranged, gotRanged, diff)
		}
	}
	root, problems := ReadXML(body)
	page = l.ReadXML(body)
	if diff := gocmp.Diff(problems, page.Problems, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("%.200q: problems of XML (-whole +image by image):\n%s", body, diff)
	}
	images, ok = ImagesFromXML(root)
	if diff := gocmp.Diff(listed(&images), listed(page.Images), ignore); ok != (page.Images != nil) || ok && diff != "" {
		t.Fatalf("%.200q: listing in XML %v (-whole +image by image):\n%s", body, ok, diff)
	}
	if root == nil {
		return
	}
	for _, rule := range XMLRules() {
		ranged, problems := CheckXML(rule, root)
		gotRanged, got := page.Check(rule)
		if diff := gocmp.Diff(problems, got, cmpopts.EquateEmpty()); ranged != gotRanged || diff != "" {
			t.Fatalf("%.200q: %s over %d, and %d image by image (-whole +image by image):\n%s", body, rule, ranged, gotRanged, diff)
		}
	}
}

// bodiesAtHand are those of the test data, and those that the tests of the
// readers are about.
func bodiesAtHand(t testing.TB) [][]byte {
	t.Helper()
	var all [][]byte
	err := filepath.WalkDir("testdata", func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !strings.Contains(path, "fuzz") {
			all = append(all, file(t, path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range xmlTexts {
		all = append(all, []byte(c.body))
	}
	for _, flawed := range []bool{false, true} {
		jsonBody, xmlBody := largePage(30, flawed)
		all = append(all, jsonBody, xmlBody)
	}
	for _, inside := range imagesInXML {
		all = append(all, fmt.Appendf(nil, `<images xmlns="%s" xmlns:atom="%s">%s</images>`, ComputeNamespace, AtomNamespace, inside))
	}
	for _, inside := range imagesInJSON {
		all = append(all, fmt.Appendf(nil, `{"images": [%s], "images_links": [{"rel": "next", "href": "h"}]}`, inside))
	}
	return all
}

// What stands in a listing, and is not always what it looks like.
var (
	imagesInXML = []string{
		`<image id="a"/><image id="b"></image>`,
		`<image id="a"><image id="b"></image></image><image id="b"></image>`,
		`<image id="b"></image><!-- <image id="b"></image> --><image id="b"></image>`,
		`<![CDATA[<image id="b"></image>]]><image id="b"></image>`,
		`<image id="b" id="c"></image><image id="b" id="c"></image>`,
		`<image id="b"><atom:link rel="self"/><x:y/></image><image id="b"><atom:link rel="self"/><x:y/></image>`,
		`<image id="b">&#xD800;</image><image id="b">&#xD800;</image><image id="b">&#1;</image>`,
		`<image id="b"></image><image xmlns="urn:other" id="b"></image><image xmlns="" id="b"></image><image id="b"></image>`,
		`<image id="b"></image>` + "\n\n\n" + `<image id="b"></image` + "\n" + `><image id="b"></image>` + "\n" + `</imagery>`,
		`<image id="b"></image><atom:link rel="next" href="h"/><image id="b"></image>text`,
		`<image id="b"><metadata><meta key="k"><meta key="k"/></meta></metadata></image><imagery/>`,
	}
	imagesInJSON = []string{
		`{"id": "a"}, {"id": "a"}, {"id":"a"}`,
		`{"id": "a", "id": "a"}, {"id": "a", "id": "a"}`,
		`null, 1, "text", [], [[1, "]"]], true, {"id": "}"}, {"id": "\"}"}, {}`,
		`{"name": "\ud800"}, {"name": "\ud800"}`,
		`{"id": "a", "minDisk": 1e9999}`,
		`{"id": "a"}, {"id": "a", "links": [{"rel": "self"}, {"rel": "self"}], "server": {"links": [{"rel": "self"}, {"rel": "self"}]}}`,
		`{"id": "a"},`,
		`], "images": [{"id": "a"}`,
		`], "image": {"id": "a"}, "other": [{"code": 1}`,
	}
)

func TestLibraryReadsAsTheWhole(t *testing.T) {
	var l Library
	bodies := bodiesAtHand(t)
	for range 2 {
		for _, body := range bodies {
			sameAsWhole(t, &l, body)
		}
	}
	// What one library knows, another one need not read.
	further := Library{Known: &l}
	for _, body := range bodies {
		sameAsWhole(t, &further, body)
	}
	if n := len(further.images); n > 0 {
		t.Errorf("%d images were read again", n)
	}
}

func TestLibrarySharesContent(t *testing.T) {
	var l Library
	jsonBody, xmlBody := largePage(3, false)
	for _, read := range []func() *Page{
		func() *Page { return l.ReadJSON(jsonBody) }, func() *Page { return l.ReadXML(xmlBody) },
	} {
		first, second := read().Images.Images, read().Images.Images
		for i := range first {
			if first[i].Content != second[i].Content {
				t.Errorf("the image at %s was read twice", first[i].Where)
			}
		}
	}
}

func FuzzLibrary(f *testing.F) {
	for _, body := range bodiesAtHand(f) {
		f.Add(body)
	}
	var l Library
	f.Fuzz(func(t *testing.T, body []byte) {
		sameAsWhole(t, &l, body)
		sameAsWhole(t, &l, body)
	})
}
