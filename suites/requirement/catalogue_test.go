package requirement

import (
	"errors"
	"fmt"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCatalogueHasTheRowsOfEachArea(t *testing.T) {
	want := []struct {
		Area Area
		Rows int
	}{
		{"URI", 12},
		{"MTH", 6},
		{"AUTH", 9},
		{"NEG", 15},
		{"CS", 19},
		{"SRV", 9},
		{"NAM", 7},
		{"STA", 10},
		{"TYP", 7},
		{"CMB", 8},
		{"LIM", 11},
		{"MRK", 9},
		{"PAG", 17},
		{"ORD", 5},
		{"JSN", 22},
		{"LNK", 15},
		{"MET", 11},
		{"SUB", 7},
		{"XML", 15},
		{"EQV", 7},
		{"HDR", 11},
		{"ERR", 14},
		{"RAT", 9},
	}
	var ids []ID
	for _, area := range want {
		for number := 1; number <= area.Rows; number++ {
			ids = append(ids, ID(fmt.Sprintf("%s-%02d", area.Area, number)))
		}
	}
	if len(ids) != 255 {
		t.Fatalf("the table has %d rows, want 255", len(ids))
	}
	if diff := cmp.Diff(ids, idsOf(All())); diff != "" {
		t.Errorf("ids in catalogue order (-want +got):\n%s", diff)
	}
}

func TestCatalogueHasTheLevelsAndNeeds(t *testing.T) {
	levels, needs := map[Level]int{}, map[Need]int{}
	unobservable := map[ID]Level{}
	for _, r := range All() {
		levels[r.Level]++
		needs[r.Need]++
		if r.Unobservable != "" {
			unobservable[r.ID] = r.Level
		}
	}
	wantLevels := map[Level]int{Must: 156, Should: 59, May: 19, Obs: 21}
	if diff := cmp.Diff(wantLevels, levels); diff != "" {
		t.Errorf("rows by level (-want +got):\n%s", diff)
	}
	wantNeeds := map[Need]int{Core: 197, Data: 30, Identity: 3, Hook: 5, Condition: 20}
	if diff := cmp.Diff(wantNeeds, needs); diff != "" {
		t.Errorf("rows by need (-want +got):\n%s", diff)
	}
	// A row that no client can observe is never decided, so that each new one
	// has to be agreed here.
	wantUnobservable := map[ID]Level{
		"CS-12": May, "CS-19": Obs, "TYP-07": Obs, "MRK-09": Should, "ORD-04": Obs,
		"ERR-13": Obs, "ERR-14": Obs, "RAT-06": Must, "RAT-08": Obs,
	}
	if diff := cmp.Diff(wantUnobservable, unobservable); diff != "" {
		t.Errorf("unobservable rows (-want +got):\n%s", diff)
	}
}

func TestEveryRowReadsOnItsOwn(t *testing.T) {
	// Short names of sources and numbers of positions mean nothing to a reader
	// of a report.
	private := regexp.MustCompile(`\b(SEED|PAGE|DG|DG12|DG13|DGS|XSD|RNG|NV|NVT|GL|KS|TP|RAX|CL|D\d+|R\d+)\b`)
	sentence := regexp.MustCompile(`^[^ ].*[.]$`)
	titles := map[string]ID{}
	for _, r := range All() {
		t.Run(string(r.ID), func(t *testing.T) {
			if other, taken := titles[r.Title]; taken {
				t.Errorf("the title %q is that of %s too", r.Title, other)
			}
			titles[r.Title] = r.ID
			for _, text := range append([]string{r.Title, r.Asked, r.Recipe.Text, r.Unobservable}, r.Accepted...) {
				if strings.HasSuffix(text, ".") {
					t.Errorf("%q is a phrase and ends in a full stop", text)
				}
			}
			for _, text := range []string{r.Statement, r.Why} {
				if text != "" && !sentence.MatchString(text) {
					t.Errorf("%q is prose and does not end in a full stop", text)
				}
			}
			texts := append([]string{r.Title, r.Statement, r.Source, r.Recipe.String(), r.Asked, r.Why, r.Unobservable}, r.Accepted...)
			for _, text := range texts {
				if strings.Contains(text, "  ") || strings.TrimSpace(text) != text {
					t.Errorf("%q has stray spaces", text)
				}
				if found := private.FindString(text); found != "" {
					t.Errorf("%q uses the private name %q", text, found)
				}
			}
		})
	}
}

func TestRowsApplyToTheProfilesThatServeThem(t *testing.T) {
	for _, r := range All() {
		if (r.Format == XML || r.ID.Area() == "RAT") && r.AppliesTo(Nova21) {
			t.Errorf("%s speaks of XML or rate limits and applies to %s, which has neither", r.ID, Nova21)
		}
		for _, p := range []Profile{Documented, NovaLegacy, Rackspace} {
			if !r.AppliesTo(p) {
				t.Errorf("%s does not apply to %s, which serves the whole API", r.ID, p)
			}
		}
	}
}

func TestLookup(t *testing.T) {
	got, ok := Lookup("LIM-04")
	if !ok {
		t.Fatal("LIM-04 is not found")
	}
	if diff := cmp.Diff(LIM04, got); diff != "" {
		t.Errorf("LIM-04 (-variable +looked up):\n%s", diff)
	}
	for _, id := range []ID{"", "LIM", "LIM-4", "lim-04", "LIM-99", "XYZ-01"} {
		if got, ok := Lookup(id); ok {
			t.Errorf("Lookup(%q) finds %s", id, got.ID)
		}
	}
}

func TestCatalogueCannotBeChangedFromOutside(t *testing.T) {
	All()[0].Accepted[0] = "anything"
	found, _ := Lookup("URI-01")
	found.Accepted[0] = "anything"
	if diff := cmp.Diff(URI01, All()[0]); diff != "" {
		t.Errorf("URI-01 (-variable +catalogue):\n%s", diff)
	}
}

func TestMatch(t *testing.T) {
	cases := []struct {
		glob string
		want []ID
	}{
		{"LIM-04", []ID{"LIM-04"}},
		{"lim-04", []ID{"LIM-04"}},
		{"orD-*", []ID{"ORD-01", "ORD-02", "ORD-03", "ORD-04", "ORD-05"}},
		{"lim-0[1-3]", []ID{"LIM-01", "LIM-02", "LIM-03"}},
		{"?RD-0[^2-5]", []ID{"ORD-01"}},
		{"LIM", nil},
		{"LIM-4", nil},
		{"", nil},
		{"*/*", nil},
	}
	for _, c := range cases {
		t.Run(c.glob, func(t *testing.T) {
			got, err := Match(c.glob)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, idsOf(got)); diff != "" {
				t.Errorf("Match(%q) (-want +got):\n%s", c.glob, diff)
			}
		})
	}
	everything, err := Match("*")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(idsOf(All()), idsOf(everything)); diff != "" {
		t.Errorf("Match(%q) (-all +got):\n%s", "*", diff)
	}
}

func TestMatchRefusesABadGlob(t *testing.T) {
	for _, glob := range []string{"[", "LIM-[", "LIM-0[1-", `LIM-\`, "ZZZ-[]"} {
		got, err := Match(glob)
		if !errors.Is(err, path.ErrBadPattern) {
			t.Errorf("Match(%q) = %d rows, %v; want path.ErrBadPattern", glob, len(got), err)
		}
	}
}

func TestDefineRefusesABrokenRow(t *testing.T) {
	sound := func() Requirement {
		return Requirement{
			ID: "LIM-99", Title: "t", Statement: "S.", Source: "s", Asked: "a", Accepted: []string{"x"},
		}
	}
	if err := sound().check(); err != nil {
		t.Fatalf("the sound row is refused: %v", err)
	}
	cases := map[string]func(*Requirement){
		"taken id":             func(r *Requirement) { r.ID = "LIM-04" },
		"no id":                func(r *Requirement) { r.ID = "" },
		"id without number":    func(r *Requirement) { r.ID = "LIM" },
		"id with one digit":    func(r *Requirement) { r.ID = "LIM-9" },
		"id with three digits": func(r *Requirement) { r.ID = "LIM-099" },
		"id number zero":       func(r *Requirement) { r.ID = "LIM-00" },
		"id number signed":     func(r *Requirement) { r.ID = "LIM-+9" },
		"id of no area":        func(r *Requirement) { r.ID = "LIX-01" },
		"unknown level":        func(r *Requirement) { r.Level = Obs + 1 },
		"unknown need":         func(r *Requirement) { r.Need, r.Recipe = Condition+1, Recipe{Text: "r"} },
		"unknown format":       func(r *Requirement) { r.Format = XML + 1 },
		"unknown profile":      func(r *Requirement) { r.Except = []Profile{"none"} },
		"unknown feature":      func(r *Requirement) { r.Features = []Feature{"none"} },
		"no title":             func(r *Requirement) { r.Title = "" },
		"long title":           func(r *Requirement) { r.Title = strings.Repeat("x", maxTitle+1) },
		"no statement":         func(r *Requirement) { r.Statement = "" },
		"no source":            func(r *Requirement) { r.Source = "" },
		"nothing asked":        func(r *Requirement) { r.Asked = "" },
		"nothing accepted":     func(r *Requirement) { r.Accepted = nil },
		"empty outcome":        func(r *Requirement) { r.Accepted = []string{"x", ""} },
		"need without recipe":  func(r *Requirement) { r.Need = Data },
		"recipe without need":  func(r *Requirement) { r.Recipe = Recipe{Text: "r"} },
	}
	for name, breakIt := range cases {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("define takes the row")
					delete(registry, "LIM-99")
				}
			}()
			row := sound()
			breakIt(&row)
			define(row)
		})
	}
}

func idsOf(rows []Requirement) []ID {
	var ids []ID
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	return ids
}
