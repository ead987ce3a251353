package requirement

// Format says which representation a requirement speaks of.
type Format int

// The representations.
const (
	// Both is a rule about the operation, whatever the representation.
	Both Format = iota
	// JSON is a rule about application/json alone.
	JSON
	// XML is a rule about application/xml, or one that cannot be seen without it.
	XML
)

var formatNames = []string{"both", "json", "xml"}

// String is the format as written in reports, such as "xml".
func (f Format) String() string { return nameOf("Format", formatNames, int(f)) }

// ParseFormat reads a format's name in any case; another word is an error.
func ParseFormat(name string) (Format, error) {
	index, err := indexOf("format", formatNames, name)
	return Format(index), err
}

// MarshalText writes the format's name; a value outside the enumeration is an error.
func (f Format) MarshalText() ([]byte, error) { return marshalName("format", formatNames, int(f)) }

// UnmarshalText reads what MarshalText writes, in any case.
func (f *Format) UnmarshalText(text []byte) error {
	parsed, err := ParseFormat(string(text))
	if err != nil {
		return err
	}
	*f = parsed
	return nil
}
