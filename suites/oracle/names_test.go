package oracle

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/imageconform/imageconform/schemas"
	"github.com/imageconform/imageconform/suites/requirement"
)

// called are images of names, in a view of one format.
func called(names ...string) View {
	v := View{Format: requirement.JSON}
	for i, name := range names {
		v.InJSON.Images = append(v.InJSON.Images, schemas.Image{Content: &schemas.Content{Scalars: schemas.ScalarsOf(map[string]schemas.Scalar{
			"id":   {Kind: schemas.String, Text: strconv.Itoa(i)},
			"name": {Kind: schemas.String, Text: name},
		})}})
	}
	return v
}

func TestNamingPrefersJSON(t *testing.T) {
	v := called("two  spaces", "unnamed")
	v.InJSON.Images[1].Scalars.Set("name", schemas.Scalar{Kind: schemas.Null})
	v.InXML = called("two spaces", "None").InJSON
	n := v.As(requirement.XML).Naming()
	if diff := cmp.Diff([]string{"two  spaces"}, n.All); diff != "" {
		t.Errorf("names that can be asked for (-want +got):\n%s", diff)
	}
	if got := len(n.Images("two  spaces")); got != 1 {
		t.Errorf("%d images of the name as JSON writes it, want 1", got)
	}
}

func TestCommonName(t *testing.T) {
	for want, names := range map[string][]string{
		"":  {"", "", "tab\tbed"},
		"a": {"", "", "", "a", "b"},
		"b": {"a", "b", "c", "b", "c"},
	} {
		if got := called(names...).Naming().Common(); got != want {
			t.Errorf("the common name of %q is %q, want %q", names, got, want)
		}
	}
}

func TestPartsOfAName(t *testing.T) {
	v := called("ubuntu", "UBUNT", "buntu")
	want := []string{"ubunt*", "ubunt%", "ubunt.*", "ub_ntu"}
	if diff := cmp.Diff(want, v.Naming().Parts("ubuntu")); diff != "" {
		t.Errorf("parts that are no name of an image (-want +got):\n%s", diff)
	}
	for _, part := range called("x").Naming().Parts("x") {
		if part == "x" || strings.TrimSpace(part) == "" {
			t.Errorf("%q is not a part of a name of one letter", part)
		}
	}
}

func TestOtherCase(t *testing.T) {
	for _, c := range []struct {
		names []string
		want  string
		ok    bool
	}{
		{[]string{"Ubuntu 12"}, "uBUNTU 12", true},
		{[]string{"a", "A", "b"}, "B", true},
		{[]string{"1204", "仮想"}, "", false},
		{[]string{"a", "A"}, "", false},
	} {
		if got, _, ok := called(c.names...).Naming().OtherCase(); got != c.want || ok != c.ok {
			t.Errorf("the other case among %q is %q, %v, want %q, %v", c.names, got, ok, c.want, c.ok)
		}
	}
}

func TestSpecialNames(t *testing.T) {
	n := called("plain", "R&D lab", "c++", "50%20off", "a=b", "Cafe\u0301", "日本", "rocket 🚀", " padded").Naming()
	want := []string{"R&D lab", "c++", "Cafe\u0301", "50%20off", "rocket 🚀", "a=b", " padded"}
	if diff := cmp.Diff(want, n.Special(20)); diff != "" {
		t.Errorf("one name a sort (-want +got):\n%s", diff)
	}
	if got := n.Special(3); len(got) != 3 {
		t.Errorf("%d names, want 3", len(got))
	}
}
