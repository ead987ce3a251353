package requirement

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Set is a dated list of the requirements that a verdict scores. Once it is
// published neither the list changes nor what its rows ask.
type Set struct {
	// Name is the year and the month of the set, such as "2026.11".
	Name string
	// Digests are those of the rows when the set was frozen, by id.
	Digests map[ID]string
}

//go:embed sets/*.txt
var setFiles embed.FS

// Sets are the names of all sets, the oldest first.
func Sets() []string {
	// The folder is part of the program.
	files, err := setFiles.ReadDir("sets")
	if err != nil {
		panic(err)
	}
	var names []string
	for _, f := range files {
		names = append(names, strings.TrimSuffix(f.Name(), ".txt"))
	}
	slices.Sort(names)
	return names
}

// LatestSet is the name of the newest set.
func LatestSet() string { return Sets()[len(Sets())-1] }

// ParseSet reads a set by its name.
func ParseSet(name string) (Set, error) {
	text, err := setFiles.ReadFile("sets/" + name + ".txt")
	if err != nil || !slices.Contains(Sets(), name) {
		return Set{}, fmt.Errorf("there is no requirement set %q: want %s", name, strings.Join(Sets(), " or "))
	}
	set := Set{Name: name, Digests: map[ID]string{}}
	for line := range strings.Lines(string(text)) {
		id, digest, found := strings.Cut(strings.TrimSpace(line), " ")
		if _, twice := set.Digests[ID(id)]; !found || twice {
			return Set{}, fmt.Errorf("the requirement set %s is damaged at %q", name, strings.TrimSpace(line))
		}
		set.Digests[ID(id)] = digest
	}
	return set, nil
}

// Beyond lists the requirements that are not in the set, in catalogue order.
// They are judged, and not scored.
func (s Set) Beyond() []ID {
	var later []ID
	for _, r := range All() {
		if _, in := s.Digests[r.ID]; !in {
			later = append(later, r.ID)
		}
	}
	return later
}

// Digest is the SHA-256 of what the row asks of a deployment, in hexadecimal.
// The explanations are not part of it: they may be made better at any time.
func (r Requirement) Digest() string {
	return digest(struct {
		ID               ID
		Level            Level
		Need             Need
		Format           Format
		Title, Statement string
		Features         []Feature
		Except           []Profile
		Accepted         []string
		Unobservable     string
	}{r.ID, r.Level, r.Need, r.Format, r.Title, r.Statement, r.Features, r.Except, r.Accepted, r.Unobservable})
}

// CatalogueDigest is the SHA-256 of every row with its explanations, in
// hexadecimal.
func CatalogueDigest() string { return digest(All()) }

// digest is that of a value as JSON. Every value of this package can be written
// so.
func digest(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
