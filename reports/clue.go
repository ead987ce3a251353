package reports

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/imageconform/imageconform/suites/oracle"
	"github.com/imageconform/imageconform/suites/requirement"
	"github.com/imageconform/imageconform/suites/verdict"
)

// clue is something that symptoms of one cause have in common.
type clue struct {
	kind clueKind
	key  string
}

// clueKind says what a clue is about, the most telling kind first.
type clueKind int

const (
	// sameExchange is a request with an answer that is no answer to it.
	sameExchange clueKind = iota
	// sameText is the very same departure.
	sameText
	// samePlace is a place within documents, whichever image it belongs to.
	samePlace
	// sameWords is the same departure, but for names and numbers.
	sameWords
	// sameAnswer is an answer that is none to whatever was asked.
	sameAnswer
	// sameReason is what was lacking, or came between.
	sameReason
	// sameFormat is a format in which the target serves next to nothing.
	sameFormat
	// alone is the requirement itself, which it shares with no other.
	alone
)

// symptom is one thing that keeps a requirement from being passed.
type symptom struct {
	// said is how the suite put it.
	said   string
	format requirement.Format
	// strange is the answer that it is about, in general words, where that is no
	// answer to what was asked.
	strange string
	recipe  requirement.Recipe
	clues   []clue
}

// symptomsOf are those that made a row's outcome what it is.
func symptomsOf(row verdict.Row) []symptom {
	var all []symptom
	for _, s := range row.Specs {
		switch row.Outcome {
		case verdict.Failed, verdict.Warned:
			for _, f := range s.Findings {
				all = append(all, ofFinding(f))
			}
		case verdict.Inconclusive:
			all = appendReason(all, s.Inconclusive, s)
		case verdict.NotExercised:
			all = appendReason(all, s.Missing, s)
		}
	}
	if len(all) == 0 && (row.Outcome == verdict.Inconclusive || row.Outcome == verdict.NotExercised) {
		for _, reason := range row.Reasons {
			all = appendReason(all, reason, oracle.Judged{Format: row.Format})
		}
	}
	return all
}

func ofFinding(f oracle.Finding) symptom {
	request, text := readCurl(f.Request), plainly(f.Got)
	s := symptom{said: f.Got, format: request.format, strange: strange(text, request.format, f.Want)}
	s.add(samePlace, general(placeOf(f.Where)))
	if s.strange != "" {
		s.add(sameAnswer, s.strange)
		s.add(sameExchange, request.url+" "+s.strange)
		if _, detail, found := strings.Cut(text, ": "); found {
			s.add(sameText, detail)
		}
		return s
	}
	if strings.Contains(request.url, "?") {
		s.add(sameExchange, f.Request)
	}
	if !answer.MatchString(text) {
		s.add(sameText, text)
		words := general(text)
		if strings.HasPrefix(words, "N ") || words == "…" {
			words += ", where wanted: " + general(f.Want)
		}
		s.add(sameWords, words)
	}
	return s
}

func appendReason(all []symptom, reason string, of oracle.Judged) []symptom {
	if reason == "" {
		return all
	}
	s := symptom{said: reason, format: of.Format, strange: strange(plainly(reason), of.Format, "")}
	if reason == of.Missing {
		s.recipe = of.Recipe
	}
	s.add(sameReason, general(reason))
	s.add(sameAnswer, s.strange)
	if s.strange != "" {
		for _, url := range anyURL.FindAllString(reason, -1) {
			s.add(sameExchange, url+" "+s.strange)
		}
	}
	return append(all, s)
}

// add notes a clue, unless there is nothing to it.
func (s *symptom) add(kind clueKind, key string) {
	if key != "" {
		s.clues = append(s.clues, clue{kind, key})
	}
}

var (
	tallied    = regexp.MustCompile(`; the (?:like|same) in \d+ more answers?$`)
	labelled   = regexp.MustCompile(`^(.*), labelled "application/(json|xml)[^"]*"$`)
	quotation  = regexp.MustCompile(`"(?:[^"\\]|\\.)*"(?:\.\.\. \(\d+ characters\))?`)
	list       = regexp.MustCompile(`…(?:, …)+(?: and \d+ more)?`)
	uuid       = regexp.MustCompile(`[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}`)
	number     = regexp.MustCompile(`(status )?\d+`)
	images     = regexp.MustCompile(`\bN images\b`)
	answer     = regexp.MustCompile(`status (\d{3}) with (.*)$`)
	anyURL     = regexp.MustCompile(`https?://[^\s"']+`)
	accept     = regexp.MustCompile(`'Accept: ([^']*)'`)
	mediaRange = regexp.MustCompile(`application/(?:[\w.]+\+)?(json|xml)(?:;\s*version=[^,;]*)?(?:;\s*q=([\d.]+))?`)
	ordinals   = regexp.MustCompile(`image\[\d+\]|\[\d+\]|\d+`)
)

// plainly leaves out of a text how often it was so, and the usual label.
func plainly(text string) string {
	text = tallied.ReplaceAllString(text, "")
	m := labelled.FindStringSubmatch(text)
	if m == nil || strings.Contains(m[1], " as ") && !strings.HasSuffix(m[1], " as "+strings.ToUpper(m[2])) {
		return text
	}
	return m[1]
}

// general leaves out of a text what differs from one instance to the next.
func general(text string) string {
	text = quotation.ReplaceAllString(plainly(text), "…")
	text = list.ReplaceAllString(text, "…")
	text = uuid.ReplaceAllString(text, "ID")
	text = number.ReplaceAllStringFunc(text, func(n string) string {
		if strings.HasPrefix(n, "status") {
			return n
		}
		return "N"
	})
	return images.ReplaceAllString(text, "N image")
}

// placeOf is a place below an image without the numbers of items, the same in
// both formats.
func placeOf(where string) string {
	if !strings.HasPrefix(where, "/images/") {
		return ""
	}
	place := ordinals.ReplaceAllStringFunc(where, func(step string) string {
		if strings.HasPrefix(step, "[") {
			return ""
		}
		return "*"
	})
	if strings.Count(place, "/") < 3 {
		return ""
	}
	return strings.ReplaceAll(place, "@", "")
}

// strange is the answer that a text describes, in general words, unless it is
// one that may be given: a list in the asked format, or what was wanted.
func strange(text string, format requirement.Format, want string) string {
	m := answer.FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	status, what := m[1], general(m[2])
	asWanted := strings.HasSuffix(what, " as "+strings.ToUpper(format.String()))
	list := asWanted && (status == "200" || status == "203")
	refusal := status[0] == '4' && strings.Contains(want, status)
	if list || refusal {
		return ""
	}
	if asWanted {
		what = what[:strings.LastIndex(what, " as ")]
	}
	return status + " " + what
}

// asked is what a curl line asks for.
type asked struct {
	url    string
	format requirement.Format
}

func readCurl(line string) asked {
	a := asked{format: requirement.JSON}
	if urls := anyURL.FindAllString(line, -1); len(urls) > 0 {
		a.url = urls[len(urls)-1]
	}
	path, _, _ := strings.Cut(a.url, "?")
	switch {
	case strings.HasSuffix(path, ".json"):
	case strings.HasSuffix(path, ".xml"), likesXML(line):
		a.format = requirement.XML
	}
	return a
}

// likesXML reports whether the Accept header of a curl line puts XML first.
func likesXML(line string) bool {
	m := accept.FindStringSubmatch(line)
	if m == nil {
		return false
	}
	liked := map[string]float64{}
	for _, r := range mediaRange.FindAllStringSubmatch(m[1], -1) {
		liked[r[1]] = 1
		if q, err := strconv.ParseFloat(r[2], 64); err == nil {
			liked[r[1]] = q
		}
	}
	return liked["xml"] > liked["json"]
}
