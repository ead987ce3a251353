package requirement

import (
	"encoding"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// word is what every enumeration of the package offers.
type word interface {
	comparable
	String() string
	MarshalText() ([]byte, error)
}

func TestLevelRoundTrips(t *testing.T) {
	roundTrip(t, map[Level]string{Must: "MUST", Should: "SHOULD", May: "MAY", Obs: "OBS"}, ParseLevel,
		func(l *Level) encoding.TextUnmarshaler { return l })
	refuseOutside(t, Obs+1, "Level(4)")
	refuseOutside(t, Level(-1), "Level(-1)")
}

func TestNeedRoundTrips(t *testing.T) {
	names := map[Need]string{
		Core: "core", Data: "data", Identity: "identity", Hook: "hook", Condition: "condition",
	}
	roundTrip(t, names, ParseNeed, func(n *Need) encoding.TextUnmarshaler { return n })
	refuseOutside(t, Condition+1, "Need(5)")
	refuseOutside(t, Need(-1), "Need(-1)")
}

func TestFormatRoundTrips(t *testing.T) {
	roundTrip(t, map[Format]string{Both: "both", JSON: "json", XML: "xml"}, ParseFormat,
		func(f *Format) encoding.TextUnmarshaler { return f })
	refuseOutside(t, XML+1, "Format(3)")
	refuseOutside(t, Format(-1), "Format(-1)")
}

func roundTrip[E word](
	t *testing.T, names map[E]string, parse func(string) (E, error), into func(*E) encoding.TextUnmarshaler,
) {
	t.Helper()
	for value, name := range names {
		if got := value.String(); got != name {
			t.Errorf("String() = %q, want %q", got, name)
		}
		text, err := value.MarshalText()
		if err != nil || string(text) != name {
			t.Errorf("MarshalText() = %q, %v; want %q", text, err, name)
		}
		for _, spelling := range []string{name, strings.ToUpper(name), strings.ToLower(name)} {
			if got, err := parse(spelling); err != nil || got != value {
				t.Errorf("parse %q = %v, %v; want %v", spelling, got, err, value)
			}
			var read E
			if err := into(&read).UnmarshalText([]byte(spelling)); err != nil || read != value {
				t.Errorf("UnmarshalText(%q) = %v, %v; want %v", spelling, read, err, value)
			}
		}
	}
	for _, unknown := range []string{"", "all", "must not"} {
		if got, err := parse(unknown); err == nil {
			t.Errorf("parse %q = %v, want an error", unknown, got)
		}
		var read E
		if err := into(&read).UnmarshalText([]byte(unknown)); err == nil {
			t.Errorf("UnmarshalText(%q) = %v, want an error", unknown, read)
		}
	}
}

func refuseOutside[E word](t *testing.T, value E, name string) {
	t.Helper()
	if got := value.String(); got != name {
		t.Errorf("String() = %q, want %q", got, name)
	}
	if text, err := value.MarshalText(); err == nil {
		t.Errorf("MarshalText() of %s = %q, want an error", name, text)
	}
}

func TestParseProfile(t *testing.T) {
	want := []Profile{"documented", "nova-legacy", "rackspace", "nova-2.1"}
	if diff := cmp.Diff(want, Profiles()); diff != "" {
		t.Errorf("profiles (-want +got):\n%s", diff)
	}
	for _, profile := range want {
		if got, err := ParseProfile(strings.ToUpper(string(profile))); err != nil || got != profile {
			t.Errorf("ParseProfile of %q in capitals = %q, %v", profile, got, err)
		}
	}
	for _, unknown := range []string{"", "strict", "nova"} {
		got, err := ParseProfile(unknown)
		if err == nil {
			t.Errorf("ParseProfile(%q) = %q, want an error", unknown, got)
			continue
		}
		if !strings.Contains(err.Error(), "nova-2.1") {
			t.Errorf("ParseProfile(%q): %v; want the known profiles named", unknown, err)
		}
	}
}

func TestAreas(t *testing.T) {
	titles := map[string]Area{}
	for _, area := range Areas() {
		title := area.Title()
		if title == "" {
			t.Errorf("area %s has no title", area)
		}
		if other, taken := titles[title]; taken {
			t.Errorf("areas %s and %s are both titled %q", other, area, title)
		}
		titles[title] = area
	}
	if got := Area("LIM").Title(); got != "Limit" {
		t.Errorf("title of LIM is %q, want Limit", got)
	}
	if got := Area("lim").Title(); got != "" {
		t.Errorf("title of an unknown area is %q", got)
	}
	if got := ID("AUTH-06").Area(); got != "AUTH" {
		t.Errorf("area of AUTH-06 is %q", got)
	}
}
