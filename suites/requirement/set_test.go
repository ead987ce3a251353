package requirement

import (
	"crypto/sha256"
	"encoding/hex"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// frozen are the digests of the published sets. No flag writes them anew: a
// set that has to say something else is another set.
var frozen = map[string]string{
	"2026.11": "0165562795f87596edb685e2b0b86d95be8d0761174bfc9b26770f9d7766a777",
}

func TestSetsStayAsTheyWereFrozen(t *testing.T) {
	if len(frozen) != len(Sets()) {
		t.Errorf("there are the sets %v, and %d of them are frozen here", Sets(), len(frozen))
	}
	for _, name := range Sets() {
		text, err := setFiles.ReadFile("sets/" + name + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(text)
		if got := hex.EncodeToString(sum[:]); got != frozen[name] {
			t.Errorf("the set %s was changed after it was frozen: its digest is %s", name, got)
		}
		set, err := ParseSet(name)
		if err != nil {
			t.Fatal(err)
		}
		for id, digest := range set.Digests {
			row, there := Lookup(id)
			if !there {
				t.Errorf("%s is in the set %s, and was removed: ids stay", id, name)
				continue
			}
			if got := row.Digest(); got != digest {
				t.Errorf("%s asks something else than in the frozen set %s: give the new rule the next free id (digest %s)", id, name, got)
			}
		}
	}
}

// TestDigestCoversWhatARowAsks changes each field of a row: what binds changes
// the digest, and what explains does not.
func TestDigestCoversWhatARowAsks(t *testing.T) {
	explains := []string{"Source", "Recipe", "Asked", "Why"}
	base, _ := Lookup("RAT-04")
	for i := range reflect.TypeFor[Requirement]().NumField() {
		changed := base.clone()
		field := reflect.ValueOf(&changed).Elem().Field(i)
		name := reflect.TypeFor[Requirement]().Field(i).Name
		switch field.Kind() {
		case reflect.String:
			field.SetString(field.String() + "x")
		case reflect.Int:
			field.SetInt((field.Int() + 1) % 3)
		case reflect.Slice:
			field.Set(reflect.Append(field, reflect.Zero(field.Type().Elem())))
		case reflect.Struct:
			changed.Recipe.Text += "x"
		default:
			t.Fatalf("%s is of no known kind", name)
		}
		if same := changed.Digest() == base.Digest(); same != slices.Contains(explains, name) {
			t.Errorf("the digest with another %s is the same: %v", name, same)
		}
		if digest([]Requirement{changed}) == digest([]Requirement{base}) {
			t.Errorf("the digest of the catalogue does not cover %s", name)
		}
	}
}

func TestUnknownSetsAreRefused(t *testing.T) {
	for _, name := range []string{"", "2025.01", "../set", "2026.11.txt"} {
		if _, err := ParseSet(name); err == nil || !strings.Contains(err.Error(), "2026.11") {
			t.Errorf("ParseSet(%q) says %v", name, err)
		}
	}
}

func TestLaterRequirementsAreBeyondASet(t *testing.T) {
	set, err := ParseSet(LatestSet())
	if err != nil {
		t.Fatal(err)
	}
	delete(set.Digests, "LIM-04")
	delete(set.Digests, "AUTH-01")
	if got := set.Beyond(); !slices.Contains(got, "LIM-04") || !slices.Contains(got, "AUTH-01") || slices.Index(got, "AUTH-01") > slices.Index(got, "LIM-04") {
		t.Errorf("beyond the set are %v", got)
	}
}
