package schemas

import (
	"strings"
	"unicode/utf8"

	"github.com/antchfx/xmlquery"
)

// xmlRule is one row of the table of XML rules; several rows may share an ID.
// In its expressions the prefix c is the namespace of the root, q the same for
// attributes that should have none, a is Atom, and {C} is the namespace of the
// root as a literal: a server with the wrong namespace breaks XML-01, not every
// rule. Every element name has a prefix, as an unprefixed one would match in any
// default namespace.
type xmlRule struct {
	ID string
	// Each selects what the row looks at.
	Each string
	// Must is a condition on each; it may be empty if there is a Valid or Fine.
	Must string
	// Valid is a condition on the text of each, where XPath has no words for it.
	Valid func(text string) bool
	// Fine is a condition on each element, and says what is there if it fails.
	Fine func(element *xmlquery.Node) (got string, ok bool)
	// Missing is the step to what Must asks for, if it asks for presence.
	Missing string
	Want    string
}

// Expressions that the rows are made of. What is ours may stand without a
// namespace, and a link in something like that of Atom, which is wrong but shows
// what was meant.
const (
	theImages = `/c:images`
	anImage   = `/c:images/c:image`
	aServer   = `/c:images/c:image/c:server`

	ours     = `[namespace-uri()={C} or namespace-uri()='']`
	linkStep = `*[local-name()='link'][namespace-uri()='` + AtomNamespace + `' or namespace-uri()={C} or namespace-uri()=''` +
		` or contains(lower-case(namespace-uri()), 'atom')]`
	metadataStep = `*[local-name()='metadata']` + ours
	metaStep     = `*[local-name()='meta']` + ours
	wrapperStep  = `*[local-name()='links' or local-name()='images_links']` + ours
	someText     = `text()[normalize-space(.)!='']`
)

// related selects the links with a relation, also where the attribute is wrongly
// qualified, which is XML-04's.
func related(relation string) string {
	return linkStep + `[@rel='` + relation + `' or @a:rel='` + relation + `' or @q:rel='` + relation + `']`
}

// exactlyOne counts the links with a relation, also those in a wrapper, which is
// XML-14's.
func exactlyOne(relation string) string {
	return `count(` + related(relation) + `) + count(` + wrapperStep + `/` + related(relation) + `) = 1`
}

// present asks for an attribute, also in a wrong form, which is another rule's.
func present(name string) string {
	return `@` + name + ` or @q:` + name + ` or *[local-name()='` + name + `']` + ours
}

// qualified asks for an attribute of a link, also wrongly qualified.
func qualified(name string) string {
	return `(@` + name + ` or @a:` + name + ` or @q:` + name + `)`
}

// named asks for one of some local names.
func named(names ...string) string {
	conditions := make([]string, len(names))
	for i, name := range names {
		conditions[i] = `local-name()='` + name + `'`
	}
	return strings.Join(conditions, " or ")
}

// ofImages says whether a row is about each image, and not about what is around
// them.
func (r xmlRule) ofImages() bool { return strings.HasPrefix(r.Each, anImage) }

// xmlRules is the whole table, in the order of the catalogue.
var xmlRules = joined(pageRules, imageRules, linkRules, metadataRules, serverRules, bodyRules, faultRules)

func joined(tables ...[]xmlRule) []xmlRule {
	var all []xmlRule
	for _, table := range tables {
		all = append(all, table...)
	}
	return all
}

var pageRules = []xmlRule{
	{ID: "PAG-02", Each: theImages + `[` + related("next") + `]`, Fine: nextIsLast, Want: "the link next after the last image"},
	{
		ID: "PAG-02", Each: theImages + `[` + related("next") + `]`, Must: `count(` + related("next") + `) = 1`,
		Want: "one link with the relation next",
	},
	{
		ID: "PAG-15", Each: theImages + `/` + linkStep, Must: `@href!='' or @a:href!='' or @q:href!=''`,
		Want: "a link with a target",
	},
}

var imageRules = []xmlRule{
	{
		ID: "JSN-10", Each: anImage + `[@status='ACTIVE']/@progress`,
		Valid: func(text string) bool { n, _ := parseInt(text); return !isPercent(text) || n == 100 },
		Want:  "100, as the image is ACTIVE",
	},
}

var linkRules = []xmlRule{
	{
		ID: "LNK-01", Each: anImage + `/` + linkStep, Must: qualified("rel") + ` and ` + qualified("href"),
		Want: "a link with rel and href",
	},
	{ID: "LNK-01", Each: anImage + `/` + linkStep + `/@href`, Valid: isAbsoluteURI, Want: "an absolute URI"},
	{ID: "LNK-02", Each: anImage, Must: exactlyOne("self"), Want: "one link with the relation self"},
	{ID: "LNK-02", Each: anImage, Must: exactlyOne("bookmark"), Want: "one link with the relation bookmark"},
	{ID: "LNK-03", Each: anImage, Must: exactlyOne("alternate"), Want: "one link with the relation alternate"},
	{
		ID: "LNK-04", Each: anImage + `/` + related("alternate"),
		Must: `@type='application/vnd.openstack.image' or @a:type or @q:type`,
		Want: "the type application/vnd.openstack.image",
	},
	{
		ID: "LNK-05", Each: anImage + `/` + linkStep + `[@rel='self' or @rel='bookmark']`, Must: `not(@type)`,
		Want: "no type on self and bookmark",
	},
	{
		ID: "LNK-05", Each: anImage + `/` + linkStep + `[not(@rel='self' or @rel='bookmark' or @rel='alternate')]/@type`,
		Valid: func(text string) bool { return text != "" && text != "None" && text != "null" },
		Want:  "a type, or none",
	},
}

var metadataRules = []xmlRule{
	{
		ID: "MET-05", Each: anImage + `/` + metadataStep + `/` + metaStep + `/@key`,
		Valid: func(text string) bool { n := utf8.RuneCountInString(text); return n >= 1 && n <= 255 },
		Want:  "a key of 1 to 255 characters",
	},
	{ID: "MET-06", Each: anImage, Must: `count(` + metadataStep + `) <= 1`, Want: "one metadata element"},
	{ID: "MET-06", Each: anImage + `/` + metadataStep + `/*` + ours, Must: named("meta"), Want: "only meta elements"},
	{ID: "MET-06", Each: anImage + `/` + metadataStep + `/` + metaStep, Must: `@key`, Missing: "@key", Want: "present"},
	{ID: "MET-06", Each: anImage + `/` + metadataStep + `/` + metaStep, Must: `not(*)`, Want: "only text in meta"},
	{ID: "MET-06", Each: anImage + `/` + metadataStep + `/` + metaStep + `/@*` + ours, Must: named("key"), Want: "the value as text of meta"},
	{ID: "MET-06", Each: anImage + `/` + metadataStep, Fine: uniqueKeys, Want: "each key once"},
	{ID: "MET-07", Each: anImage + `/` + metadataStep, Must: `count(` + metaStep + `) <= 1000`, Want: "at most 1000 items"},
	{ID: "MET-11", Each: anImage, Must: metadataStep, Missing: "metadata[1]", Want: "present, also when it is empty"},
}

var serverRules = []xmlRule{
	{ID: "SUB-01", Each: aServer + `/@id`, Valid: isUUID, Want: "a UUID in lower case"},
	{
		ID: "SUB-01", Each: aServer + `/` + linkStep, Must: qualified("rel") + ` and ` + qualified("href"),
		Want: "a link with rel and href",
	},
	{ID: "SUB-01", Each: aServer + `/` + linkStep + `/@href`, Valid: isAbsoluteURI, Want: "an absolute URI"},
	{ID: "SUB-02", Each: aServer + `[` + linkStep + `]`, Must: exactlyOne("self"), Want: "one link with the relation self"},
	{ID: "SUB-02", Each: aServer + `[` + linkStep + `]`, Must: exactlyOne("bookmark"), Want: "one link with the relation bookmark"},
	{ID: "SUB-02", Each: aServer, Must: `not(` + related("alternate") + `)`, Want: "no link with the relation alternate"},
	{ID: "SUB-07", Each: anImage + `/*[local-name()='server']` + ours, Must: `namespace-uri()={C}`, Want: "server in the compute namespace"},
	{ID: "SUB-07", Each: aServer, Must: `@id`, Missing: "@id", Want: "present"},
	{ID: "SUB-07", Each: aServer, Must: linkStep, Missing: "link[1]", Want: "present"},
	{ID: "SUB-07", Each: anImage + `[c:server]`, Fine: serverFirst, Want: "the server before the metadata"},
}

var faultRules = []xmlRule{
	{ID: "ERR-03", Each: `/*`, Must: `@code`, Missing: "@code", Want: "present"},
	{ID: "ERR-03", Each: `/*/@code`, Valid: isInt, Want: "an integer"},
	{ID: "ERR-03", Each: `/*`, Must: `count(c:message) = 1`, Want: "one element message"},
	{ID: "ERR-03", Each: `/*`, Must: `count(c:details) <= 1`, Want: "one element details at most"},
	{ID: "ERR-03", Each: `/*/c:details`, Must: `not(following-sibling::c:message)`, Want: "details after the message"},
	{ID: "ERR-10", Each: `/*`, Must: `namespace-uri()='` + ComputeNamespace + `'`, Want: "the namespace " + ComputeNamespace},
}
