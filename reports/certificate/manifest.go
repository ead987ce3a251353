package certificate

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"github.com/imageconform/imageconform/reports"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// Version is that of the bundle's form. It grows when a reader of the former
// one could break.
const Version = 1

// Manifest says what was judged, by what, and how, with the digests of all that
// lies beside it in the bundle.
type Manifest struct {
	Version   int       `json:"imageconformCertificate"`
	Product   Product   `json:"product"`
	Suite     Build     `json:"suite"`
	Catalogue Catalogue `json:"catalogue"`
	Policy    Policy    `json:"policy"`
	// Target is the base URL that was judged.
	Target string `json:"target"`
	// Nonce is the authority's, empty where there is none.
	Nonce string `json:"nonce"`
	// Seed, Generated and Concurrency say what was asked, and how many scripts
	// were under way at once.
	Seed        uint64    `json:"seed"`
	Generated   int       `json:"generated"`
	Concurrency int       `json:"concurrency"`
	Started     time.Time `json:"started"`
	Finished    time.Time `json:"finished"`
	// Settings are the effective settings, secrets masked.
	Settings  []reports.Setting `json:"settings"`
	Exchanges Exchanges         `json:"exchanges"`
	Members   []Member          `json:"members"`
}

// Product is what the certificate is about, and whom to ask.
type Product struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Vendor  string `json:"vendor"`
	Contact string `json:"contact"`
}

// Build is the imageconform that asked.
type Build struct {
	Version string `json:"version"`
	// Revision and Time are those of the source.
	Revision string `json:"revision"`
	Time     string `json:"time"`
	Go       string `json:"go"`
	// SHA256 is that of the program's file.
	SHA256 string `json:"sha256"`
}

// Catalogue says by which requirements it was judged.
type Catalogue struct {
	SHA256 string `json:"sha256"`
	// Set is the frozen set that was scored.
	Set string `json:"requirementSet"`
}

// Policy is what the verdict was made by. Every MUST that applies had to be
// decided.
type Policy struct {
	Profile requirement.Profile `json:"profile"`
	FailOn  requirement.Level   `json:"failOn"`
	// Declared says of features whether the deployment has them.
	Declared map[requirement.Feature]verdict.Presence `json:"declared"`
	Waivers  []verdict.WaiverEntry                    `json:"waivers"`
}

// Exchanges is the evidence in one line.
type Exchanges struct {
	Count int `json:"count"`
	// MerkleRoot is the tree hash of RFC 6962 over them.
	MerkleRoot string `json:"merkleRoot"`
}

// Member is another member of the bundle.
type Member struct {
	Name   string `json:"name"`
	Size   int    `json:"size"`
	SHA256 string `json:"sha256"`
}

func digest(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// listed are the members that a manifest has the digests of: it cannot have its
// own, nor that of the statement, which has its.
func (b bundle) listed() []Member {
	var all []Member
	for _, name := range []string{reportFile, junitFile, evidenceFile} {
		all = append(all, Member{name, len(b[name]), digest(b[name])})
	}
	return all
}

// policy is the policy of the fold.
func (m Manifest) policy() (verdict.Policy, error) {
	set, err := requirement.ParseSet(m.Catalogue.Set)
	if err != nil {
		return verdict.Policy{}, refuse("%w", err)
	}
	return verdict.Policy{
		Require: verdict.RequireAll, Profile: m.Policy.Profile, Waivers: m.Policy.Waivers, Declared: m.Policy.Declared,
		Set: set.Name, Unscored: set.Beyond(),
	}, nil
}
