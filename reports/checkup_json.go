package reports

import (
	_ "embed"
	"io"
	"time"

	"github.com/imageconform/imageconform/suites"
	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/target"
	"github.com/imageconform/imageconform/suites/verdict"
)

// CheckupVersion is the version of the JSON of a checkup.
const CheckupVersion = 1

// CheckupSchema is the published JSON Schema (draft 7) of the JSON of a checkup.
//
//go:embed checkup.schema.json
var CheckupSchema []byte

// The members of the JSON of a checkup, as the schema describes them.
type (
	checkupDocument struct {
		Report             string              `json:"report"`
		Version            int                 `json:"version"`
		Imageconform       string              `json:"imageconform"`
		Target             string              `json:"target"`
		Started            time.Time           `json:"started"`
		Seconds            float64             `json:"seconds"`
		Reachable          bool                `json:"reachable"`
		Trouble            string              `json:"trouble,omitempty"`
		Certificate        *target.Certificate `json:"certificate,omitempty"`
		CertificateTrouble string              `json:"certificateTrouble,omitempty"`
		Connection         *checkupConnection  `json:"connection,omitempty"`
		Formats            []suites.FormatSeen `json:"formats"`
		Callers            []suites.Caller     `json:"callers"`
		States             []target.State      `json:"states"`
		Images             oracle.Census       `json:"images"`
		Features           []checkupFeature    `json:"features"`
		Prospect           checkupProspect     `json:"prospect"`
		Requirements       []checkupEntry      `json:"requirements"`
	}
	checkupConnection struct {
		Protocols          []string `json:"protocols"`
		Answers            int      `json:"answers"`
		LeastMilliseconds  float64  `json:"leastMilliseconds"`
		MedianMilliseconds float64  `json:"medianMilliseconds"`
		ClockAheadSeconds  *float64 `json:"clockAheadSeconds,omitempty"`
		LargestPage        int      `json:"largestPage"`
		Truncated          bool     `json:"truncated"`
		LimitHeaders       []string `json:"limitHeaders"`
	}
	checkupFeature struct {
		Feature requirement.Feature `json:"feature"`
		Seen    bool                `json:"seen"`
		// What was seen, and the request that showed it.
		What    string `json:"what,omitempty"`
		Request string `json:"request,omitempty"`
	}
	checkupProspect struct {
		Line         string                `json:"line"`
		Core         bool                  `json:"core"`
		Must         int                   `json:"must"`
		Decidable    int                   `json:"decidable"`
		Blocking     []requirement.ID      `json:"blocking"`
		Declarations []verdict.Declaration `json:"declarations,omitempty"`
	}
	checkupEntry struct {
		ID       requirement.ID       `json:"id"`
		Level    requirement.Level    `json:"level"`
		Need     requirement.Need     `json:"need"`
		Title    string               `json:"title"`
		Prospect string               `json:"prospect"`
		Reasons  []string             `json:"reasons,omitempty"`
		Recipes  []requirement.Recipe `json:"recipes,omitempty"`
	}
)

// prospects are the words for what becomes of a requirement.
var prospects = map[verdict.Outcome]string{
	verdict.Passed: "decidable", verdict.NotExercised: "missing", verdict.NotApplicable: "not-applicable", verdict.Inconclusive: "trouble",
}

// CheckupJSON writes a checkup for programs.
func CheckupJSON(w io.Writer, c Checkup) error {
	return encode(w, "the checkup", checkupOf(c))
}

func checkupOf(c Checkup) checkupDocument {
	v := c.Prospect
	d := checkupDocument{
		Report: "imageconform doctor", Version: CheckupVersion, Imageconform: c.Version, Target: c.Target,
		Started: c.Started.UTC(), Seconds: float64(c.Duration.Milliseconds()) / 1000,
		Reachable: c.Trouble == "", Trouble: c.Trouble,
		Certificate: c.Certificate, CertificateTrouble: c.CertificateTrouble,
		Formats: orEmpty(c.Outlook.Formats), Callers: orEmpty(c.Outlook.Callers), States: orEmpty(c.Outlook.States),
		Images: c.Outlook.Facts.Images, Features: []checkupFeature{}, Requirements: []checkupEntry{},
		Prospect: checkupProspect{
			Line: v.Prospect(), Core: c.Trouble == "" && len(v.Blocking) == 0, Must: v.Must, Decidable: v.Decided,
			Blocking: orEmpty(v.Blocking), Declarations: v.Declarations,
		},
	}
	if c.Trouble == "" {
		d.Connection = connectionOf(c.Outlook.Facts)
	}
	for _, s := range c.Outlook.Facts.Features {
		f := checkupFeature{Feature: s.Feature, Seen: s.Seen != nil}
		if s.Seen != nil {
			f.What, f.Request = s.Seen.Got, s.Seen.Request
		}
		d.Features = append(d.Features, f)
	}
	for _, row := range v.Rows {
		d.Requirements = append(d.Requirements, checkupEntry{
			ID: row.ID, Level: row.Level, Need: row.Need, Title: row.Title,
			Prospect: prospects[row.Outcome], Reasons: row.Reasons, Recipes: row.Recipes(),
		})
	}
	return d
}

func connectionOf(f oracle.Facts) *checkupConnection {
	milliseconds := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	c := &checkupConnection{
		Protocols: orEmpty(f.Protocols), Answers: f.Answered, LeastMilliseconds: milliseconds(f.Least), MedianMilliseconds: milliseconds(f.Median),
		LargestPage: f.Largest, Truncated: f.Truncated, LimitHeaders: orEmpty(f.LimitHeaders),
	}
	if f.Skew != nil {
		ahead := f.Skew.Seconds()
		c.ClockAheadSeconds = &ahead
	}
	return c
}
