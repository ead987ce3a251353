package requirement

// Need says what it takes to decide a requirement.
type Need int

// The needs, from the least asked of a deployment to the most.
const (
	// Core rows are decided on any deployment with three or more plain ACTIVE
	// images and one user.
	Core Need = iota
	// Data rows need particular images: a snapshot, one in ERROR, a deleted one.
	Data
	// Identity rows need a second caller: a user of another tenant, or one who
	// may not list images.
	Identity
	// Hook rows need a state which no client can provoke, such as a 503.
	Hook
	// Condition rows arise only where the deployment does something optional,
	// such as caching or truncating.
	Condition
)

var needNames = []string{"core", "data", "identity", "hook", "condition"}

// String is the need as written in reports, such as "core".
func (n Need) String() string { return nameOf("Need", needNames, int(n)) }

// ParseNeed reads a need's name in any case; another word is an error.
func ParseNeed(name string) (Need, error) {
	index, err := indexOf("need", needNames, name)
	return Need(index), err
}

// MarshalText writes the need's name; a value outside the enumeration is an error.
func (n Need) MarshalText() ([]byte, error) { return marshalName("need", needNames, int(n)) }

// UnmarshalText reads what MarshalText writes, in any case.
func (n *Need) UnmarshalText(text []byte) error {
	parsed, err := ParseNeed(string(text))
	if err != nil {
		return err
	}
	*n = parsed
	return nil
}
