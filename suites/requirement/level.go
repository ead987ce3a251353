package requirement

import (
	"fmt"
	"slices"
	"strings"
)

// Level says how binding a requirement is.
type Level int

// The levels, from the most binding to the least.
const (
	// Must is normative text or type of a document; breaking it makes a
	// deployment nonconformant.
	Must Level = iota
	// Should is recommended, or implied by several sources; breaking it warns.
	Should
	// May is left to the deployment; what is present has to be well-formed.
	May
	// Obs is behaviour that no document promises: reported, never failed.
	Obs
)

var levelNames = []string{"MUST", "SHOULD", "MAY", "OBS"}

// String is the level as written in reports, such as "MUST".
func (l Level) String() string { return nameOf("Level", levelNames, int(l)) }

// ParseLevel reads a level's name in any case; another word is an error.
func ParseLevel(name string) (Level, error) {
	index, err := indexOf("level", levelNames, name)
	return Level(index), err
}

// MarshalText writes the level's name; a value outside the enumeration is an error.
func (l Level) MarshalText() ([]byte, error) { return marshalName("level", levelNames, int(l)) }

// UnmarshalText reads what MarshalText writes, in any case.
func (l *Level) UnmarshalText(text []byte) error {
	parsed, err := ParseLevel(string(text))
	if err != nil {
		return err
	}
	*l = parsed
	return nil
}

// nameOf is the enumeration's word for value, or "Kind(value)" outside it.
func nameOf(kind string, names []string, value int) string {
	if value < 0 || value >= len(names) {
		return fmt.Sprintf("%s(%d)", kind, value)
	}
	return names[value]
}

func indexOf(kind string, names []string, name string) (int, error) {
	index := slices.IndexFunc(names, func(known string) bool { return strings.EqualFold(known, name) })
	if index < 0 {
		return 0, fmt.Errorf("unknown %s %q (known: %s)", kind, name, strings.Join(names, ", "))
	}
	return index, nil
}

func marshalName(kind string, names []string, value int) ([]byte, error) {
	if value < 0 || value >= len(names) {
		return nil, fmt.Errorf("%s %d has no name", kind, value)
	}
	return []byte(names[value]), nil
}
