package schemas

import (
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// jsonScan walks the text of a JSON value that the decoder has accepted, and
// finds what the decoder forgives: duplicate keys and half surrogate pairs.
// Because the text is known to be valid it reads ahead without checks.
type jsonScan struct {
	text     []byte
	at       int
	limits   Limits
	problems []Problem
	// refused says that a number or an object exceeds the limits.
	refused bool
}

// space skips white space and gives the character after it.
func (s *jsonScan) space() byte {
	for {
		switch c := s.text[s.at]; c {
		case ' ', '\t', '\r', '\n':
			s.at++
		default:
			return c
		}
	}
}

func (s *jsonScan) value(where string) {
	switch s.space() {
	case '{':
		s.object(where)
	case '[':
		s.array(where)
	case '"':
		s.literal(where)
	case 't', 'n':
		s.at += len("true")
	case 'f':
		s.at += len("false")
	default:
		s.number(where)
	}
}

func (s *jsonScan) object(where string) {
	seen := map[string]bool{}
	s.at++
	for n := 1; s.space() != '}'; n++ {
		if n == s.limits.Members+1 {
			s.problems = append(s.problems[:min(len(s.problems), maxProblems-1)], beyond(jsonMembers, s.limits.Members, "members", n))
			s.refused = true
		}
		if s.text[s.at] == ',' {
			s.at++
			s.space()
		}
		key := s.key(where)
		inside := pointer(where, key)
		if seen[key] {
			s.add(Problem{jsonDuplicateKey, inside, "each member once", quote(key) + " again"})
		}
		seen[key] = true
		s.space()
		s.at++ // the colon
		s.value(inside)
	}
	s.at++
}

// key passes over the name of a member and reads it.
func (s *jsonScan) key(where string) string {
	start := s.at
	s.literal(where)
	var key string
	if json.Unmarshal(s.text[start:s.at], &key) != nil {
		return string(s.text[start:s.at])
	}
	return key
}

// pass passes over a value without a look at what is in it.
func (s *jsonScan) pass() {
	depth := 0
	for {
		switch s.text[s.at] {
		case '"':
			s.string()
		case '{', '[':
			depth++
			s.at++
		case '}', ']':
			depth--
			s.at++
		case ',', ':', ' ', '\t', '\r', '\n':
			s.at++
			continue
		default:
			for c := s.text[s.at]; isNumberByte(c) || c >= 'a' && c <= 'z'; c = s.text[s.at] {
				s.at++
			}
		}
		if depth == 0 {
			return
		}
	}
}

// string passes over a string.
func (s *jsonScan) string() {
	for s.at++; s.text[s.at] != '"'; s.at++ {
		if s.text[s.at] == '\\' {
			s.at++
		}
	}
	s.at++
}

func (s *jsonScan) array(where string) {
	s.at++
	for n := 0; s.space() != ']'; n++ {
		if s.text[s.at] == ',' {
			s.at++
		}
		s.value(where + "/" + strconv.Itoa(n))
	}
	s.at++
}

// literal passes over a string and reports surrogates without their other half,
// which a decoder silently turns into U+FFFD.
func (s *jsonScan) literal(where string) {
	start := s.at
	s.at++
	for s.text[s.at] != '"' {
		if s.text[s.at] != '\\' {
			_, size := utf8.DecodeRune(s.text[s.at:])
			s.at += size
			continue
		}
		unit, ok := s.unit()
		if !ok {
			s.at += 2
			continue
		}
		s.at += 6
		if unit < 0xD800 || unit > 0xDFFF {
			continue
		}
		low, ok := s.unit()
		if unit < 0xDC00 && ok && low >= 0xDC00 && low <= 0xDFFF {
			s.at += 6
			continue
		}
		s.add(Problem{jsonEscape, where, "surrogates in pairs", `\u` + strconv.FormatInt(unit, 16) +
			" in " + show(string(s.text[start:s.at]))})
	}
	s.at++
}

// unit reads a \uXXXX at the current place without passing over it.
func (s *jsonScan) unit() (int64, bool) {
	if s.at+6 > len(s.text) || s.text[s.at] != '\\' || s.text[s.at+1] != 'u' {
		return 0, false
	}
	unit, err := strconv.ParseInt(string(s.text[s.at+2:s.at+6]), 16, 32)
	return unit, err == nil
}

func (s *jsonScan) number(where string) {
	start, exponent := s.at, -1
	for s.at < len(s.text) && isNumberByte(s.text[s.at]) {
		if c := s.text[s.at]; c == 'e' || c == 'E' {
			exponent = s.at + 1
		}
		s.at++
	}
	length := s.at - start
	tooLarge := false
	if exponent >= 0 {
		power, err := strconv.Atoi(string(s.text[exponent:s.at]))
		tooLarge = err != nil || power > s.limits.Number || power < -s.limits.Number
	}
	if length > s.limits.Number || tooLarge {
		s.refused = true
		s.add(Problem{
			jsonNumber, where, "at most " + strconv.Itoa(s.limits.Number) + " characters and an exponent within it",
			show(string(s.text[start:min(s.at, start+2*shownRunes)])),
		})
	}
}

func isNumberByte(c byte) bool {
	return c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E'
}

func (s *jsonScan) add(problem Problem) {
	if len(s.problems) < maxProblems {
		s.problems = append(s.problems, problem)
	}
}
