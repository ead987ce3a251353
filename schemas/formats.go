package schemas

import (
	"sync"

	"github.com/xeipuuv/gojsonschema"
)

// formats are the named formats the schemas use. The formats date-time and uri of
// the library are not used: it takes 2012-01-01 for a date-time and refuses a
// lower-case t. A validator that does not know these names ignores them, which
// leaves a published schema weaker but not wrong.
var formats = map[string]func(string) bool{
	"xsd-datetime": isDateTime,
	"absolute-uri": isAbsoluteURI,
	"uuid-lower":   isUUID,
}

// formatChecker lets a lexical type stand in the library's chain. Formats say
// nothing about values that are not strings.
type formatChecker func(string) bool

func (f formatChecker) IsFormat(input any) bool {
	text, ok := input.(string)
	return !ok || f(text)
}

// registerFormats adds the formats to the chain, of which the library has one for
// the whole process.
var registerFormats = sync.OnceFunc(func() {
	for name, valid := range formats {
		gojsonschema.FormatCheckers.Add(name, formatChecker(valid))
	}
})
